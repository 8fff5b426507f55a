import type { RoundId } from '../ids.ts';
import { definitionKeyOf } from '../questionnaire/definition/definition.ts';
import type { Rank } from '../standings/standings.ts';
import {
  type Change,
  changeOnLastRound,
  type HistoryRow,
  historyRows,
  type KnownVersions,
} from '../submissions/history-changes.ts';
import { formComparisonOf, formRankShowing } from './form-comparison.ts';
import { type FormPeers, formPeersOf } from './form-peers.ts';
import type { FormReport } from './form-report.ts';
import { type FormStep, nextFormSteps } from './form-steps.ts';
import { formRankInterval } from './robustness/form-rank-interval.ts';
import { leaveSectionsOut, type SectionLeftOut } from './robustness/leave-sections-out.ts';
import type { RankInterval } from './robustness/rank-interval.ts';

/** What the numbers of a form's results mean beside those of others and of before; null where there is nothing to compare with. */
export interface FormInsight {
  /** As it stands now, the authority's own change applied to the published standings; null among too few for ranks. */
  readonly rank: Rank | null;
  readonly interval: RankInterval | null;
  readonly peers: FormPeers | null;
  readonly without: readonly SectionLeftOut[] | null;
  readonly steps: readonly FormStep[];
  /** In the unit shown. */
  readonly change: (Change & { readonly round: RoundId; readonly percent: number }) | null;
  readonly history: readonly HistoryRow[];
}

/** Where no other version is known, a change from one to the next is told as a whole. */
const noVersions: KnownVersions = { find: () => undefined, mappings: [] };

/** `known`: what answers to earlier versions come to by this one. */
export function formInsightOf(report: FormReport, known: KnownVersions = noVersions): FormInsight {
  const { definition, history, shown } = report;
  const comparison = formComparisonOf(report);
  const now = {
    ...{ method: 'definition' as const, percent: shown ?? 0, questionnaire: definitionKeyOf(definition) },
    answerCode: report.codes.answerCode,
  };
  return {
    rank: comparison === null ? null : formRankShowing(comparison.own.percent, comparison),
    interval: formRankInterval(report),
    peers: formPeersOf(report),
    without: leaveSectionsOut(report),
    steps: nextFormSteps(report),
    change: changeOnLastRound({ ...report, now }, known),
    history: historyRows(history, known),
  };
}
