import { foldedText } from '../../domain/normalise/plain-text.ts';
import type { Cell } from '../grid.ts';
import headings from './headings.json' with { type: 'json' };

export type ColumnRole = keyof typeof headings;
export type Columns = ReadonlyMap<ColumnRole, number>;

const roleOf = new Map<string, ColumnRole>(
  (Object.entries(headings) as [ColumnRole, string[]][]).flatMap(([role, words]) =>
    words.map((word): [string, ColumnRole] => [foldedText(word), role]),
  ),
);

/** Columns by the headings of one row; of two alike the left one counts. */
export function columnsByHeading(cells: readonly Cell[]): Columns {
  const columns = new Map<ColumnRole, number>();
  for (const cell of cells) {
    if (cell.kind !== 'text' || cell.text.length > 60) continue;
    const role = roleOf.get(foldedText(cell.text).replace(/[\s:*?.]+$/, ''));
    if (role !== undefined && !columns.has(role)) columns.set(role, cell.column);
  }
  return columns;
}
