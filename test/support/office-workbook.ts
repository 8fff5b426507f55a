import exceljs from 'exceljs';
import { formPhrases } from '../../shared/rendering/workbooks/form/form-phrases.ts';
import type { Draft } from '../../shared/spreadsheet/drafting/draft.ts';
import { draftQuestionnaire } from '../../shared/spreadsheet/drafting/draft-questionnaire.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { readWorkings } from '../../shared/spreadsheet/formats/read-workings.ts';

/** A cell as an office writes it: a value, or a formula that begins with `=`. */
export type OfficeCell = string | number | null;

export interface OfficeSheet {
  readonly name: string;
  readonly rows: readonly (readonly OfficeCell[])[];
  readonly hidden?: boolean;
  /** Rows in bold, with a fill where they are headings of sections. */
  readonly bold?: readonly number[];
  /** Rows in smaller bold letters, without a fill: sections within sections. */
  readonly minor?: readonly number[];
  /** Rows with a fill alone. */
  readonly filled?: readonly number[];
  /** Rows that ask, with a fill so that lines are told apart. */
  readonly striped?: readonly number[];
  readonly merges?: readonly string[];
  /** What a drop-down offers, by range in one column: `"Yes,No"`, `Lists!$A$1:$A$3`, or `whole`, `decimal`. */
  readonly lists?: Readonly<Record<string, string>>;
}

/** An office's own workbook, as a spreadsheet program would save it. */
export async function officeWorkbook(
  sheets: readonly OfficeSheet[],
  names: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.created = new Date(Date.UTC(2026, 0, 1));
  workbook.modified = workbook.created;
  for (const {
    name,
    rows,
    hidden,
    bold = [],
    minor = [],
    filled = [],
    striped = [],
    merges = [],
    lists = {},
  } of sheets) {
    const sheet = workbook.addWorksheet(name, hidden === true ? { state: 'hidden' } : {});
    for (const [index, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell === null) continue;
        const isFormula = typeof cell === 'string' && cell.startsWith('=');
        sheet.getCell(index + 1, column + 1).value = isFormula ? { formula: cell.slice(1), result: 0 } : cell;
      }
    }
    for (const row of [...bold, ...filled]) {
      sheet.getRow(row).eachCell((cell) => {
        if (bold.includes(row)) cell.font = { bold: true, size: 12 };
        cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEEFF' } };
      });
    }
    for (const row of striped) {
      sheet.getRow(row).eachCell((cell) => {
        cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF3F3F3' } };
      });
    }
    for (const row of minor) {
      sheet.getRow(row).eachCell((cell) => {
        cell.font = { bold: true, size: 11 };
      });
    }
    for (const [column, width] of [10, 56, 18, 34, 24, 10].entries()) sheet.getColumn(column + 1).width = width;
    for (const merge of merges) sheet.mergeCells(merge);
    for (const [range, list] of Object.entries(lists)) {
      const [, column = '', from = '', to = from] = /^([A-Z]+)(\d+)(?::[A-Z]+(\d+))?$/.exec(range) ?? [];
      for (let row = Number(from); row <= Number(to); row += 1) {
        sheet.getCell(`${column}${row}`).dataValidation =
          list === 'whole' || list === 'decimal'
            ? { type: list, operator: 'greaterThanOrEqual', formulae: [0] }
            : { type: 'list', allowBlank: true, formulae: [list] };
      }
    }
  }
  for (const [name, range] of Object.entries(names)) workbook.definedNames.add(range, name);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export async function draftOf(file: Uint8Array, name = 'our questionnaire'): Promise<Draft> {
  const draft = draftQuestionnaire(await readGrid(file), await readWorkings(file), {
    fileName: name,
    phrases: formPhrases(),
  });
  if (draft === null) throw new Error('No sheet asks questions');
  return draft;
}

/** A draft in lines: groups with what stands in them, each question with its type, most points, answers and points. */
export function linesOf(draft: Draft): string[] {
  const [language = 'en'] = draft.languages;
  const lists = new Map(draft.lists.map((list) => [list.name, list]));
  let depth = 0;
  return draft.rows.flatMap((row) => {
    if (row.kind === 'end_group') {
      depth -= 1;
      return [];
    }
    const indent = '  '.repeat(depth);
    if (row.kind === 'begin_group') {
      depth += 1;
      return [`${indent}[${row.name}] ${row.label[language]}`];
    }
    if (row.kind === 'note') return [`${indent}note: ${row.label[language]?.slice(0, 60)}`];
    const [type = '', list = ''] = row.type.split(' ');
    const choices = (lists.get(list)?.choices ?? []).map(
      ({ label, points }) => `${Object.values(label).join('|')}${points === '' ? '' : `=${points}`}`,
    );
    const most = row.mostPoints === '' ? '' : ` of ${row.mostPoints}`;
    const unit = row.unit === '' ? '' : ` in ${row.unit}`;
    const offered = choices.length === 0 ? '' : `: ${choices.join(', ')}`;
    return [`${indent}${row.name} ${type}${most}${unit}${offered} – ${Object.values(row.label).join(' | ')}`];
  });
}

/** Columns in which a drop-down is looked for. */
const mostColumns = 10;

/** The workbook with the best answer chosen wherever there is a drop-down; `chosen`: the choice by question. */
export async function filledWithTheBest(
  file: Buffer,
  draft: Draft,
): Promise<{ filled: Buffer; chosen: Map<string, string> }> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer);
  const lists = new Map(draft.lists.map((list) => [list.name, list]));
  const chosen = new Map<string, string>();
  for (const row of draft.rows) {
    if (row.kind !== 'question') continue;
    const [sheet = '', cell = ''] = row.source.split('!');
    const cells = Array.from({ length: mostColumns }, (_, index) =>
      workbook
        .getWorksheet(sheet)
        ?.getRow(Number(cell.replace(/\D/g, '')))
        .getCell(index + 1),
    );
    const answer = cells.find((one) => one?.dataValidation?.type === 'list');
    const choices = lists.get(row.type.split(' ')[1] ?? '')?.choices ?? [];
    const [best] = choices.toSorted((a, b) => Number(b.points || 0) - Number(a.points || 0));
    if (answer === undefined || best === undefined) continue;
    const both = Object.values(best.label).join(' / ');
    answer.value = String(answer.dataValidation.formulae[0]).includes(both)
      ? both
      : (Object.values(best.label)[0] ?? '');
    chosen.set(row.name, best.name);
  }
  return { filled: Buffer.from(await workbook.xlsx.writeBuffer()), chosen };
}
