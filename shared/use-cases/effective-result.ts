import {
  type AnswerCode,
  type Answers,
  codedAnswers,
  type KeptAnswers,
  type Unread,
  valuesOf,
  yesNoAnswers,
} from '../domain/answers/answer.ts';
import type { BackgroundValues } from '../domain/answers/background.ts';
import { countingProblems, unansweredProblems } from '../domain/answers/checks/check-counting.ts';
import { checkUnanswered } from '../domain/answers/checks/check-unanswered.ts';
import { byGravity, type Problem, type ProblemCode, whereStill } from '../domain/answers/problems.ts';
import type { DeliveryId, SubmissionId } from '../domain/ids.ts';
import { firstDelivery, rescoredId } from '../domain/mail/delivery.ts';
import { type AnyQuestionnaire, isDefinition } from '../domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../domain/questionnaire/catalogue.ts';
import type { Definition } from '../domain/questionnaire/definition/definition.ts';
import type { Questionnaire } from '../domain/questionnaire/questionnaire.ts';
import { codesUnder, type Review, reviewProblems, underReview, verifiedOf } from '../domain/review/review.ts';
import {
  type FormCodes,
  type FormScore,
  type ScoredForm,
  scoreFormAnswers,
  scoreFormCodes,
} from '../domain/scoring/form-score.ts';
import type { AuthorityFacts } from '../domain/scoring/given.ts';
import { type Score, score } from '../domain/scoring/scoring.ts';
import { type CountedState, foldChanges, givenBySource } from '../domain/submissions/fold.ts';
import { type HistoryEntry, logOf } from '../domain/submissions/history.ts';
import { type CertifiedFile, certifiedAmong } from '../domain/submissions/said-with-file.ts';
import type { GivenIn, Sequel } from '../domain/submissions/sequel.ts';
import { receivedIn, type Submission } from '../domain/submissions/submission.ts';
import type { Reviews } from '../ports/reviews.ts';
import type { SubmissionStore } from '../ports/submission-store.ts';
import { countedState, type StateStore } from './counted-state.ts';

export interface EffectiveSources {
  readonly store: StateStore;
  readonly reviews: Pick<Reviews, 'of'>;
  readonly catalogue: AnyCatalogue;
}

interface Effective {
  /** Gravest first. */
  readonly problems: readonly Problem[];
  /** What it has made of what counted before; null when nothing did. */
  readonly sequel: Sequel | null;
  /** Who gave which of the answers and figures that count; empty where all are of one file. */
  readonly givenBy: readonly GivenIn[];
  /** Who certifies the files that count, the one that came last first. */
  readonly certified: readonly CertifiedFile[];
}

/** A submission as it counts: what was kept of others, and verified answers in place of claimed ones, each told. */
export interface EffectiveResult extends Effective {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly background: BackgroundValues;
  readonly score: Score;
}

/** The same by a questionnaire that an office has defined. */
export interface EffectiveForm extends Effective, ScoredForm {
  readonly definition: Definition;
  readonly answers: Answers<AnswerCode | Unread>;
  readonly codes: FormCodes;
  readonly facts: AuthorityFacts;
}

type Scored = Submission & { readonly score: Score | FormScore };

/**
 * What counts once a submission is in, or once the act is done that a delivery tells of. `history`: the authority's.
 * Throws when the submission's answers or its questionnaire are gone.
 */
