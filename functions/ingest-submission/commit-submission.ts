import type { Announcing } from '../../shared/announce.ts';
import { type Answers, encodeAnswers, encodeEvidence } from '../../shared/domain/answer.ts';
import type { HistoryEntry } from '../../shared/domain/history.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { scoreUnderReview, underReview } from '../../shared/domain/review/review.ts';
import type { Score } from '../../shared/domain/scoring.ts';
import { accept, type Candidate, type Standing, shownOf } from '../../shared/domain/standing.ts';
import { type Submission, submissionOrder } from '../../shared/domain/submission.ts';
import type { Authority, DeliveryQueue, DeliveryRequest, Reviews, Round, SubmissionStore } from '../../shared/ports.ts';
import { changeStanding } from '../change-standing.ts';
import { tellColleagues } from './tell-colleagues.ts';

export interface FilledSubmission {
  readonly submission: Submission & { readonly score: Score };
  readonly authority: Authority;
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly round: Round;
}

/**
 * Answers first, under the submission's own id; then one conditional write of the standing, from which
 * moment they count and the mail is due; then the header's final stage. Nobody sees a half.
 */
export async function commitSubmission(
  filled: FilledSubmission,
  to: { readonly store: SubmissionStore; readonly reviews: Pick<Reviews, 'of'> } & Announcing,
): Promise<'accepted' | 'superseded' | 'repeated'> {
  const { submission, authority, answers, round } = filled;
  const candidate = await candidateOf(filled, to.reviews);
  const before = await to.store.submission(submission.id);
  const current = await to.store.standing(round, authority.id);
  if (isRepeat(before, current, candidate)) {
    await requestIfOwed(current, candidate, to.deliveries);
    if (current?.submission === submission.id) await tellColleagues(submission, current.order, authority, to);
    return 'repeated';
  }
  await to.store.putSubmission(submission);
  await to.store.putAnswers(submission.id, answers);
  await to.store.putHistory(historyEntry(candidate));
  await to.owed.note(deliveryOf(candidate));
  const standing = await putAccepted(filled, to);
  const stage = standing.submission === submission.id ? 'accepted' : 'superseded';
  await to.store.putSubmission({ ...submission, stage });
  await requestIfOwed(standing, candidate, to.deliveries);
  if (stage === 'accepted') await tellColleagues(submission, standing.order, authority, to);
  return stage;
}

/** With what the office has verified of these very answers in place of what is claimed. */
async function candidateOf(
  { submission, authority, questionnaire, answers, round }: FilledSubmission,
  reviews: Pick<Reviews, 'of'>,
): Promise<Candidate> {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const counted = underReview(answers, await reviews.of(round.id, authority.id));
  return {
    submission: submission.id,
    order: submissionOrder(submission.id, submission.receipt),
    round: round.id,
    authority: authority.id,
    questionnaire: questionnaireKey(questionnaire),
    answerCode: encodeAnswers(ids, counted),
    evidenceCode: encodeEvidence(ids, answers),
    score: shownOf(scoreUnderReview(questionnaire, counted, submission.score.method), questionnaire),
    authorityName: authority.name,
    country: authority.country,
    population: submission.background['population']?.value ?? null,
  };
}

function historyEntry({ round, authority, submission, order, questionnaire, answerCode, score }: Candidate) {
  const { method, percent } = score;
  return { round, authority, submission, order, questionnaire, answerCode, method, percent } satisfies HistoryEntry;
}

/** Read to the end before, and either still what counts or not sent again since something else counts. */
function isRepeat(before: Submission | null, current: Standing | null, { submission, order }: Candidate): boolean {
  if (before === null || current === null) return false;
  if (before.stage !== 'accepted' && before.stage !== 'superseded') return false;
  return current.submission === submission || current.order >= order;
}

/** A review may come in between: what it verified is read anew for each attempt. */
async function putAccepted(
  filled: FilledSubmission,
  { store, reviews }: { readonly store: SubmissionStore; readonly reviews: Pick<Reviews, 'of'> },
): Promise<Standing> {
  const { round, authority } = filled;
  const of = { round, authority: authority.id };
  return changeStanding(of, async (current) => accept(current, await candidateOf(filled, reviews)), store);
}

const deliveryOf = ({ submission, round, authority }: Candidate): DeliveryRequest => ({
  owner: { kind: 'standing', round, authority },
  submission,
});

async function requestIfOwed(standing: Standing | null, candidate: Candidate, queue: DeliveryQueue): Promise<void> {
  const { submission } = candidate;
  const owed = standing?.deliveries.some((delivery) => delivery.submission === submission && delivery.state !== 'sent');
  if (owed) await queue.request(deliveryOf(candidate));
}
