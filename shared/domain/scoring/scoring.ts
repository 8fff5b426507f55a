import type { AnswerValue } from '../answers/answer.ts';
import type { Category, Questionnaire } from '../questionnaire/questionnaire.ts';
import { type Count, sumOf } from './count.ts';
import { type MethodId, scoringMethod } from './methods/methods.ts';

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
  /** The score as the method makes it, 0..1, rounded as it says. */
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

/** The counts that each reading makes of a category, from the score to the most that can still be reached. */
export const readingCounts = {
  naNotMet: ({ met, total }) => ({ met, total }),
  naExcluded: ({ met, open, total }) => ({ met, total: total - open }),
  naMet: ({ met, open, total }) => ({ met: met + open, total }),
} as const satisfies Record<keyof Readings, (answers: CategoryAnswers) => Count>;

/** In this order everywhere: draws of rank intervals number them. */
export const readingNames = ['naNotMet', 'naExcluded', 'naMet'] as const satisfies readonly (keyof Readings)[];

/** Scores one set of answers. */
export function score(
  questionnaire: Questionnaire,
  values: ReadonlyMap<string, AnswerValue>,
  methodId: MethodId = questionnaire.scoring.method,
): Score {
  const { scoreOf } = scoringMethod(methodId);
  const pillars = questionnaire.pillars.map(({ id, categories }) => ({
    id,
    categories: categories.map((category) => ({ id: category.id, ...answersIn(questionnaire, category, values) })),
  }));
  const categories = pillars.flatMap((pillar) => pillar.categories);
  const percentOf = (reading: keyof Readings) => scoreOf(categories.map(readingCounts[reading]))?.percent ?? null;
  const { overall, percent } = scoreOf(categories) ?? { overall: 0, percent: 0 };
  return {
    method: methodId,
    percent,
    overall,
    ...sumOf(categories),
    categories: Object.fromEntries(categories.map((category) => [category.id, readingCounts.naNotMet(category)])),
    pillars: Object.fromEntries(pillars.map((pillar) => [pillar.id, sumOf(pillar.categories)])),
    readings: { naNotMet: percent, naExcluded: percentOf('naExcluded'), naMet: percentOf('naMet') ?? 0 },
  };
}

/** What was answered in a category. */
export function answersIn(
  questionnaire: Questionnaire,
  category: Category,
  values: ReadonlyMap<string, AnswerValue>,
): CategoryAnswers {
  const met: readonly AnswerValue[] = questionnaire.answers.met;
  const given = category.indicators.map(({ id }) => values.get(id) ?? 'unanswered');
  const isOpen = (value: AnswerValue): boolean => value === 'na' || value === 'unanswered';
  return {
    met: given.filter((value) => met.includes(value)).length,
    open: given.filter((value) => isOpen(value) && !met.includes(value)).length,
    total: given.length,
  };
}
