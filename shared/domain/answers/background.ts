/** One background figure as read: the parsed number and, always, the text as it was written. */
export interface BackgroundValue {
  /** null: nothing written, or nothing that can be read as one number. */
  readonly value: number | null;
  readonly raw: string;
  /** ISO 4217 code of a sum of money, or null. */
  readonly unit: string | null;
  /** The year the figure is said to be of, or null. */
  readonly year: number | null;
  readonly cell: string | null;
  /** It is as its workbook was sent out, and so counts only where nobody has given another. */
  readonly left?: boolean | undefined;
}

/** Figures by background id. */
export type BackgroundValues = ReadonlyMap<string, BackgroundValue>;
