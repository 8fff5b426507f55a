import type { PeerPart, Peers } from '../../../domain/insight/peers.ts';
import { categoriesOf, textIn } from '../../../domain/questionnaire/questionnaire.ts';
import type { Count } from '../../../domain/scoring/scoring.ts';
import { type Look, looks, put, putFormula } from '../../../spreadsheet/writing/look.ts';
import { fixed } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { CalculationCells } from './calculation-table.ts';
import { putTableHeading } from './reading-sheet.ts';
import type { ResultsContent } from './results-content.ts';

const columns = { title: 'B', own: 'C', average: 'D', lead: 'E' } as const;

/** Ranges of the categories alone, in one piece and without their pillars: what sentences search the highest share in. */
export interface CategoryCells {
  readonly titles: string;
  readonly own: string;
  /** Own share less the average of all, in points; empty where there is nobody to compare with. */
  readonly lead: string;
}

/** Where everything of the block stands; its headings are in the row `heading`. */
export function categoryCells(
  heading: number,
  { report }: ResultsContent,
  place: CalculationCells['place'],
): CategoryCells {
  const [first, last] = [heading + 1, heading + categoriesOf(report.questionnaire).length];
  const range = (column: keyof typeof columns): string =>
    place(fixed(`${columns[column]}${first}:${columns[column]}${last}`));
  return { titles: range('title'), own: range('own'), lead: range('lead') };
}

const number: Look = { ...looks.row, alignment: { vertical: 'middle', horizontal: 'right', indent: 1 } };
const head: Look = {
  ...looks.columnHead,
  alignment: { vertical: 'middle', horizontal: 'right', wrapText: true, indent: 1 },
};
/** 0..1; 0 where nothing is asked. */
export const shareOf = ({ met, total }: Count): number => (total === 0 ? 0 : met / total);

/** Each category's own share, counted from the answers, beside the average of all as of the cut-off. */
export function putCategoryBlock(
  sheet: Worksheet,
  heading: number,
  { report, insight, messages }: ResultsContent,
  counts: CalculationCells['counts'],
): void {
  const { summary, peers: words } = messages.results;
  const { peers } = insight;
  putTableHeading(sheet, heading - 1, peers === null ? summary.pictureAlone : summary.picture);
  put(sheet, `${columns.title}${heading}`, messages.results.method.columns.name, looks.columnHead);
  put(sheet, `${columns.own}${heading}`, words.columns.own, head);
  if (peers !== null) {
    put(sheet, `${columns.average}${heading}`, words.columns.average, head);
    put(sheet, `${columns.lead}${heading}`, words.columns.difference, head);
  }
  const longest = peers === null ? words.columns.own : words.columns.difference;
  sheet.getRow(heading).height = rowHeight([{ text: longest, width: 11 }], 24);
  for (const [index, { id, title }] of categoriesOf(report.questionnaire).entries()) {
    const row = heading + 1 + index;
    const { met = '', total = '' } = counts.get(id) ?? {};
    const own = shareOf(report.score.categories[id] ?? { met: 0, total: 0 });
    put(sheet, `${columns.title}${row}`, textIn(title, report.language), looks.row);
    putFormula(sheet, `${columns.own}${row}`, ownShare({ met, total }), own, { ...number, numFmt: '0 %' });
    const part = partOf(peers, id);
    if (part === undefined) continue;
    const average = shareOf(part.average);
    const [ownCell, averageCell] = [`${columns.own}${row}`, `${columns.average}${row}`];
    put(sheet, averageCell, average, { ...number, numFmt: '0 %' });
    const points = { ...number, numFmt: '+0;\u22120;0' };
    putFormula(sheet, `${columns.lead}${row}`, leadFormula(ownCell, averageCell), leadOf(own, average), points);
  }
}

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
