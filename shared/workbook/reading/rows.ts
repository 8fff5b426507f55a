import { address, type Cell, type Range, type Sheet } from '../grid.ts';

/** A sheet's cells by their true row and column. */
export interface Rows {
  readonly sheet: Sheet;
  /** Rows that have content, from the top, each with its cells from the left. */
  readonly all: readonly (readonly [row: number, cells: readonly Cell[]])[];
  cell(row: number, column: number): Cell | undefined;
}

export function rowsOf(sheet: Sheet): Rows {
  const byRow = new Map<number, Map<number, Cell>>();
  for (const cell of sheet.cells) {
    const row = byRow.get(cell.row) ?? new Map<number, Cell>();
    row.set(cell.column, cell);
    byRow.set(cell.row, row);
  }
  const all = [...byRow]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]): [number, Cell[]] => [row, [...cells.values()].sort((a, b) => a.column - b.column)]);
  return { sheet, all, cell: (row, column) => byRow.get(row)?.get(column) };
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
