import type { Review, VerifiedAnswers } from '../domain/review/review.ts';

/** What the office has verified of an authority's answers in a round. */
export interface Reviews {
  of(round: string, authority: string): Promise<Review | null>;
  /** Puts what `change` makes of what is there then; it may be asked more than once. */
  change(round: string, authority: string, change: (current: VerifiedAnswers) => VerifiedAnswers): Promise<Review>;
}
