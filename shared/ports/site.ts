import type { RoundId } from '../domain/ids.ts';

/** What publishing the site needs. */

/** Where the files of the site lie. What is written is seen once the entry of its round names its folder. */
export interface SiteStore {
  put(key: string, content: string | Uint8Array): Promise<void>;
  /** How many files lie under a prefix. */
  count(prefix: string): Promise<number>;
  /** Takes away what lies under a prefix, was written before a moment and does not begin with what is kept. */
  clear(prefix: string, kept: { readonly prefix: string | null; readonly since: Date }): Promise<number>;
}

/** Which folder is the site of a round: one small value each, switched in one write. */
export interface SiteEntries {
  /** null: the round is not public. */
  folder(round: RoundId): Promise<string | null>;
  /**
   * Makes a folder the site of its round, and a round the one that is shown first; folders of later runs have greater
   * names. 'overtaken': a later run is there already, and nothing is changed.
   */
  switchTo(entry: {
    readonly round: RoundId;
    readonly folder: string;
    readonly first: string;
  }): Promise<'switched' | 'overtaken'>;
  /** Makes rounds not public; the first one shown is another then, or none. */
  withdraw(rounds: readonly string[], first: string | null): Promise<void>;
}

/** The pages of the authorities in so many shards, and after the last of them all other pages. */
export interface PublicationPart {
  readonly round: RoundId;
  readonly folder: string;
  readonly fromShard: number;
}

/** Asking twice is harmless. */
export interface PublicationQueue {
  request(part: PublicationPart): Promise<void>;
  /** Asks to publish whatever has changed. */
  look(): Promise<void>;
}
