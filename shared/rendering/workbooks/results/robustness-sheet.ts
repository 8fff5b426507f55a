import type { LeftOut } from '../../../domain/insight/robustness/leave-one-out.ts';
import type { RankInterval } from '../../../domain/insight/robustness/rank-interval.ts';
import { categoriesOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { font, looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { numberText } from '../../words/numbers.ts';
import { isOneRank } from '../../words/rank-words.ts';
import { putRankStrip, putStripHead, stripWidths } from './rank-strip.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { type Column, putTable } from './table.ts';

const widths = [52, 14, 14, 14, ...stripWidths];
const start = 6;

/** How much the rank turns on choices that could have been made otherwise: on weights, on NA, on a single category. */
export function addRobustnessSheet(workbook: Workbook, content: ResultsContent): void {
  const { insight, messages } = content;
  const words = messages.results.robustness;
  const { interval, withoutCategory, rank } = insight;
  if (rank === null || (interval === null && withoutCategory === null)) return;
  const page = {
    name: messages.workbook.sheets.robustness,
    title: words.title,
    orientation: 'landscape',
    onePage: true,
    widths,
  } as const;
  const sheet = addReadingSheet(workbook, { ...page, intro: words.intro }, content);
  const below = interval === null ? start : putInterval(sheet, { interval, rank: rank.rank }, messages);
  if (withoutCategory === null) return;
  putTableHeading(sheet, below, words.without);
  putTable(sheet, below + 1, { columns: columnsOf(content), rows: withoutCategory, widths });
  putStripHead(sheet, below + 1, fill(words.stripWithout, { ...rank }));
  for (const [index, one] of withoutCategory.entries()) {
    const [best, worst] = [Math.min(rank.rank, one.rank), Math.max(rank.rank, one.rank)];
    putRankStrip(sheet, below + 2 + index, { rank: one.rank, best, worst, of: rank.of });
  }
}

/** The interval in words, in numbers and as a strip; returns the row below. */
function putInterval(
  sheet: Worksheet,
  { interval, rank }: { interval: RankInterval; rank: number },
  messages: Messages,
): number {
  const words = messages.results.robustness;
  const [draws, compared] = [interval.draws, interval.compared].map((number) => numberText(number, messages));
  putTableHeading(sheet, start, words.interval);
  const told = fill(isOneRank(interval) ? words.intervalWordsSame : words.intervalWords, {
    ...interval,
    draws: draws ?? '',
    compared: compared ?? '',
  });
  put(sheet, `B${start + 1}`, told, { ...looks.subtitle, font: font(11) });
  sheet.getRow(start + 1).height = 24;
  const below = putIntervalRows(sheet, start + 2, interval, rank, messages);
  putStripHead(sheet, start + 2, fill(words.strip, { of: interval.of }));
  putRankStrip(sheet, start + 3, { ...interval, rank });
  return below + 1;
}

function putIntervalRows(
  sheet: Worksheet,
  row: number,
  { best, median, worst, of }: RankInterval,
  rank: number,
  messages: Messages,
): number {
  const words = messages.results.robustness.facts;
  const rows = [
    { label: words.rank, number: rank },
    { label: words.best, number: best },
    { label: words.median, number: median },
    { label: words.worst, number: worst },
  ];
  const columns: Column<(typeof rows)[number]>[] = [
    { heading: words.heading, kind: 'text', value: ({ label }) => label },
    { heading: fill(words.of, { of }), kind: 'number', value: ({ number }) => number },
  ];
  return putTable(sheet, row, { columns, rows, widths });
}

function columnsOf({ report, insight, messages }: ResultsContent): Column<LeftOut>[] {
  const words = messages.results.robustness.columns;
  const titles = new Map(
    categoriesOf(report.questionnaire).map(({ id, title }) => [id, `${id}  ${textIn(title, report.language)}`]),
  );
  return [
    { heading: words.category, kind: 'text', value: ({ category }) => titles.get(category) ?? category },
    { heading: words.percent, kind: 'percent', value: ({ percent }) => percent / 100 },
    { heading: fill(words.rank, { of: insight.rank?.of ?? '' }), kind: 'number', value: ({ rank }) => rank },
    { heading: words.shift, kind: 'points', value: ({ shift }) => 0 - shift },
  ];
}
