import { mustAt, mustGet } from '../../must.ts';
import { type Definition, indexName } from '../../questionnaire/definition/definition.ts';
import { withMissing } from '../../scoring/engine/missing-rule.ts';
import { type PlannedGroup, planOf } from '../../scoring/engine/plan.ts';
import type { FormCodes } from '../../scoring/form-score.ts';
import { formScorer } from '../../scoring/form-scorer.ts';
import type { AuthorityFacts } from '../../scoring/given.ts';
import { toNumber } from '../../scoring/rational.ts';
import { maxCompared } from '../../standings/even-sample.ts';
import { areRanked } from '../../standings/limited.ts';
import type { Profile } from '../../standings/standings.ts';
import { formComparisonOf } from '../form-comparison.ts';
import type { FormReport } from '../form-report.ts';
import { categoryWeights } from './category-weights.ts';
import { evenSample, type RankInterval, rankAtParts } from './rank-interval.ts';

/** Fewer than for the questionnaire of the product, whose draws are kept: these are drawn when somebody is compared. */
export const formDraws = 1_000;
/** All authorities of all rounds are judged by the same draws. */
const seed = 2008;

/** The ways in which what is not answered may count; the definition's own among them. */
export function readingsOf(definition: Definition): readonly Definition[] {
  const rules = new Set([...planOf(definition).questions.values()].map(({ missing }) => missing));
  const uniform = (['zero', 'left_out'] as const).map((rule) =>
    rules.size === 1 && rules.has(rule) ? definition : withMissing(definition, rule),
  );
  return uniform.includes(definition) ? uniform : [definition, ...uniform];
}

/** One way in which a score could as well have been made. */
export interface FormDraw {
  /** By what the weight of each part of the index is multiplied. */
  readonly factors: Float64Array;
  /** Index of the reading. */
  readonly reading: number;
}

const drawn = new Map<string, readonly FormDraw[]>();

