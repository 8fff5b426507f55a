import type { AnswerValue } from '../answer.ts';
import type { Problem } from '../problems.ts';
import type { ReviewState, VerifiedAnswer } from './review.ts';

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

/** Ids of the rounds in which something was decided. */
export const reviewedRounds = ({ updates }: ReviewPlan): string[] => [...new Set(updates.map(({ round }) => round))];

/**
 * What is decided after an update that came in `at` (ISO instant). Of two decisions about one answer the one that came
 * in later stays, in whichever order and however often they are done.
 */
export function updatedReview(current: ReviewState, { given }: AuthorityReview, at: string): ReviewState {
  const verified = { ...current.verified };
  const takenBack = { ...current.takenBack };
  for (const [indicator, one] of Object.entries(given)) {
    const decided = verified[indicator]?.at ?? takenBack[indicator];
    if (decided !== undefined && decided > at) continue;
    delete verified[indicator];
    delete takenBack[indicator];
    if (one === null) takenBack[indicator] = at;
    else verified[indicator] = one;
  }
  return { verified, takenBack };
}

/** Of a file of which nothing can be taken but why. */
export const reviewRefusal = (reason: Problem): ReviewPlan => ({
  kind: 'review',
  updates: [],
  report: { decisions: [], problems: [reason] },
});
