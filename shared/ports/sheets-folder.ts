import type { Busy } from './online-sheets.ts';

/** Online sheets that the office has made for authorities, in a folder of its own shared drive. */
export interface SheetsFolder {
  /** Whether sheets can be made there. `my drive`: it would belong to whoever made it, not to the office. */
  look(): Promise<FolderState | Busy>;
  /** The sheet that was made there under a key; of several the first. */
  find(
    key: string,
  ): Promise<{ readonly outcome: 'found'; readonly sheet: MadeSheet } | { readonly outcome: 'none' } | Busy>;
  /** Makes a sheet of a workbook. Told to be busy, it may have been made all the same. */
  make(wanted: WantedSheet): Promise<{ readonly outcome: 'made'; readonly sheet: MadeSheet } | Busy>;
  /** Lets somebody edit a sheet, without a mail. One sheet is shared with one after the other. */
  share(sheet: string, address: string): Promise<{ readonly outcome: Sharing } | Busy>;
  /** Puts a sheet into the bin that nobody has seen. */
  discard(sheet: string): Promise<{ readonly outcome: 'discarded' | 'left' } | Busy>;
}

export type FolderState =
  | { readonly outcome: 'open'; readonly name: string }
  | { readonly outcome: 'not shared' | 'no folder' | 'my drive' | 'closed' };

export interface MadeSheet {
  readonly id: string;
  /** ISO instant of its last change. */
  readonly changedAt: string;
}

export interface WantedSheet {
  /** By which it is found again. */
  readonly key: string;
  readonly title: string;
  readonly workbook: Uint8Array;
}

/**
 * `no account`: nobody at this address can open a sheet of the service; `not allowed`: who governs the drive, or the
 * account, does not let it be shared with them.
 */
export type Sharing = 'shared' | 'no account' | 'not allowed';
