import { type Count, divideRounded } from '../count.ts';
import type { CategoryCells, CountCells, MethodFormulas, ScoringMethod, Whole } from './scoring-method.ts';

export interface Rounding {
  /** Decimals a category's share is rounded to (half away from zero); null: not rounded. */
  readonly categoryDecimals: number | null;
  /** Decimals the mean of the categories is rounded to; null: not rounded. */
  readonly overallDecimals: number | null;
}

/**
 * The mean of the shares of all categories. All arithmetic is in integers, so a score is the same on every machine and in
 * every order. Worked (Espoo 2022): shares .75 .5 1 .4 .2 .75 1 1 .33 .5 0 .5, mean .5775, rounded .578, shown 58 %.
 */
export function meanOfCategories(rounding: Rounding): ScoringMethod {
  const { categoryDecimals } = rounding;
  /**
   * Shares become whole multiples of 1/unit: of 1/100 when the method rounds categories to 2 decimals, of 1/lcm(totals),
   * which loses nothing, when it does not round.
   */
  const unitOf = (counts: readonly Count[]): number =>
    categoryDecimals === null ? leastCommonMultiple(counts.map(({ total }) => total)) : 10 ** categoryDecimals;
  const whole = (shares: number, of: number): Whole => roundedMean(rounding, shares, of);

  const shareOf = ({ met, total }: Count): number | null => {
    if (total === 0) return null;
    if (categoryDecimals === null) return met / total;
    const unit = 10 ** categoryDecimals;
    return divideRounded(unit * met, total) / unit;
  };

  return {
    aggregate: 'mean',
    shareOf,
    scoreOf(counts) {
      const counted = counts.filter(({ total }) => total > 0);
      if (counted.length === 0) return null;
      const unit = unitOf(counted);
      const shares = counted.reduce((all, { met, total }) => all + divideRounded(unit * met, total), 0);
      return whole(shares, unit * counted.length);
    },
    percentsWithoutEach(counts) {
      const counted = counts.filter(({ total }) => total > 0);
      const unit = unitOf(counted);
      const inUnits = ({ met, total }: Count): number => (total === 0 ? 0 : divideRounded(unit * met, total));
      const sum = counts.reduce((all, count) => all + inUnits(count), 0);
      return counts.map((count) => {
        const left = counted.length - Number(count.total > 0);
        return left === 0 ? 0 : whole(sum - inUnits(count), unit * left).percent;
      });
    },
    reweighted(counts) {
      const shares = Float64Array.from(counts, (count) => shareOf(count) ?? Number.NaN);
      const percentOf = shownPercent(rounding);
      return (weights, from) => percentOf(weightedMean(shares, weights, from));
    },
    formulas: formulasOf(rounding),
  };
}

function leastCommonMultiple(numbers: readonly number[]): number {
  const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
  return numbers.reduce((all, n) => (all / greatestCommonDivisor(all, n)) * n, 1);
}

function roundedMean({ overallDecimals }: Rounding, shares: number, whole: number): Whole {
  if (overallDecimals === null) return { overall: shares / whole, percent: divideRounded(100 * shares, whole) };
  const scale = 10 ** overallDecimals;
  const overall = divideRounded(scale * shares, whole);
  return { overall: overall / scale, percent: divideRounded(100 * overall, scale) };
}

/** As the method rounds; with nothing to score 0. */
function shownPercent({ overallDecimals }: Rounding): (mean: number) => number {
  if (overallDecimals === null) return (mean) => (Number.isNaN(mean) ? 0 : Math.round(100 * mean));
  const scale = 10 ** overallDecimals;
  return (mean) => (Number.isNaN(mean) ? 0 : divideRounded(100 * Math.round(scale * mean), scale));
}

/**
 * Like the numbers the formulas divide whole numbers: such a quotient is a half in floating point just when it is one,
 * where a sum of binary fractions may fall on either side (decision 016).
 */
function formulasOf({ categoryDecimals, overallDecimals }: Rounding): MethodFormulas {
  /** `n/d` rounded to a whole number, half away from zero; both are expressions of whole numbers. */
  const divided = (n: string, d: string): string => `ROUND(${n}/${d},0)`;
  const unitOf = (counts: readonly CountCells[]): string =>
    categoryDecimals === null
      ? `LCM(${counts.map(({ total }) => `MAX(1,${total})`).join(',')})`
      : String(10 ** categoryDecimals);
  /**
   * The sum of the shares as a whole number of units, and as many units as it could be: a unit is a hundredth where
   * the method rounds to hundredths, else the part that divides all categories. `ROUND` takes away what a sum of
   * binary fractions is off by, which is never near a half.
   */
  const inUnits = ({ shares, counts }: CategoryCells) => {
    const unit = unitOf(counts);
    return { sum: `ROUND(${unit}*SUM(${shares}),0)`, whole: `(${unit}*COUNT(${shares}))` };
  };
  const orNothing = ({ shares }: CategoryCells, formula: string): string => `IF(COUNT(${shares})=0,"",${formula})`;

  return {
    share({ met, total }) {
      const share =
        categoryDecimals === null
          ? `${met}/${total}`
          : `${divided(`${10 ** categoryDecimals}*${met}`, total)}/${10 ** categoryDecimals}`;
      return `IF(${total}=0,"",${share})`;
    },
    overall(categories) {
      const { sum, whole } = inUnits(categories);
      const overall =
        overallDecimals === null
          ? `${sum}/${whole}`
          : `${divided(`${10 ** overallDecimals}*${sum}`, whole)}/${10 ** overallDecimals}`;
      return orNothing(categories, overall);
    },
    percent(categories, overall) {
      const { sum, whole } = inUnits(categories);
      const percent =
        overallDecimals === null
          ? divided(`100*${sum}`, whole)
          : divided(`100*ROUND(${10 ** overallDecimals}*${overall},0)`, String(10 ** overallDecimals));
      return orNothing(categories, `${percent}/100`);
    },
  };
}

/**
 * Weighted arithmetic mean of values, with a weight for each from `from` on. A missing value (NaN) is left out together
 * with its weight; the mean of nothing is NaN. Of all that rank intervals take, this is done most often.
 */
function weightedMean(values: Float64Array, weights: Float64Array, from = 0): number {
  let sum = 0;
  let weight = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const own = weights[from + index] ?? 0;
    sum += own * value;
    weight += own;
  }
  return sum / weight;
}
