import type { AnswerValue } from '../answer.ts';
import type { Problem } from '../problems.ts';
import type { VerifiedAnswer, VerifiedAnswers } from './review.ts';

/** What the office decided of one answer. */
export interface ReviewDecision {
  readonly round: string;
  readonly authority: string;
  readonly authorityName: string;
  readonly indicator: string;
  readonly claimed: AnswerValue;
  /** What counted until now. */
  readonly before: AnswerValue;
  /** What counts from now on. */
  readonly after: AnswerValue;
  readonly reason: string;
}

/** What is done to the verified answers of one authority in a round; null: what was verified goes. */
export interface AuthorityReview {
  readonly round: string;
  readonly authority: string;
  readonly given: Readonly<Record<string, VerifiedAnswer | null>>;
}

export interface ReviewReport {
  readonly decisions: readonly ReviewDecision[];
  readonly problems: readonly Problem[];
}

export interface ReviewPlan {
  readonly kind: 'review';
  readonly updates: readonly AuthorityReview[];
  /** What the office is told. */
  readonly report: ReviewReport;
}

/** What is verified after an update. */
export function updatedReview(current: VerifiedAnswers, { given }: AuthorityReview): VerifiedAnswers {
  const merged = Object.entries({ ...current, ...given });
  return Object.fromEntries(merged.filter((entry): entry is [string, VerifiedAnswer] => entry[1] !== null));
}

/** Of a file of which nothing can be taken but why. */
export const reviewRefusal = (reason: Problem): ReviewPlan => ({
  kind: 'review',
  updates: [],
  report: { decisions: [], problems: [reason] },
});
