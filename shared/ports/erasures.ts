import type { AuthorityId, SubmissionId } from '../domain/ids.ts';
import type { FilePlace, StoredFile } from './inbox.ts';

/** What erasing needs from the world: everything that is held, raw, wherever it lies. */

export type ErasureSubject =
  | { readonly kind: 'contact'; readonly address: string }
  | { readonly kind: 'authority'; readonly id: string };

export interface ErasureCounts {
  readonly itemsRemoved: number;
  readonly itemsChanged: number;
  readonly objectsRemoved: number;
  /** Objects that could not be opened to look into them: hostile, encrypted or too large. */
  readonly objectsUnsearched: number;
}

/**
 * An erasure under way, and then the tombstone of it. While it is under way it holds the texts that are looked
 * for; afterwards nothing but a hash or an authority's id, dates and counts.
 */
export interface Erasure {
  readonly subject: ErasureSubject;
  /** ISO instant. What came in before it is not read again. */
  readonly startedAt: string;
  /** Addresses and names that must not be left anywhere. */
  readonly texts: readonly string[];
  /** Of an authority what it is and was called. */
  readonly names?: readonly string[];
}

export interface Erasures {
  /** The one under way for this subject, or null. */
  underway(subject: ErasureSubject): Promise<Erasure | null>;
  begin(erasure: Erasure): Promise<void>;
  /** ISO instant at which the last one of all was finished, or null: what was made of the data before may hold it still. */
  lastFinished(): Promise<string | null>;
  /** Leaves the tombstone. */
  finish(erasure: Erasure, counts: ErasureCounts, at: string): Promise<void>;
  /** Whether something received then, from this sender for this authority, was erased since or is being erased. */
  covers(file: {
    readonly sender: string | null;
    readonly authority: AuthorityId | null;
    /** What a file without an id calls it: after an erasure the registry knows no name of it any more. */
    readonly authorityName?: string | null | undefined;
    readonly receivedAt: string;
  }): Promise<boolean>;
}

/** What an erasure does with an item, beside each key. */
export interface OnErasure {
  /** With whom it goes. */
  readonly belongsTo: 'the authority of its key' | 'the authority of its field' | 'its submission' | 'no authority';
  /** What becomes of it when a person goes: that is taken out of its fields, or it goes too, or it is left as it is. */
  readonly person: 'is taken out' | 'goes with it' | 'is left';
  /** It names evidence texts by their marks, which change with the texts. */
  readonly marksEvidence?: true;
}

/** An item of the table as it lies there. */
export type StoredItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

export interface StoredItems {
  /** What is to be done with an item. Throws an Error for one that nobody has thought of. */
  readonly onErasure: (item: StoredItem) => OnErasure & {
    /** The authority and the submission that its key names, where it belongs to those. */
    readonly authority: AuthorityId | null;
    readonly submission: SubmissionId | null;
  };
  /** All there are, in pages; it reads the whole table. */
  all(): AsyncIterable<readonly StoredItem[]>;
  remove(item: StoredItem): Promise<void>;
  /** Replaces these fields; an item that is gone by now stays gone. */
  change(item: StoredItem, fields: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface StoredObject extends FilePlace {
  readonly bytes: number;
  readonly eTag: string;
  /** Where a version was deleted. It has a name and no content. */
  readonly isDeleteMarker: boolean;
}

/** 'locked': malware was found in it. */
export interface StoredFiles {
  fetch(place: FilePlace): Promise<StoredFile | 'gone' | 'too large' | 'locked'>;
}

export interface StoredObjects {
  /** Every version of every object, in pages; nothing that was deleted is left out. */
  all(bucket: string): AsyncIterable<readonly StoredObject[]>;
  /** What stands beside a file that is too large to be read. */
  metadata(object: StoredObject): Promise<Readonly<Record<string, string>>>;
  /** Takes this version away for good. */
  remove(object: StoredObject): Promise<void>;
}
