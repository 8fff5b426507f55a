import { mustAt } from '../../must.ts';
import { isZero, one, type Rational, rational, rationalOfWhole, rounded, times } from '../rational.ts';
import type { NodeScore } from '../scored.ts';
import type { PlannedGroup, PlannedQuestion } from './plan.ts';
import { numberDecimals, type Outcome } from './score-answers.ts';

/** What a question came to by one of its answers: found once, and then for everybody who gave it. */
export interface KnownOutcome extends Outcome {
  /** Its share of each group that it counts into, in the order in which those are made. */
  readonly terms: (Term | undefined)[];
}

/** What a part adds to its group, in whole units of the group; null: it is missing there. */
type Term = readonly [points: number, most: number] | null;

/** A part of a group, and which of the groups that it counts into this is. */
export interface QuestionPart {
  readonly planned: PlannedQuestion;
  readonly nth: number;
}

/**
 * The score of a group of questions alone, exactly as its aggregate makes it of fractions: all that its parts can add is
 * a whole number of one unit, so that a machine's own whole numbers add it up. null: that is not so of this group.
 */
export function questionGroup(
  group: PlannedGroup,
  parts: readonly QuestionPart[],
): ((outcomes: readonly KnownOutcome[]) => NodeScore | null) | null {
  if (group.aggregate === 'geomean') return null;
  const isSum = group.aggregate === 'sum';
  const weights = group.parts.map(({ weight }) => weight);
  const possible = parts.map(({ planned }, at) => possibleTerms(planned, isSum, mustAt(weights, at)));
  const unit = commonUnit(possible.flatMap(({ denominators }) => denominators));
  const weightUnit = commonUnit(weights.map(({ d }) => d));
  const greatest = possible.reduce((sum, { greatest: own }) => sum + own, 0) * unit;
  const allWeights = weights.reduce((sum, { n, d }) => sum + Number(n) / Number(d), 0) * weightUnit;
  if (!(Math.max(greatest, allWeights, unit) < maxWhole)) return null;
  const inUnits = ({ n, d }: Rational, of: number): number => Number(n) * (of / Number(d));
  const termOf = ({ score }: Outcome, weight: Rational): Term => {
    if (score === null) return null;
    if (isSum) return [inUnits(times(weight, score.points), unit), inUnits(times(weight, score.most), unit)];
    return score.score === null ? null : [inUnits(times(weight, score.score), unit), inUnits(weight, weightUnit)];
  };
  return (outcomes) => {
    let points = 0;
    let most = 0;
    let isAny = false;
    for (let at = 0; at < outcomes.length; at += 1) {
      const outcome = mustAt(outcomes, at);
      const { nth } = mustAt(parts, at);
      let term = outcome.terms[nth];
      if (term === undefined) {
        term = termOf(outcome, mustAt(weights, at));
        outcome.terms[nth] = term;
      }
      if (term === null) continue;
      points += term[0];
      most += term[1];
      isAny = true;
    }
    if (!isAny) return null;
    if (!isSum) {
      const mean = rational(BigInt(points) * BigInt(weightUnit), BigInt(unit) * BigInt(most));
      return shareOf(group.rounding === undefined ? mean : rounded(mean, group.rounding));
    }
    const score = most === 0 ? null : wholeQuotient(points, most, group.rounding);
    return { points: rationalOfWhole(points, unit), most: rationalOfWhole(most, unit), score };
  };
}

const shareOf = (score: Rational): NodeScore => ({ points: score, most: one, score });

function wholeQuotient(points: number, most: number, rounding: number | undefined): Rational {
  const quotient = rationalOfWhole(points, most);
  return rounding === undefined ? quotient : rounded(quotient, rounding);
}

/** Sums stay below this with room for one more of each. */
const maxWhole = Number.MAX_SAFE_INTEGER / 4;

/** What a question can add to a group: the denominators of all of it, and no more than so much. */
function possibleTerms(
  { scoring }: PlannedQuestion,
  isSum: boolean,
  weight: Rational,
): { readonly denominators: readonly bigint[]; readonly greatest: number } {
  if (scoring === null) return { denominators: [1n], greatest: 0 };
  const { most, points, goalposts } = scoring;
  const values = [most, ...(goalposts === null ? points.values() : [times(most, numberUnit)])];
  // In a mean a part adds its score, which is its points by its most.
  const added = isSum ? values : isZero(most) ? [] : values.map(({ n, d }) => rational(n * most.d, d * most.n));
  const weighted = added.map((value) => times(weight, value));
  const size = weighted.reduce((sum, { n, d }) => sum + Math.abs(Number(n)) / Number(d), 0);
  return { denominators: weighted.map(({ d }) => d), greatest: size };
}

/** The step between two scores of a number. */
const numberUnit: Rational = { n: 1n, d: 10n ** BigInt(numberDecimals) };

/** The least number that all of them divide; not finite when it is out of bounds. */
function commonUnit(denominators: readonly bigint[]): number {
  let common = 1n;
  for (const d of denominators) {
    let [greater, lesser] = [common, d];
    while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
    common = (common / greater) * d;
    if (common > BigInt(Number.MAX_SAFE_INTEGER)) return Number.POSITIVE_INFINITY;
  }
  return Number(common);
}
