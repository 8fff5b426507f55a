import { codeOf } from '../../answers/answer.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { ScoringMethod } from '../../scoring/scoring-methods.ts';
import { codeMapOf } from '../../standings/tally.ts';

/** The three readings of questions that were not answered. */
export const treatments = ['notMet', 'excluded', 'met'] as const;
export type Treatment = (typeof treatments)[number];

const open: ReadonlySet<string> = new Set([codeOf('na'), codeOf('unanswered')]);

/**
 * The share of each category that each answer code meets, rounded as the method does: all categories of the
 * first code, then of the second, ... NaN where nothing is left to count.
 */
export function categoryShares(
  questionnaire: Questionnaire,
  { categoryDecimals }: ScoringMethod,
  answerCodes: readonly string[],
  treatment: Treatment,
): Float64Array {
  const { categories, categoryOf, metLetters } = codeMapOf(questionnaire);
  const met = new Float64Array(answerCodes.length * categories.length);
  const asked = new Float64Array(met.length);
  for (const [authority, code] of answerCodes.entries()) {
    for (const [index, category] of categoryOf.entries()) {
      const letter = code.charAt(index);
      const isOpen = open.has(letter) && !metLetters.has(letter);
      if (isOpen && treatment === 'excluded') continue;
      const place = authority * categories.length + category;
      asked[place] = (asked[place] as number) + 1;
      if (metLetters.has(letter) || (isOpen && treatment === 'met')) met[place] = (met[place] as number) + 1;
    }
  }
  const unit = categoryDecimals === null ? null : 10 ** categoryDecimals;
  return met.map((count, place) => {
    const share = count / (asked[place] as number);
    return unit === null ? share : Math.round(unit * share) / unit;
  });
}
