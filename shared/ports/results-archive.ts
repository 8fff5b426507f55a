import type { ObjectKey } from '../config/object-keys.ts';

export interface ResultsArchive {
  /** Keeps a results workbook or page, by its key's ending; the same key again replaces it. */
  put(key: ObjectKey, bytes: Uint8Array): Promise<void>;
  /**
   * An address that gives to whoever has it what is kept under a key, for so many seconds at most: to be
   * downloaded under a name, or shown when there is none.
   */
  link(key: ObjectKey, how: { readonly seconds: number; readonly downloadAs: string | null }): Promise<string>;
}
