import type { Answers } from '../shared/domain/answer.ts';
import { byGravity, type Problem } from '../shared/domain/problems.ts';
import type { Questionnaire } from '../shared/domain/questionnaire.ts';
import { type Review, reviewProblems, scoreUnderReview, underReview } from '../shared/domain/review/review.ts';
import type { Score } from '../shared/domain/scoring.ts';
import type { Submission } from '../shared/domain/submission.ts';
import type { Reviews, SubmissionStore } from '../shared/ports.ts';

export interface CountedSources {
  readonly store: Pick<SubmissionStore, 'answers'>;
  readonly reviews: Pick<Reviews, 'of'>;
}

/** A submission as it counts: verified answers in place of claimed ones, and the sender told of each. */
export interface CountedResult {
  readonly answers: Answers;
  readonly score: Score;
  /** Gravest first. */
  readonly problems: readonly Problem[];
}

type Scored = Submission & { readonly score: Score };

export async function countedResult(
  submission: Scored,
  questionnaire: Questionnaire,
  from: CountedSources,
): Promise<CountedResult> {
  const claimed = await from.store.answers(submission.id);
  return resultUnder(await reviewOf(submission, from), claimed, submission, questionnaire);
}

/** The same without the answers: they are read only where something was verified. */
export async function countedOutcome(
  submission: Scored,
  questionnaire: Questionnaire,
  from: CountedSources,
): Promise<Pick<CountedResult, 'score' | 'problems'>> {
  const review = await reviewOf(submission, from);
  if (review === null) return submission;
  return resultUnder(review, await from.store.answers(submission.id), submission, questionnaire);
}

async function reviewOf({ authority, round }: Scored, { reviews }: CountedSources): Promise<Review | null> {
  return authority === null || round === null ? null : reviews.of(round, authority);
}

function resultUnder(
  review: Review | null,
  claimed: Answers,
  { problems, score, receipt }: Scored,
  questionnaire: Questionnaire,
): CountedResult {
  const answers = underReview(claimed, review);
  return {
    answers,
    score: scoreUnderReview(questionnaire, answers, score.method),
    problems: byGravity([...problems, ...reviewProblems(claimed, review, receipt.receivedAt)]),
  };
}
