import type { Problem } from '../../../domain/answers/problems.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { describeProblem } from '../../words/describe-problem.ts';
import type { Messages } from '../../words/messages.ts';
import { addTableSheet, type TableColumn } from '../sheets/table-sheet.ts';

/** What was wrong with a workbook of the office, by cell. */
export async function addProblemTable(
  workbook: Workbook,
  sheet: { readonly name: string; readonly intro: string },
  problems: readonly Problem[],
  messages: Messages,
): Promise<void> {
  const { headings, severities } = messages.workbook.registryReport;
  const column = (heading: keyof typeof headings, width: number): TableColumn => ({
    heading: headings[heading],
    width,
  });
  const columns = [
    column('severity', 16),
    column('sheet', 16),
    column('cell', 10),
    column('read', 28),
    column('message', 48),
    column('remedy', 48),
  ];
  const rows = problems.map((problem) => {
    const { message, remedy } = describeProblem(problem, messages);
    const place = [problem.sheet, problem.cell, problem.read].map((text) => text ?? '');
    return [severities[problem.severity], ...place, message, remedy];
  });
  await addTableSheet(workbook, { ...sheet, columns, rows, spare: null }, messages.workbook);
}
