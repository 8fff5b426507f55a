import type { Count } from '../count.ts';

/** How the categories come together in a score; the words that say so are found by it. */
export type Aggregate = 'mean';

/** A score of the whole: 0..1 as the method rounds it, and as it is shown. */
export interface Whole {
  readonly overall: number;
  /** A whole percentage; ranks are defined on it. */
  readonly percent: number;
}

/**
 * One way to make a score of what is met in each category. All that is known of its arithmetic is here: who ranks, draws,
 * compares or writes formulas asks the method and computes nothing itself. Counts are in the order of the questionnaire.
 */
export interface ScoringMethod {
  readonly aggregate: Aggregate;
  /** A category's share as the method counts it, 0..1; null when nothing in it counts. */
  shareOf(count: Count): number | null;
  /** The score over the categories in which anything counts; null when nothing does. */
  scoreOf(counts: readonly Count[]): Whole | null;
  /** The shown percentages if the first category were not asked, if the second were not, ...; 0 where none is left. */
  percentsWithoutEach(counts: readonly Count[]): number[];
  /**
   * The shown percentage if the categories weighed otherwise than they do, for many draws of weights: `percent(weights,
   * from)` takes a weight for each category, from `from` on. With equal weights it is the score, but for the last bits
   * of a half; 0 when nothing counts.
   */
  reweighted(counts: readonly Count[]): (weights: Float64Array, from: number) => number;
  readonly formulas: MethodFormulas;
}

/**
 * The same as spreadsheet formulas, in the grammar that Excel, LibreOffice and Google Sheets have in common. An empty text
 * stands where nothing counts.
 */
export interface MethodFormulas {
  /** {@link ScoringMethod.shareOf}. */
  share(count: CountCells): string;
  /** `overall` of {@link ScoringMethod.scoreOf}. */
  overall(categories: CategoryCells): string;
  /** The shown percentage, 0..1 in steps of a hundredth; `overall` is the cell of the formula before. */
  percent(categories: CategoryCells, overall: string): string;
}

/** Cells or expressions that hold how many questions are met and how many count. */
export interface CountCells {
  readonly met: string;
  readonly total: string;
}

/** What the calculation of a workbook has of all categories. */
export interface CategoryCells {
  /** One range with their shares. */
  readonly shares: string;
  /** What holds the counts of each. */
  readonly counts: readonly CountCells[];
}
