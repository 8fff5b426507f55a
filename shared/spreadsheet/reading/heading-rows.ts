import { answerWritten } from './answer-places.ts';
import { type ColumnRole, type Columns, onlyOffers } from './find-columns.ts';
import type { QuestionRow } from './question-table.ts';

/** A row of headings, and the columns that it tells. */
export interface HeadingRow {
  readonly row: number;
  readonly columns: Columns;
}

const offers = ['yes', 'no', 'na'] as const;

/** `Answer | Yes | No | NA` under the headings: what may be answered, not where. */
const isLegend = ({ columns }: HeadingRow): boolean =>
  onlyOffers(new Map([...columns].filter(([role]) => role !== 'answer')));

/** Of rows of headings above each other the lowest that is more than a legend. */
export const likeliestHeading = (headings: readonly HeadingRow[]): Columns =>
  (headings.findLast((one) => !isLegend(one)) ?? headings.at(-1))?.columns ?? new Map();

/**
 * The questions with the columns under which most of their answers stand. Of several rows of headings each may be the
 * one, or the columns Yes, No and NA that stand under one heading "Answer".
 */
export function underHeadings(
  questions: readonly QuestionRow[],
  headed: ReadonlyMap<QuestionRow, readonly HeadingRow[]>,
): QuestionRow[] {
  return [...Map.groupBy(questions, (question) => headed.get(question) ?? [])].flatMap(([headings, rows]) => {
    const [only] = headings;
    if (only === undefined) return rows;
    const settled = headings.length === 1 ? only : bestHeading(headings, rows);
    return rows.map((row) => ({ ...row, columns: settled.columns, headedBy: settled.row }));
  });
}

function bestHeading(headings: readonly HeadingRow[], questions: readonly QuestionRow[]): HeadingRow {
  const together = headings.flatMap((upper, at) => {
    const under = headings[at + 1];
    return under !== undefined && upper.columns.has('answer') && offers.some((offer) => under.columns.has(offer))
      ? [{ row: under.row, columns: ticksUnder(upper.columns, under.columns) }]
      : [];
  });
  const first = likeliestHeading(headings);
  const inOrder = [...headings].sort((a, b) => Number(b.columns === first) - Number(a.columns === first));
  const counted = [...together, ...inOrder].map((heading) => ({ heading, worth: worthOf(heading, questions) }));
  const best = Math.max(...counted.map(({ worth }) => worth));
  return counted.find(({ worth }) => worth === best)?.heading ?? { row: 0, columns: first };
}

function ticksUnder(upper: Columns, under: Columns): Columns {
  const ticks = offers.flatMap((offer): [ColumnRole, number][] => {
    const column = under.get(offer);
    return column === undefined ? [] : [[offer, column]];
  });
  return new Map([...[...upper].filter(([role]) => role !== 'answer'), ...ticks]);
}

/** Rows in which one answer stands; marks in one column of several are more than a cell in the first of them. */
function worthOf({ columns }: HeadingRow, questions: readonly QuestionRow[]): number {
  return questions.filter((question) => {
    const written = answerWritten(question, columns);
    return written !== null && !written.includes('/') && !(written.length > maxAnswerLength);
  }).length;
}

const maxAnswerLength = 40;
