import { knownWord, type OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import { ownWords } from '../../domain/answers/normalise/own-words.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell, Sheet } from '../formats/grid.ts';
import headings from '../formats/headings.json' with { type: 'json' };
import { isColumnShown } from '../formats/visible.ts';

/**
 * `yes`, `no` and `na` are columns of their own where an answer is ticked instead of written; `moreEvidence` is a
 * second column of evidence beside the first.
 */
export type ColumnRole = keyof typeof headings | OfferedValue | 'moreEvidence';
export type Columns = ReadonlyMap<ColumnRole, number>;

const roleOf = new Map<string, ColumnRole>(
  (Object.entries(headings) as [ColumnRole, string[]][]).flatMap(([role, words]) =>
    words.map((word): [string, ColumnRole] => [foldedText(word), role]),
  ),
);

const none: Columns = new Map();

/** Columns by the headings of one row. Of several of answers or values the newest counts, of others the first one. */
export function columnsByHeading(cells: readonly Cell[]): Columns {
  const headed = headingsIn(cells);
  // A sheet has very many rows, and hardly any of headings.
  if (headed.every(({ role, word }) => role === undefined && word === undefined)) return none;
  const words = new Set(headed.map(({ word }) => word));
  // "No" heads the numbers of the rows, unless "Yes" stands beside it.
  const ticked = words.has('yes') && words.has('no');
  const columns = new Map<ColumnRole, number>();
  const [newest] = newestFirst(headed, 'answer');
  if (newest !== undefined) columns.set('answer', newest.column);
  const [value] = newestFirst(headed, 'value');
  if (value !== undefined) columns.set('value', value.column);
  for (const { cell, role, word } of headed) {
    const known = (ticked ? word : undefined) ?? role;
    if (known !== undefined && !columns.has(known)) columns.set(known, cell.column);
  }
  // Comments are the evidence where no other column is.
  const comment = columns.get('comment');
  if (comment !== undefined && !columns.has('evidence')) columns.set('evidence', comment);
  return newest === undefined ? columns : new Map([...columns, ...evidenceBeside(newest, headed)]);
}

/** By the number of a row. */
const ofRows = new WeakMap<Sheet, Map<number, Columns>>();

/**
 * {@link columnsByHeading} of a whole row of a sheet, what is shown before what is hidden. Told once: questions and
 * figures are looked for in the same rows.
 */
export function columnsOfRow(sheet: Sheet, row: number, cells: readonly Cell[]): Columns {
  const known = ofRows.get(sheet);
  const before = known?.get(row);
  if (before !== undefined) return before;
  const columns = columnsByHeading(shownCellsFirst(cells, sheet));
  if (known === undefined) ofRows.set(sheet, new Map([[row, columns]]));
  else known.set(row, columns);
  return columns;
}

function shownCellsFirst(cells: readonly Cell[], sheet: Sheet): readonly Cell[] {
  if (sheet.hiddenColumns.length === 0) return cells;
  const isShown = ({ column }: Cell): boolean => isColumnShown(sheet, column);
  return [...cells.filter(isShown), ...cells.filter((cell) => !isShown(cell))];
}

/** The evidence of one of several columns of answers. */
export const evidenceOf = (answer: Cell, cells: readonly Cell[]): [ColumnRole, number][] =>
  evidenceBeside(answer, headingsIn(cells));

/**
 * Of several columns of evidence that of the answers' year, else the next one right of them, else the left one; and
 * one more (`Evidence (link)`, `Evidence (document)`) before other answers begin.
 */
function evidenceBeside(answer: Cell, headed: readonly Heading[]): [ColumnRole, number][] {
  const headedAs = (role: ColumnRole): Cell[] => headed.filter((one) => one.role === role).map(({ cell }) => cell);
  const [evidence, comments] = [headedAs('evidence'), headedAs('comment')];
  const all = evidence.length > 0 ? evidence : comments;
  const ofYear = all.filter((cell) => yearIn(cell) === yearIn(answer));
  const likely = ofYear.length > 0 ? ofYear : all;
  const first = likely.find(({ column }) => column > answer.column) ?? likely[0];
  if (first === undefined) return [];
  const end = headedAs('answer').find(({ column }) => column > first.column)?.column ?? Number.POSITIVE_INFINITY;
  const more = likely.find(({ column }) => column > first.column && column < end);
  const found: [ColumnRole, number][] = [['evidence', first.column]];
  if (more !== undefined) found.push(['moreEvidence', more.column]);
  return found;
}

export interface Heading {
  readonly cell: Cell;
  readonly role: ColumnRole | undefined;
  readonly word: OfferedValue | undefined;
}

export function headingsIn(cells: readonly Cell[]): Heading[] {
  const headed = cells
    .filter(({ kind, text }) => kind === 'text' && text.length <= 60)
    .map((cell) => {
      const text = heading(cell.text);
      // Every row is looked at: what was added to a heading only where something was.
      const role = roleOf.get(text) ?? (added.test(cell.text) ? roleBeside(cell.text) : undefined);
      return { cell, role, word: wordIn(text, cell.text) };
    });
  return inOwnWords(withoutNumbers(headed));
}

/** `No. | Question | Yes | No`: the first of them heads the numbers of the rows. */
function withoutNumbers(headed: Heading[]): Heading[] {
  const no = headed.filter(({ word }) => word === 'no');
  const [first] = no;
  if (first === undefined) return headed;
  const yes = headed.filter(({ word }) => word === 'yes');
  if (yes.length === 0 || no.length <= yes.length) return headed;
  return headed.map((one) => (one === first ? { ...one, word: undefined } : one));
}

/** Characters of a heading over ticks: rows of texts are no headings. */
const maxTickLength = 30;
/** Cells of a row of headings that names nothing but the answers to tick. */
const maxAlone = 4;

/** `Erfüllt | Nicht erfüllt`: columns to tick under an office's own pair of words, where no other column is of answers. */
function inOwnWords(headed: Heading[]): Heading[] {
  const others = headed.filter(({ role, cell }) => role === undefined && cell.text.length <= maxTickLength);
  if (others.length < 2) return headed;
  const words = new Set(headed.map(({ word }) => word));
  const isHeading = headed.some(({ role }) => role !== undefined) || headed.length <= maxAlone;
  const hasAnswers = headed.some(({ role }) => role === 'answer') || (words.has('yes') && words.has('no'));
  if (!isHeading || hasAnswers) return headed;
  const pair = ownWords(others.map(({ cell }) => heading(cell.text)));
  if (pair === null) return headed;
  const wordOf = ({ cell, word }: Heading): Heading['word'] => {
    const text = heading(cell.text);
    return text === pair.yes ? 'yes' : text === pair.no ? 'no' : word;
  };
  return headed.map((one) => ({ ...one, word: wordOf(one) }));
}

function newestFirst(headed: readonly Heading[], wanted: 'answer' | 'value'): Cell[] {
  const columns = headed.filter(({ role }) => role === wanted).map(({ cell }) => cell);
  return columns.sort((a, b) => yearIn(b) - yearIn(a));
}

/** What people add to a heading: `Answer 2023`, `Evidence (link)`. */
const aside = /\([^()]*\)|(?<!\d)20\d{2}(?!\d)/g;
const added = /[(/|–]|20\d{2}| - /;

/** Without what was added, or in two languages: `Answer / Vastaus`. */
function roleBeside(text: string): ColumnRole | undefined {
  const bare = text.replace(aside, ' ');
  const whole = roleOf.get(heading(bare));
  if (whole !== undefined) return whole;
  const [role, ...others] = new Set(bare.split(/[/|–]| - /).flatMap((part) => roleOf.get(heading(part)) ?? []));
  return others.length === 0 ? role : undefined;
}

/** The answer that a column is ticked for: `Yes`, `Yes (tick)`, `Yes 2022`. */
export const wordOver = (text: string): OfferedValue | undefined => wordIn(heading(text), text);

function wordIn(bare: string, text: string): OfferedValue | undefined {
  const known = knownWord(bare, null);
  return (known ?? (added.test(text) ? knownWord(heading(text.replace(aside, ' ')), null) : null))?.value;
}

export const heading = (text: string): string => foldedText(text).replace(/[\s:*?.]+$/, '');
const yearIn = ({ text }: Cell): number => Number(/(?<!\d)20\d{2}(?!\d)/.exec(text)?.[0] ?? 0);

/** Whether a row's headings tell where the answers are. */
export function tellsAnswers(columns: Columns): boolean {
  return (columns.has('answer') && columns.size > 1) || (columns.has('yes') && columns.has('no'));
}

/** `Yes`, `No` and `NA` in one row and nothing else: a legend or a tally, if the table has its headings already. */
export const onlyOffers = (columns: Columns): boolean =>
  [...columns.keys()].every((role) => role === 'yes' || role === 'no' || role === 'na');
