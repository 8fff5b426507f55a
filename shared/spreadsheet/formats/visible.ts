import type { Cell, Range, Sheet } from './grid.ts';

/**
 * What a person sees of a sheet, whatever format it came in. What is not seen never counts in silence, and never goes
 * before what is seen.
 */
export function isSeen(sheet: Sheet, cell: Cell): boolean {
  return (
    !cell.invisible &&
    isPlaceShown(sheet, cell.row, cell.column) &&
    coveringMerge(sheet, cell.row, cell.column) === undefined
  );
}

/** Whether the row, the column and the sheet of a place are shown. */
export const isPlaceShown = (sheet: Sheet, row: number, column: number): boolean =>
  !sheet.hidden && !sheet.hiddenRows.has(row) && isColumnShown(sheet, column);

export const isColumnShown = ({ hiddenColumns }: Sheet, column: number): boolean =>
  hiddenColumns.length === 0 || !hiddenColumns.some(([first, last]) => column >= first && column <= last);

/** The merge that covers a place, unless the place is its top left cell, which holds the value. */
export function coveringMerge(sheet: Sheet, row: number, column: number): Range | undefined {
  return sheet.merges.find(
    ({ top, left, bottom, right }) =>
      row >= top && row <= bottom && column >= left && column <= right && !(row === top && column === left),
  );
}
