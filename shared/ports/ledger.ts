import type { FilePlace } from './inbox.ts';

/** Which objects of the inbox nobody has to work on any more. */
export interface Ledger {
  /** Doing it again is harmless. */
  close(place: FilePlace): Promise<void>;
  /** Of these, the ones that are not closed and were put back on a queue fewer than `most` times. */
  open(places: readonly FilePlace[], most: number): Promise<FilePlace[]>;
  countRequeue(place: FilePlace): Promise<void>;
}
