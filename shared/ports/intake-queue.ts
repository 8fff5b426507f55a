import type { InboxObject } from '../domain/submissions/inbox-object.ts';

/** A queue of uploads, as the inbox bucket fills it. Telling twice of one is harmless. */
export interface UploadQueue {
  put(upload: InboxObject): Promise<void>;
}

export interface IntakeQueue {
  /** Of the keys that come in by it: `office/`. */
  readonly prefix: string;
  /** Where its uploads are worked on. */
  readonly queue: UploadQueue;
}
