import { type Problem, problem } from '../../domain/answers/problems.ts';
import { mustAt } from '../../domain/must.ts';
import { address, columnLetters } from '../formats/grid.ts';
import { isPlaceShown } from '../formats/visible.ts';
import { answerWritten } from './answer-places.ts';
import { tellsAnswers } from './find-columns.ts';
import { guessColumns } from './guess-columns.ts';
import { guessEvidence } from './guess-evidence.ts';
import type { QuestionRow, QuestionTable } from './question-table.ts';
import { isSheetOfAnotherTime, isTitleOfAnotherTime, type Rival, settleRivals } from './rivals.ts';
import { settleAnswerColumn } from './settle-answer-column.ts';

/** Of the questions of the shorter of two sheets, how many must stand on the other for it to be a copy. */
const sharedBy = 0.5;
/** A note that quotes one or two questions is no copy. */
const minShared = 3;

interface Chosen {
  readonly tables: readonly QuestionTable[];
  readonly problems: readonly Problem[];
}

/**
 * Which sheets the answers are read from: visible ones before hidden ones, of them those with a heading "Answer" before
 * those without, and a copy that was never filled in is left alone. Of filled copies that of the round's year is read;
 * where nothing tells them apart, all are, and asked about.
 */
export function chooseTables(tables: readonly QuestionTable[], round: string | null, version: string): Chosen {
  const [shown, hidden] = [tables.filter(({ sheet }) => !sheet.hidden), tables.filter(({ sheet }) => sheet.hidden)];
  const candidates =
    [shown, hidden].map((some) => answering(readable(some, round))).find((some) => some.length > 0) ?? [];
  const blocks = candidates.flatMap(blocksOf);
  const filled = indicatorsIn(blocks.filter(isFilled).flatMap(({ rows }) => rows));
  const standsElsewhere = ({ rows }: QuestionTable): boolean => rows.every(({ indicator }) => filled.has(indicator));
  const taken = blocks.filter((table) => isFilled(table) || !standsElsewhere(table));
  const { tables: used, problems } = settledCopies(taken, round);
  // Blocks of one sheet share what was found of it: it is told once, whichever of them are read.
  const found = [...new Set(used.map((table) => table.problems))].flat();
  const asked = [...problems, ...found];
  const isAsked = asked.some(({ code, severity }) => severity !== 'notice' && /^(?:columns|sheets)-/.test(code));
  const other = isAsked ? null : ofAnotherTime(used, round, version);
  return { tables: shownRows(used), problems: other === null ? asked : [...asked, other] };
}

/** The only answers of a file, on a sheet or under a title that is not of this round. */
function ofAnotherTime(tables: readonly QuestionTable[], round: string | null, version: string): Problem | null {
  for (const table of tables) {
    const { name } = table.sheet;
    const { rows, row, headedBy, columns } = mustAt(table.rows, 0);
    // What stands over one of several columns is the title of that column.
    const titles = rowsAbove(row, headedBy).flatMap((above) => {
      const [title, ...others] = rows.row(above);
      return title === undefined || others.length > 0 ? [] : title.text;
    });
    const read = isSheetOfAnotherTime(name, round, version)
      ? name
      : titles.find((title) => isTitleOfAnotherTime(title, round, version));
    if (read === undefined) continue;
    const column = columns.get('answer') ?? columns.get('yes') ?? 1;
    const facts = { column: columnLetters(column), other: columnLetters(column) };
    return problem('columns-other-time', { sheet: name, cell: address(row, column), read, facts });
  }
  return null;
}

function readable(tables: readonly QuestionTable[], round: string | null): QuestionTable[] {
  const headed = tables.filter((table) => table.rows.some(({ columns }) => tellsAnswers(columns)));
  const read =
    headed.length > 0
      ? headed.map((table) => guessEvidence(settleAnswerColumn(answerable(table), round)))
      : tables.map((table) => guessColumns(table, round));
  return read.filter(({ rows }) => rows.length > 0);
}

const answerable = (table: QuestionTable): QuestionTable => ({
  ...table,
  rows: table.rows.filter(({ columns }) => columns.has('answer') || columns.has('yes')),
});

const isFilled = ({ rows }: QuestionTable): boolean => rows.some((row) => answerWritten(row, row.columns) !== null);

/** Without sheets of points, and without those whose formulas only repeat what was answered on another. */
function answering(tables: readonly QuestionTable[]): readonly QuestionTable[] {
  const given = tables.filter((table) => !isOfPoints(table));
  const answers = given.length > 0 ? given : tables;
  const typed = answers.filter((table) => !isComputed(table));
  const [only, ...others] = typed;
  return answers.filter(
    (table) => typed.includes(table) || only === undefined || others.length > 0 || !repeats(table, only),
  );
}

/** `Question | Yes | Partly | No` with a number below each: what answers score. Whoever ticks marks one of them. */
function isOfPoints({ rows: questions }: QuestionTable): boolean {
  const ofPoints = questions.filter(({ rows, row, columns }) => {
    if (columns.has('answer')) return false;
    const cells = (['yes', 'no', 'na'] as const).flatMap((role) => rows.cell(row, columns.get(role) ?? 0) ?? []);
    return cells.length > 1 && cells.every(({ kind }) => kind === 'number');
  });
  return ofPoints.length > 1 && ofPoints.length === questions.length;
}

const answerCell = ({ rows, row, columns }: QuestionRow) => rows.cell(row, columns.get('answer') ?? 0);

