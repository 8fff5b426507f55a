import type { ReviewReport } from '../../../domain/review/review-plan.ts';
import { newWorkbook, workbookBytes } from '../../../spreadsheet/writing/spreadsheet.ts';
import { answerInWords } from '../../words/answer-in-words.ts';
import { messagesIn } from '../../words/messages.ts';
import { addProblemTable } from '../registry/problem-table.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';

/** What a review decided, and what was wrong with its workbook. `at`: ISO instant. */
export async function writeReviewReport(report: ReviewReport, at: string): Promise<Uint8Array> {
  const messages = messagesIn('en');
  const { values, report: words } = messages.review;
  const { headings, sheets } = words;
  const workbook = newWorkbook({ title: words.title, language: 'en', date: new Date(at) });
  const column = (heading: keyof typeof headings, width: number): TableColumn => ({
    heading: headings[heading],
    width,
  });
  const columns = [
    column('round', 10),
    column('authority', 24),
    column('indicator', 10),
    ...(['claimed', 'before', 'after'] as const).map((heading) => column(heading, 16)),
    column('reason', 56),
  ];
  const rows = report.decisions.map(({ round, authorityName, indicator, claimed, before, after, reason }) => [
    ...[round, authorityName, indicator],
    ...[claimed, before, after].map((value) => answerInWords(value, values)),
    reason,
  ]);
  const { problems } = report;
  // A table with nothing in it would be a page of its own in print; a workbook needs one sheet.
  if (rows.length > 0 || problems.length === 0)
    await addTableSheet(workbook, { ...sheets.decisions, columns, rows, spare: null }, messages.workbook);
  if (problems.length > 0) await addProblemTable(workbook, sheets.problems, problems, messages);
  return workbookBytes(workbook);
}