export async function effectiveResult(
  submission: Scored,
  {
    delivery,
    history,
    facts = {},
  }: {
    readonly delivery: DeliveryId;
    readonly history: readonly HistoryEntry[];
    /** What is registered of the authority. */
    readonly facts?: AuthorityFacts | undefined;
  },
  deps: EffectiveSources,
): Promise<EffectiveResult | EffectiveForm> {
  const log = logOf(history, submission.round ?? '');
  const place = placeIn(log, submission.id, delivery);
  const [entry, earlier] = [log[place], place > 0 ? log[place - 1] : undefined];
  const [state, before, review] = await Promise.all([
    countedState(entry ?? { submission: submission.id }, deps.store),
    earlier === undefined ? null : countedState(earlier, deps.store),
    reviewOf(submission, deps),
  ]);
  const questionnaire = deps.catalogue.find(state?.questionnaire ?? '');
  if (state === null || questionnaire === undefined) {
    throw new Error(`The answers of submission ${submission.id}, or their questionnaire, are not there`);
  }
  const others = await otherSources(state, submission, deps);
  const claimed = withoutVerified(
    countedProblems(state, submission, others, questionnaire, facts),
    state.answers,
    review,
  );
  const decided = reviewProblems(state.answers, review, submission.receipt.receivedAt, questionnaire);
  const problems = byGravity([...claimed, ...decided]);
  const sequel = entry === undefined ? null : sequelOf({ entry, log, before, state, submission, others }, deps);
  const counting = underReview(state.answers, review);
  const bySource = givenBySource(state);
  const givenBy = givenIn(bySource, [submission, ...others]);
  const certified = certifiedAmong([submission, ...others.filter(({ id }) => bySource.has(id))]);
  if (isDefinition(questionnaire)) {
    const codes = codesUnder(questionnaire, state.answers, review);
    const scored = scoreFormCodes(questionnaire, codes, facts);
    return {
      definition: questionnaire,
      answers: codedAnswers(counting),
      codes,
      facts,
      ...scored,
      problems,
      sequel,
      givenBy,
      certified,
    };
  }
  const answers = yesNoAnswers(counting);
  const method = submission.score.method === 'definition' ? undefined : submission.score.method;
  return {
    ...{ questionnaire, answers, background: state.background, problems, sequel, givenBy, certified },
    score: score(questionnaire, valuesOf(answers), method),
  };
}

/** Whatever the office has verified counts without the evidence that it needs otherwise. */
function withoutVerified(problems: readonly Problem[], claimed: KeptAnswers, review: Review | null): Problem[] {
  const isVerified = (id: string): boolean => {
    const answer = claimed.get(id);
    return answer !== undefined && verifiedOf(answer, review?.verified[id]) !== null;
  };
  return problems.flatMap((one) => {
    const still = one.code === 'evidence-required' ? whereStill(one, (id) => id === null || !isVerified(id)) : one;
    return still === null ? [] : [still];
  });
}

interface Told {
  readonly entry: HistoryEntry;
  readonly log: readonly HistoryEntry[];
  readonly before: CountedState | null;
  readonly state: CountedState;
  readonly submission: Submission;
  readonly others: readonly Submission[];
}

function sequelOf(
  { entry, log, before, state, submission, others }: Told,
  { catalogue }: EffectiveSources,
): Sequel | null {
  const isOnly = before === null && log.length === 1;
  if (isOnly) return null;
  const { kept, ...changes } = foldChanges(before ?? state, state, submission.id, catalogue.mappings);
  const byId = new Map(others.map((one) => [one.id, one.receipt]));
  const last = log.at(-1);
  return {
    kind: entry.kind ?? 'file',
    at: receivedIn(entry.order),
    named: { fileName: submission.receipt.fileName, receivedAt: submission.receipt.receivedAt },
    kept: kept.flatMap(({ source, ids }) => {
      const receipt = byId.get(source);
      return receipt === undefined ? [] : [{ fileName: receipt.fileName, receivedAt: receipt.receivedAt, ids }];
    }),
    ...changes,
    later: last === undefined || last === entry ? null : { receivedAt: receivedIn(last.order), percent: last.percent },
  };
}

/** By file, in the order in which they came in. */
function givenIn(bySource: ReadonlyMap<string, readonly string[]>, files: readonly Submission[]): GivenIn[] {
  const given = files.flatMap(({ id, receipt: { fileName, receivedAt, sender } }): GivenIn[] => {
    const ids = bySource.get(id) ?? [];
    return ids.length === 0 ? [] : [{ fileName, receivedAt, by: sender, ids }];
  });
  return given.length < 2 ? [] : given.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
}

/** Which entry a delivery tells of; a re-scoring and a review tell of the last one. */
function placeIn(log: readonly HistoryEntry[], submission: SubmissionId, delivery: DeliveryId): number {
  if (delivery === firstDelivery(submission)) return log.findLastIndex((one) => one.submission === submission);
  const act = log.findIndex((one) => one.submission === submission && rescoredId(submission, one.order) === delivery);
  return act === -1 ? log.length - 1 : act;
}

/** Whether a delivery tells of a choice of what counts, not of a file. */
export async function tellsOfAct(
  { id, authority, round }: Submission,
  delivery: DeliveryId,
  store: Pick<SubmissionStore, 'history'>,
): Promise<boolean> {
  if (delivery === firstDelivery(id) || authority === null) return false;
  const log = logOf(await store.history(authority), round ?? '');
  return log.some(({ submission, order }) => submission === id && rescoredId(id, order) === delivery);
}

