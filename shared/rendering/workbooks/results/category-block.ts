import type { PeerPart, Peers } from '../../../domain/insight/peers.ts';
import { categoriesOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import { type Count, divideRounded } from '../../../domain/scoring/count.ts';
import type { CountCells } from '../../../domain/scoring/methods/scoring-method.ts';
import { type ShareBand, shareBand } from '../../../domain/scoring/share-band.ts';
import { type Look, looks, put, putFormula } from '../../../spreadsheet/writing/cell-styles.ts';
import type { CellRange } from '../../../spreadsheet/writing/charts/chart.ts';
import { fixed } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { linesOf } from '../../pictures/lines-of.ts';
import { percentFormat } from '../sheets/percent-format.ts';
import type { CalculationCells } from './calculation-table.ts';
import { type ChartedSeries, chartedColumns, chartedSeries, seriesNames } from './charted-series.ts';
import { bandFormula, hundredthsFormula } from './live-bar.ts';
import { putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';
import { sentenceFormula } from './sentence-formula.ts';

/** What the charts are drawn from, too: names above, a row for each category. */
const columns = { ...chartedColumns, lead: 'F', label: 'G' } as const;
/** The label of a category in the radar stands in merged columns. */
const labelEnd = 'I';

/** Ranges of the categories alone, in one piece and without their pillars: sentences search them, charts are drawn from them. */
export interface CategoryCells {
  readonly titles: string;
  readonly own: string;
  /** Own share less the average of all, in points; empty where there is nobody to compare with. */
  readonly lead: string;
  /** The same for charts. */
  readonly charted: ChartedCategories;
}

export interface ChartedCategories extends ChartedSeries {
  /** Band mark, title and share, following the answers. */
  readonly labels: CellRange;
}

/** Where everything of the block stands; its headings are in the row `heading`. */
export function categoryCells(
  heading: number,
  { report, insight, messages }: ResultsContent,
  place: CalculationCells['place'],
): CategoryCells {
  const { length } = categoriesOf(report.questionnaire);
  const [first, last] = [heading + 1, heading + length];
  const range = (column: keyof typeof columns): string => `${columns[column]}${first}:${columns[column]}${last}`;
  const { method: sheet } = messages.workbook.sheets;
  return {
    ...{ titles: place(fixed(range('title'))), own: place(fixed(range('own'))), lead: place(fixed(range('lead'))) },
    charted: {
      ...chartedSeries(sheet, heading, length, insight.peers !== null),
      labels: { sheet, range: range('label') },
    },
  };
}

const number: Look = { ...looks.row, alignment: { vertical: 'middle', horizontal: 'right', indent: 1 } };
const percentIn = (sheet: Worksheet): Look => ({ ...number, numFmt: percentFormat(sheet) });
const head: Look = {
  ...looks.columnHead,
  alignment: { vertical: 'middle', horizontal: 'right', wrapText: true, indent: 1 },
};
/** 0..1; 0 where nothing is asked. */
export const shareOf = ({ met, total }: Count): number => (total === 0 ? 0 : met / total);

/** Each category's own share, counted from the answers, beside the average of all and the best quarter as of the cut-off. */
export function putCategoryBlock(
  sheet: Worksheet,
  heading: number,
  content: ResultsContent,
  counts: CalculationCells['counts'],
): void {
  const { report, insight, messages } = content;
  const { summary } = messages.results;
  putTableHeading(sheet, heading - 1, insight.peers === null ? summary.pictureAlone : summary.picture);
  putHeadings(sheet, heading, content);
  for (const [index, { id, title }] of categoriesOf(report.questionnaire).entries()) {
    const row = heading + 1 + index;
    put(sheet, `${columns.title}${row}`, textIn(title, report.language), looks.row);
    const cells = counts.get(id) ?? { met: '', total: '' };
    const count = report.score.categories[id];
    putShares(sheet, row, { cells, count, part: partOf(insight.peers, id) });
    const percentWords = messages.results.percent;
    putLabel(sheet, row, { cells, count, title: textIn(title, report.language), percentWords });
  }
}

function putHeadings(sheet: Worksheet, heading: number, { report, insight, messages }: ResultsContent): void {
  const { method, peers } = messages.results;
  const hasOthers = insight.peers !== null;
  const names = seriesNames(report.authority?.name ?? null, hasOthers, messages);
  const words = { ...names, ...(hasOthers ? { lead: peers.columns.difference } : {}) };
  put(sheet, `${columns.title}${heading}`, method.columns.name, looks.columnHead);
  for (const [column, text] of Object.entries(words) as [keyof typeof words, string][]) {
    put(sheet, `${columns[column]}${heading}`, text, head);
  }
  mergeLabel(sheet, heading);
  put(sheet, `${columns.label}${heading}`, method.chartLabel, looks.columnHead);
  const texts = Object.values(words).map((text) => ({ text, width: narrowest }));
  sheet.getRow(heading).height = rowHeight(texts, 24);
}

/** Of the columns with shares, in the units of a column width. */
const narrowest = 13;
const labelWidth = 39;

interface Shares {
  readonly cells: CountCells;
  readonly count: Count | undefined;
  readonly part: PeerPart | undefined;
}

/** A share of nothing is left empty: charts have a gap there. */
function putShares(sheet: Worksheet, row: number, { cells, count, part }: Shares): void {
  const [ownCell, averageCell] = [`${columns.own}${row}`, `${columns.average}${row}`];
  for (const column of [columns.own, columns.average, columns.best, columns.lead]) {
    put(sheet, `${column}${row}`, null, percentIn(sheet));
  }
  const isAsked = count !== undefined && count.total > 0;
  if (isAsked) putFormula(sheet, ownCell, ownShare(cells), shareOf(count), percentIn(sheet));
  if (part === undefined) return;
  const average = putShare(sheet, averageCell, part.average);
  putShare(sheet, `${columns.best}${row}`, part.bestQuarter);
  if (!isAsked || average === null) return;
  const points = { ...number, numFmt: '+0;\u22120;0' };
  const lead = leadOf(shareOf(count), average);
  putFormula(sheet, `${columns.lead}${row}`, leadFormula(ownCell, averageCell), lead, points);
}

function putShare(sheet: Worksheet, address: string, count: Count): number | null {
  if (count.total === 0) return null;
  put(sheet, address, shareOf(count), percentIn(sheet));
  return shareOf(count);
}

const bandMarks = { low: '▼', middle: '◆', high: '●' } as const satisfies Record<ShareBand, string>;
/** Letters of a line of a label, so that labels at the sides leave room for the chart. */
const labelLine = 22;

interface Label {
  readonly cells: CountCells;
  readonly count: Count | undefined;
  readonly title: string;
  /** `{number} %` */
  readonly percentWords: string;
}

/** `◆ Supply of online⏎services 50 %`: what the colours of bars say, on paper and in grey too. */
function putLabel(sheet: Worksheet, row: number, { cells, count, title, percentWords }: Label): void {
  const address = `${columns.label}${row}`;
  // Broken as it stands there with the longest share; what is between mark and share stays.
  const [mark, longest] = [bandMarks.low, '100_%'];
  const broken = linesOf(`${mark} ${title} ${longest}`, labelLine).join('\n');
  const between = broken.slice(mark.length, -longest.length);
  mergeLabel(sheet, row);
  sheet.getRow(row).height = rowHeight([{ text: broken, width: labelWidth }], 20);
  if (count === undefined || count.total === 0) {
    put(sheet, address, between.trim(), looks.row);
    return;
  }
  const { met, total } = cells;
  const hundredths = divideRounded(100 * count.met, count.total);
  const share = sentenceFormula(percentWords, { number: hundredthsFormula(met, total) }, { number: hundredths });
  const told = `"${between.replaceAll('"', '""').replaceAll('\n', '"&CHAR(10)&"')}"`;
  const formula = `${bandFormula(met, total, bandMarks)}&${told}&${share.formula}`;
  putFormula(sheet, address, formula, `${bandMarks[shareBand(count)]}${between}${share.result}`, looks.row);
}

const mergeLabel = (sheet: Worksheet, row: number): void =>
  sheet.mergeCells(`${columns.label}${row}:${labelEnd}${row}`);

const partOf = (peers: Peers | null, id: string): PeerPart | undefined =>
  peers?.parts.find((part) => part.level === 'category' && part.id === id);

/**
 * Points by which a share is above another: to six decimals, so that leads which are the same by whole numbers are so as
 * binary fractions too, in whichever program.
 */
export const leadOf = (own: number, average: number): number => Math.round(1e8 * (own - average)) / 1e6;
export const leadFormula = (own: string, average: string): string => `ROUND(100*(${own}-${average}),6)`;

/** A share as the comparison shows it, 0..1. */
export const ownShare = ({ met, total }: { readonly met: string; readonly total: string }): string =>
  `IF(${total}=0,0,${met}/${total})`;
