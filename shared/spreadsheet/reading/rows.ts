import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { mustAt } from '../../domain/must.ts';
import { address, type Cell, type Sheet } from '../formats/grid.ts';

/** A sheet's cells by their true row and column. */
export interface Rows {
  readonly sheet: Sheet;
  /** Rows that have content, from the top. */
  readonly all: Iterable<readonly [row: number, cells: readonly Cell[]]>;
  /** Cells of a row from the left. */
  row(row: number): readonly Cell[];
  cell(row: number, column: number): Cell | undefined;
}

/** Made once for each sheet: questions, cover and figures are all looked for in the same rows. */
const made = new WeakMap<Sheet, Rows>();

export function rowsOf(sheet: Sheet): Rows {
  const known = made.get(sheet);
  if (known !== undefined) return known;
  const cells = onePerPlace(inOrder(sheet.cells) ? sheet.cells : [...sheet.cells].sort(byPlace));
  // Where each row begins; rows themselves are cut out when asked for, because a sheet may have very many.
  const starts = new Map<number, number>();
  let before: number | null = null;
  for (const [index, cell] of cells.entries()) {
    if (cell.row !== before) starts.set(cell.row, index);
    before = cell.row;
  }
  const endOf = (number: number, start: number): number => {
    let end = start;
    while (cells[end]?.row === number) end += 1;
    return end;
  };
  const row = (number: number): readonly Cell[] => {
    const start = starts.get(number) ?? cells.length;
    return cells.slice(start, endOf(number, start));
  };
  /** By halves: a row may be as wide as a sheet. */
  const cell = (number: number, column: number): Cell | undefined => {
    let from = starts.get(number) ?? cells.length;
    // At the column itself there can be no more cells before it than columns.
    let to = Math.min(from + column, cells.length);
    while (from < to) {
      const middle = (from + to) >> 1;
      const found = cells[middle];
      if (found !== undefined && found.row === number && found.column < column) from = middle + 1;
      else to = middle;
    }
    const found = cells[from];
    return found?.row === number && found.column === column ? found : undefined;
  };
  const rows: Rows = {
    sheet,
    all: {
      *[Symbol.iterator]() {
        for (let start = 0, end = 0; start < cells.length; start = end) {
          const number = mustAt(cells, start).row;
          end = endOf(number, start);
          yield [number, cells.slice(start, end)];
        }
      },
    },
    row,
    cell,
  };
  made.set(sheet, rows);
  return rows;
}

const byPlace = (a: Cell, b: Cell): number => a.row - b.row || a.column - b.column;

/** Cells come row by row in nearly every file, and a copy of the largest ones is felt. */
function inOrder(cells: readonly Cell[]): boolean {
  return cells.every((cell, index) => index === 0 || byPlace(cells[index - 1] ?? cell, cell) <= 0);
}

/** Of two cells in the same place the later one stands, as programs have it. */
function onePerPlace(cells: readonly Cell[]): readonly Cell[] {
  const isLast = (cell: Cell, index: number): boolean => {
    const next = cells[index + 1];
    return next === undefined || byPlace(next, cell) !== 0;
  };
  return cells.every(isLast) ? cells : cells.filter(isLast);
}

const oneWord = letterPattern(String.raw`^[\p{L}\p{N}_.]+$`);

/** `Questionnaire!D9`; the sheet's name in quotes where it would not read as one word. */
export function fullAddress(sheet: Sheet, row: number, column: number): string {
  const name = oneWord.test(sheet.name) ? sheet.name : `'${sheet.name.replaceAll("'", "''")}'`;
  return `${name}!${address(row, column)}`;
}
