import { encodeAnswers } from '../answers/answer.ts';
import type { RoundId } from '../ids.ts';
import type { Catalogue } from '../questionnaire/catalogue.ts';
import { indicatorsOf, questionnaireKey } from '../questionnaire/questionnaire.ts';
import { comparisonOf, rankShowing } from '../standings/comparison.ts';
import type { Rank } from '../standings/standings.ts';
import { type Change, changeOnLastRound, type HistoryRow, historyRows } from '../submissions/history-changes.ts';
import { type NextStep, nextSteps } from './improvement.ts';
import { type Peers, peersOf } from './peers.ts';
import type { ResultsReport } from './results-report.ts';
import { type LeftOut, leaveOneOut } from './robustness/leave-one-out.ts';
import { type RankInterval, rankInterval } from './robustness/rank-interval.ts';

/** What a report's numbers mean beside those of others and of before; null where there is nothing to compare with. */
export interface Insight {
  /** As it stands now, the authority's own change applied to the published standings; null among too few for ranks. */
  readonly rank: Rank | null;
  readonly interval: RankInterval | null;
  readonly peers: Peers | null;
  readonly withoutCategory: readonly LeftOut[] | null;
  readonly steps: readonly NextStep[];
  readonly change: (Change & { readonly round: RoundId; readonly percent: number }) | null;
  readonly history: readonly HistoryRow[];
}

/** Takes some milliseconds where the draws of rank intervals are kept with the standings, and up to a second where not. */
export function insightOf(report: ResultsReport, catalogue: Catalogue): Insight {
  const comparison = comparisonOf(report);
  return {
    rank: comparison === null ? null : rankShowing(comparison.own.percent, comparison),
    interval: rankInterval(report),
    peers: peersOf(report),
    withoutCategory: leaveOneOut(report),
    steps: nextSteps(report),
    change: changeOnLastRound({ ...report, now: scoredNow(report) }, catalogue),
    history: historyRows(report.history, catalogue),
  };
}

function scoredNow({ questionnaire, answers, score: { method, percent } }: ResultsReport) {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  return { method, percent, questionnaire: questionnaireKey(questionnaire), answerCode: encodeAnswers(ids, answers) };
}
