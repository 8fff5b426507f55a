import { type AnswerValue, decodeAnswers, encodeAnswers } from './answer.ts';
import type { HistoryEntry } from './history.ts';
import { type Indicator, indicatorsOf, type Questionnaire, questionnaireKey } from './questionnaire.ts';
import type { ResultsReport } from './results-report.ts';
import { score } from './scoring.ts';

/** Finds a questionnaire version by its name `id@version`. */
export type FindQuestionnaire = (key: string) => Questionnaire | undefined;

/** Percentage points between two results; `method` + `real` = `total`. */
export interface Change {
  readonly total: number;
  /** The answers from before, judged as those now are; null when their questionnaire is not known any more. */
  readonly method: number | null;
  /** The answers now, judged the same: what the authority itself has changed. */
  readonly real: number | null;
}

export interface HistoryRow extends HistoryEntry {
  /** ISO instant. */
  readonly receivedAt: string;
  /** Against the row before; null for the first. */
  readonly change: Change | null;
}

type Scored = Pick<HistoryEntry, 'questionnaire' | 'answerCode' | 'method' | 'percent'>;

/** All rounds in the order of their first file, and in each all its files as they came. */
export function historyRows(history: readonly HistoryEntry[], find: FindQuestionnaire): HistoryRow[] {
  const entries = inOrder(history);
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    return {
      ...entry,
      receivedAt: entry.order.split('#')[0] ?? '',
      change: before === undefined ? null : changeBetween(before, entry, find),
    };
  });
}

/** What changed since the last file of the round before; null without one. */
export function changeOnLastRound(
  report: ResultsReport,
  find: FindQuestionnaire,
): (Change & { readonly round: string; readonly percent: number }) | null {
  const entries = inOrder(report.history);
  const first = entries.findIndex(({ round }) => round === report.round);
  const { method, percent } = report.score;
  const ids = indicatorsOf(report.questionnaire).map(({ id }) => id);
  const now: Scored = {
    ...{ method, percent },
    questionnaire: questionnaireKey(report.questionnaire),
    answerCode: encodeAnswers(ids, report.answers),
  };
  const before = first < 0 ? entries.at(-1) : entries[first - 1];
  return before === undefined
    ? null
    : { ...changeBetween(before, now, find), round: before.round, percent: before.percent };
}

/** Split by judging the answers from before with the questionnaire and the method of those now. */
export function changeBetween(before: Scored, now: Scored, find: FindQuestionnaire): Change {
  const total = now.percent - before.percent;
  const [from, to] = [find(before.questionnaire), find(now.questionnaire)];
  if (from === undefined || to === undefined) return { total, method: null, real: null };
  const same = before.questionnaire === now.questionnaire && before.method === now.method;
  const method = same ? 0 : score(to, carriedOver(before.answerCode, from, to), now.method).percent - before.percent;
  return { total, method, real: total - method };
}

/**
 * Answers to one version as answers to another: a question is known by its wording, or else by its id where
 * its old wording is gone. A question that was not asked before is unanswered.
 */
function carriedOver(answerCode: string, from: Questionnaire, to: Questionnaire): Map<string, AnswerValue> {
  const wording = ({ text }: Indicator): string => text['en'] ?? '';
  const old = indicatorsOf(from);
  const values = decodeAnswers(
    old.map(({ id }) => id),
    answerCode,
  );
  const kept = new Set(indicatorsOf(to).map(wording));
  const byWording = new Map(old.map((indicator) => [wording(indicator), indicator.id]));
  const reworded = new Set(old.filter((indicator) => !kept.has(wording(indicator))).map(({ id }) => id));
  return new Map(
    indicatorsOf(to).map((indicator) => {
      const source = byWording.get(wording(indicator)) ?? (reworded.has(indicator.id) ? indicator.id : undefined);
      return [indicator.id, (source === undefined ? undefined : values.get(source)) ?? 'unanswered'];
    }),
  );
}

function inOrder(history: readonly HistoryEntry[]): HistoryEntry[] {
  const byOrder = [...history].sort((a, b) => (a.order < b.order ? -1 : 1));
  const rounds = [...new Set(byOrder.map(({ round }) => round))];
  return rounds.flatMap((round) => byOrder.filter((entry) => entry.round === round));
}
