import type { ObjectKey } from '../config/object-keys.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../domain/ids.ts';

/** Something that a contact sends by the page, from when it was announced until it was read. */
export interface PageUpload {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly round: RoundId;
  /** As it is called where it was sent from; '' of an online sheet. */
  readonly fileName: string;
  /** To the office, as it was typed beside it. */
  readonly note?: string | undefined;
  /** ISO instant. */
  readonly announcedAt: string;
  /** We put it into the inbox ourselves, at once: it is a link or an act, and no browser sends anything. */
  readonly handedIn?: boolean | undefined;
  /** Its submission; null as long as there is none. */
  readonly submission: SubmissionId | null;
  /**
   * `sent`, `interrupted`: the page says that all of it is there, or that it went no further. `following`: it pointed to
   * an online sheet, which is being fetched.
   */
  readonly stage: 'announced' | 'sent' | 'interrupted' | 'reading' | 'following' | 'read' | 'unusable';
}

export interface PageUploads {
  announce(upload: Omit<PageUpload, 'stage' | 'submission'>): Promise<void>;
  find(id: string): Promise<PageUpload | null>;
  /** The newest of an authority, up to `most`, newest first. */
  latestOf(authority: AuthorityId, most: number): Promise<PageUpload[]>;
  /** Notes what the page says of its sending, of one that nobody has begun to read. */
  noteSending(id: string, stage: 'sent' | 'interrupted'): Promise<void>;
  /** Notes how far one is; of one that nobody announced, nothing is noted. */
  note(id: string, progress: Pick<PageUpload, 'stage' | 'submission'>): Promise<void>;
}

/** Forms by which a browser puts a file into the inbox, past us. */
export interface UploadForms {
  /** For one object under this key, with these texts beside it, up to the largest file that is read. */
  offer(
    key: ObjectKey,
    metadata: Readonly<Record<string, string>>,
    seconds: number,
  ): Promise<{ readonly url: string; readonly fields: Readonly<Record<string, string>> }>;
}
