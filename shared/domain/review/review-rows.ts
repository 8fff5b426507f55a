import type { RawNumber } from '../answers/normalise/number-answers.ts';

/** The columns of a review workbook, in the order in which it has them. */
export const reviewColumns = [
  'round',
  'authority',
  'name',
  'indicator',
  'question',
  'claimed',
  'evidence',
  'open',
  'counts',
  'verified',
  'reason',
  'submission',
] as const;
export type ReviewColumn = (typeof reviewColumns)[number];

/** Of an office's own questionnaire: with the cell in which each answer was read. */
export const formReviewColumns = reviewColumns.flatMap((column) =>
  column === 'evidence' ? ([column, 'cell'] as const) : ([column] as const),
);
export type FormReviewColumn = ReviewColumn | 'cell';

/** A cell as it was read; what a number is stored as decides, not how it is shown. */
export interface ReviewCell {
  readonly cell: string;
  readonly text: string;
  /** Not there when nothing is written. */
  readonly raw?: RawNumber | undefined;
}

/** A row in which the office has written something. */
export interface ReviewRow {
  readonly sheet: string;
  readonly cells: ReadonlyMap<ReviewColumn, ReviewCell>;
}

export const cellText = ({ cells }: ReviewRow, column: ReviewColumn): string => (cells.get(column)?.text ?? '').trim();

/** Names the authority in the round that a row is about. */
export const reviewKeyOf = (row: ReviewRow): string =>
  JSON.stringify([cellText(row, 'round'), cellText(row, 'authority')]);
