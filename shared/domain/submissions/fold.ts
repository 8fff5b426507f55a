import {
  type Answer,
  isDash,
  type KeptAnswers,
  type KeptValue,
  type LeftPart,
  unansweredNowhere,
} from '../answers/answer.ts';
import type { BackgroundValue, BackgroundValues } from '../answers/background.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import type { QuestionnaireMapping } from '../questionnaire/mapping.ts';
import { carriedAnswers, findMapping, mapIndicators } from '../questionnaire/mapping.ts';
import { hashedId } from './hashed-id.ts';

/** Id of the submission that an answer or a figure was given in. */
export interface Given {
  readonly source: string;
}

type KeptAnswer = Answer<KeptValue> & Given;

/** One file as it was read. */
export interface FiledAnswers {
  readonly submission: SubmissionId;
  /** `user-centricity@2023` */
  readonly questionnaire: string;
  readonly answers: KeptAnswers;
  readonly background: BackgroundValues;
}

/** What counts for an authority in a round: of each answer and figure the one that stands, and where it was given. */
export interface CountedState {
  readonly questionnaire: string;
  readonly answers: ReadonlyMap<string, KeptAnswer>;
  readonly background: ReadonlyMap<string, BackgroundValue & Given>;
}

/** Ids of the answers and figures that count, by the submission they were given in. A blank was given by nobody. */
export function givenBySource({ answers, background }: CountedState): ReadonlyMap<string, readonly string[]> {
  const said = [
    ...[...answers].filter(([, { value, evidence }]) => value !== 'unanswered' || evidence.trim() !== ''),
    ...[...background].filter(([, { raw }]) => raw.trim() !== ''),
  ];
  const bySource = Map.groupBy(said, ([, { source }]) => source);
  return new Map([...bySource].map(([source, of]) => [source, of.map(([id]) => id)]));
}

type Mappings = readonly QuestionnaireMapping[];

/** What a file says by itself, as if it were the only one. */
export function stateOf({ submission, questionnaire, answers, background }: FiledAnswers): CountedState {
  const given = <T>(of: ReadonlyMap<string, T>) =>
    new Map([...of].map(([id, one]) => [id, { ...one, source: submission }]));
  return { questionnaire, answers: given(answers), background: given(background) };
}

/**
 * A file laid over what counted before it. A blank or a missing row never takes an answer back; what is written and not
 * understood does, and so does a dash alone. Where nothing says what became of the questions of one version in the
 * other, the file stands alone.
 */
export function foldFile(before: CountedState | null, file: FiledAnswers, mappings: Mappings): CountedState {
  const own = stateOf(file);
  const pair = before === null ? null : inOneVersion(before, own, mappings);
  if (pair === null) return own;
  const [under, over] = pair;
  return {
    questionnaire: over.questionnaire,
    answers: laidOver(under.answers, over.answers, foldAnswer),
    background: laidOver(under.background, over.background, foldFigure),
  };
}

function laidOver<T>(under: ReadonlyMap<string, T>, over: ReadonlyMap<string, T>, fold: (a: T, b: T) => T) {
  const folded = new Map(over);
  for (const [id, before] of under) {
    const after = over.get(id);
    folded.set(id, after === undefined ? before : fold(before, after));
  }
  return folded;
}

function foldAnswer(before: KeptAnswer, after: KeptAnswer): KeptAnswer {
  if (before.left === undefined && after.left === undefined) return foldGiven(before, after);
  return foldLeft(before, after);
}

function foldGiven(before: KeptAnswer, after: KeptAnswer): KeptAnswer {
  const isSilent = after.evidence.trim() === '';
  if (after.value !== 'unanswered') {
    // The same answer once more, without a word: what was said of it before still stands beside it.
    return isSilent && after.value === before.value ? { ...after, evidence: before.evidence } : after;
  }
  if (isDash(after.raw)) return after;
  if (isSilent) return before;
  return before.value === 'unanswered' ? after : { ...before, evidence: after.evidence };
}

