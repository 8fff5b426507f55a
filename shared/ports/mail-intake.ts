import type { Refusal } from '../domain/mail/refusal.ts';

/** How much of one address is taken in a day. */
export interface DailyAllowance {
  /** Whether this one is within it; the same one again is counted once. */
  take(address: string, day: string, id: string): Promise<boolean>;
  /**
   * Whether one more would be within it at this moment. Nothing is taken by that, and others may be faster: for whoever asks at
   * the same time as for other things, so that one who is beyond it has nothing written. `id`: of one that may be taken already.
   */
  hasLeft(address: string, day: string, id?: string): Promise<boolean>;
}

/** Mails that were not taken, for the office to look at. */
export interface Refusals {
  /** The same mail again replaces itself. */
  note(day: string, mail: string, refusal: Refusal): Promise<void>;
  /** The first ones of a day, at most so many. */
  list(day: string, most: number): Promise<Refusal[]>;
}
