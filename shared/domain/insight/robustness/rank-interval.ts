import { mustAt } from '../../must.ts';
import { type Questionnaire, questionnaireKey } from '../../questionnaire/questionnaire.ts';
import { scoringMethod } from '../../scoring/methods/methods.ts';
import { type Comparison, comparisonOf } from '../../standings/comparison.ts';
import { maxCompared } from '../../standings/even-sample.ts';
import { areRanked } from '../../standings/limited.ts';
import type { Profile, PublishedStandings } from '../../standings/standings.ts';
import type { ResultsReport } from '../results-report.ts';
import { aboveInDraws, drawRanks, draws, percentsInDraws, type RankDraws } from './rank-draws.ts';

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

/**
 * Monte Carlo after the OECD/JRC Handbook (step 7, uncertainty analysis): each draw takes category weights
 * around equal ones and one of the three readings of NA, scores everybody, rounds as the method does and
 * ranks. Docs: decision 15. Null while the standings hold too few for ranks, or none is known by its answers.
 */
export function rankInterval(report: ResultsReport): RankInterval | null {
  const comparison = comparisonOf(report);
  const { published } = report;
  if (published === null || comparison === null || comparison.others.length === 0) return null;
  if (!areRanked(comparison.standings.all.authorities)) return null;
  const { counts, compared } = aboveOwn(report, published, comparison);
  const of = comparison.standings.all.authorities + Number(comparison.counted === null);
  const scale = (of - 1) / compared;
  const at = rankAtParts(counts, (count) => 1 + Math.round(count * scale));
  return { best: at(0.05), median: at(0.5), worst: at(0.95), of, draws, compared };
}

/** By draw: how many of the others, `compared` in all, show more than the authority. */
function aboveOwn(
  { questionnaire, authority }: ResultsReport,
  published: PublishedStandings,
  { standings, own, others }: Comparison,
): { readonly counts: Uint16Array; readonly compared: number } {
  const method = scoringMethod(standings.method);
  const isSampled = others.length > maxCompared;
  const all = isSampled
    ? drawRanks(questionnaire, method, codesOf(evenSample(others, maxCompared)))
    : drawsOf(questionnaire, published);
  const shown = percentsInDraws(questionnaire, method, own.answerCode);
  const itself = isSampled ? undefined : published.profiles.find((one) => one.authority === authority?.id);
  // As it was counted it may have shown more than it does now.
  const hasChanged = itself !== undefined && itself.answerCode !== own.answerCode;
  const before = hasChanged ? percentsInDraws(questionnaire, method, itself.answerCode) : null;
  const counts = aboveInDraws(all, shown, before);
  return { counts, compared: all.authorities - Number(itself !== undefined) };
}

const made = new WeakMap<readonly Profile[], { readonly key: string; readonly draws: RankDraws }>();

/** As they were kept with the publication. Of one from before they were kept, or of which somebody was erased, made anew. */
function drawsOf(questionnaire: Questionnaire, { standings, profiles, draws: kept }: PublishedStandings): RankDraws {
  if (kept?.authorities === profiles.length) return kept;
  const key = `${questionnaireKey(questionnaire)} ${standings.method}`;
  const known = made.get(profiles);
  if (known?.key === key) return known.draws;
  const anew = drawRanks(questionnaire, scoringMethod(standings.method), codesOf(profiles));
  made.set(profiles, { key, draws: anew });
  return anew;
}

const codesOf = (profiles: readonly Profile[]): string[] => profiles.map(({ answerCode }) => answerCode);

/** Ranks of all draws in order: the one that a part of them does not exceed. Counted: to sort them takes longer. */
export function rankAtParts(counts: Uint16Array, rankOf: (count: number) => number): (part: number) => number {
  const byCount = new Uint32Array(maxCompared + 1);
  for (const count of counts) byCount[count] = (byCount[count] ?? 0) + 1;
  return (part) => {
    let left = Math.ceil(part * counts.length);
    const count = byCount.findIndex((number) => {
      left -= number;
      return left <= 0;
    });
    return rankOf(count);
  };
}

/** At most so many of them, spread evenly over their percentages. */
export function evenSample(profiles: readonly Profile[], most: number): Profile[] {
  if (profiles.length <= most) return [...profiles];
  const sorted = [...profiles].sort((a, b) => a.percent - b.percent || (a.authority < b.authority ? -1 : 1));
  return Array.from({ length: most }, (_, index) => mustAt(sorted, Math.floor(((index + 0.5) * sorted.length) / most)));
}
