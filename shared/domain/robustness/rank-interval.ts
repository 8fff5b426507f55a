import { weightedMean } from '../composite/weighted-mean.ts';
import { categoriesOf, type Questionnaire } from '../questionnaire.ts';
import type { ResultsReport } from '../results-report.ts';
import { type ScoringMethod, scoringMethod } from '../scoring-methods.ts';
import { type Comparison, comparisonOf } from '../standings/comparison.ts';
import { areRanked, type Profile } from '../standings/standings.ts';
import { categoryShares, treatments } from './category-shares.ts';
import { categoryWeights } from './category-weights.ts';

/** The ranks an authority has over many ways in which the score could as well have been made. */
export interface RankInterval {
  /** 5 % of the draws rank it better than `best`, 5 % worse than `worst`: a 90 % interval. */
  readonly best: number;
  readonly median: number;
  readonly worst: number;
  readonly of: number;
  readonly draws: number;
  /** Other authorities it was compared with in each draw: all, or an even sample whose ranks are scaled. */
  readonly compared: number;
}

const draws = 10_000;
/** More change an interval less than its own chance does, and take longer. */
const mostCompared = 500;
/** All authorities of all rounds are judged by the same draws, so that their intervals go together. */
const seed = 2008;

/**
 * Monte Carlo after the OECD/JRC Handbook (step 7, uncertainty analysis): each draw takes category weights
 * around equal ones and one of the three readings of NA, scores everybody, rounds as the method does and
 * ranks. Docs: decision 15. Null while the standings hold too few for ranks, or none is known by its answers.
 */
export function rankInterval(report: ResultsReport): RankInterval | null {
  const comparison = comparisonOf(report);
  if (comparison === null || !areRanked(comparison.standings.all.authorities)) return null;
  const others = evenSample(comparison.others, mostCompared);
  if (others.length === 0) return null;
  const of = comparison.standings.all.authorities + Number(comparison.counted === null);
  const scale = (of - 1) / others.length;
  const ranks = above(report.questionnaire, comparison, others).map((count) => 1 + Math.round(count * scale));
  ranks.sort();
  const at = (part: number): number => ranks[Math.ceil(part * draws) - 1] as number;
  return { best: at(0.05), median: at(0.5), worst: at(0.95), of, draws, compared: others.length };
}

/** By draw: how many of the others show more than the authority. */
function above(questionnaire: Questionnaire, { standings, own }: Comparison, others: readonly Profile[]): Float64Array {
  const method = scoringMethod(standings.method);
  const codes = [own, ...others].map(({ answerCode }) => answerCode);
  const shares = treatments.map((treatment) => categoryShares(questionnaire, method, codes, treatment));
  const { length: categories } = categoriesOf(questionnaire);
  const weights = new Float64Array(categories);
  const chance = categoryWeights(categories, seed);
  return new Float64Array(draws).map(() => {
    chance.draw(weights);
    const reading = shares[chance.pick(shares.length)] as Float64Array;
    const ownPercent = shownPercent(weightedMean(reading, weights), method);
    let count = 0;
    for (let other = 1; other < codes.length; other += 1) {
      count += Number(shownPercent(weightedMean(reading, weights, other * categories), method) > ownPercent);
    }
    return count;
  });
}

/** As the method rounds; with nothing to score 0. */
function shownPercent(mean: number, { overallDecimals }: ScoringMethod): number {
  if (Number.isNaN(mean)) return 0;
  const unit = overallDecimals === null ? 1 : 10 ** overallDecimals;
  const overall = overallDecimals === null ? mean : Math.round(unit * mean) / unit;
  return Math.round(100 * overall);
}

/** At most so many of them, spread evenly over their percentages. */
export function evenSample(profiles: readonly Profile[], most: number): Profile[] {
  if (profiles.length <= most) return [...profiles];
  const sorted = [...profiles].sort((a, b) => a.percent - b.percent || (a.authority < b.authority ? -1 : 1));
  return Array.from(
    { length: most },
    (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / most)] as Profile,
  );
}
