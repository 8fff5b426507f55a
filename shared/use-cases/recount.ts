import { decodeAnswers } from '../domain/answers/answer.ts';
import type { SubmissionId } from '../domain/ids.ts';
import { type AnyQuestionnaire, isDefinition, keyOfAny } from '../domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../domain/questionnaire/catalogue.ts';
import { indicatorsOf } from '../domain/questionnaire/questionnaire.ts';
import type { Authority, Round } from '../domain/registry/registry.ts';
import { codesUnder, decidedUntil, latestDecision, type Review } from '../domain/review/review.ts';
import { type ScoreSummary, scoreSummary } from '../domain/scoring/score-summary.ts';
import { score } from '../domain/scoring/scoring.ts';
import type { AcceptedSubmission } from '../domain/standings/standing.ts';
import {
  type CountedState,
  type FiledAnswers,
  foldFile,
  isOf,
  sameState,
  stateId,
  stateOf,
} from '../domain/submissions/fold.ts';
import { type HistoryEntry, historyEntry, type LogMark, logOf } from '../domain/submissions/history.ts';
import { receivedIn } from '../domain/submissions/submission.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { countedState, filedAnswers, type StateStore } from './counted-state.ts';

export interface RecountSources {
  readonly store: StateStore & Pick<SubmissionStore, 'putCounted' | 'history' | 'putHistory'>;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly catalogue: AnyCatalogue;
}

/** What comes into the log of an authority's round. */
export interface LogEntry extends LogMark {
  readonly submission: SubmissionId;
  readonly order: string;
}

export interface Recount {
  /** What the log comes to. */
  readonly folded: AcceptedSubmission;
  /** Whether the entry has changed nothing. */
  readonly unchanged: boolean;
}

interface Owner {
  readonly round: Round;
  readonly authority: Authority;
  readonly review: Review | null;
}

/** What is read of an authority before an entry is put in. */
export interface LogBefore {
  /** Of all its rounds. */
  readonly history: readonly HistoryEntry[];
  readonly review: Review | null;
  /** What was the last to count when it was read, and what that comes to: most files come in behind it. */
  readonly counted?: {
    readonly of: Pick<AcceptedSubmission, 'submission' | 'counted'> | null;
    readonly state: CountedState | null;
  };
}

export async function readLog(
  { round, authority }: Pick<Owner, 'round' | 'authority'>,
  { store, reviews }: Pick<RecountSources, 'reviews'> & { readonly store: Pick<SubmissionStore, 'history'> },
): Promise<LogBefore> {
  const [history, review] = await Promise.all([store.history(authority.id), reviews.of(round.id, authority.id)]);
  return { history, review };
}

/**
 * Puts an entry into the log at its place and works out what counts from there on. What counted before its place stays
 * as it is kept, so one file more costs what one file says. The same entry again writes the same. `read`: what the caller
 * has read of the log.
 */
export async function recount(
  {
    round,
    authority,
    entry,
    filed,
    read,
  }: Pick<Owner, 'round' | 'authority'> & { entry: LogEntry; filed?: FiledAnswers; read?: LogBefore | undefined },
  deps: RecountSources,
): Promise<Recount> {
  const { store } = deps;
  const { history, review } = read ?? (await readLog({ round, authority }, deps));
  const log: LogEntry[] = logOf(history, round.id).filter(({ order }) => order !== entry.order);
  log.push(entry);
  log.sort((a, b) => (a.order < b.order ? -1 : 1));
  const owner = { round, authority, review };
  const files = filesOf(filed, store);
  const start = log.indexOf(entry);
  const previous = log[start - 1];
  let before = previous === undefined ? null : await stateOfEntry(previous, read?.counted, store);
  const states = new Map<LogEntry, CountedState>();
  let folded: AcceptedSubmission | null = null;
  let unchanged = false;
  for (const one of log.slice(start)) {
    const earlier = log.slice(0, log.indexOf(one));
    const state = await stateAfter(one, before, { earlier, states, files }, deps);
    states.set(one, state);
    const isResent = earlier.some(({ submission }) => submission === one.submission);
    const isSame = isResent && before !== null && sameState(before, state);
    if (one === entry) unchanged = isSame;
    folded = await keep(one, { state, isSame, history, files }, owner, deps);
    before = state;
  }
  if (folded === null) throw new Error('The log of a round has no entry although one was put in');
  return { folded, unchanged };
}

/** Kept under an id, what counted once never changes: it may have been read already. */
async function stateOfEntry(
  entry: Parameters<typeof countedState>[0],
  known: LogBefore['counted'],
  store: StateStore,
): Promise<CountedState | null> {
  const isKnown = known?.of?.submission === entry.submission && known.of.counted === entry.counted;
  return isKnown ? known.state : countedState(entry, store);
}

/** Files of the log as they were read, each read once. */
type Files = (submission: SubmissionId) => Promise<FiledAnswers>;

