import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { address, type Cell } from '../formats/grid.ts';

export interface TableCell {
  /** Address without the sheet: `B7`. */
  readonly cell: string;
  /** The heading above it, as it was read. */
  readonly heading: string;
  /** '' when nothing is written. */
  readonly text: string;
  /** Not there when nothing is written. */
  readonly raw?: Cell | undefined;
}

/** Columns by their headings, in any order; of two alike the left one counts. */
export function columnsOf<Column extends string>(
  columns: readonly Column[],
  headings: Readonly<Record<Column, readonly string[]>>,
  cells: readonly Cell[],
): ReadonlyMap<Column, Cell> {
  const found = new Map<Column, Cell>();
  for (const cell of cells) {
    const heading = foldedText(cell.text).replace(/[\s:*]+$/, '');
    const column = columns.find((one) => !found.has(one) && headings[one].some((word) => foldedText(word) === heading));
    if (column !== undefined) found.set(column, cell);
  }
  return found;
}

/** A cell for each column that the table has, also where it is empty. */
export function cellsBelow<Column extends string>(
  columns: ReadonlyMap<Column, Cell>,
  row: number,
  filled: readonly Cell[],
): Map<Column, TableCell> {
  return new Map(
    [...columns].map(([column, heading]) => {
      const raw = filled.find((cell) => cell.column === heading.column);
      return [column, { cell: address(row, heading.column), heading: heading.text, text: raw?.text ?? '', raw }];
    }),
  );
}
