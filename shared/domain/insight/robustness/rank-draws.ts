import { categoriesOf, type Questionnaire } from '../../questionnaire/questionnaire.ts';
import { weightedMean } from '../../scoring/composite/weighted-mean.ts';
import { type MethodId, type ScoringMethod, scoringMethod } from '../../scoring/scoring-methods.ts';
import { categoryShares, treatments } from './category-shares.ts';
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
export function drawRanks(questionnaire: Questionnaire, method: MethodId, answerCodes: readonly string[]): RankDraws {
  const above = new Uint16Array(draws * percents);
  for (const answerCode of answerCodes) {
    const shown = percentsInDraws(questionnaire, method, answerCode);
    for (let draw = 0; draw < draws; draw += 1) {
      const at = draw * percents + (shown[draw] as number);
      above[at] = (above[at] as number) + 1;
    }
  }
  // From how many show each percentage to how many show more.
  for (let draw = 0; draw < draws; draw += 1) {
    let higher = 0;
    for (let at = (draw + 1) * percents - 1; at >= draw * percents; at -= 1) {
      const count = above[at] as number;
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
  const counts = new Uint16Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const percent = shown[draw] as number;
    const itself = before !== null && (before[draw] as number) > percent ? 1 : 0;
    counts[draw] = (above[draw * percents + percent] as number) - itself;
  }
  return counts;
}

/** What one authority shows in each draw: the mean of its categories as the draw weighs them, rounded as the method does. */
export function percentsInDraws(questionnaire: Questionnaire, method: MethodId, answerCode: string): Uint8Array {
  const { length: categories } = categoriesOf(questionnaire);
  const rules = scoringMethod(method);
  const shares = treatments.map((treatment) => categoryShares(questionnaire, rules, [answerCode], treatment));
  const isWhole = shares.map((share) => !share.some(Number.isNaN));
  const { weights, sums, readings } = drawnFor(categories);
  const percentOf = shownPercent(rules);
  const shown = new Uint8Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const reading = readings[draw] as number;
    const share = shares[reading] as Float64Array;
    const from = draw * categories;
    if (isWhole[reading] === true) {
      // A weighted mean with nothing to leave out, written out: of all that a result takes this is done most often.
      let sum = 0;
      for (let index = 0; index < categories; index += 1) {
        sum += (weights[from + index] as number) * (share[index] as number);
      }
      shown[draw] = percentOf(sum / (sums[draw] as number));
    } else {
      shown[draw] = percentOf(weightedMean(share, weights.subarray(from, from + categories)));
    }
  }
  return shown;
}

interface Drawn {
  /** Of the categories: all of the first draw, then of the second, ... */
  readonly weights: Float64Array;
  /** Of the weights, by draw: 1, but for the last bits. */
  readonly sums: Float64Array;
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
  const sums = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const own = weights.subarray(draw * categories, (draw + 1) * categories);
    chance.draw(own);
    sums[draw] = own.reduce((sum, weight) => sum + weight, 0);
    readings[draw] = chance.pick(treatments.length);
  }
  const made = { weights, sums, readings };
  drawn.set(categories, made);
  return made;
}

/** As the method rounds; with nothing to score 0. */
function shownPercent({ overallDecimals }: ScoringMethod): (mean: number) => number {
  const unit = overallDecimals === null ? null : 10 ** overallDecimals;
  return (mean) => {
    if (Number.isNaN(mean)) return 0;
    return Math.round(100 * (unit === null ? mean : Math.round(unit * mean) / unit));
  };
}