function filesOf(known: FiledAnswers | undefined, store: RecountSources['store']): Files {
  const files = new Map(known === undefined ? [] : [[known.submission, known]]);
  return async (submission) => {
    const filed = files.get(submission) ?? (await filedAnswers(submission, store));
    if (filed === null) throw new Error(`Submission ${submission} stands in the log and has no answers`);
    files.set(submission, filed);
    return filed;
  };
}

/** What counts once an entry is there. */
async function stateAfter(
  { kind = 'file', submission }: LogEntry,
  before: CountedState | null,
  at: { earlier: readonly LogEntry[]; states: ReadonlyMap<LogEntry, CountedState>; files: Files },
  { store, catalogue }: RecountSources,
): Promise<CountedState> {
  if (kind === 'restore') {
    const named = at.earlier.findLast((one) => one.submission === submission);
    const then = named === undefined ? null : (at.states.get(named) ?? (await countedState(named, store)));
    if (then !== null) return then;
  }
  const filed = await at.files(submission);
  return kind === 'file' ? foldFile(before, filed, catalogue.mappings) : stateOf(filed);
}

/** Keeps what counted after an entry, under the review of then and of now; returns what counts by now. */
async function keep(
  entry: LogEntry,
  {
    state,
    isSame,
    history,
    files,
  }: { state: CountedState; isSame: boolean; history: readonly HistoryEntry[]; files: Files },
  owner: Owner,
  deps: RecountSources,
): Promise<AcceptedSubmission> {
  const { store } = deps;
  const { round, review } = owner;
  const counted = await keepState(await files(entry.submission), state, owner, store);
  const received = new Date(receivedIn(entry.order)).toISOString();
  const under = (by: Review | null): Promise<AcceptedSubmission> =>
    candidateUnder(by, { entry, state, counted }, owner, deps.catalogue);
  const asReceived = await under(review === null ? null : decidedUntil(review, received));
  await store.putHistory(historyEntry(asReceived, { ...entry, unchanged: isSame }));
  if (review === null) return asReceived;
  const latest = latestDecision(review);
  const now = await under(review);
  const instants = new Set(
    history
      .filter((one) => one.round === round.id && one.order.startsWith(`${entry.order}#review#`))
      .map(({ reviewedAt }) => reviewedAt ?? ''),
  );
  // An answer that the office confirms may come to count without its evidence.
  const isOther = now.answerCode !== asReceived.answerCode || now.score.percent !== asReceived.score.percent;
  const isReviewed = latest !== null && latest > received && isOther;
  if (isReviewed) instants.add(latest);
  for (const reviewedAt of instants) {
    await store.putHistory(historyEntry({ ...(await under(decidedUntil(review, reviewedAt))), reviewedAt }));
  }
  return isReviewed ? { ...now, reviewedAt: latest ?? undefined } : now;
}

/** Returns the id that it is kept by; not one where it is what the submission itself says. */
async function keepState(
  filed: FiledAnswers,
  state: CountedState,
  { round, authority }: Owner,
  store: RecountSources['store'],
): Promise<string | undefined> {
  if (isOf(state, filed.submission) && sameState(stateOf(filed), state)) return undefined;
  const owner = { authority: authority.id, round: round.id };
  const id = stateId(owner, state);
  await store.putCounted(id, owner, state);
  return id;
}

async function candidateUnder(
  review: Review | null,
  { entry, state, counted }: { entry: LogEntry; state: CountedState; counted: string | undefined },
  { round, authority }: Owner,
  { find }: AnyCatalogue,
): Promise<AcceptedSubmission> {
  const questionnaire = find(state.questionnaire);
  if (questionnaire === undefined) throw new Error(`Questionnaire ${state.questionnaire} is not known`);
  const codes = codesUnder(questionnaire, state.answers, review);
  return {
    submission: entry.submission,
    ...(counted === undefined ? {} : { counted }),
    order: entry.order,
    round: round.id,
    authority: authority.id,
    questionnaire: state.questionnaire,
    ...codes,
    score: await scoreOfCodes(questionnaire, codes, { round, authority }),
    authorityName: authority.name,
    country: authority.country,
    population: state.background.get('population')?.value ?? authority.population ?? null,
    kind: authority.kind,
  };
}

/** What codes of answers come to. Too little for a score, as a review may leave it, shows nothing reached. */
async function scoreOfCodes(
  questionnaire: AnyQuestionnaire,
  codes: ReturnType<typeof codesUnder>,
  { round, authority }: Pick<Owner, 'round' | 'authority'>,
): Promise<ScoreSummary> {
  if (isDefinition(questionnaire)) {
    const { scoreFormCodes } = await import('../domain/scoring/form-score.ts');
    const { shown } = scoreFormCodes(questionnaire, codes, authority);
    return { percent: shown ?? 0, method: 'definition', questionnaire: keyOfAny(questionnaire) };
  }
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, codes.answerCode);
  return scoreSummary(score(questionnaire, values, round.method ?? questionnaire.scoring.method), questionnaire);
}