/** Submissions that answers were kept of. */
async function otherSources(
  state: CountedState,
  { id }: Submission,
  { store }: EffectiveSources,
): Promise<Submission[]> {
  const sources = new Set([...state.answers.values(), ...state.background.values()].map(({ source }) => source));
  const read = await Promise.all(
    [...sources].filter((one) => one !== id && one !== '').map((one) => store.submission(one)),
  );
  return read.filter((one) => one !== null);
}

/** What a file leaves out is no problem of it where an earlier one has said it. */
const ofGaps: ReadonlySet<string> = new Set(['question-missing', 'evidence-without-answer', 'evidence-missing']);

/** Rests on other answers, by the rules of an office's questionnaire: of several files it is asked anew. */
const ofCounting: ReadonlySet<string> = new Set(['answer-not-asked', 'answer-out-of-bounds', 'evidence-required']);

/**
 * What is wrong with the answers that count: the file's own problems, but for the gaps that other files fill, and those
 * of the files that something was kept of.
 */
export function countedProblems(
  state: CountedState,
  submission: Submission,
  others: readonly Submission[],
  questionnaire: AnyQuestionnaire,
  facts: AuthorityFacts = {},
): Problem[] {
  const isFolded = isDefinition(questionnaire) && others.length > 0;
  const recounted = isFolded ? recountedProblems(questionnaire, state, facts) : [];
  const isRecounted = (code: ProblemCode): boolean => isFolded && ofCounting.has(code);
  const sourceOf = (id: string): string | undefined => (state.answers.get(id) ?? state.background.get(id))?.source;
  const left = new Set(submission.leftStanding);
  // What a file left standing and others have answered is theirs.
  const isOthers = (id: string | null): boolean => id !== null && left.has(id) && sourceOf(id) !== submission.id;
  const isOpen = (code: ProblemCode, indicator: string | null): boolean => {
    if (indicator === null || !ofGaps.has(code)) return true;
    if (code === 'evidence-missing') return (state.answers.get(indicator)?.evidence ?? '').trim() === '';
    return sourceOf(indicator) === submission.id;
  };
  const own = submission.problems
    .filter(({ code }) => code !== 'questions-unanswered' && !isRecounted(code))
    .map((one) => whereStill(one, (indicator) => isOpen(one.code, indicator) && !isOthers(indicator)))
    .filter((one) => one !== null);
  const isBlankTold = submission.problems.find(({ code }) => code === 'questions-unanswered');
  const blank = isBlankTold === undefined ? [] : unansweredOf(questionnaire, state, facts);
  const asTold = blank.map((one) => {
    const isSame = one.facts['list'] === isBlankTold?.facts['list'];
    return isSame && isBlankTold !== undefined ? isBlankTold : one;
  });
  const kept = others.flatMap((other) =>
    other.problems
      .filter(({ severity, code }) => (severity === 'error' || severity === 'query') && !isRecounted(code))
      .map((one) => whereStill(one, (indicator) => indicator !== null && sourceOf(indicator) === other.id))
      .filter((one) => one !== null)
      .map((one) => ({ ...one, facts: { ...one.facts, earlier: other.receipt.receivedAt } })),
  );
  return byGravity([...own, ...asTold, ...kept, ...recounted]);
}

function unansweredOf(questionnaire: AnyQuestionnaire, { answers }: CountedState, facts: AuthorityFacts): Problem[] {
  if (!isDefinition(questionnaire)) return checkUnanswered({ questionnaire, answers: yesNoAnswers(answers) });
  const { scored } = scoreFormAnswers(questionnaire, answers, facts);
  return unansweredProblems({ definition: questionnaire, answers, evidenceCells: new Map() }, scored);
}

function recountedProblems(definition: Definition, { answers }: CountedState, facts: AuthorityFacts): Problem[] {
  const { remarks } = scoreFormAnswers(definition, answers, facts);
  const form = { definition, answers, evidenceCells: new Map<string, string>() };
  return countingProblems(form, remarks).filter(({ code }) => ofCounting.has(code));
}

async function reviewOf({ authority, round }: Submission, { reviews }: EffectiveSources): Promise<Review | null> {
  return authority === null || round === null ? null : reviews.of(round, authority);
}

/** The same problems for a review: of what counts for an authority in a round. */
export async function problemsOf(
  submission: Submission,
  state: CountedState,
  questionnaire: AnyQuestionnaire,
  deps: EffectiveSources,
  facts: AuthorityFacts = {},
): Promise<Problem[]> {
  return countedProblems(state, submission, await otherSources(state, submission, deps), questionnaire, facts);
}