/**
 * What was given is folded as if nothing had been left standing, and that is laid under it. Evidence that was left standing
 * goes with the answer that it stands beside, and with no other.
 */
function foldLeft(before: KeptAnswer, after: KeptAnswer): KeptAnswer {
  const inOrder = [before, after];
  const given = foldGiven(givenPart(before), givenPart(after));
  // Left standing beside another answer it takes back no evidence that was given.
  const kept = given.evidence.trim() === '' && leavesEvidence(after) ? givenPart(before).evidence : given.evidence;
  const isTakenBack = [before, after].some(
    (one) => !leavesAnswer(one) && isDash(one.raw) && given.value === 'unanswered',
  );
  const under = isTakenBack || given.value !== 'unanswered' ? undefined : inOrder.find(leavesAnswer);
  const { left: _, ...answer } = under ?? given;
  const beside = inOrder.find((one) => leavesEvidence(one) && one.evidence !== '' && one.value === answer.value);
  const isGiven = kept.trim() !== '' || beside === undefined;
  const left = leftPart(under !== undefined, !isGiven);
  return {
    ...answer,
    ...(isTakenBack && !isDash(answer.raw) ? { raw: '-' } : {}),
    evidence: isGiven ? kept : beside.evidence,
    ...(left === undefined ? {} : { left }),
  };
}

const leavesAnswer = ({ left }: KeptAnswer): boolean => left === 'answer' || left === 'both';
const leavesEvidence = ({ left }: KeptAnswer): boolean => left === 'evidence' || left === 'both';

/** An answer without what of it was left standing. */
function givenPart(answer: KeptAnswer): KeptAnswer {
  const { left: _, ...given } = answer;
  return {
    ...given,
    ...(leavesAnswer(answer) ? { value: 'unanswered', raw: '' } : {}),
    ...(leavesEvidence(answer) ? { evidence: '' } : {}),
  };
}

function leftPart(answer: boolean, evidence: boolean): LeftPart | undefined {
  if (answer) return evidence ? 'both' : 'answer';
  return evidence ? 'evidence' : undefined;
}

function foldFigure(before: BackgroundValue & Given, after: BackgroundValue & Given): BackgroundValue & Given {
  const isSilent = (one: BackgroundValue): boolean => one.raw.trim() === '' && one.value === null;
  return isSilent(after) || (after.left === true && !isSilent(before)) ? before : after;
}

/** Both as answers to the newer of their versions; null when nothing maps the one to the other. */
function inOneVersion(
  under: CountedState,
  over: CountedState,
  mappings: Mappings,
): [CountedState, CountedState] | null {
  if (under.questionnaire === over.questionnaire) return [under, over];
  const newer = stateInVersion(under, over.questionnaire, mappings);
  if (newer !== null) return [newer, over];
  const older = stateInVersion(over, under.questionnaire, mappings);
  return older === null ? null : [under, older];
}

/** What counts as answers to another version; null: nothing says what became of the questions of the one in the other. */
export function stateInVersion(state: CountedState, version: string, mappings: Mappings): CountedState | null {
  if (state.questionnaire === version) return state;
  const mapping = findMapping(mappings, state.questionnaire, version);
  if (mapping === undefined) return null;
  const missing = { ...unansweredNowhere, source: '' };
  return {
    ...state,
    questionnaire: version,
    answers: mapIndicators(mapping, carriedAnswers(mapping, state.answers), missing),
  };
}

/** Whether two states count the same: wherever it was given, and whatever the cell. */
export const sameState = (a: CountedState, b: CountedState): boolean => contentOf(a) === contentOf(b);

function contentOf({ questionnaire, answers, background }: CountedState): string {
  return JSON.stringify([
    questionnaire,
    // What says nothing is as if it were not there.
    byId(answers)
      .map(([id, { value, evidence, left }]) => [id, value, evidence.trim(), ...(left === undefined ? [] : [left])])
      .filter(([, value, evidence]) => value !== 'unanswered' || evidence !== ''),
    byId(background)
      .filter(([, { value, raw }]) => value !== null || !(raw.trim() === '' || isDash(raw)))
      .map(([id, { value, raw, unit, year }]) => [id, value, raw.trim(), unit, year]),
  ]);
}

