import type { Upload } from '../domain/submissions/upload.ts';

/** A queue of uploads, as the inbox bucket fills it. Telling twice of one is harmless. */
export interface UploadQueue {
  put(upload: Upload): Promise<void>;
}

export interface WayIn {
  /** Of the keys that come in by it: `office/`. */
  readonly prefix: string;
  /** Where its uploads are worked on. */
  readonly queue: UploadQueue;
}
