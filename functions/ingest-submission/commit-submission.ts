import type { Announcing } from '../../shared/announce.ts';
import { type Answers, decodeAnswers, encodeEvidence } from '../../shared/domain/answer.ts';
import { historyEntry } from '../../shared/domain/history.ts';
import { indicatorsOf, type Questionnaire, questionnaireKey } from '../../shared/domain/questionnaire.ts';
import { codesUnder, decidedUntil, latestDecision, type Review } from '../../shared/domain/review/review.ts';
import { type Score, score } from '../../shared/domain/scoring.ts';
import { accept, type Candidate, type Standing, shownOf } from '../../shared/domain/standing.ts';
import { type Submission, submissionOrder } from '../../shared/domain/submission.ts';
import type { Authority, Reviews, Round, SubmissionStore } from '../../shared/ports.ts';
import { changeStanding } from '../change-standing.ts';
import { deliveryOf, requestIfOwed } from '../owed-delivery.ts';
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
  const order = submissionOrder(submission.id, submission.receipt);
  const before = await to.store.submission(submission.id);
  const current = await to.store.standing(round, authority.id);
  if (isRepeat(before, current, order)) {
    await requestIfOwed(current, submission.id, to.deliveries);
    if (current?.submission === submission.id) await tellColleagues(submission, current.order, authority, to);
    return 'repeated';
  }
  await to.store.putSubmission(submission);
  await to.store.putAnswers(submission.id, answers);
  await to.owed.note(deliveryOf({ submission: submission.id, round: round.id, authority: authority.id }));
  const standing = await putAccepted(filled, to);
  const stage = standing.submission === submission.id ? 'accepted' : 'superseded';
  await to.store.putSubmission({ ...submission, stage });
  await requestIfOwed(standing, submission.id, to.deliveries);
  if (stage === 'accepted') await tellColleagues(submission, standing.order, authority, to);
  return stage;
}

/**
 * With what the office has verified of these very answers in place of what is claimed: by now, and when the file was
 * received. Of a file that waited while a review was done the two are told apart.
 */
async function candidatesOf(
  filled: FilledSubmission,
  reviews: Pick<Reviews, 'of'>,
): Promise<{ readonly asReceived: Candidate; readonly candidate: Candidate }> {
  const { submission, authority, round } = filled;
  const received = new Date(submission.receipt.receivedAt).toISOString();
  const review = await reviews.of(round.id, authority.id);
  const latest = review === null ? null : latestDecision(review);
  const now = candidateUnder(review, filled);
  if (review === null || latest === null || latest <= received) return { asReceived: now, candidate: now };
  const asReceived = candidateUnder(decidedUntil(review, received), filled);
  const isSame = asReceived.answerCode === now.answerCode;
  return { asReceived, candidate: isSame ? now : { ...now, reviewedAt: latest } };
}

function candidateUnder(
  review: Review | null,
  { submission, authority, questionnaire, answers, round }: FilledSubmission,
): Candidate {
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const codes = codesUnder(questionnaire, answers, review);
  const values = decodeAnswers(ids, codes.answerCode);
  return {
    submission: submission.id,
    order: submissionOrder(submission.id, submission.receipt),
    round: round.id,
    authority: authority.id,
    questionnaire: questionnaireKey(questionnaire),
    evidenceCode: encodeEvidence(ids, answers),
    ...codes,
    score: shownOf(score(questionnaire, values, submission.score.method), questionnaire),
    authorityName: authority.name,
    country: authority.country,
    population: submission.background['population']?.value ?? authority.population ?? null,
  };
}

/** Read to the end before, and either still what counts or not sent again since something else counts. */
function isRepeat(before: Submission | null, current: Standing | null, order: string): boolean {
  if (before === null || current === null) return false;
  if (before.stage !== 'accepted' && before.stage !== 'superseded') return false;
  return current.submission === before.id || current.order >= order;
}

/** A review may come in between: what it verified is read anew for each attempt. */
async function putAccepted(
  filled: FilledSubmission,
  { store, reviews }: { readonly store: SubmissionStore; readonly reviews: Pick<Reviews, 'of'> },
): Promise<Standing> {
  const { round, authority } = filled;
  const change = async (current: Standing | null): Promise<Standing> => {
    const { asReceived, candidate } = await candidatesOf(filled, reviews);
    for (const one of new Set([asReceived, candidate])) await store.putHistory(historyEntry(one));
    return accept(current, candidate);
  };
  return changeStanding({ round, authority: authority.id }, change, store);
}