/** The same for all questionnaires of as many parts and readings: drawn once. */
export function formDrawsOf(definition: Definition): readonly FormDraw[] {
  const parts = mustGet(planOf(definition).groups, indexName).parts.length;
  const readings = readingsOf(definition).length;
  const key = `${parts} ${readings}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const chance = categoryWeights(parts, seed);
  const made = Array.from({ length: formDraws }, (): FormDraw => {
    const factors = new Float64Array(parts);
    chance.draw(factors);
    return { factors: factors.map((weight) => weight * parts), reading: chance.pick(readings) };
  });
  drawn.set(key, made);
  return made;
}

/** By draw: what an authority shows, in steps of the last decimal shown. */
export function shownInDraws(definition: Definition, codes: FormCodes, facts: AuthorityFacts): Int32Array {
  const draws = formDrawsOf(definition);
  const readings = readingsOf(definition).map((reading) => stepsBy(reading, codes, facts));
  return Int32Array.from(draws, ({ factors, reading }) => mustAt(readings, reading)(factors));
}

/** What the answers show by a reading, for factors of the weights. Nothing to show is 0. */
function stepsBy(definition: Definition, codes: FormCodes, facts: AuthorityFacts): (factors: Float64Array) => number {
  const { index, parts } = formScorer(definition).score(codes, facts);
  if (index === null) return () => 0;
  const group = mustGet(planOf(definition).groups, indexName);
  const scores = parts.map(({ score }) => score);
  const isSum = group.aggregate === 'sum';
  const numbers = scores.map((score) => ({
    // In a mean a part counts where it has a score.
    isThere: score !== null && (isSum || score.score !== null),
    points: score === null ? 0 : toNumber(isSum || score.score === null ? score.points : score.score),
    most: score === null ? 0 : toNumber(score.most),
  }));
  const weights = Float64Array.from(group.parts, ({ weight }) => toNumber(weight));
  const { as, decimals } = definition.shown;
  const unit = 10 ** decimals;
  const indexUnit = group.rounding === undefined ? null : 10 ** group.rounding;
  const reachable = reachableBy(group, weights);
  return (factors) => {
    let points = 0;
    let most = 0;
    let isZero = false;
    for (let at = 0; at < numbers.length; at += 1) {
      const part = mustAt(numbers, at);
      if (!part.isThere) continue;
      const weight = (weights[at] ?? 0) * (factors[at] ?? 0);
      if (group.aggregate === 'geomean') {
        if (part.points <= 0) isZero = true;
        else points += weight * Math.log(part.points);
        most += weight;
      } else {
        points += weight * part.points;
        most += weight * (isSum ? part.most : 1);
      }
    }
    if (isSum && as === 'points') return steps(points * reachable(factors), unit);
    if (most === 0) return 0;
    const score = group.aggregate === 'geomean' ? (isZero ? 0 : Math.exp(points / most)) : points / most;
    const rounded = indexUnit === null ? score : steps(score, indexUnit) / indexUnit;
    return steps(as === 'percent' ? 100 * rounded : rounded, unit);
  };
}

/** Half away from zero; what a sum of binary fractions is off by is less than this. */
const steps = (number: number, unit: number): number =>
  Math.sign(number) * Math.floor(Math.abs(number) * unit + 0.5 + 1e-9);

/** Points that are shown as such stay out of as many as by the definition's own weights, however a draw weighs them. */
function reachableBy({ parts }: PlannedGroup, weights: Float64Array): (factors: Float64Array) => number {
  const most = parts.map((part) => toNumber(part.most));
  const own = most.reduce((sum, of, at) => sum + of * (weights[at] ?? 0), 0);
  return (factors) => {
    const now = most.reduce((sum, of, at) => sum + of * (weights[at] ?? 0) * (factors[at] ?? 0), 0);
    return now === 0 ? 1 : own / now;
  };
}

const made = new WeakMap<readonly Profile[], { readonly by: Definition; readonly inDraws: readonly Int32Array[] }>();

/** By draw: what all profiles show, from the lowest. */
function drawsOfProfiles(definition: Definition, profiles: readonly Profile[]): readonly Int32Array[] {
  const known = made.get(profiles);
  if (known?.by === definition) return known.inDraws;
  const shown = profiles.map((profile) => shownInDraws(definition, profile, profile));
  const inDraws = Array.from({ length: formDraws }, (_, draw) =>
    Int32Array.from(shown, (own) => own[draw] ?? 0).sort(),
  );
  made.set(profiles, { by: definition, inDraws });
  return inDraws;
}

/**
 * The ranks an authority has over draws of the weights of the index's parts around those of the definition, each with a
 * standard deviation of a quarter, and of how what is not answered counts; decision 15. Null while the standings hold too
 * few for ranks, or none is known by its answers.
 */
export function formRankInterval(report: FormReport): RankInterval | null {
  const comparison = formComparisonOf(report);
  if (comparison === null) return null;
  const { standings, own, counted } = comparison;
  const { definition, authority } = report;
  const profiles =
    comparison.profiles.length > maxCompared ? evenSample(comparison.profiles, maxCompared) : comparison.profiles;
  const itself = profiles.find((one) => one.authority === authority?.id);
  const compared = profiles.length - Number(itself !== undefined);
  if (compared === 0 || !areRanked(standings.all.authorities)) return null;
  const shown = shownInDraws(definition, own, own);
  // As it was counted it may have shown more than it does now.
  const before = itself === undefined ? null : shownInDraws(definition, itself, itself);
  const all = drawsOfProfiles(definition, profiles);
  const counts = Uint16Array.from(shown, (now, draw) => {
    const isAboveItself = before !== null && (before[draw] ?? 0) > now;
    return countAbove(mustAt(all, draw), now) - Number(isAboveItself);
  });
  const of = standings.all.authorities + Number(counted === null);
  const scale = (of - 1) / compared;
  const at = rankAtParts(counts, (count) => 1 + Math.round(count * scale));
  return { best: at(0.05), median: at(0.5), worst: at(0.95), of, draws: formDraws, compared };
}

/** How many of numbers in order are greater. */
function countAbove(inOrder: Int32Array, than: number): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle] ?? 0) > than) high = middle;
    else low = middle + 1;
  }
  return inOrder.length - low;
}
