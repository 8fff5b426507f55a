import type { Answers } from './domain/answer.ts';
import type { Deliveries } from './domain/delivery.ts';
import type { CountedState } from './domain/fold.ts';
import type { HistoryEntry } from './domain/history.ts';
import type { Authority, Round, Suppression } from './domain/registry/registry.ts';
import type { RegistryPlan } from './domain/registry/registry-plan.ts';
import type { Review, VerifiedAnswers } from './domain/review/review.ts';
import type { ReviewPlan } from './domain/review/review-plan.ts';
import type { SheetSnapshot } from './domain/sheet-snapshot.ts';
import type { Standing } from './domain/standing.ts';
import type { MailReference, Receipt, RejectedSubmission, Submission } from './domain/submission.ts';
import type { Upload } from './upload.ts';

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

export type { Authority, Contact, Round, Suppression } from './domain/registry/registry.ts';

export interface Registry {
  authority(id: string): Promise<Authority | null>;
  /**
   * The authorities a text leads to: by registered id, or by a name it has now or had before, or by an alias. More than
   * one when several go by it; `Halle (BE)` is the Halle in Belgium.
   */
  named(text: string): Promise<Authority[]>;
  /** Ids of the authorities a person is a contact of; the address in any case of letters. */
  authoritiesOf(address: string): Promise<string[]>;
  round(id: string): Promise<Round | null>;
  /** All that are registered, by id; a list is read, nothing is searched. */
  authorities(): Promise<Authority[]>;
  /** How many there are, from the list alone. */
  authorityCount(): Promise<number>;
  rounds(): Promise<Round[]>;
  putAuthority(authority: Authority): Promise<void>;
  /**
   * Puts what `change` makes of what is registered then, so that nothing somebody else changes meanwhile is
   * lost. It may be asked more than once; null changes nothing.
   */
  changeAuthority(id: string, change: (current: Authority | null) => Authority | null): Promise<void>;
  /** Takes an authority out with its contacts; what it has sent in stays. */
  removeAuthority(id: string): Promise<void>;
  putRound(round: Round): Promise<void>;
  /**
   * Notes that no mail goes to an address any more, wherever it is a contact. The first reason stays.
   * Returns what stands there then; null when the address is no contact.
   */
  suppress(address: string, suppression: Suppression): Promise<Suppression | null>;
}

/** Submissions with their answers, and the standings made of them. */
export interface SubmissionStore {
  submission(id: string): Promise<Submission | RejectedSubmission | null>;
  /** Those of them that are there, in no particular order. */
  submissions(ids: readonly string[]): Promise<(Submission | RejectedSubmission)[]>;
  /** Ids of what an authority's contacts or the office sent in for it and could not be used, the newest first. */
  rejectionsOf(authority: string, most: number): Promise<string[]>;
  answers(submission: string): Promise<Answers>;
  /** Writes answers under a submission's id; nobody looks there until the standing names it. */
  putAnswers(submission: string, answers: Answers): Promise<void>;
  /** Writes answers that count from several submissions under an id of their own; nobody looks there until it is named. */
  putCounted(
    id: string,
    owner: { readonly authority: string; readonly round: string },
    state: CountedState,
  ): Promise<void>;
  counted(id: string): Promise<CountedState | null>;
  putSubmission(submission: Submission): Promise<void>;
  /** Writes a rejected submission unless it is there already: its outbox must not fall back to due. */
  putRejected(submission: RejectedSubmission): Promise<void>;
  standing(round: Round, authority: string): Promise<Standing | null>;
  /** Writes the next version; 'conflict' when another writer was faster: read again. */
  putStanding(round: Round, standing: Standing): Promise<'written' | 'conflict'>;
  /** An authority's scored submissions of all rounds, in the order of receipt in each round. */
  history(authority: string): Promise<HistoryEntry[]>;
  /** The same entry again changes nothing. */
  putHistory(entry: HistoryEntry): Promise<void>;
}

/** Whose outbox a delivery lies in. */
export type OutboxOwner =
  | { readonly kind: 'standing'; readonly round: string; readonly authority: string }
  | { readonly kind: 'rejected'; readonly submission: string }
  | { readonly kind: 'notice'; readonly notice: string }
  | { readonly kind: 'import'; readonly import: string };

export interface Outbox {
  load(owner: OutboxOwner): Promise<{ readonly deliveries: Deliveries; readonly version: number } | null>;
  save(owner: OutboxOwner, deliveries: Deliveries, version: number): Promise<'written' | 'conflict'>;
}

export interface DeliveryRequest {
  readonly owner: OutboxOwner;
  /** Id of the submission, or of the notice. */
  readonly submission: string;
}

