import { answerValues, codeOf } from '../answers/answer.ts';
import { mustAt } from '../must.ts';
import { categoriesOf, indicatorsOf, type Questionnaire } from '../questionnaire/questionnaire.ts';
import { divideRounded } from '../scoring/count.ts';
import type { PercentCounters } from '../scoring/ranking.ts';
import { type Limited, limited, ofHoweverFew } from './limited.ts';

/**
 * What a set of authorities adds up to: counters only, so that the tallies of two sets add up to the
 * tally of both, in any order and however the authorities were split over shards.
 */
export interface Counters {
  /** How many show 0 %, 1 %, ... 100 %. */
  readonly percents: PercentCounters;
  /** By category id: how many meet none, one, two, ... all of its indicators. */
  readonly categories: Readonly<Record<string, readonly number[]>>;
  /** By pillar id, likewise. */
  readonly pillars: Readonly<Record<string, readonly number[]>>;
  /** By indicator id: how many meet it. */
  readonly indicators: Readonly<Record<string, number>>;
}

/** The counters of a set of authorities. */
export type Tally = Limited<Counters>;

/** One authority as it is counted. */
export interface Counted {
  /** The shown whole percentage. */
  readonly percent: number;
  /** All answers, a letter each, in the order of the questionnaire. */
  readonly answerCode: string;
}

/** Which letters of an answer code are met, and where each indicator belongs. */
export interface CodeMap {
  readonly indicatorIds: readonly string[];
  /** Index of the category of each indicator, in the order of the questionnaire. */
  readonly categoryOf: readonly number[];
  readonly categories: readonly { readonly id: string; readonly total: number; readonly pillar: number }[];
  readonly pillars: readonly { readonly id: string; readonly total: number }[];
  readonly metLetters: ReadonlySet<string>;
}

export function codeMapOf(questionnaire: Questionnaire): CodeMap {
  const met = questionnaire.answers.met as readonly string[];
  return {
    indicatorIds: indicatorsOf(questionnaire).map(({ id }) => id),
    categoryOf: categoriesOf(questionnaire).flatMap(({ indicators }, index) => indicators.map(() => index)),
    categories: questionnaire.pillars.flatMap(({ categories }, pillar) =>
      categories.map(({ id, total }) => ({ id, total, pillar })),
    ),
    pillars: questionnaire.pillars.map(({ id, categories }) => ({
      id,
      total: categories.reduce((all, { total }) => all + total, 0),
    })),
    metLetters: new Set(answerValues.filter((value) => met.includes(value)).map(codeOf)),
  };
}

/** How many indicators a code meets in each category, in the order of the questionnaire. */
export const metByCategory = (map: CodeMap, answerCode: string): readonly number[] => metBy(map, answerCode).categories;

/** What one answer code meets, found in one walk over it. */
export interface Met {
  /** Indexes of the indicators. */
  readonly indicators: readonly number[];
  /** How many in each category, and in each pillar. */
  readonly categories: readonly number[];
  readonly pillars: readonly number[];
}

export function metBy({ indicatorIds, categories, categoryOf, pillars, metLetters }: CodeMap, answerCode: string): Met {
  const met = { indicators: [] as number[], categories: zeros(categories.length), pillars: zeros(pillars.length) };
  for (let index = 0; index < indicatorIds.length; index += 1) {
    if (!metLetters.has(answerCode.charAt(index))) continue;
    const category = mustAt(categoryOf, index);
    met.indicators.push(index);
    add(met.categories, category);
    add(met.pillars, mustAt(categories, category).pillar);
  }
  return met;
}

/** Adds up authorities one by one. */
export function openTally(map: CodeMap) {
  const percents = zeros(101);
  const categories = map.categories.map(({ total }) => zeros(total + 1));
  const pillars = map.pillars.map(({ total }) => zeros(total + 1));
  const indicators = zeros(map.indicatorIds.length);
  let authorities = 0;
  return {
    count(percent: number, met: Met): void {
      authorities += 1;
      add(percents, percent);
      for (const index of met.indicators) add(indicators, index);
      for (const [index, count] of met.categories.entries()) add(mustAt(categories, index), count);
      for (const [index, count] of met.pillars.entries()) add(mustAt(pillars, index), count);
    },
    tally: (): Tally =>
      limited(authorities, {
        percents,
        categories: byId(map.categories, categories),
        pillars: byId(map.pillars, pillars),
        indicators: byId(
          map.indicatorIds.map((id) => ({ id })),
          indicators,
        ),
      }),
  };
}

export const byId = <T extends NonNullable<unknown>>(
  of: readonly { readonly id: string }[],
  values: readonly T[],
): Record<string, T> => Object.fromEntries(of.map(({ id }, index) => [id, mustAt(values, index)]));

/** The tally of both sets; they must not share an authority and must be of one questionnaire version. */
export function addTallies(a: Tally, b: Tally): Tally {
  return limited(a.authorities + b.authorities, addEachCounter(ofHoweverFew(a), ofHoweverFew(b)));
}

export function addEachCounter(a: Counters, b: Counters): Counters {
  return {
    percents: addCounters(a.percents, b.percents),
    categories: addEach(a.categories, b.categories, addCounters),
    pillars: addEach(a.pillars, b.pillars, addCounters),
    indicators: addEach(a.indicators, b.indicators, (x, y) => x + y),
  };
}

/** Mean of the shown percentages, to 1 decimal; null of nobody. */
export function meanPercent(percents: PercentCounters): number | null {
  const authorities = percents.reduce((all, count) => all + count, 0);
  const sum = percents.reduce((all, count, percent) => all + count * percent, 0);
  return authorities === 0 ? null : divideRounded(10 * sum, authorities) / 10;
}

/** How many indicators of a histogram are met in all, and of how many: a pooled average is met / total. */
export function pooled(histogram: readonly number[]): { readonly met: number; readonly total: number } {
  const authorities = histogram.reduce((all, count) => all + count, 0);
  const met = histogram.reduce((all, count, index) => all + count * index, 0);
  return { met, total: authorities * (histogram.length - 1) };
}

/**
 * The index below which the share `part` (0..1) of a histogram lies: nearest rank, so the median of 1, 2, 3, 4 is 2.
 * null for an empty histogram.
 */
export function quantile(histogram: readonly number[], part: number): number | null {
  const authorities = histogram.reduce((all, count) => all + count, 0);
  if (authorities === 0) return null;
  const nearest = Math.max(1, Math.ceil(part * authorities));
  let below = 0;
  const found = histogram.findIndex((count) => {
    below += count;
    return below >= nearest;
  });
  return found;
}

export const addCounters = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((count, index) => count + (b[index] ?? 0));

export function addEach<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  sum: (x: T, y: T) => T,
): Record<string, T> {
  const added: Record<string, T> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = added[key];
    added[key] = before === undefined ? value : sum(before, value);
  }
  return added;
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

function add(counters: number[], index: number, by = 1): void {
  counters[index] = (counters[index] ?? 0) + by;
}
