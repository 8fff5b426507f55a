import { knownWord, type OfferedValue } from '../../domain/normalise/answer-words.ts';
import { foldedText } from '../../domain/normalise/plain-text.ts';
import type { Cell } from '../grid.ts';
import headings from './headings.json' with { type: 'json' };

/** `yes`, `no` and `na` are columns of their own where an answer is ticked instead of written. */
export type ColumnRole = keyof typeof headings | OfferedValue;
export type Columns = ReadonlyMap<ColumnRole, number>;

const roleOf = new Map<string, ColumnRole>(
  (Object.entries(headings) as [ColumnRole, string[]][]).flatMap(([role, words]) =>
    words.map((word): [string, ColumnRole] => [foldedText(word), role]),
  ),
);

/** Columns by the headings of one row. Of several answer columns the newest counts, of others alike the left one. */
export function columnsByHeading(cells: readonly Cell[]): Columns {
  const texts = cells.filter(isHeading);
  const words = new Set(texts.map((cell) => answerWord(cell)));
  // "No" heads the numbers of the rows, unless "Yes" stands beside it.
  const ticked = words.has('yes') && words.has('no');
  const columns = new Map<ColumnRole, number>();
  const [newest] = answerColumns(cells);
  if (newest !== undefined) columns.set('answer', newest.column);
  for (const cell of texts) {
    const role = (ticked ? answerWord(cell) : undefined) ?? headedRole(cell);
    if (role !== undefined && !columns.has(role)) columns.set(role, cell.column);
  }
  return columns;
}

/** All columns headed as answers (`Answer 2022`, `Answer 2023`): the newest year first, those without a year last. */
export function answerColumns(cells: readonly Cell[]): Cell[] {
  return cells.filter((cell) => isHeading(cell) && headedRole(cell) === 'answer').sort((a, b) => yearIn(b) - yearIn(a));
}

const isHeading = ({ kind, text }: Cell): boolean => kind === 'text' && text.length <= 60;

/** By the whole heading, without what was added to it, or in two languages: `Answer / Vastaus`. */
function headedRole({ text }: Cell): ColumnRole | undefined {
  const bare = text.replace(aside, ' ');
  const whole = roleOf.get(heading(text)) ?? roleOf.get(heading(bare));
  if (whole !== undefined) return whole;
  const [role, ...others] = new Set(bare.split(/[/|–]| - /).flatMap((part) => roleOf.get(heading(part)) ?? []));
  return others.length === 0 ? role : undefined;
}

const answerWord = (cell: Cell): OfferedValue | undefined => knownWord(heading(cell.text), null)?.value;

/** What people add to a heading: `Answer 2023`, `Evidence (link)`. */
const aside = /\([^()]*\)|(?<!\d)20\d{2}(?!\d)/g;
const heading = (text: string): string => foldedText(text).replace(/[\s:*?.]+$/, '');
export const yearIn = ({ text }: Cell): number => Number(/(?<!\d)20\d{2}(?!\d)/.exec(text)?.[0] ?? 0);

/** Whether a row's headings tell where the answers are. */
export function tellsAnswers(columns: Columns): boolean {
  return (columns.has('answer') && columns.size > 1) || (columns.has('yes') && columns.has('no'));
}
