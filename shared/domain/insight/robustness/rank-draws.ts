import { decodeAnswers } from '../../answers/answer.ts';
import { categoriesOf, indicatorsOf, type Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { ScoringMethod } from '../../scoring/methods/scoring-method.ts';
import { answersIn, readingCounts, readingNames } from '../../scoring/scoring.ts';
import { categoryWeights } from './category-weights.ts';

export const draws = 10_000;
/** All authorities of all rounds are judged by the same draws, so that their intervals go together. */
const seed = 2008;
/** Whole percentages that can be shown. */
const percents = 101;

/**
 * What the authorities of a publication show in each draw. It is the same for every result that is compared with them, so
 * it is made once and kept: a result then needs no more than what it shows itself.
 */
export interface RankDraws {
  readonly authorities: number;
  /** How many show more than 0 %, than 1 %, ... than 100 % in the first draw, then in the second, ... */
  readonly above: Uint16Array;
}

/** At most 65,535 authorities. */
export function drawRanks(
  questionnaire: Questionnaire,
  method: ScoringMethod,
  answerCodes: readonly string[],
): RankDraws {
  const above = new Uint16Array(draws * percents);
  for (const answerCode of answerCodes) {
    const shown = percentsInDraws(questionnaire, method, answerCode);
    shown.forEach((percent, draw) => {
      const at = draw * percents + percent;
      above[at] = (above[at] ?? 0) + 1;
    });
  }
  // From how many show each percentage to how many show more.
  for (let draw = 0; draw < draws; draw += 1) {
    let higher = 0;
    for (let at = (draw + 1) * percents - 1; at >= draw * percents; at -= 1) {
      const count = above[at] ?? 0;
      above[at] = higher;
      higher += count;
    }
  }
  return { authorities: answerCodes.length, above };
}

/**
 * By draw: how many of the authorities show more than one that shows `shown`. `before`: what the same one shows as it is
 * drawn among them; null when it is not.
 */
export function aboveInDraws({ above }: RankDraws, shown: Uint8Array, before: Uint8Array | null): Uint16Array {
  return Uint16Array.from(shown, (percent, draw) => {
    const itself = before !== null && (before[draw] ?? 0) > percent ? 1 : 0;
    return (above[draw * percents + percent] ?? 0) - itself;
  });
}

/** What one authority shows in each draw: its categories as the draw weighs them, scored by the method. */
export function percentsInDraws(questionnaire: Questionnaire, method: ScoringMethod, answerCode: string): Uint8Array {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, answerCode);
  const answered = categoriesOf(questionnaire).map((category) => answersIn(questionnaire, category, values));
  const percentOf = readingNames.map((reading) => method.reweighted(answered.map(readingCounts[reading])));
  const { weights, readings } = drawnFor(answered.length);
  const shown = new Uint8Array(draws);
  for (const [draw, reading] of readings.entries()) {
    shown[draw] = percentOf[reading]?.(weights, draw * answered.length) ?? 0;
  }
  return shown;
}

interface Drawn {
  /** Of the categories: all of the first draw, then of the second, ... */
  readonly weights: Float64Array;
  /** Index of the reading of NA, by draw. */
  readonly readings: Uint8Array;
}

/** Some hundred thousand numbers that never change: drawn once for each number of categories. */
const drawn = new Map<number, Drawn>();

function drawnFor(categories: number): Drawn {
  const known = drawn.get(categories);
  if (known !== undefined) return known;
  const chance = categoryWeights(categories, seed);
  const weights = new Float64Array(draws * categories);
  const readings = new Uint8Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const own = weights.subarray(draw * categories, (draw + 1) * categories);
    chance.draw(own);
    readings[draw] = chance.pick(readingNames.length);
  }
  const made = { weights, readings };
  drawn.set(categories, made);
  return made;
}