function isComputed({ rows }: QuestionTable): boolean {
  const cells = rows.flatMap((row) => answerCell(row) ?? []);
  return cells.length > 1 && cells.every(({ formula }) => formula);
}

/** Whether the other one answers, in words that are known, whatever this one does. */
function repeats({ rows }: QuestionTable, other: QuestionTable): boolean {
  const known = new Set(
    other.rows.flatMap((row) => {
      const written = answerWritten(row, row.columns);
      return written !== null && row.words?.isAnswer(written) === true ? [row.indicator] : [];
    }),
  );
  return rows.every((row) => answerWritten(row, row.columns) === null || known.has(row.indicator));
}

/** Questions that begin again further down a sheet are a table of their own: last year's, or another city's. */
function blocksOf(table: QuestionTable): QuestionTable[] {
  let block: QuestionRow[] = [];
  const blocks = [block];
  let seen = new Set<string>();
  for (const [at, row] of table.rows.entries()) {
    const next = table.rows.slice(at, at + minShared);
    if (next.length === minShared && next.every(({ indicator }) => seen.has(indicator)) && isRun(next)) {
      block = [];
      blocks.push(block);
      seen = new Set();
    }
    seen.add(row.indicator);
    block.push(row);
  }
  return blocks.map((rows) => ({ ...table, rows }));
}

/** Different questions, as a table has them: not one that is asked of several departments. */
const isRun = (rows: readonly QuestionRow[]): boolean => indicatorsIn(rows).size === rows.length;

interface Copy extends Rival {
  readonly table: QuestionTable;
}

function settledCopies(tables: readonly QuestionTable[], round: string | null): Chosen {
  const copied = tables.filter((table) => tables.some((other) => other !== table && isCopy(table, other)));
  const [first, ...others] = copied.map((table) => copyOf(table, questionRows(tables, table)));
  if (first === undefined) return { tables, problems: [] };
  const { taken, against, even } = settleRivals(first, others, round);
  const used = even ? tables : tables.filter((table) => table === taken.table || !copied.includes(table));
  const [other] = against;
  if (other === undefined) return { tables: used, problems: [] };
  const names = copied.map(nameOf).join(', ');
  return { tables: used, problems: [problem('sheets-several', { sheet: other.table.sheet.name, read: names })] };
}

/** The sheet, with the place where the block begins if it is not the sheet's only one. */
function nameOf({ sheet, rows }: QuestionTable, _: number, all: readonly QuestionTable[]): string {
  const alone = all.filter((table) => table.sheet === sheet).length === 1;
  return alone ? sheet.name : `${sheet.name}!${address(mustAt(rows, 0).row, 1)}`;
}

const questionRows = (tables: readonly QuestionTable[], { sheet }: QuestionTable): ReadonlySet<number> =>
  new Set(tables.filter((table) => table.sheet === sheet).flatMap(({ rows }) => rows.map(({ row }) => row)));

function copyOf(table: QuestionTable, asked: ReadonlySet<number>): Copy {
  const answers = new Map<string, string>();
  for (const question of table.rows) {
    const { rows, row, indicator, columns } = question;
    const evidence = rows.cell(row, columns.get('evidence') ?? 0)?.text ?? '';
    const written = answerWritten(question, columns);
    if (written !== null || evidence !== '') answers.set(indicator, `${written ?? ''} ${evidence}`);
  }
  return { table, title: [table.sheet.name, ...titlesAbove(table, asked)].join(' '), answers };
}

/** Rows above a block in which its title and its headings may stand. */
const maxAbove = 3;

const rowsAbove = (row: number, headedBy: number | null): number[] =>
  Array.from({ length: maxAbove }, (_, at) => row - 1 - at).filter((one) => one !== headedBy);

function titlesAbove({ rows: questions }: QuestionTable, asked: ReadonlySet<number>): string[] {
  const { rows, row, headedBy, columns } = mustAt(questions, 0);
  const above = rowsAbove(row, headedBy).filter((one) => !asked.has(one));
  // Of the headings only that of the answers: last year's column beside them is no title of the table.
  const answers = new Set((['answer', 'yes', 'no', 'na'] as const).map((role) => columns.get(role)));
  const headings = headedBy === null ? [] : rows.row(headedBy).filter(({ column }) => answers.has(column));
  return [...headings, ...above.flatMap((one) => rows.row(one))].flatMap(({ text }) =>
    text.length <= 60 ? [text] : [],
  );
}

function isCopy(table: QuestionTable, other: QuestionTable): boolean {
  const [a, b] = [indicatorsIn(table.rows), indicatorsIn(other.rows)];
  const shared = [...a].filter((id) => b.has(id)).length;
  return shared >= minShared && shared >= sharedBy * Math.min(a.size, b.size);
}

const indicatorsIn = (rows: readonly QuestionRow[]): Set<string> => new Set(rows.map(({ indicator }) => indicator));

/** A question that stands in a row that is shown is not read from one that is hidden. */
function shownRows(tables: readonly QuestionTable[]): QuestionTable[] {
  const isShown = ({ rows, row }: QuestionRow): boolean => isPlaceShown(rows.sheet, row, 0);
  const shown = indicatorsIn(tables.flatMap(({ rows }) => rows.filter(isShown)));
  return tables.map((table) => ({
    ...table,
    rows: table.rows.filter((row) => isShown(row) || !shown.has(row.indicator)),
  }));
}
