import type { CellRange, ChartSeries } from '../../../spreadsheet/writing/charts/chart.ts';
import type { Messages } from '../../words/messages.ts';

/** Names above, a row for each part of the questionnaire: what charts are drawn from. */
export const chartedColumns = { title: 'B', own: 'C', average: 'D', best: 'E' } as const;

export interface ChartedSeries {
  readonly titles: CellRange;
  /** Own, and where there are others the average and the best quarter. */
  readonly series: readonly ChartSeries[];
}

/** Of so many rows below the row `heading`. */
export function chartedSeries(sheet: string, heading: number, rows: number, hasOthers: boolean): ChartedSeries {
  const cells = (column: keyof typeof chartedColumns): CellRange => ({
    sheet,
    range: `${chartedColumns[column]}${heading + 1}:${chartedColumns[column]}${heading + rows}`,
  });
  const looks = hasOthers ? (['own', 'average', 'best'] as const) : (['own'] as const);
  return {
    titles: cells('title'),
    series: looks.map((look) => ({
      ...{ look, name: { sheet, range: `${chartedColumns[look]}${heading}` }, values: cells(look) },
    })),
  };
}

/** Charts take their legend from here, so the own column is called by the authority's name. */
export function seriesNames(authority: string | null, hasOthers: boolean, { page: { radar } }: Messages) {
  const own = nameOf(authority ?? radar.own);
  return hasOthers ? { own, average: radar.average, best: radar.bestQuarter } : { own };
}

/** A legend has no room for more of a name; it stands in full elsewhere. */
const maxNameLength = 40;
function nameOf(name: string): string {
  const plain = name.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]+/gu, ' ');
  const letters = [...plain];
  return letters.length > maxNameLength ? `${letters.slice(0, maxNameLength - 1).join('')}…` : plain;
}
