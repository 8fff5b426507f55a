import { encodeFormAnswers } from '../answers/form-codes.ts';
import type { RoundId } from '../ids.ts';
import { definitionKeyOf } from '../questionnaire/definition/definition.ts';
import type { Rank } from '../standings/standings.ts';
import { type Change, changeOnLastRound, type HistoryRow, historyRows } from '../submissions/history-changes.ts';
import type { FormReport } from './form-report.ts';

/** What the numbers of a form's results mean beside those of others and of before; null where there is nothing to compare with. */
export interface FormInsight {
  readonly rank: Rank | null;
  /** In the unit shown. */
  readonly change: (Change & { readonly round: RoundId; readonly percent: number }) | null;
  readonly history: readonly HistoryRow[];
}

/** A change from one version to the next is told as a whole: what only the version made of it is not known. */
const noVersions = { find: () => undefined, mappings: [] };

export function formInsightOf(report: FormReport): FormInsight {
  const { definition, answers, history, shown } = report;
  const now = {
    ...{ method: 'definition' as const, percent: shown ?? 0, questionnaire: definitionKeyOf(definition) },
    answerCode: encodeFormAnswers(definition, answers),
  };
  return {
    rank: null,
    change: changeOnLastRound({ ...report, now }, noVersions),
    history: historyRows(history, noVersions),
  };
}
