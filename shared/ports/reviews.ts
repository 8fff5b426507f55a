import type { AuthorityId, RoundId } from '../domain/ids.ts';
import type { Review, VerifiedAnswers } from '../domain/review/review.ts';

/** What the office has verified of an authority's answers in a round. */
export interface Reviews {
  of(round: RoundId, authority: AuthorityId): Promise<Review | null>;
  /** Puts what `change` makes of what is there then; it may be asked more than once. */
  change(
    round: RoundId,
    authority: AuthorityId,
    change: (current: VerifiedAnswers) => VerifiedAnswers,
  ): Promise<Review>;
}