/** Tells deliver-results that something is due. Asking twice is harmless. */
export interface DeliveryQueue {
  /** `delaySeconds`, 0 to 900: nobody hears of it sooner. */
  request(request: DeliveryRequest, delaySeconds?: number): Promise<void>;
}

/** What a workbook of the office does: to the registry, or to the answers of a round. */
export type ImportPlan = RegistryPlan | ReviewPlan;

/** One workbook of the office that came in: what it does is decided once, then done, then told. */
export interface PlannedImport {
  readonly id: string;
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly sha256: string;
  readonly plan: ImportPlan;
}

export interface Imports {
  /** `owed`: the office has not been told yet. */
  load(id: string): Promise<{ readonly of: PlannedImport; readonly applied: boolean; readonly owed: boolean } | null>;
  /** Keeps what is going to be done; of two who begin at once one is heard, and the plan of that one is done. */
  begin(of: PlannedImport): Promise<void>;
  /** All of it is done: from this moment on the office is owed the answer. */
  finish(of: PlannedImport): Promise<void>;
  /** sha-256 of the file of a kind that was imported last. */
  lastFile(kind: ImportPlan['kind']): Promise<string | null>;
}

/** What the office has verified of an authority's answers in a round. */
export interface Reviews {
  of(round: string, authority: string): Promise<Review | null>;
  /** Puts what `change` makes of what is there then; it may be asked more than once. */
  change(round: string, authority: string, change: (current: VerifiedAnswers) => VerifiedAnswers): Promise<Review>;
}

export interface InboxListing {
  /** Every version of every object under a prefix, in pages of up to 1,000. */
  under(prefix: string): AsyncIterable<readonly Upload[]>;
}

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

/** Which objects of the inbox nobody has to work on any more. */
export interface Ledger {
  /** Doing it again is harmless. */
  close(place: FilePlace): Promise<void>;
  /** Of these, the ones that are not closed and were put back on a queue fewer than `most` times. */
  open(places: readonly FilePlace[], most: number): Promise<FilePlace[]>;
  countRequeue(place: FilePlace): Promise<void>;
}

/** An online sheet that somebody pointed to, and how the pointer came in. */
export interface SheetRequest {
  readonly sheet: string;
  readonly pointer: Receipt;
}

/** Tells fetch-sheet that somebody pointed to an online sheet. Asking twice is harmless. */
export interface SheetQueue {
  request(request: SheetRequest): Promise<void>;
}

/** What is kept beside a file in the inbox. */
export interface ArrivedSheet {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly sender: string | null;
  readonly sheet: string;
  /** Names the state of the sheet; null when it could not be read. */
  readonly revision: string | null;
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
  readonly submission: string;
  /** ISO instant: of two results the one of the file received later stays. */
  readonly receivedAt: string;
  readonly title: string;
  readonly rows: readonly { readonly bold: boolean; readonly cells: readonly (string | number)[] }[];
}

export interface ResultsTabRequest {
  readonly sheet: string;
  readonly tab: ResultsTab;
}

/** Tells write-results-tab of results for a sheet. Asking twice is harmless. */
export interface ResultsTabQueue {
  request(request: ResultsTabRequest): Promise<void>;
}

export type SheetReading =
  | { readonly outcome: 'read'; readonly snapshot: SheetSnapshot }
  /** 'other format': no spreadsheet of this service; 'changing': edited each time while it was read. */
  | { readonly outcome: 'not shared' | 'gone' | 'other format' | 'too large' | 'changing' };

export interface OnlineSheets {
  /** Whom a sheet has to be shared with. */
  readonly address: string;
  /** One state of the sheet, whole. */
  fetch(sheet: string): Promise<SheetReading>;
  /** Puts the tab in place of the one written before; never touches a tab of somebody else. */
  writeResults(sheet: string, tab: ResultsTab): Promise<'written' | 'not allowed' | 'gone' | 'superseded'>;
}

export interface ResultsArchive {
  /** Keeps a results workbook or page, by its key's ending; the same key again replaces it. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /**
   * An address that gives to whoever has it what is kept under a key, for so many seconds at most: to be
   * downloaded under a name, or shown when there is none.
   */
  link(key: string, how: { readonly seconds: number; readonly downloadAs: string | null }): Promise<string>;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
  /** Names what the mail belongs to, for events that come back about it: a submission or a notice. */
  readonly submission: string;
  /** Message-ID of the mail it answers. */
  readonly inReplyTo?: string | null;
}

export interface Mailer {
  /** Returns the provider's message id once it has accepted the mail; throws MailerBusy when it takes none now. */
  send(mail: Mail): Promise<string>;
}
