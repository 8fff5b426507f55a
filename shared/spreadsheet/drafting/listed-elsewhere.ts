import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Offered } from './offered.ts';
import type { SheetView } from './sheet-view.ts';

/**
 * Lists that have lost their drop-downs (many programs drop those that point to another sheet): what stands in an answer's cell
 * is the first entry of a row or a column of another sheet, such as `Select answer for Q1`. By that text, in small letters.
 */
export function listsElsewhere(views: readonly SheetView[]): ReadonlyMap<string, readonly Offered[]> {
  const found = new Map<string, readonly Offered[]>();
  for (const view of views) {
    for (const row of view.rows) {
      const [first, ...others] = view.cellsIn(row);
      if (first === undefined || others.length < 2 || others.length > 20) continue;
      const isRow = others.every(({ column }, index) => column === first.column + index + 1);
      const text = foldedText(first.text);
      if (!isRow || found.has(text)) continue;
      found.set(
        text,
        others.map(({ text: label, number, kind, column }) => ({
          label: label.trim(),
          value: kind === 'number' && number !== null ? number : label.trim(),
          place: { sheet: view.name, row, column },
        })),
      );
    }
  }
  return found;
}
