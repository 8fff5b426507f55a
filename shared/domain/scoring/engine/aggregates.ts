import {
  atLeast,
  compared,
  exactly,
  greatestCommonDivisor,
  isZero,
  minus,
  one,
  over,
  type Rational,
  rational,
  rounded,
  sumOfAll,
  times,
  zero,
} from '../rational.ts';
import type { NodeScore } from '../scored.ts';

/** A part that counts, and how much. */
export interface Part {
  readonly weight: Rational;
  readonly score: NodeScore;
}

/**
 * How the parts of a group come together. `rounding`: decimals of the score, undefined when it is not rounded. Only parts
 * that are there are given; null when none of them has a score.
 */
export interface AggregateMethod {
  scoreOf(parts: readonly Part[], rounding: number | undefined): NodeScore | null;
  /** The same without the first part, without the second, ... */
  scoresWithoutEach(parts: readonly Part[], rounding: number | undefined): readonly (NodeScore | null)[];
  readonly formulas: AggregateFormulas;
}

/**
 * The same as spreadsheet formulas, in the grammar that Excel, LibreOffice and Google Sheets have in common. An empty text
 * stands where nothing counts.
 */
export interface AggregateFormulas {
  points(cells: AggregateCells): string;
  most(cells: AggregateCells): string;
  score(cells: AggregateCells, rounding: number | undefined): string;
}

/** Ranges with a row for each part, empty texts where it is missing; and the cells of what they come to. */
export interface AggregateCells {
  readonly weights: string;
  readonly points: string;
  readonly most: string;
  readonly scores: string;
  /** {@link logarithmFormula} of each score. */
  readonly logarithms: string;
  readonly own: { readonly points: string; readonly most: string; readonly score: string };
}

/** Nothing where none of a range is a number. */
const orNothing = (range: string, formula: string): string => `IF(COUNT(${range})=0,"",${formula})`;
/** The weight of all that has a score. */
const weightOf = (weights: string, scores: string): string => `SUMPRODUCT(${weights},--ISNUMBER(${scores}))`;
/** A mean is a score of one. */
const shareFormulas: Pick<AggregateFormulas, 'points' | 'most'> = {
  points: ({ own: { score } }) => score,
  most: ({ own: { score } }) => `IF(${score}="","",1)`,
};

/** What a geometric mean takes of a score: a score of zero is seen to before. */
export const logarithmFormula = (score: string): string => `IF(ISNUMBER(${score}),IF(${score}>0,LN(${score}),0),0)`;

/** Binary fractions are off by less, and what is nearer to a half than this is taken for one. */
const exactDecimals = 10;

/** To so many decimals, half away from zero; as it is when they are not said. */
export function roundFormula(value: string, decimals: number | undefined): string {
  if (decimals === undefined) return value;
  return decimals < exactDecimals
    ? `ROUND(ROUND(${value},${exactDecimals}),${decimals})`
    : `ROUND(${value},${decimals})`;
}

/** All that is known of their arithmetic is here. */
export const aggregates = {
  /** Points and most points add up; the score is their quotient, and only it is rounded. */
  sum: {
    scoreOf(parts, rounding) {
      const points = sumOfAll(parts.map(({ weight, score }) => times(weight, score.points)));
      const most = sumOfAll(parts.map(({ weight, score }) => times(weight, score.most)));
      return quotient(points, most, rounding);
    },
    scoresWithoutEach(parts, rounding) {
      if (parts.length === 1) return [null];
      const own = parts.map(({ weight, score }) => [times(weight, score.points), times(weight, score.most)] as const);
      const points = sumOfAll(own.map(([one]) => one));
      const most = sumOfAll(own.map(([, one]) => one));
      return own.map(([left, of]) => quotient(minus(points, left), minus(most, of), rounding));
    },
    formulas: {
      points: ({ weights, points }) => orNothing(points, `SUMPRODUCT(${weights},${points})`),
      most: ({ weights, most }) => orNothing(most, `SUMPRODUCT(${weights},${most})`),
      score: ({ own: { points, most } }, rounding) =>
        `IF(${points}="","",IF(${most}=0,"",${roundFormula(`${points}/${most}`, rounding)}))`,
    },
  },
  /** The mean of the scores by weight. */
  mean: {
    scoreOf(parts, rounding) {
      const counting = scoredOf(parts);
      if (counting.length === 0) return null;
      const sum = sumOfAll(counting.map(({ weight, share }) => times(weight, share)));
      return asShare(roundedTo(over(sum, sumOfAll(counting.map(({ weight }) => weight))), rounding));
    },
    scoresWithoutEach(parts, rounding) {
      const counting = scoredOf(parts);
      const sum = sumOfAll(counting.map(({ weight, share }) => times(weight, share)));
      const weights = sumOfAll(counting.map(({ weight }) => weight));
      return parts.map(({ weight, score: { score } }) => {
        const left = score === null ? zero : weight;
        if (compared(weights, left) === 0) return null;
        const others = minus(sum, times(left, score ?? zero));
        return asShare(roundedTo(over(others, minus(weights, left)), rounding));
      });
    },
    formulas: {
      ...shareFormulas,
      score: ({ weights, scores }, rounding) =>
        orNothing(scores, roundFormula(`SUMPRODUCT(${weights},${scores})/${weightOf(weights, scores)}`, rounding)),
    },
  },
  /** The geometric mean of the scores by weight; a part at zero, or below, makes it zero. */
  geomean: {
    scoreOf: geometricScore,
    scoresWithoutEach: (parts, rounding) =>
      parts.map((_, left) =>
        geometricScore(
          parts.filter((_part, at) => at !== left),
          rounding,
        ),
      ),
    formulas: {
      ...shareFormulas,
      score: ({ weights, scores, logarithms }, rounding = defaultDecimals) => {
        const root = `EXP(SUMPRODUCT(${weights},${logarithms})/${weightOf(weights, scores)})`;
        return orNothing(scores, `IF(COUNTIF(${scores},"<=0")>0,0,${roundFormula(root, rounding)})`);
      },
    },
  },
} as const satisfies Record<string, AggregateMethod>;

