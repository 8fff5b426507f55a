import type { ScoringMethod } from '../../../domain/scoring/scoring-methods.ts';

/**
 * The scoring method as spreadsheet formulas. Like `score` they divide whole numbers: such a quotient is a half in
 * floating point just when it is one, where a sum of binary fractions may fall on either side (decision 016).
 */

/** `n/d` rounded to a whole number, half away from zero; both are expressions of whole numbers. */
const divided = (n: string, d: string): string => `ROUND(${n}/${d},0)`;

/** Cells or expressions that hold how many questions are met and how many count. */
export interface CountCells {
  readonly met: string;
  readonly total: string;
}

/** A category's share, 0..1; an empty text where nothing counts. */
export function shareFormula({ categoryDecimals }: ScoringMethod, { met, total }: CountCells): string {
  const share =
    categoryDecimals === null
      ? `${met}/${total}`
      : `${divided(`${10 ** categoryDecimals}*${met}`, total)}/${10 ** categoryDecimals}`;
  return `IF(${total}=0,"",${share})`;
}

/** The shares of all categories, and the cells that hold how many questions count in each. */
export interface ShareCells {
  readonly shares: string;
  readonly totals: readonly string[];
}

/** The mean of the shares, 0..1, rounded as the method says; an empty text where there is none. */
export function overallFormula(method: ScoringMethod, cells: ShareCells): string {
  const { sum, whole } = inUnits(method, cells);
  const { overallDecimals } = method;
  const overall =
    overallDecimals === null
      ? `${sum}/${whole}`
      : `${divided(`${10 ** overallDecimals}*${sum}`, whole)}/${10 ** overallDecimals}`;
  return `IF(COUNT(${cells.shares})=0,"",${overall})`;
}

/** The shown percentage, 0..1 in steps of a hundredth; `overall` is the cell of {@link overallFormula}. */
export function percentFormula(method: ScoringMethod, cells: ShareCells, overall: string): string {
  const { sum, whole } = inUnits(method, cells);
  const { overallDecimals } = method;
  const percent =
    overallDecimals === null
      ? divided(`100*${sum}`, whole)
      : divided(`100*ROUND(${10 ** overallDecimals}*${overall},0)`, String(10 ** overallDecimals));
  return `IF(COUNT(${cells.shares})=0,"",${percent}/100)`;
}

/**
 * The sum of the shares as a whole number of units, and as many units as it could be: a unit is a hundredth where
 * the method rounds to hundredths, else the part that divides all categories. `ROUND` takes away what a sum of
 * binary fractions is off by, which is never near a half.
 */
function inUnits({ categoryDecimals }: ScoringMethod, { shares, totals }: ShareCells) {
  const unit =
    categoryDecimals === null
      ? `LCM(${totals.map((total) => `MAX(1,${total})`).join(',')})`
      : String(10 ** categoryDecimals);
  return { sum: `ROUND(${unit}*SUM(${shares}),0)`, whole: `(${unit}*COUNT(${shares}))` };
}
