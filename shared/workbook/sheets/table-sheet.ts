import { colours, font, type Look, looks, put } from './look.ts';
import { addPage, type Words } from './page.ts';
import { headerRow } from './questionnaire-layout.ts';
import { rowHeight } from './row-height.ts';
import type { Workbook, Worksheet } from './spreadsheet.ts';

export interface TableColumn {
  readonly heading: string;
  readonly width: number;
  /** What to write; stands above the heading. */
  readonly hint?: string;
  /** Offered as a drop-down. */
  readonly options?: readonly string[];
  /** Digits are written as a number. */
  readonly numeric?: boolean;
}

export interface TableContent {
  readonly name: string;
  readonly intro: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows to fill in below the filled ones; null for a table that is only read. */
  readonly spare: number | null;
}

const margin = 2;
const hintLook: Look = { font: font(9, colours.muted), alignment: { vertical: 'bottom', wrapText: true, indent: 1 } };

/** A sheet of one table: title, what it is, headings in the row that stays in sight, a row for each thing. */
export function addTableSheet(workbook: Workbook, table: TableContent, words: Words): void {
  const { name, columns, rows, spare } = table;
  const sheet = addPage(
    workbook,
    {
      name,
      widths: [margin, ...columns.map(({ width }) => width)],
      orientation: 'landscape',
      title: name,
      headerRow,
      activeCell: `B${headerRow + 1}`,
    },
    words,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', name, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', table.intro, looks.subtitle);
  for (const [index, { heading, hint }] of columns.entries()) {
    if (hint !== undefined) put(sheet, at(index, headerRow - 1), hint, hintLook);
    put(sheet, at(index, headerRow), heading, looks.columnHead);
  }
  const hints = columns.map(({ hint, width }) => ({ text: hint ?? '', width, size: 9 }));
  sheet.getRow(headerRow - 1).height = rowHeight(hints, 8);
  sheet.getRow(headerRow).height = 24;
  const filled: (readonly string[])[] = [...rows, ...Array<string[]>(spare ?? 0).fill([])];
  for (const [index, cells] of filled.entries()) addRow(sheet, headerRow + 1 + index, cells, columns, spare !== null);
}

function addRow(
  sheet: Worksheet,
  row: number,
  cells: readonly string[],
  columns: readonly TableColumn[],
  typed: boolean,
) {
  for (const [index, { numeric, options }] of columns.entries()) {
    const text = cells[index] ?? '';
    const value = numeric === true && /^\d+$/.test(text) ? Number(text) : text;
    const look = typed ? (numeric === true ? looks.figureInput : looks.textInput) : looks.row;
    const cell = put(sheet, at(index, row), value, look);
    if (options === undefined || !typed) continue;
    cell.dataValidation = { type: 'list', allowBlank: true, formulae: [`"${options.join(',')}"`] };
  }
  const texts = columns.map(({ width }, index) => ({ text: cells[index] ?? '', width }));
  sheet.getRow(row).height = rowHeight(texts, 20);
}

/** Column A is the margin. */
const at = (index: number, row: number): string => `${String.fromCharCode(66 + index)}${row}`;
