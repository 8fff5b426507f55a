import type { ChangedAnswer } from './fold.ts';
import type { EntryKind } from './history.ts';

/** A file that something was given in, as people know it. */
export interface NamedFile {
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
}

/** What counts of one file, where several count together. */
export interface GivenIn extends NamedFile {
  /** Address of whoever sent it; null: nobody is known. Told to the contacts of its authority and the office, and never published. */
  readonly by: string | null;
  /** Of questions and figures. */
  readonly ids: readonly string[];
}

/** What a file, or an act, has made of what counted before it. */
export interface Sequel {
  readonly kind: EntryKind;
  /** ISO instant at which the file came in, or the act was asked for. */
  readonly at: string;
  /** The file itself, or the one that the act names. */
  readonly named: NamedFile;
  /** Given in other files and counted still: ids of questions and figures. */
  readonly kept: readonly (NamedFile & { readonly ids: readonly string[] })[];
  readonly gained: readonly ChangedAnswer[];
  readonly changed: readonly ChangedAnswer[];
  readonly takenBack: readonly ChangedAnswer[];
  /** What was received later and read before: both count together, and show this percentage; null: it came last. */
  readonly later: { readonly receivedAt: string; readonly percent: number } | null;
}
