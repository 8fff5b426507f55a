import type { ObjectKey } from '../config/object-keys.ts';
import type { SubmissionId } from '../domain/ids.ts';
import type { SheetSnapshot } from '../domain/submissions/sheet-snapshot.ts';
import type { MailReference, Receipt } from '../domain/submissions/submission.ts';
import type { TabRefusal } from '../domain/submissions/tab-refusal.ts';

export type { TabRefusal } from '../domain/submissions/tab-refusal.ts';

/** An online sheet that somebody pointed to, and how the pointer came in. */
export interface SheetRequest {
  readonly sheet: string;
  readonly pointer: Receipt;
  /** Messages of before say by it that the sender was told that the sheet has to wait. */
  readonly told?: boolean | undefined;
  /** What the contacts' page knows it by, where the pointer itself does not tell. */
  readonly upload?: string | undefined;
  /** ISO instant: a state that is later is none; the last one before is looked for. */
  readonly asOf?: string | undefined;
  /** The sheet is looked at again: what is known is its state of this last change (ISO instant). */
  readonly known?: string | undefined;
  /** ISO instant at which it was to be looked at again. */
  readonly askedAt?: string | undefined;
}

/** Tells fetch-sheet that somebody pointed to an online sheet. Asking twice is harmless. */
export interface SheetQueue {
  /** `delaySeconds`: nobody looks at it sooner. */
  request(request: SheetRequest, delaySeconds?: number): Promise<void>;
}

/** What is kept beside a file in the inbox. */
export interface ArrivedSheet {
  readonly key: ObjectKey;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly sender: string | null;
  readonly sheet: string;
  /** Names the state of the sheet; null when it could not be read. */
  readonly revision: string | null;
  /** ISO instant from which it counts: when the pointer came in. */
  readonly receivedAt: string;
  /** Only a state after the deadline could be read. */
  readonly onlyLater?: boolean;
  /** What the contacts' page knows it by, when the pointer came from there. */
  readonly upload?: string | null;
  /** The mail that the pointer came with. */
  readonly mail?: MailReference | undefined;
}

/** Where online sheets come in as files. */
export interface SheetInbox {
  /** The same key again replaces it. */
  put(arrived: ArrivedSheet): Promise<void>;
}

/** Results as a tab of an online sheet: values only, no formulas. */
export interface ResultsTab {
  readonly submission: SubmissionId;
  /** ISO instant: of two results the one of the file received later stays. */
  readonly receivedAt: string;
  readonly title: string;
  readonly rows: readonly { readonly bold: boolean; readonly cells: readonly (string | number)[] }[];
}

export interface ResultsTabRequest {
  readonly sheet: string;
  readonly tab: ResultsTab;
  /** ISO instant at which they could not be written for the first time, as the service was busy. */
  readonly waitsSince?: string | undefined;
}

/** Tells write-results-tab of results for a sheet. Asking twice is harmless. */
export interface ResultsTabQueue {
  request(request: ResultsTabRequest, delaySeconds?: number): Promise<void>;
}

export type SheetReading =
  | { readonly outcome: 'read'; readonly snapshot: SheetSnapshot }
  /** As it stood before `asOf`, as a workbook of the service's own making. */
  | { readonly outcome: 'earlier'; readonly file: Uint8Array; readonly title: string; readonly revision: string }
  /** Changed after `asOf`, and no earlier state can be read: as it stands now. */
  | { readonly outcome: 'only later'; readonly snapshot: SheetSnapshot }
  | { readonly outcome: 'unchanged' }
  /** 'other format': no spreadsheet of this service. */
  | { readonly outcome: 'not shared' | 'gone' | 'other format' | 'too large' }
  | Busy;

/** The service cannot answer now, which says nothing of the sheet. It asks to be left alone for so long; 0: it does not say. */
export interface Busy {
  readonly outcome: 'busy';
  readonly seconds: number;
}

export type TabWriting =
  | { readonly outcome: 'written' | 'gone' | 'superseded' }
  | { readonly outcome: 'not allowed'; readonly why: TabRefusal }
  | Busy;

export interface WantedState extends Pick<SheetRequest, 'asOf' | 'known'> {
  /** It was asked for in vain for so long that a page which refuses a state of before is believed. */
  readonly isLong?: boolean;
}

export interface OnlineSheets {
  /** Whom a sheet has to be shared with. */
  readonly address: string;
  /** One state of the sheet, whole. */
  fetch(sheet: string, wanted?: WantedState): Promise<SheetReading>;
  /** Puts the tab in place of the one written before; never touches a tab of somebody else. */
  writeResults(sheet: string, tab: ResultsTab): Promise<TabWriting>;
}
