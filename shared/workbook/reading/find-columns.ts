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

/** Columns by the headings of one row; of two alike the left one counts. */
export function columnsByHeading(cells: readonly Cell[]): Columns {
  const texts = cells.filter(({ kind, text }) => kind === 'text' && text.length <= 60);
  const words = new Set(texts.map((cell) => answerWord(cell)));
  // "No" heads the numbers of the rows, unless "Yes" stands beside it.
  const ticked = words.has('yes') && words.has('no');
  const columns = new Map<ColumnRole, number>();
  for (const cell of texts) {
    const role = (ticked ? answerWord(cell) : undefined) ?? roleOf.get(heading(cell));
    if (role !== undefined && !columns.has(role)) columns.set(role, cell.column);
  }
  return columns;
}

const heading = ({ text }: Cell): string => foldedText(text).replace(/[\s:*?.]+$/, '');
const answerWord = (cell: Cell): OfferedValue | undefined => knownWord(heading(cell), null)?.value;

/** Whether a row's headings tell where the answers are. */
export function tellsAnswers(columns: Columns): boolean {
  return (columns.has('answer') && columns.size > 1) || (columns.has('yes') && columns.has('no'));
}
