import type { AnswerValue } from '../answers/answer.ts';
import { type Category, categoriesOf, type Questionnaire } from '../questionnaire/questionnaire.ts';
import { type MethodId, type ScoringMethod, scoringMethod } from './scoring-methods.ts';

export interface Count {
  readonly met: number;
  readonly total: number;
}

/**
 * Whole percentages under three treatments of questions that were not answered (NA or left blank;
 * the dashboard prints a blank as NA). An unclear answer is not met in any of them.
 */
export interface Readings {
  /** The score: not answered counts as not met. */
  readonly naNotMet: number;
  /** Not answered is left out of its category's total; null when nothing else is left. */
  readonly naExcluded: number | null;
  /** Not answered counts as met: the highest the authority could still reach. */
  readonly naMet: number;
}

export interface Score {
  readonly method: MethodId;
  /** The shown whole percentage; ranks are defined on it. */
  readonly percent: number;
  /** Mean of the category shares, 0..1, rounded as the method says. */
  readonly overall: number;
  readonly met: number;
  readonly total: number;
  /** By category id, in the order of the questionnaire. */
  readonly categories: Readonly<Record<string, Count>>;
  readonly pillars: Readonly<Record<string, Count>>;
  readonly readings: Readings;
}

/** What was answered in one category: `open` of them were not (NA or blank) and do not count as met. */
export interface CategoryAnswers extends Count {
  readonly open: number;
}

/** The counts that each reading makes of a category. */
export const readingCounts = {
  naNotMet: ({ met, total }) => ({ met, total }),
  naExcluded: ({ met, open, total }) => ({ met, total: total - open }),
  naMet: ({ met, open, total }) => ({ met: met + open, total }),
} as const satisfies Record<keyof Readings, (answers: CategoryAnswers) => Count>;

/**
 * Scores one set of answers. All arithmetic is in integers, so a score is the same on every
 * machine and in every order. Worked (Espoo 2022): category shares
 * .75 .5 1 .4 .2 .75 1 1 .33 .5 0 .5, mean .5775, rounded .578, shown 58 %.
 */
export function score(
  questionnaire: Questionnaire,
  values: ReadonlyMap<string, AnswerValue>,
  methodId: MethodId = questionnaire.scoring.method,
): Score {
  const method = scoringMethod(methodId);
  const categories = categoriesOf(questionnaire);
  const answered = categories.map((category) => answersIn(questionnaire, category, values));
  const counts = answered.map(readingCounts.naNotMet);
  const { overall, percent } = mean(method, counts);
  const readings: Readings = {
    naNotMet: percent,
    naExcluded: meanOfCounts(methodId, answered.map(readingCounts.naExcluded))?.percent ?? null,
    naMet: mean(method, answered.map(readingCounts.naMet)).percent,
  };
  const countOf = new Map(categories.map((category, index) => [category.id, counts[index] as Count]));
  const pillars = questionnaire.pillars.map((pillar): [string, Count] => [
    pillar.id,
    sum(pillar.categories.map((category) => countOf.get(category.id) as Count)),
  ]);
  return {
    method: methodId,
    percent,
    overall,
    ...sum(counts),
    categories: Object.fromEntries(countOf),
    pillars: Object.fromEntries(pillars),
    readings,
  };
}

/** What was answered in a category. */
export function answersIn(
  questionnaire: Questionnaire,
  category: Category,
  values: ReadonlyMap<string, AnswerValue>,
): CategoryAnswers {
  const met = questionnaire.answers.met as readonly AnswerValue[];
  const given = category.indicators.map(({ id }) => values.get(id) ?? 'unanswered');
  const isOpen = (value: AnswerValue): boolean => value === 'na' || value === 'unanswered';
  return {
    met: given.filter((value) => met.includes(value)).length,
    open: given.filter((value) => isOpen(value) && !met.includes(value)).length,
    total: given.length,
  };
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce((all, count) => ({ met: all.met + count.met, total: all.total + count.total }), {
    met: 0,
    total: 0,
  });
}

/** The shown percentage of category counts by a method; each category has at least one question. */
export function percentOfCounts(methodId: MethodId, counts: readonly Count[]): number {
  return mean(scoringMethod(methodId), counts).percent;
}

/** The mean of the categories in which anything counts; null when nothing does. */
export function meanOfCounts(
  methodId: MethodId,
  counts: readonly Count[],
): { readonly overall: number; readonly percent: number } | null {
  const counted = counts.filter(({ total }) => total > 0);
  return counted.length === 0 ? null : mean(scoringMethod(methodId), counted);
}

/** A category's share as the method counts it, 0..1; null when nothing in it counts. */
export function shareOfCount(methodId: MethodId, { met, total }: Count): number | null {
  if (total === 0) return null;
  const { categoryDecimals } = scoringMethod(methodId);
  if (categoryDecimals === null) return met / total;
  const unit = 10 ** categoryDecimals;
  return divideRounded(unit * met, total) / unit;
}

/** The mean of the category shares by the method: as a number 0..1 and as the shown percentage. */
function mean(method: ScoringMethod, counts: readonly Count[]): { overall: number; percent: number } {
  const unit = unitOf(method, counts);
  const shares = counts.reduce((all, { met, total }) => all + divideRounded(unit * met, total), 0);
  return roundedMean(method, shares, unit * counts.length);
}

/** The shown percentages if the first category were not asked, if the second were not, ... */
export function percentsWithoutEach(methodId: MethodId, counts: readonly Count[]): number[] {
  if (counts.length < 2) return counts.map(() => 0);
  const method = scoringMethod(methodId);
  const unit = unitOf(method, counts);
  const shares = counts.map(({ met, total }) => divideRounded(unit * met, total));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => roundedMean(method, sum - share, unit * (counts.length - 1)).percent);
}

/**
 * Shares become whole multiples of 1/unit: of 1/100 when the method rounds categories to 2 decimals, of
 * 1/lcm(totals), which loses nothing, when it does not round.
 */
function unitOf({ categoryDecimals }: ScoringMethod, counts: readonly Count[]): number {
  return categoryDecimals === null ? leastCommonMultiple(counts.map((count) => count.total)) : 10 ** categoryDecimals;
}

function roundedMean(
  { overallDecimals }: ScoringMethod,
  shares: number,
  whole: number,
): { overall: number; percent: number } {
  if (overallDecimals === null) return { overall: shares / whole, percent: divideRounded(100 * shares, whole) };
  const scale = 10 ** overallDecimals;
  const overall = divideRounded(scale * shares, whole);
  return { overall: overall / scale, percent: divideRounded(100 * overall, scale) };
}

/** n/d for n >= 0, d > 0, rounded to a whole number, half away from zero, without leaving the integers. */
export function divideRounded(n: number, d: number): number {
  if (!Number.isSafeInteger(2 * n + d)) throw new RangeError('This questionnaire is too large to be scored exactly');
  const twice = 2 * n + d;
  return (twice - (twice % (2 * d))) / (2 * d);
}

function leastCommonMultiple(numbers: readonly number[]): number {
  const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
  return numbers.reduce((all, n) => (all / greatestCommonDivisor(all, n)) * n, 1);
}