/** Decimals of roots, which have no end: a definition says them, so this is never met. */
const defaultDecimals = 12;

function geometricScore(parts: readonly Part[], rounding = defaultDecimals): NodeScore | null {
  const counting = scoredOf(parts);
  return counting.length === 0 ? null : asShare(geometricMean(counting, rounding));
}

const roundedTo = (score: Rational, decimals: number | undefined): Rational =>
  decimals === undefined ? score : rounded(score, decimals);

const quotient = (points: Rational, most: Rational, rounding: number | undefined): NodeScore => ({
  points,
  most,
  score: isZero(most) ? null : roundedTo(over(points, most), rounding),
});

const asShare = (score: Rational): NodeScore => ({ points: score, most: one, score });

interface Weighted {
  readonly weight: Rational;
  readonly share: Rational;
}

/** Parts that have points only are no part of a mean. */
const scoredOf = (parts: readonly Part[]): Weighted[] =>
  parts.flatMap(({ weight, score }) => (score.score === null ? [] : [{ weight, share: score.score }]));

/** Of weights as whole parts: more than these are refused, because powers grow with them. */
export const maxGeomeanParts = 1_000;

/** The smallest whole numbers that are to each other as these weights. */
export function wholeParts(weights: readonly Rational[]): bigint[] {
  const common = weights.reduce((all, { d }) => (all / greatestCommonDivisor(all, d)) * d, 1n);
  const whole = weights.map(({ n, d }) => n * (common / d));
  const divisor = whole.reduce(greatestCommonDivisor, 0n);
  return whole.map((part) => part / (divisor === 0n ? 1n : divisor));
}

/**
 * By whole numbers only: the greatest `n` for which (n - 1/2) / 10^decimals is not above the root, which is the root
 * rounded half up; it is never below zero.
 */
function geometricMean(parts: readonly Weighted[], decimals: number): Rational {
  const shares = parts.map(({ share }) => atLeast(share, zero));
  const powers = wholeParts(parts.map(({ weight }) => weight));
  const root = powers.reduce((all, power) => all + power, 0n);
  const product = shares.reduce<Rational>(
    ({ n, d }, share, index) => {
      const power = powers[index] ?? 0n;
      return { n: n * share.n ** power, d: d * share.d ** power };
    },
    { n: 1n, d: 1n },
  );
  const unit = 10n ** BigInt(decimals);
  const whole = product.n * (2n * unit) ** root;
  const isWithin = (n: bigint): boolean => (2n * n - 1n) ** root * product.d <= whole;
  let [low, high] = [0n, unit + 1n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (isWithin(middle)) low = middle;
    else high = middle;
  }
  return rational(low, unit);
}

/** `2/3`, `75%`: a share of the most points; `10`, `-1.15`: points. */
export const isShareOfMost = (points: string): boolean => /[/%]/.test(points);

/** The points of a choice in the unit of its question's most points. */
export const pointsIn = (points: string, most: Rational): Rational =>
  isShareOfMost(points) ? times(exactly(points), most) : exactly(points);
