import { mustAt, mustGet } from '../../must.ts';
import { type Definition, indexName } from '../../questionnaire/definition/definition.ts';
import type { AuthorityFacts, Given, GivenAnswers } from '../given.ts';
import {
  atLeast,
  atMost,
  compared,
  exactly,
  isZero,
  minus,
  one,
  over,
  plus,
  type Rational,
  rounded,
  sumOfAll,
  times,
  zero,
} from '../rational.ts';
import type { NodeScore, Scored } from '../scored.ts';
import { aggregates } from './aggregates.ts';
import { type PlannedGroup, type PlannedPart, type PlannedQuestion, planOf, type QuestionScoring } from './plan.ts';
import { type Asked, askedOf, isMissing } from './relevance.ts';

/** Decimals to which the score of a number is rounded, or fractions grow up the tree: an index came to 286 digits. */
export const numberDecimals = 12;

/** What a node came to, and how much of it is there. */
export interface Outcome {
  /** null: it is missing, and left out above. */
  readonly score: NodeScore | null;
  /** 0..1 of what is asked of the authority; null: nothing of it is. */
  readonly there: Rational | null;
}

/**
 * Scores one set of answers, exactly. Which answers count is settled before, by what-counts.ts. Throws where an answer
 * does not fit its question: that is a fault of whoever read it.
 */
export const scoreAnswers = (definition: Definition, given: GivenAnswers, authority: AuthorityFacts = {}): Scored =>
  scoreWithParts(definition, given, authority).scored;

/** What answers come to, with what each part of the index came to, in the order of the plan. */
export interface ScoredWithParts {
  readonly scored: Scored;
  readonly parts: readonly Outcome[];
}

/** Like {@link scoreAnswers}, for whoever puts the parts of the index together otherwise. */
export function scoreWithParts(
  definition: Definition,
  given: GivenAnswers,
  authority: AuthorityFacts = {},
): ScoredWithParts {
  const { groups, scored } = planOf(definition);
  const asked = askedOf(definition, given, authority);
  const outcomeOf = outcomesOf(definition, given, asked);
  return {
    scored: {
      nodes: new Map(scored.map((name) => [name, outcomeOf(name).score])),
      asked: new Map(definition.nodes.map(({ name }) => [name, asked(name)])),
    },
    parts: mustGet(groups, indexName).parts.map(({ name }) => outcomeOf(name)),
  };
}

/** What `index`, a group or a scored question comes to, by its name. */
export function outcomesOf(definition: Definition, given: GivenAnswers, asked: Asked): (name: string) => Outcome {
  const { groups, questions } = planOf(definition);
  const made = new Map<string, Outcome>();
  const outcomeOf = (name: string): Outcome => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const group = groups.get(name);
    const outcome =
      group === undefined
        ? questionOutcome(name, mustGet(questions, name), given.get(name), asked(name))
        : groupOutcome(
            group,
            group.parts.map((part) => outcomeOf(part.name)),
          );
    made.set(name, outcome);
    return outcome;
  };
  return outcomeOf;
}

/** How much of what is asked in a group is there, whether or not it is enough for a score. */
export function answeredIn({ aggregate, parts }: PlannedGroup, outcomeOf: (name: string) => Outcome): Rational | null {
  return thereOf(
    aggregate,
    parts.map((part) => ({ part, ...outcomeOf(part.name) })),
  );
}

/** {@link answeredIn} as a formula over ranges with a row for each part: what it counts, and how much of it is there. */
export function answeredFormula({
  weights,
  sizes,
  there,
}: Readonly<Record<'weights' | 'sizes' | 'there', string>>): string {
  const share = (by: string): string => `SUMPRODUCT(${by},${there})/SUMPRODUCT(${by},--ISNUMBER(${there}))`;
  return `IF(COUNT(${there})=0,"",IF(SUMPRODUCT(${sizes},--ISNUMBER(${there}))=0,${share(weights)},${share(sizes)}))`;
}

/** What a part counts in {@link answeredFormula}. */
export const sizeOf = (aggregate: PlannedGroup['aggregate'], { weight, most }: PlannedPart): Rational =>
  aggregate === 'sum' ? times(weight, most) : weight;

/** A part that is not asked: neither its points nor its absence count. */
export const notAsked: Outcome = { score: null, there: null };

/** What the index comes to of these outcomes of its parts, in the order of the plan. */
export const indexOfParts = (definition: Definition, parts: readonly Outcome[]): NodeScore | null =>
  groupOutcome(mustGet(planOf(definition).groups, indexName), parts).score;

export function questionOutcome(
  name: string,
  planned: PlannedQuestion,
  given: Given | undefined,
  isAsked: boolean | null,
): Outcome {
  const { scoring } = planned;
  if (scoring === null) throw new Error(`Question ${name} is not scored`);
  if (isAsked === false) return { score: byRule(planned.notRelevant, scoring.most), there: null };
  if (isAsked === null || given === undefined || isMissing(planned, given)) {
    const score = byRule(planned.missing, scoring.most);
    return { score, there: score === null ? zero : one };
  }
  return { score: withPoints(pointsOf(name, scoring, given), scoring.most), there: one };
}

function byRule(rule: 'zero' | 'left_out' | 'full', most: Rational): NodeScore | null {
  return rule === 'left_out' ? null : withPoints(rule === 'full' ? most : zero, most);
}

const withPoints = (points: Rational, most: Rational): NodeScore => ({
  points,
  most,
  score: isZero(most) ? null : over(points, most),
});

function pointsOf(name: string, { most, points, goalposts }: QuestionScoring, given: Given): Rational {
  if ('doesNotCount' in given) return zero;
  if ('choices' in given && goalposts === null) {
    // A choice that is named twice is chosen once.
    const chosen = [...new Set(given.choices)].map((choice) => mustGet(points, choice));
    return atMost(sumOfAll(chosen), most);
  }
  if ('number' in given && goalposts !== null) {
    const { worst, best } = goalposts;
    const share = over(minus(exactly(given.number), worst), minus(best, worst));
    return times(rounded(atMost(atLeast(share, zero), one), numberDecimals), most);
  }
  throw new Error(`The answer to ${name} is of another kind than its question`);
}

/** `own`: what its parts came to, in the order of the plan. */
export function groupOutcome(
  { aggregate, rounding, leastShare, parts }: PlannedGroup,
  own: readonly Outcome[],
): Outcome {
  const outcomes = parts.map((part, at) => ({ part, ...mustAt(own, at) }));
  const counting = outcomes.flatMap(({ part: { weight }, score }) => (score === null ? [] : [{ weight, score }]));
  const there = thereOf(aggregate, outcomes);
  const isEnough = there === null || compared(there, leastShare) >= 0;
  const score = counting.length === 0 || !isEnough ? null : aggregates[aggregate].scoreOf(counting, rounding);
  return { score, there: score === null && there !== null ? zero : there };
}

/** How much of what is asked is there: of its parts, each by its weight, and in a sum by its points. */
function thereOf(
  aggregate: PlannedGroup['aggregate'],
  outcomes: readonly { readonly part: PlannedPart; readonly there: Rational | null }[],
): Rational | null {
  const asked = outcomes.flatMap(({ part, there }) => {
    return there === null ? [] : [{ size: sizeOf(aggregate, part), there }];
  });
  if (asked.length === 0) return null;
  const all = sumOfAll(asked.map(({ size }) => size));
  // Where nothing can be reached, all parts are alike.
  if (isZero(all)) return thereOf('mean', outcomes);
  return over(
    asked.reduce((sum, { size, there }) => plus(sum, times(size, there)), zero),
    all,
  );
}