const byId = <T>(of: ReadonlyMap<string, T>): [string, T][] => [...of].sort(([a], [b]) => (a < b ? -1 : 1));

/** Whether all of it was given in one file. */
export const isOf = ({ answers, background }: CountedState, submission: SubmissionId): boolean =>
  [...answers.values(), ...background.values()].every(({ source }) => source === submission);

/** Names a state by all that it says, so that the same is kept once. */
export function stateId(
  owner: { readonly authority: AuthorityId; readonly round: RoundId },
  state: CountedState,
): string {
  const { questionnaire, answers, background } = state;
  const content = [owner.authority, owner.round, questionnaire, byId(answers), byId(background)];
  return hashedId(content);
}

/** One question or figure whose answer is another than before. */
export interface ChangedAnswer {
  readonly id: string;
  /** null: a figure, or a question that was not asked. */
  readonly before: KeptValue | null;
  readonly after: KeptValue | null;
}

/** What a file, or an act, has made of what counted before it. */
export interface FoldChanges {
  /** Given before and left blank now: ids, by the submission that they were given in. */
  readonly kept: readonly { readonly source: string; readonly ids: readonly string[] }[];
  /** Answered for the first time. */
  readonly gained: readonly ChangedAnswer[];
  /** Another answer, or other evidence. */
  readonly changed: readonly ChangedAnswer[];
  /** Counted before and not any more: taken back by a dash, not understood, or not in what was chosen instead. */
  readonly takenBack: readonly ChangedAnswer[];
}

/** `submission`: the file that came last; what others gave and still counts is kept. */
export function foldChanges(
  before: CountedState,
  after: CountedState,
  submission: SubmissionId,
  mappings: Mappings,
): FoldChanges {
  const [under, over] = inOneVersion(before, after, mappings) ?? [before, after];
  const kept = new Map<string, string[]>();
  const gained: ChangedAnswer[] = [];
  const changed: ChangedAnswer[] = [];
  const takenBack: ChangedAnswer[] = [];
  const note = (id: string, was: Comparable | null, is: Comparable | null): void => {
    const change = { id, before: was?.value ?? null, after: is?.value ?? null };
    if (was?.counts === true && is?.counts !== true) takenBack.push(change);
    else if (is?.counts !== true) return;
    else if (was?.counts !== true) gained.push(change);
    else if (was.content !== is.content) changed.push(change);
    else if (is.source !== submission) kept.set(is.source, [...(kept.get(is.source) ?? []), id]);
  };
  for (const id of new Set([...over.answers.keys(), ...under.answers.keys()])) {
    note(id, comparableAnswer(under.answers.get(id)), comparableAnswer(over.answers.get(id)));
  }
  for (const id of new Set([...over.background.keys(), ...under.background.keys()])) {
    note(id, comparableFigure(under.background.get(id)), comparableFigure(over.background.get(id)));
  }
  return { kept: [...kept].map(([source, ids]) => ({ source, ids })), gained, changed, takenBack };
}

interface Comparable extends Given {
  readonly counts: boolean;
  readonly value: KeptValue | null;
  readonly content: string;
}

function comparableAnswer(answer: KeptAnswer | undefined): Comparable | null {
  if (answer === undefined) return null;
  const { value, evidence, source } = answer;
  const counts = value !== 'unanswered' && value !== 'unclear';
  return { source, counts, value, content: JSON.stringify([value, evidence.trim()]) };
}

function comparableFigure(figure: (BackgroundValue & Given) | undefined): Comparable | null {
  if (figure === undefined) return null;
  const { value, unit, year, source } = figure;
  return { source, counts: value !== null, value: null, content: JSON.stringify([value, unit, year]) };
}
