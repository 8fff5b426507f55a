import { type AnswerValue, decodeAnswers } from '../answers/answer.ts';
import type { RoundId } from '../ids.ts';
import { isDefinition } from '../questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../questionnaire/catalogue.ts';
import { type Definition, definitionKeyOf } from '../questionnaire/definition/definition.ts';
import { findMapping, mapAnswers } from '../questionnaire/mapping.ts';
import { indicatorsOf } from '../questionnaire/questionnaire.ts';
import { scoreFormCodes } from '../scoring/form-score.ts';
import { methodNamed } from '../scoring/methods/methods.ts';
import { score } from '../scoring/scoring.ts';
import { carriedForm } from '../standings/form-rescoring.ts';
import type { HistoryEntry } from './history.ts';
import { receivedIn } from './submission.ts';

export type KnownVersions = Pick<AnyCatalogue, 'find' | 'mappings'>;

/** Percentage points between two results; `method` + `review` + `real` = `total`. */
export interface Change {
  readonly total: number;
  /** The answers from before, judged as those now are; null when nothing says what became of their questions. */
  readonly method: number | null;
  /** What the office has verified otherwise than it was claimed. */
  readonly review: number | null;
  /** The answers now, judged the same: what the authority itself has changed. */
  readonly real: number | null;
}

export interface HistoryRow extends HistoryEntry {
  /** ISO instant: of the file, or of the review. */
  readonly receivedAt: string;
  /** Against the row before; null for the first. */
  readonly change: Change | null;
}

type Scored = Pick<HistoryEntry, 'questionnaire' | 'answerCode' | 'method' | 'percent'> &
  Partial<Pick<HistoryEntry, 'evidenceCode' | 'verifiedCode' | 'facts'>>;

/** All rounds in the order of their first file, and in each all its files as they came. */
export function historyRows(history: readonly HistoryEntry[], catalogue: KnownVersions): HistoryRow[] {
  const entries = inOrder(history);
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    return {
      ...entry,
      receivedAt: entry.reviewedAt ?? receivedIn(entry.order),
      change: before === undefined ? null : changeTo(entry, before, catalogue),
    };
  });
}

/** What a result is compared with that of the round before by. */
export interface ComparedResult {
  readonly history: readonly HistoryEntry[];
  readonly round: RoundId | null;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly now: Scored;
}

/** What changed since the last file of the round before; null without one. */
export function changeOnLastRound(
  { history, round, receivedAt, now }: ComparedResult,
  catalogue: KnownVersions,
): (Change & { readonly round: RoundId; readonly percent: number }) | null {
  const entries = inOrder(history);
  const first = entries.findIndex((entry) => entry.round === round);
  const before = first < 0 ? entries.at(-1) : entries[first - 1];
  if (before === undefined) return null;
  const received = new Date(receivedAt).toISOString();
  const claimed = entries.find(
    (entry) => entry.round === round && entry.reviewedAt === undefined && entry.order.startsWith(received),
  );
  const change = changeBetween(before, now, pointsOfReview(claimed, now, catalogue), catalogue);
  return { ...change, round: before.round, percent: before.percent };
}

/** What a review has made of a file, beside what it counted when it was received. */
function pointsOfReview(received: HistoryEntry | undefined, now: Scored, catalogue: KnownVersions): number {
  const claimed = received === undefined ? null : percentUnder(now, received, catalogue);
  return claimed === null ? 0 : points(now.percent - claimed);
}

/** From one row to the next. A review stands behind the file it is about: nothing in between is the authority's. */
function changeTo(entry: HistoryEntry, before: HistoryEntry, catalogue: KnownVersions): Change {
  const change = changeBetween(before, entry, 0, catalogue);
  return entry.reviewedAt === undefined
    ? change
    : { ...change, review: change.real, real: change.real === null ? null : 0 };
}

/** Split by judging the answers from before with the questionnaire and the method of those now. */
function changeBetween(before: Scored, now: Scored, review: number, catalogue: KnownVersions): Change {
  const total = points(now.percent - before.percent);
  if (before.questionnaire === now.questionnaire && before.method === now.method) {
    return { total, method: 0, review, real: points(total - review) };
  }
  const judged = percentUnder(now, before, catalogue);
  if (judged === null) return { total, method: null, review: null, real: null };
  const method = points(judged - before.percent);
  return { total, method, review, real: points(total - method - review) };
}

/** What is shown has 2 decimals at most; of floats more would be left over. */
const points = (difference: number): number => Math.round(difference * 100) / 100;

/** What answers come to, judged as a result is; null when nothing says what became of their questions. */
function percentUnder(
  by: Pick<Scored, 'questionnaire' | 'method'>,
  answered: Scored,
  catalogue: KnownVersions,
): number | null {
  const questionnaire = catalogue.find(by.questionnaire);
  if (questionnaire === undefined) return null;
  if (isDefinition(questionnaire)) return shownUnder(questionnaire, answered, catalogue);
  const values = valuesUnder(by.questionnaire, answered, catalogue);
  return values === null ? null : score(questionnaire, values, methodNamed(by.method)).percent;
}

function shownUnder(newer: Definition, answered: Scored, { find, mappings }: KnownVersions): number | null {
  const { questionnaire, answerCode, evidenceCode = '', verifiedCode = '', facts } = answered;
  const codes = { answerCode, evidenceCode, verifiedCode };
  const key = definitionKeyOf(newer);
  if (questionnaire === key) return scoreFormCodes(newer, codes, facts).shown ?? 0;
  const older = find(questionnaire);
  const mapping = findMapping(mappings, questionnaire, key);
  if (older === undefined || !isDefinition(older) || mapping === undefined) return null;
  return scoreFormCodes(newer, carriedForm(codes, older, newer, mapping), facts).shown ?? 0;
}

/** The answers as answers to a version; null when nothing says what became of their questions in it. */
function valuesUnder(
  version: string,
  { questionnaire, answerCode }: Scored,
  { find, mappings }: KnownVersions,
): ReadonlyMap<string, AnswerValue> | null {
  const own = find(questionnaire);
  if (own === undefined || isDefinition(own)) return null;
  const ids = indicatorsOf(own).map(({ id }) => id);
  const values = decodeAnswers(ids, answerCode);
  if (questionnaire === version) return values;
  const mapping = findMapping(mappings, questionnaire, version);
  return mapping === undefined ? null : mapAnswers(mapping, values);
}

function inOrder(history: readonly HistoryEntry[]): HistoryEntry[] {
  const byOrder = [...history].sort((a, b) => (a.order < b.order ? -1 : 1));
  const rounds = [...new Set(byOrder.map(({ round }) => round))];
  return rounds.flatMap((round) => byOrder.filter((entry) => entry.round === round));
}
