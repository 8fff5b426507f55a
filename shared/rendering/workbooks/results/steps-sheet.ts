import type { NextStep } from '../../../domain/insight/improvement.ts';
import { categoriesOf, indicatorsOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { indicatorCode } from '../../../spreadsheet/formats/identity.ts';
import { placeIn } from '../../../spreadsheet/writing/references.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { listFormat } from '../../words/formats.ts';
import { fill } from '../../words/messages.ts';
import { readableDay } from '../../words/readable.ts';
import { indicatorRows, questionnaireColumns } from '../sheets/questionnaire-layout.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const mostValuable = 3;
const start = 6;
const widths = { id: 9, question: 64, category: 26, adds: 10, shows: 10, rank: 10, metBy: 11, learnFrom: 28 };

/** Each question that is not met: what a Yes adds, what would then be shown, and whom to learn from. */
export function addStepsSheet(workbook: Workbook, content: ResultsContent): void {
  const { report, insight, messages } = content;
  const words = messages.results.steps;
  // The summary says it when nothing is left to gain.
  if (insight.steps.length === 0) return;
  const columns = columnsOf(content);
  const table = { columns, widths: columns.map(({ width }) => width) };
  const sheet = addReadingSheet(
    workbook,
    {
      ...{ name: messages.workbook.sheets.steps, title: words.title, orientation: 'landscape', widths: table.widths },
      repeatedRow: start + 1,
      intro: fill(words.intro, {
        received: readableDay(report.receivedAt, messages),
        percent: report.score.percent,
      }),
    },
    content,
  );
  putTableHeading(sheet, start, words.first);
  const below = putTable(sheet, start + 1, { ...table, rows: insight.steps.slice(0, mostValuable) });
  const others = insight.steps.slice(mostValuable);
  if (others.length === 0) return;
  putTableHeading(sheet, below + 1, words.others);
  putTable(sheet, below + 2, { ...table, rows: others });
}

/** Only what is known has a column: no rank before standings, nobody to learn from where evidence is not published. */
function columnsOf({ report, insight, messages }: ResultsContent): (Column<NextStep> & { width: number })[] {
  const words = messages.results.steps.columns;
  const texts = new Map(indicatorsOf(report.questionnaire).map(({ id, text }) => [id, textIn(text, report.language)]));
  const titles = new Map(
    categoriesOf(report.questionnaire).map(({ id, title }) => [id, `${id} ${textIn(title, report.language)}`]),
  );
  const rows = indicatorRows(report.questionnaire);
  const answerCell = ({ indicator }: NextStep): string =>
    placeIn(messages.workbook.sheets.questionnaire, `${questionnaireColumns.answer}${rows.get(indicator)}`);
  const names = listFormat(messages.workbook.locale, {});
  const ranked: (Column<NextStep> & { width: number })[] = [
    { ...column('rank', 'number'), value: ({ rank }) => rank?.rank ?? null },
    {
      ...column('metBy', 'text'),
      value: ({ metBy }) => (metBy === null ? null : fill(words.metByCount, { ...metBy })),
    },
  ];
  function column(key: keyof typeof widths, kind: Column<NextStep>['kind']) {
    return { heading: words[key], kind, width: widths[key] };
  }
  return [
    { ...column('id', 'link'), value: ({ indicator }) => indicatorCode(indicator), target: answerCell },
    { ...column('question', 'text'), value: ({ indicator }) => texts.get(indicator) ?? '' },
    { ...column('category', 'note'), value: ({ category }) => titles.get(category) ?? '' },
    { ...column('adds', 'pointsTenths'), value: ({ overallGain }) => overallGain / 10 },
    { ...column('shows', 'percent'), value: ({ percent }) => percent / 100 },
    ...(insight.rank === null ? [] : ranked),
    ...(report.publishesEvidence && insight.rank !== null
      ? [{ ...column('learnFrom', 'note'), value: ({ learnFrom }: NextStep) => names.format(learnFrom) }]
      : []),
  ];
}
