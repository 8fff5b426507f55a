import type { AuthorityId, RoundId } from '../domain/ids.ts';
import type { Participation } from '../domain/registry/participation.ts';

/** What is noted of authorities in rounds: whether they were invited, when they opened their page, their own deadlines. */
export interface Participations {
  /** Of one of whom nothing is noted too. */
  of(round: RoundId, authority: AuthorityId): Promise<Participation>;
  /** Of each of them. */
  ofRound(round: RoundId, authorities: readonly AuthorityId[]): Promise<ReadonlyMap<AuthorityId, Participation>>;
  /**
   * Puts what `change` makes of what is noted then; it may be asked more than once, and nothing is written where it
   * returns the very same. `read`: what `of` has given; where another is noted by now, that one is read and changed.
   */
  change(
    round: RoundId,
    authority: AuthorityId,
    change: (current: Participation) => Participation,
    read?: Participation,
  ): Promise<Participation>;
  /** What the round itself knows of it from then on: see `lastDeadline`, `participants` and `left` of a round. */
  setParticipants(round: RoundId, of: RoundParticipants): Promise<void>;
}

export interface RoundParticipants {
  readonly lastDeadline: string | null;
  readonly named: boolean;
  readonly left: boolean;
}
