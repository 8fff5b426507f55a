/** Cells of one column of a sheet, from the first to the last: `C39:C50`; one cell is `C39`. */
export interface CellRange {
  readonly sheet: string;
  readonly range: string;
}

/**
 * How a series looks. Each is known without colour as well: by the kind of its line and the shape of its marker in a
 * radar, by its filling in bars.
 */
export type SeriesLook = 'own' | 'average' | 'best';

export interface ChartSeries {
  readonly name: CellRange;
  /** Shares 0..1; an empty cell is a gap. */
  readonly values: CellRange;
  readonly look: SeriesLook;
}

/** A chart over cells: it moves with them. What it shows now is written into it too, for programs that do not calculate. */
export interface Chart {
  readonly kind: 'radar' | 'bars';
  /** What it shows, in a few words and in full, for those who do not see it; as of the writing. */
  readonly title: string;
  readonly alternative: string;
  /** Of the words in it: `fi`. */
  readonly language: string;
  /** The number format of shares, as the language writes them: `0%`. */
  readonly percent: string;
  readonly labels: CellRange;
  readonly series: readonly ChartSeries[];
  /** The cell in whose corner it stands; both count from 1. */
  readonly cell: { readonly column: number; readonly row: number };
  /** In pixels of a screen. */
  readonly size: { readonly width: number; readonly height: number };
}
