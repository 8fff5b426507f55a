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

/** A row in which the office has written something. */
export interface ReviewRow {
  readonly sheet: string;
  readonly cells: ReadonlyMap<ReviewColumn, { readonly cell: string; readonly text: string }>;
}

export const cellText = ({ cells }: ReviewRow, column: ReviewColumn): string => (cells.get(column)?.text ?? '').trim();

/** Names the authority in the round that a row is about. */
export const reviewKeyOf = (row: ReviewRow): string =>
  JSON.stringify([cellText(row, 'round'), cellText(row, 'authority')]);
