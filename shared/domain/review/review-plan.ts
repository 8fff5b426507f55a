import type { Problem } from '../answers/problems.ts';
import type { AuthorityId, RoundId } from '../ids.ts';
import type { VerifiedAnswer, VerifiedAnswers } from './review.ts';

/** What the office decided of one answer. */
export interface ReviewDecision {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  readonly authorityName: string;
  readonly indicator: string;
  /**
   * As an answer is read: `yes`, `unanswered`. Of an office's own questionnaire with its labels: `=Yes, every month`, so
   * that it can be told without the questionnaire.
   */
  readonly claimed: string;
  /** What counted until now. */
  readonly before: string;
  /** What counts from now on. */
  readonly after: string;
  readonly reason: string;
}

/** What is decided of the answers of one authority in a round. */
export interface AuthorityReview {
  readonly round: RoundId;
  readonly authority: AuthorityId;
  readonly given: VerifiedAnswers;
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

/** Ids of the rounds in which something was decided. */
export const reviewedRounds = ({ updates }: ReviewPlan): string[] => [...new Set(updates.map(({ round }) => round))];

/**
 * What is decided after an update. Of two decisions about one answer the one that came in later stays, in whichever
 * order and however often they are done.
 */
export function updatedReview(current: VerifiedAnswers, { given }: AuthorityReview): VerifiedAnswers {
  const isLater = ([indicator, one]: [string, VerifiedAnswer]): boolean => one.at >= (current[indicator]?.at ?? '');
  return { ...current, ...Object.fromEntries(Object.entries(given).filter(isLater)) };
}

/** Of a file of which nothing can be taken but why. */
export const reviewRefusal = (reason: Problem): ReviewPlan => ({
  kind: 'review',
  updates: [],
  report: { decisions: [], problems: [reason] },
});
