import type { Book } from './formulas/calculator.ts';
import { offeredBy } from './offered.ts';
import type { SheetView } from './sheet-view.ts';

/** Sheets that are there to list what drop-downs of other sheets offer. */
export function listSheets(views: readonly SheetView[], book: Book): Set<string> {
  const listed = new Set<string>();
  for (const { name } of views) {
    for (const rule of book.workings.sheets.get(name)?.validations ?? []) {
      const place = offeredBy(rule, name, book)[0]?.place;
      const sheet = place === null || place === undefined ? undefined : views.find((view) => view.name === place.sheet);
      if (sheet !== undefined && sheet.name !== name) listed.add(sheet.name);
    }
  }
  // A questionnaire may list answers of another sheet beside its own.
  const asks = (name: string): boolean =>
    (book.workings.sheets.get(name)?.validations ?? []).filter(({ type }) => type === 'list').length >= 3;
  return new Set([...listed].filter((name) => !asks(name)));
}
