import type { ObjectKey } from '../config/object-keys.ts';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';

/** What the steps need from the world, in our words. Adapters throw on faults; expected outcomes are values. */

export interface StoredFile {
  readonly bytes: Uint8Array;
  /** As the way in wrote them: file name, sender, authority. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface FilePlace {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
}

/** The originals, as they came. */
export interface Inbox {
  /** 'gone': there is no such object (any more); 'too large': it is over the cap and was not fetched. */
  fetch(place: FilePlace): Promise<StoredFile | 'gone' | 'too large'>;
}

export interface InboxListing {
  /** Every version of every object under a prefix, in pages of up to 1,000. */
  under(prefix: string): AsyncIterable<readonly InboxObject[]>;
}

/** What the steps that send and receive mail need beside the ports of all steps. */

/** Where ways in put the files they were given. The same key again replaces the file. */
export interface InboxWriter {
  put(key: ObjectKey, bytes: Uint8Array, metadata: Readonly<Record<string, string>>): Promise<void>;
}
