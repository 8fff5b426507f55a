import type { Problem } from '../../domain/answers/problems.ts';

/** A workbook as read: sheets of cells with their true addresses, whatever format it came in. */
export interface Cell {
  /** 1 for the first row. */
  readonly row: number;
  /** 1 for column A. */
  readonly column: number;
  readonly kind: 'text' | 'number' | 'boolean' | 'date' | 'error' | 'uncalculated';
  /**
   * The value as text, as its format shows it: `No` of 1 by `[=1]"No"`, `85%`. Numbers without such words are in their
   * shortest form, dates ISO, errors as `#N/A`.
   */
  readonly text: string;
  readonly number: number | null;
  /** The text that was typed, where its format puts words around it: `No` of `Answer: No`. */
  readonly typed?: string;
  readonly formula: boolean;
  /** Struck-through text that `text` leaves out. */
  readonly struck: string;
  /**
   * Nobody sees it, though its row and column are shown: its format shows nothing, or its letters have the colour of
   * what is behind them. {@link isSeen} says it for a place, with rows, columns and merges.
   */
  readonly invisible: boolean;
}

export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Cells with content, row by row in the order of the file. */
  readonly cells: readonly Cell[];
  readonly merges: readonly Range[];
  readonly hiddenRows: ReadonlySet<number>;
  /** First and last of columns that are hidden or have no width. */
  readonly hiddenColumns: readonly (readonly [first: number, last: number])[];
  /** Link targets by address. */
  readonly links: ReadonlyMap<string, string>;
  /** Notes (comments) by address. */
  readonly notes: ReadonlyMap<string, string>;
}

export interface Grid {
  readonly sheets: readonly Sheet[];
  /** What the sender should know of the file itself. */
  readonly notices: readonly Problem[];
}

/** `D9` for row 9, column 4. */
export function address(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

export function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** Row and column of `D9` or `$D$9`; null for anything else. */
export function parseAddress(text: string): { row: number; column: number } | null {
  const parts = /^\$?([A-Za-z]{1,3})\$?(\d{1,10})$/.exec(text);
  if (parts === null) return null;
  const letters = (parts[1] ?? '').toUpperCase();
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(parts[2]), column };
}

export function parseRange(text: string): Range | null {
  const [from, to = from] = text.split(':', 2);
  const a = parseAddress(from ?? '');
  const b = parseAddress(to ?? '');
  if (a === null || b === null) return null;
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  };
}
