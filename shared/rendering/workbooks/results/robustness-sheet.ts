import type { RankInterval } from '../../../domain/insight/robustness/rank-interval.ts';
import type { Rank } from '../../../domain/standings/standings.ts';
import { font, looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill, type Messages } from '../../words/messages.ts';
import { numberText } from '../../words/numbers.ts';
import { isOneRank } from '../../words/rank-words.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { putRankStrip, putStripHead, stripWidths } from './rank-strip.ts';
import { addReadingSheet, putTableHeading } from './reading-sheet.ts';
import type { ShownUnit } from './shown-unit.ts';
import { type Column, putTable } from './table.ts';

const widths = [52, 14, 14, 14, ...stripWidths];
const start = 6;

type Words = Messages['results']['robustness'];

/** What a result would be without one of its parts. */
interface WithoutPart {
  readonly title: string;
  readonly percent: number;
  readonly rank: number;
  readonly shift: number;
}

interface ToldRobustness {
  readonly rank: Rank | null;
  readonly interval: RankInterval | null;
  readonly without: readonly WithoutPart[] | null;
  readonly unit: ShownUnit;
  readonly words: Words;
}

/** How much the rank turns on choices that could have been made otherwise: on weights, on NA, on a single part. */
export function addRobustnessSheet(
  workbook: Workbook,
  content: { readonly report: CoverFacts; readonly messages: Messages },
  { rank, interval, without, unit, words }: ToldRobustness,
): void {
  const { messages } = content;
  if (rank === null || (interval === null && without === null)) return;
  const page = {
    name: messages.workbook.sheets.robustness,
    title: words.title,
    orientation: 'landscape',
    onePage: true,
    widths,
  } as const;
  const sheet = addReadingSheet(workbook, { ...page, intro: words.intro }, content);
  const below = interval === null ? start : putInterval(sheet, { interval, rank: rank.rank }, words, messages);
  if (without === null) return;
  putTableHeading(sheet, below, words.without);
  putTable(sheet, below + 1, { columns: columnsOf(words, unit, rank), rows: without, widths });
  putStripHead(sheet, below + 1, fill(words.stripWithout, { ...rank }));
  for (const [index, one] of without.entries()) {
    const [best, worst] = [Math.min(rank.rank, one.rank), Math.max(rank.rank, one.rank)];
    putRankStrip(sheet, below + 2 + index, { rank: one.rank, best, worst, of: rank.of });
  }
}

/** The interval in words, in numbers and as a strip; returns the row below. */
function putInterval(
  sheet: Worksheet,
  { interval, rank }: { interval: RankInterval; rank: number },
  words: Words,
  messages: Messages,
): number {
  const [draws, compared] = [interval.draws, interval.compared].map((number) => numberText(number, messages));
  putTableHeading(sheet, start, words.interval);
  const told = fill(isOneRank(interval) ? words.intervalWordsSame : words.intervalWords, {
    ...interval,
    draws: draws ?? '',
    compared: compared ?? '',
  });
  put(sheet, `B${start + 1}`, told, { ...looks.subtitle, font: font(11) });
  sheet.getRow(start + 1).height = 24;
  const below = putIntervalRows(sheet, start + 2, interval, rank, words.facts);
  putStripHead(sheet, start + 2, fill(words.strip, { of: interval.of }));
  putRankStrip(sheet, start + 3, { ...interval, rank });
  return below + 1;
}

function putIntervalRows(
  sheet: Worksheet,
  row: number,
  { best, median, worst, of }: RankInterval,
  rank: number,
  words: Words['facts'],
): number {
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

function columnsOf({ columns: words }: Words, unit: ShownUnit, { of }: Rank): Column<WithoutPart>[] {
  return [
    { heading: words.category, kind: 'text', value: ({ title }) => title },
    { heading: words.percent, kind: unit.score, value: ({ percent }) => unit.inCell(percent) },
    { heading: fill(words.rank, { of }), kind: 'number', value: ({ rank }) => rank },
    { heading: words.shift, kind: 'points', value: ({ shift }) => 0 - shift },
  ];
}
