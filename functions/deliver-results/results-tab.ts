import type { SubmissionId } from '../../shared/domain/ids.ts';
import type { ResultsReport } from '../../shared/domain/insight/results-report.ts';
import type { AnyQuestionnaire } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Count } from '../../shared/domain/scoring/count.ts';
import type { ResultsTab } from '../../shared/ports/online-sheets.ts';
import { problemLines } from '../../shared/rendering/letters/problem-lines.ts';
import { countedHeading } from '../../shared/rendering/words/counted-words.ts';
import { fill, type Messages } from '../../shared/rendering/words/messages.ts';
import { readableInstant } from '../../shared/rendering/words/readable.ts';

/** More would not fit a message of a queue (256 KB); the results workbook has them all. */
export const maxShown = 60;

type Row = ResultsTab['rows'][number];
export const plain = (...cells: Row['cells']): Row => ({ bold: false, cells });
export const bold = (...cells: Row['cells']): Row => ({ bold: true, cells });

/** The results as a tab of the sheet they came from: the score, how it came about, and each problem by its cell. */
export function resultsTab(
  report: ResultsReport,
  about: { readonly submission: SubmissionId; readonly authorityName: string },
  messages: Messages,
): ResultsTab {
  const { tab, results } = messages.mail;
  const { score, receivedAt } = report;
  const headline = fill(results.headline, { authority: about.authorityName, percent: score.percent });
  return {
    submission: about.submission,
    receivedAt,
    title: tab.title,
    rows: [
      ...introRows(headline, receivedAt, messages),
      ...countRows(report, messages),
      plain(''),
      ...problemRows(report, messages),
    ],
  };
}

/** The score, when the file was read, and that the tab is ours. */
export function introRows(headline: string, receivedAt: string, messages: Messages): Row[] {
  const { tab } = messages.mail;
  const read = fill(tab.read, { received: readableInstant(receivedAt, messages) });
  return [bold(headline), plain(read), plain(tab.replaced), plain('')];
}

function countRows({ questionnaire, score, language }: ResultsReport, messages: Messages): Row[] {
  const words = messages.workbook.summary;
  const counted = (label: string, { met, total }: Count): Row['cells'] => [label, met, total];
  const none = { met: 0, total: 0 };
  return [
    bold(words.categories, countedHeading(questionnaire, messages), words.questions),
    ...questionnaire.pillars.flatMap((pillar) => [
      bold(...counted(`${pillar.id} ${textIn(pillar.title, language)}`, score.pillars[pillar.id] ?? none)),
      ...pillar.categories.map((category) =>
        plain(...counted(`${category.id} ${textIn(category.title, language)}`, score.categories[category.id] ?? none)),
      ),
    ]),
  ];
}

export function problemRows(
  {
    problems,
    questionnaire,
    language,
  }: Pick<ResultsReport, 'problems' | 'language'> & { readonly questionnaire: AnyQuestionnaire },
  messages: Messages,
): Row[] {
  const { columns, none } = messages.workbook.problems;
  const words = messages.mail.problems;
  const { shown, more } = problemLines(problems, questionnaire, language, messages, maxShown);
  if (shown.length === 0) return [bold(none)];
  const { sheets } = messages.workbook;
  return [
    bold(words.heading),
    bold(columns.severity, columns.cell, columns.question, columns.message, columns.remedy),
    ...shown.map(({ label, place, question, message, remedy }) => plain(label, place, question, message, remedy)),
    ...(more === 0 ? [] : [plain(fill(words.more, { count: more, sheet: sheets.problems }))]),
  ];
}
