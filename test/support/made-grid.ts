import { type Cell, type Grid, parseAddress, parseRange, type Sheet } from '../../shared/spreadsheet/formats/grid.ts';

type MadeCell = string | number | boolean | null;

/** A sheet as a test says it: rows of cells from A1. What it does not say, the sheet does not have. */
export interface MadeSheet extends Partial<Pick<Sheet, 'name' | 'hidden' | 'hiddenColumns'>> {
  readonly rows: readonly (readonly MadeCell[])[];
  readonly hiddenRows?: readonly number[];
  /** `A1:B2`. */
  readonly merges?: readonly string[];
  /** What is otherwise about a cell, by its address. */
  readonly cells?: Readonly<Record<string, Partial<Cell>>>;
}

/** Sheets as any format is read into: what reads them is tested without bytes. */
export const gridOf = (...sheets: readonly MadeSheet[]): Grid => ({ sheets: sheets.map(sheetOf), notices: [] });

function sheetOf({ rows, hiddenRows = [], merges = [], cells = {}, ...about }: MadeSheet, at: number): Sheet {
  const changes = new Map(Object.entries(cells).map(([address, change]) => [placeOf(address), change]));
  return {
    ...{ name: `Sheet${at + 1}`, hidden: false, hiddenColumns: [], links: new Map(), notes: new Map() },
    ...about,
    hiddenRows: new Set(hiddenRows),
    merges: merges.flatMap((range) => parseRange(range) ?? []),
    cells: rows.flatMap((row, y) =>
      row.flatMap((value, x): Cell[] => {
        if (value === null || value === '') return [];
        return [{ ...cellOf(value, y + 1, x + 1), ...changes.get(`${y + 1} ${x + 1}`) }];
      }),
    ),
  };
}

function placeOf(address: string): string {
  const place = parseAddress(address);
  return `${place?.row} ${place?.column}`;
}

const cellOf = (value: string | number | boolean, row: number, column: number): Cell => ({
  ...{ row, column, formula: false, struck: '', invisible: false },
  kind: typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean',
  text: typeof value === 'boolean' ? String(value).toUpperCase() : String(value),
  number: typeof value === 'number' ? value : null,
});
