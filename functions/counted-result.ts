import type { Answers } from '../shared/domain/answer.ts';
import { byGravity, type Problem } from '../shared/domain/problems.ts';
import type { Questionnaire } from '../shared/domain/questionnaire.ts';
import { reviewProblems, scoreUnderReview, underReview } from '../shared/domain/review/review.ts';
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

export async function countedResult(
  { id, authority, round, problems, score }: Submission & { readonly score: Score },
  questionnaire: Questionnaire,
  { store, reviews }: CountedSources,
): Promise<CountedResult> {
  const claimed = await store.answers(id);
  const review = authority === null || round === null ? null : await reviews.of(round, authority);
  const answers = underReview(claimed, review);
  return {
    answers,
    score: scoreUnderReview(questionnaire, answers, score.method),
    problems: byGravity([...problems, ...reviewProblems(claimed, review)]),
  };
}
