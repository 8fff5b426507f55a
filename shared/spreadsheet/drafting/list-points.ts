import type { Offered } from './offered.ts';
import { optionOf } from './option-texts.ts';
import type { SheetView } from './sheet-view.ts';

/** Points that stand beside the answers where they are listed: in the next column of a column, in the next row of a row. */
export function pointsBeside(offered: readonly Offered[], views: ReadonlyMap<string, SheetView>): Map<string, number> {
  const placed = offered.flatMap(({ label, place }) => (place === null ? [] : [{ label, ...place }]));
  const [first] = placed;
  const view = first === undefined ? undefined : views.get(first.sheet.toLowerCase());
  if (view === undefined || placed.length < offered.length) return new Map();
  const isColumn = placed.every(({ column }) => column === first?.column);
  const isRow = placed.every(({ row }) => row === first?.row);
  for (const away of [1, -1]) {
    const found = new Map<string, number>();
    for (const { label, row, column } of placed) {
      const number = isColumn ? view.number(row, column + away) : isRow ? view.number(row + away, column) : null;
      if (number !== null) found.set(label, number);
    }
    if (found.size === placed.length && new Set(found.values()).size > 1) return found;
  }
  return new Map();
}

/** Points in the words of the answers themselves: `2 – fully`, `Yes (3 points)`. */
export function pointsInLabels(offered: readonly Offered[]): Map<string, number> {
  const found = offered.flatMap(({ label }): [string, number][] => {
    const { points } = optionOf(label);
    return points === null ? [] : [[label, points]];
  });
  return found.length === offered.length ? new Map(found) : new Map();
}
