import type { Insight } from '../domain/insight.ts';
import { textIn } from '../domain/questionnaire.ts';
import type { ResultsReport } from '../domain/results-report.ts';
import { fill, messagesIn } from '../messages/messages.ts';
import { addMethodSheet } from './results/method-sheet.ts';
import { addSummarySheet } from './results/summary-sheet.ts';
import { addBackgroundSheet } from './sheets/background-sheet.ts';
import { addIdentitySheet, addresseeLine } from './sheets/identity-sheet.ts';
import { problemMarks, problemRows } from './sheets/problem-rows.ts';
import { addProblemsSheet } from './sheets/problems-sheet.ts';
import { addQuestionnaireSheet } from './sheets/questionnaire-sheet.ts';
import { newWorkbook, workbookBytes } from './sheets/spreadsheet.ts';

/**
 * The results of one submission as an .xlsx workbook. Its questionnaire sheets are those of the
 * template, so that corrected and sent back it is the next submission. The same report gives the
 * same bytes.
 */
export async function writeResultsWorkbook(report: ResultsReport, insight: Insight): Promise<Uint8Array> {
  const { questionnaire, language, answers } = report;
  const messages = messagesIn(language);
  const words = messages.workbook;
  const workbook = newWorkbook({
    title: fill(words.summary.eyebrow, { title: textIn(questionnaire.title, language) }),
    language,
    date: new Date(report.receivedAt),
  });
  const subtitle = addresseeLine(report, words);
  const content = { report, insight, messages };
  await addSummarySheet(workbook, content);
  addProblemsSheet(workbook, { rows: problemRows(report, messages), subtitle }, words);
  const answerMarks = problemMarks('questionnaire', report, messages);
  await addQuestionnaireSheet(workbook, { questionnaire, language, subtitle, answers, marks: answerMarks }, words);
  const figures = new Map([...report.background].map(([id, figure]) => [id, figure.raw]));
  const figureMarks = problemMarks('background', report, messages);
  await addBackgroundSheet(workbook, { questionnaire, language, subtitle, figures, marks: figureMarks }, words);
  addMethodSheet(workbook, content);
  addIdentitySheet(workbook, report);
  return workbookBytes(workbook);
}
