import type { RegistryChange, RegistryReport } from '../../../domain/registry/registry-plan.ts';
import type { RegistryColumn } from '../../../domain/registry/registry-rows.ts';
import { newWorkbook, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { messagesIn } from '../../words/messages.ts';
import type { Words } from '../sheets/page.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';
import { addProblemTable } from './problem-table.ts';

/** What an import changed, what was wrong with it, and what stayed as it was. `at`: ISO instant. */
export async function writeRegistryReport(report: RegistryReport, at: string): Promise<Uint8Array> {
  const messages = messagesIn('en');
  const words = messages.workbook;
  const { headings, sheets, kinds } = words.registryReport;
  const workbook = newWorkbook({ title: words.registryReport.title, language: 'en', date: new Date(at) });
  const column = (heading: keyof typeof headings, width: number): TableColumn => ({
    heading: headings[heading],
    width,
  });
  const thing = [column('kind', 12), column('id', 24), column('address', 34)];
  const columns = [column('what', 12), ...thing, column('field', 20), column('before', 30), column('after', 30)];
  const changed = report.changes.flatMap((change) => changeRows(change, words));
  const kept = report.kept.map(({ kind, id, address }) => [kinds[kind], id, address ?? '']);
  // A table with nothing in it would be a page of its own in print; a workbook needs one sheet.
  const isEmpty = changed.length + report.problems.length + kept.length === 0;
  if (changed.length > 0 || isEmpty)
    await addTableSheet(workbook, { ...sheets.changes, columns, rows: changed, spare: null }, words);
  if (report.problems.length > 0) await addProblemTable(workbook, sheets.problems, report.problems, messages);
  if (kept.length > 0)
    await addTableSheet(workbook, { ...sheets.kept, columns: thing, rows: kept, spare: null }, words);
  return workbookBytes(workbook);
}

/** A row for each field; one row for a removal, which has none. */
function changeRows({ what, kind, id, address, fields }: RegistryChange, words: Words): string[][] {
  const { whats, kinds } = words.registryReport;
  const thing = [whats[what], kinds[kind], id, address ?? ''];
  if (fields.length === 0) return [thing];
  return fields.map(({ field, before, after }) => [
    ...thing,
    words.registry.columns[field as RegistryColumn].heading,
    before,
    after,
  ]);
}
