import { address, type Cell, type Range, type Sheet } from '../grid.ts';

/** A sheet's cells by their true row and column. */
export interface Rows {
  readonly sheet: Sheet;
  /** Rows that have content, from the top, each with its cells from the left. */
  readonly all: readonly (readonly [row: number, cells: readonly Cell[]])[];
  cell(row: number, column: number): Cell | undefined;
}

/** Made once for each sheet: questions, cover and figures are all looked for in the same rows. */
const made = new WeakMap<Sheet, Rows>();

export function rowsOf(sheet: Sheet): Rows {
  const known = made.get(sheet);
  if (known !== undefined) return known;
  // Cells come row by row in nearly every file; sorting what is sorted costs little.
  const cells = [...sheet.cells].sort((a, b) => a.row - b.row || a.column - b.column);
  const byRow = new Map<number, Cell[]>();
  for (const cell of cells) {
    const row = byRow.get(cell.row);
    if (row === undefined) byRow.set(cell.row, [cell]);
    // The same place twice: the later one stands, as programs have it.
    else if (row.at(-1)?.column === cell.column) row[row.length - 1] = cell;
    else row.push(cell);
  }
  const rows: Rows = {
    sheet,
    all: [...byRow],
    cell: (row, column) => byRow.get(row)?.find((cell) => cell.column === column),
  };
  made.set(sheet, rows);
  return rows;
}

/** `Questionnaire!D9`; the sheet's name in quotes where it would not read as one word. */
export function fullAddress(sheet: Sheet, row: number, column: number): string {
  const name = /^[\p{L}\p{N}_.]+$/u.test(sheet.name) ? sheet.name : `'${sheet.name.replaceAll("'", "''")}'`;
  return `${name}!${address(row, column)}`;
}

/** The merge that covers a place, unless the place is its top left cell, which holds the value. */
export function coveringMerge(sheet: Sheet, row: number, column: number): Range | undefined {
  return sheet.merges.find(
    ({ top, left, bottom, right }) =>
      row >= top && row <= bottom && column >= left && column <= right && !(row === top && column === left),
  );
}
