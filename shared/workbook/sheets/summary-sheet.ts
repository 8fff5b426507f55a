import { type AnswerValue, answerValues } from '../../domain/answer.ts';
import type { Severity } from '../../domain/problems.ts';
import { categoriesOf, indicatorsOf, questionnaireKey, textIn } from '../../domain/questionnaire.ts';
import type { ResultsReport } from '../../domain/results-report.ts';
import type { Count, Readings } from '../../domain/scoring.ts';
import { fill } from '../../messages/messages.ts';
import { formReference } from './identity-sheet.ts';
import { colours, font, type Look, looks, put, putLink } from './look.ts';
import { addPage, type Words } from './page.ts';
import { firstAnswerCell, headerRow } from './questionnaire-layout.ts';
import type { Workbook, Worksheet } from './spreadsheet.ts';
import {
  percentFormat,
  plain,
  putAcross,
  putCount,
  putHeading,
  putNumber,
  strong,
  summaryWidths,
} from './summary-rows.ts';

/** The first thing seen: how high, what it means, how it came about, what to check. */
export function addSummarySheet(workbook: Workbook, report: ResultsReport, words: Words): void {
  const title = fill(words.summary.eyebrow, { title: textIn(report.questionnaire.title, report.language) });
  const name = words.sheets.summary;
  const sheet = addPage(
    workbook,
    { name, widths: summaryWidths, orientation: 'portrait', title, onePage: true, activeCell: 'B6' },
    words,
  );
  writeHeadline(sheet, report, title, words);
  let row = writeReadings(sheet, 10, report.score.readings, words);
  row = writeCategories(sheet, row + 1, report, words);
  row = writeProblemCounts(sheet, row + 1, report, words);
  writeAbout(sheet, row + 1, report, words);
}

const bigNumber: Look = {
  font: font(54, colours.accent, { bold: true }),
  alignment: { vertical: 'middle', horizontal: 'left' },
  numFmt: percentFormat,
};

function writeHeadline(sheet: Worksheet, report: ResultsReport, title: string, words: Words): void {
  const { score, questionnaire } = report;
  sheet.getRow(1).height = 12;
  put(sheet, 'B2', title, looks.eyebrow);
  put(sheet, 'B3', report.authority?.name ?? words.authorityUnnamed, looks.nameTitle);
  sheet.getRow(3).height = 36;
  put(sheet, 'B4', report.round === null ? null : `${words.round} ${report.round}`, looks.subtitle);
  put(sheet, 'B6', score.percent / 100, bigNumber);
  const facts = { met: score.met, total: score.total, percent: shownPercent(score.percent, words) };
  const headline = fill(words.summary.headline, { ...facts, categories: categoriesOf(questionnaire).length });
  putAcross(sheet, { row: 6, from: 'C', atLeast: 66 }, headline, looks.headline);
  putAcross(sheet, { row: 7, from: 'C' }, fill(words.summary.answers, answerCounts(report)), looks.subtitle);
  const count = report.problems.filter(({ severity }) => severity !== 'notice').length;
  putAcross(sheet, { row: 8, from: 'C' }, words.summary.nothingToCheck, looks.subtitle);
  if (count > 0) {
    const toCheck = fill(words.summary.toCheck, { count, sheet: words.sheets.problems });
    putLink(sheet, 'C8', toCheck, `${words.sheets.problems}!B${headerRow + 1}`, looks.textLink);
  }
}

function answerCounts({ questionnaire, answers }: ResultsReport): Record<AnswerValue, number> {
  const values = indicatorsOf(questionnaire).map(({ id }) => answers.get(id)?.value ?? 'unanswered');
  const count = (value: AnswerValue) => values.filter((one) => one === value).length;
  return Object.fromEntries(answerValues.map((value) => [value, count(value)])) as Record<AnswerValue, number>;
}

function writeReadings(sheet: Worksheet, start: number, readings: Readings, words: Words): number {
  const { readings: heading, readingLabels, readingWords, readingEmpty } = words.summary;
  putHeading(sheet, start, heading);
  const inOrder = ['naNotMet', 'naExcluded', 'naMet'] as const;
  for (const [index, reading] of inOrder.entries()) {
    const percent = readings[reading];
    const number = percent === null ? '–' : percent / 100;
    const word = percent === null ? readingEmpty : readingWords[reading];
    const look = reading === 'naNotMet' ? strong : plain;
    const row = start + 1 + index;
    putNumber(sheet, row, { label: readingLabels[reading], number, word, format: percentFormat }, look);
  }
  return start + inOrder.length + 1;
}

function writeCategories(sheet: Worksheet, start: number, report: ResultsReport, words: Words): number {
  const { questionnaire, score, language } = report;
  putHeading(sheet, start, words.summary.categories);
  put(sheet, `C${start}`, words.summary.met, looks.numberHead);
  put(sheet, `D${start}`, words.summary.questions, looks.numberHead);
  put(sheet, `E${start}`, words.summary.share, looks.numberHead);
  let row = start;
  for (const pillar of questionnaire.pillars) {
    row += 1;
    const label = `${pillar.id}  ${textIn(pillar.title, language)}`;
    putCount(sheet, row, { label, count: score.pillars[pillar.id] as Count, level: 'pillar' });
    for (const category of pillar.categories) {
      row += 1;
      const label = `${category.id}  ${textIn(category.title, language)}`;
      putCount(sheet, row, { label, count: score.categories[category.id] as Count, level: 'category' });
    }
  }
  return row + 1;
}

function writeProblemCounts(sheet: Worksheet, start: number, report: ResultsReport, words: Words): number {
  putHeading(sheet, start, words.summary.problems);
  const severities: readonly Severity[] = ['error', 'query', 'notice'];
  for (const [index, severity] of severities.entries()) {
    const number = report.problems.filter((problem) => problem.severity === severity).length;
    const label = words.problems.severities[severity];
    const word = words.problems.severityWords[severity];
    putNumber(sheet, start + 1 + index, { label, number, word, format: '0' }, plain);
  }
  const row = start + 1 + severities.length;
  const correct = fill(words.summary.correct, { sheet: words.sheets.questionnaire });
  putAcross(sheet, { row, from: 'B', atLeast: 26 }, correct, looks.textLink);
  const target = `${words.sheets.questionnaire}!${firstAnswerCell(report.questionnaire)}`;
  putLink(sheet, `B${row}`, correct, target, looks.textLink);
  return row + 1;
}

function writeAbout(sheet: Worksheet, start: number, report: ResultsReport, words: Words): void {
  const { summary } = words;
  const received = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const facts = [
    [words.authority, report.authority?.name ?? ''],
    [summary.method, report.score.method],
    [summary.overall, new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(report.score.overall)],
    [summary.version, questionnaireKey(report.questionnaire)],
    [summary.file, report.fileName],
    [summary.received, `${received.format(new Date(report.receivedAt))} UTC`],
    [summary.sha256, report.sha256],
    [words.formReference, formReference(report)],
  ] as const;
  putHeading(sheet, start, summary.about);
  for (const [index, [label, value]] of facts.entries()) {
    const row = start + 1 + index;
    put(sheet, `B${row}`, label, looks.muted);
    // A name that is missing can be written here, as on the cover.
    putAcross(sheet, { row, from: 'C', atLeast: 16 }, value, value === '' ? looks.textInput : looks.muted);
  }
}

function shownPercent(percent: number, words: Words): string {
  return `${new Intl.NumberFormat(words.locale).format(percent)}\u00a0%`;
}
