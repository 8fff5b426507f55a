import { decodeAnswers, encodeAnswers } from '../answers/answer.ts';
import type { ResultsReport } from '../insight/results-report.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from '../questionnaire/questionnaire.ts';
import type { MethodId } from '../scoring/methods/methods.ts';
import { score } from '../scoring/scoring.ts';
import { countedAt, type HistoryEntry } from '../submissions/history.ts';
import { ofGroup } from './limited.ts';
import type { Standing } from './standing.ts';
import { groupsOf, type Profile, type Rank, rankAmong, type Standings } from './standings.ts';

/** How the standings count an authority: what they held of it at their cut-off. */
export interface CountedAs {
  readonly percent: number;
  readonly answerCode: string;
  readonly groups: readonly string[];
}

/** One authority's result beside the standings it is compared with; all of one questionnaire and one method. */
export interface Comparison {
  readonly standings: Standings;
  /** The other authorities, or a sample of them. */
  readonly others: readonly Profile[];
  readonly own: {
    readonly percent: number;
    readonly answerCode: string;
    readonly country: string | null;
    readonly population: number | null;
  };
  /** null: the standings do not count this authority yet. */
  readonly counted: CountedAs | null;
}

/** Null when nothing is published yet, or what is published is of another questionnaire. */
export function comparisonOf(report: ResultsReport): Comparison | null {
  const { questionnaire, published, authority } = report;
  if (published === null || published.standings.questionnaire !== questionnaireKey(questionnaire)) return null;
  const { standings, profiles } = published;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const answerCode = encodeAnswers(ids, report.answers);
  const percentBy = (code: string, method: MethodId): number =>
    score(questionnaire, decodeAnswers(ids, code), method).percent;
  const own = {
    percent: percentBy(answerCode, standings.method),
    answerCode,
    country: report.country,
    population: report.background.get('population')?.value ?? report.registeredPopulation ?? null,
  };
  const others = profiles.filter((profile) => profile.authority !== authority?.id);
  const profile = profiles.find((one) => one.authority === authority?.id);
  if (profile !== undefined) return { standings, others, own, counted: { ...profile, groups: groupsOf(profile) } };
  // A sample may lack the authority although it is counted: its history tells what was.
  const sampled = profiles.length < standings.all.authorities;
  const entry = sampled
    ? countedEntry(report.history, standings, (one) => percentBy(one.answerCode, standings.method))
    : undefined;
  if (entry === undefined) return { standings, others, own, counted: null };
  const { answerCode: code } = entry;
  return {
    ...{ standings, others, own },
    counted: { answerCode: code, percent: percentBy(code, standings.method), groups: groupsOf(own) },
  };
}

/**
 * What the standings hold of an authority, by its history: of what had come in at their cut-off the last. What was read only
 * after it is not in them: nobody is counted with what it scores, or the authority would rank behind the last of all.
 */
function countedEntry(
  history: readonly HistoryEntry[],
  { round, cutOff, questionnaire, all }: Standings,
  percentOf: (entry: HistoryEntry) => number,
): HistoryEntry | undefined {
  const own = history.filter((entry) => entry.questionnaire === questionnaire);
  const percents = ofGroup(all)?.percents;
  const counted = percents === undefined ? own : own.filter((entry) => (percents[percentOf(entry)] ?? 0) > 0);
  return countedAt(counted, round, cutOff);
}

/** Rank among all, were the authority to show `percent` now; null while they are too few for ranks. */
export function rankShowing(percent: number, { standings, counted }: Pick<Comparison, 'standings' | 'counted'>) {
  return rankAmong(standings.all, percent, counted?.percent ?? null);
}

/**
 * The rank of what counts for an authority, from the counters alone. Null while authorities are too few for ranks, and
 * when the standings are of another questionnaire.
 */
export function rankOfEntry(
  { score: shown }: Pick<Standing, 'score'>,
  history: readonly HistoryEntry[],
  standings: Standings,
  questionnaire: Questionnaire,
): Rank | null {
  if (shown.questionnaire !== standings.questionnaire || shown.method !== standings.method) return null;
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const percentOf = ({ answerCode }: HistoryEntry): number =>
    score(questionnaire, decodeAnswers(ids, answerCode), standings.method).percent;
  const entry = countedEntry(history, standings, percentOf);
  return rankAmong(standings.all, shown.percent, entry === undefined ? null : percentOf(entry));
}
