import type { SheetView } from './sheet-view.ts';
import type { SourceTable } from './source-tables.ts';

/** What stands above the headings in the largest letters, or the name of the file. */
export function titleOf(views: readonly SheetView[], sources: readonly SourceTable[], fileName: string): string {
  const [first] = sources;
  // A section's title may stand there, too.
  const sections = new Set((first?.rows ?? []).flatMap(({ kind, row }) => (kind === 'section' ? [row] : [])));
  const candidates = [
    first?.table.view,
    ...views.filter(
      ({ name, sheet }) =>
        !sheet.hidden && /cover|intro|instruct|guid|ohje|kansi|anleit|title|about|readme/i.test(name),
    ),
  ];
  for (const view of candidates) {
    if (view === undefined) continue;
    const end = view === first?.table.view ? (first.table.heads[0] ?? first.rows[0]?.row ?? 1) : 12;
    const isFree = (row: number): boolean => view !== first?.table.view || !sections.has(row);
    const cells = view.sheet.cells.filter(
      ({ row, kind, text }) =>
        row < end && isFree(row) && kind === 'text' && text.trim().length >= 4 && text.length <= 120,
    );
    const [best] = [...cells].sort(
      (a, b) => view.look(b.row, b.column).size - view.look(a.row, a.column).size || a.row - b.row,
    );
    if (best !== undefined) return best.text.trim().replace(/\s+/g, ' ');
  }
  return fileName.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim() || 'Questionnaire';
}
