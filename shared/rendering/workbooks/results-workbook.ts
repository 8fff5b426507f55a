import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../domain/questionnaire/questionnaire.ts';
import { fixed, placeIn } from '../../spreadsheet/writing/references.ts';
import { namePlace, newWorkbook, workbookBytes } from '../../spreadsheet/writing/spreadsheet.ts';
import { fill, inZone, type Messages, messagesIn } from '../words/messages.ts';
import { addChangesSheet } from './results/changes-sheet.ts';
import { addGivenSheet } from './results/given-sheet.ts';
import { addHistorySheet } from './results/history-sheet.ts';
import { addMethodSheet } from './results/method-sheet.ts';
import { addPeersSheet } from './results/peers-sheet.ts';
import type { Rasterise, ResultsContent } from './results/results-content.ts';
import { addRobustnessSheet } from './results/robustness-sheet.ts';
import { wholePercentages } from './results/shown-unit.ts';
import { addStepsSheet } from './results/steps-sheet.ts';
import { addSummarySheet, scoreCell } from './results/summary-sheet.ts';
import { addBackgroundSheet } from './sheets/background-sheet.ts';
import { addIdentitySheet, addresseeLine } from './sheets/identity-sheet.ts';
import { problemMarks, problemRows, toldProblems } from './sheets/problem-rows.ts';
import { addProblemsSheet } from './sheets/problems-sheet.ts';
import { answerRange } from './sheets/questionnaire-layout.ts';
import { addQuestionnaireSheet, type PeerShares } from './sheets/questionnaire-sheet.ts';

export interface ResultsDrawing {
  /** Given: a picture of the categories in place of charts, for offices whose programs do not take charts (decision 029). */
  readonly rasterise?: Rasterise | null;
}

/**
 * The results of one submission as an .xlsx workbook. Its questionnaire sheets are those of the
 * template, so that corrected and sent back it is the next submission. The same report gives the
 * same bytes.
 */
export async function writeResultsWorkbook(
  report: ResultsReport,
  insight: Insight,
  { rasterise = null }: ResultsDrawing = {},
): Promise<Uint8Array> {
  const { questionnaire, language, answers } = report;
  const messages = inZone(messagesIn(language), report.timeZone);
  const words = messages.workbook;
  const workbook = newWorkbook({
    title: fill(words.summary.eyebrow, { title: textIn(questionnaire.title, language) }),
    language,
    date: new Date(report.receivedAt),
  });
  const subtitle = addresseeLine(report, words);
  const content = { report, insight, messages, rasterise };
  const told = toldProblems(report);
  await addSummarySheet(workbook, content);
  addStepsSheet(workbook, content);
  addProblemsSheet(workbook, { rows: problemRows(told, messages), subtitle }, words);
  addChangesSheet(workbook, content);
  const asked = [...indicatorsOf(questionnaire), ...questionnaire.background];
  const questions = asked.map(({ id, text }) => ({ id, number: id, text: textIn(text, language) }));
  addGivenSheet(workbook, content, report.givenBy ?? [], questions);
  const answerMarks = problemMarks('questionnaire', told, messages);
  const shares = peerShares(insight, messages);
  const filled = { questionnaire, language, subtitle, answers, marks: answerMarks, shares };
  await addQuestionnaireSheet(workbook, filled, words);
  const figures = new Map([...report.background].map(([id, figure]) => [id, figure.raw]));
  const figureMarks = problemMarks('background', told, messages);
  await addBackgroundSheet(workbook, { questionnaire, language, subtitle, figures, marks: figureMarks }, words);
  addPeersSheet(workbook, content);
  addRobustnessSheet(workbook, content, robustnessOf(content));
  addHistorySheet(workbook, content, { history: insight.history, unit: wholePercentages, scoredBy: true });
  addMethodSheet(workbook, content);
  addIdentitySheet(workbook, report);
  namePlace(workbook, 'Score', placeIn(words.sheets.summary, fixed(scoreCell)));
  namePlace(workbook, 'Answers', placeIn(words.sheets.questionnaire, fixed(answerRange(questionnaire))));
  return workbookBytes(workbook);
}

function robustnessOf({ report, insight, messages }: ResultsContent): Parameters<typeof addRobustnessSheet>[2] {
  const { rank, interval, withoutCategory } = insight;
  const titles = new Map(
    categoriesOf(report.questionnaire).map(({ id, title }) => [id, `${id}  ${textIn(title, report.language)}`]),
  );
  const without = withoutCategory?.map((one) => ({ ...one, title: titles.get(one.category) ?? one.category })) ?? null;
  return { rank, interval, without, unit: wholePercentages, words: messages.results.robustness };
}

function peerShares({ peers }: Insight, { results }: Messages): PeerShares | undefined {
  if (peers === null) return undefined;
  const authorities = peers.groups[0]?.authorities ?? 0;
  return { heading: fill(results.questionnaire.share, { authorities }), byIndicator: peers.indicators };
}
