import type { RoundId } from '../domain/ids.ts';
import type { Act, ActorId } from '../domain/registry/act.ts';

/** What the office did and decided. It is added to and never changed. */
export interface Acts {
  /** Writes an act; the same act again is the same one. */
  append(act: Act): Promise<void>;
  /** In the order of their times; null: those that are about no round. */
  of(round: RoundId | null): Promise<Act[]>;
  /** The id of somebody who acts for the office; made when the name is new. */
  actor(name: string): Promise<ActorId>;
  /** Names by id; one that was erased is not among them. */
  actors(): Promise<ReadonlyMap<ActorId, string>>;
  /** Takes a name out: what was done stays, by somebody without a name. Returns whether there was such a name. */
  forgetActor(name: string): Promise<boolean>;
}
