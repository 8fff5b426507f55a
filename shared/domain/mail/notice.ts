import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import { hashedId } from '../submissions/hashed-id.ts';
import type { TabRefusal } from '../submissions/tab-refusal.ts';

/** Why a mail with no questionnaire to read is answered. */
export type AnswerReason = 'no-workbook' | 'too-many-workbooks' | 'too-large' | 'unreadable';

/**
 * A mail owed that belongs to no submission's own outbox. It says what it is about; to whom it goes, and
 * whether it is still wanted, is looked up when it is sent.
 */
export type Notice =
  /** To a contact whose mail had nothing in it that could be read. One a day, whatever the reason. */
  | {
      readonly kind: 'answer';
      readonly reason: AnswerReason;
      readonly to: string;
      readonly day: string;
      readonly messageId: string | null;
      readonly subject: string | null;
    }
  /** To one contact of an authority that is asked to take part in a round. */
  | { readonly kind: 'invitation'; readonly round: RoundId; readonly authority: AuthorityId; readonly to: string }
  /** To one contact of an authority that has not sent its questionnaire, or has not answered all of it. */
  | {
      readonly kind: 'reminder';
      readonly round: RoundId;
      readonly authority: AuthorityId;
      /** Days before the deadline; after it, below zero. */
      readonly days: number;
      /** The deadline that it was about: a later one is reminded of again. Notices of before do not say. */
      readonly closes?: string | undefined;
      readonly to: string;
    }
  /** To one contact of an authority to which the office has given a deadline of its own. */
  | {
      readonly kind: 'deadline';
      readonly round: RoundId;
      readonly authority: AuthorityId;
      /** The deadline (ISO instant): another one is told again. */
      readonly closes: string;
      readonly to: string;
    }
  /** To a colleague whom a contact has added: the link to their page. One a day, also when they are taken out in between. */
  | {
      readonly kind: 'colleague';
      readonly round: RoundId;
      readonly authority: AuthorityId;
      readonly to: string;
      readonly day: string;
    }
  /** To another contact of an authority, when one of them has sent a questionnaire that counts. */
  | {
      readonly kind: 'confirmation';
      readonly submission: SubmissionId;
      /** Place in the order of receipt: a file that counts again is told again. */
      readonly order: string;
      readonly to: string;
    }
  /** To whoever sent a file once more that counts already: nothing has changed. */
  | {
      readonly kind: 'unchanged';
      readonly submission: SubmissionId;
      /** Place in the order of receipt of the file that was sent once more. */
      readonly order: string;
      /** As it is called this time; notices of before do not say. */
      readonly fileName?: string | undefined;
      readonly to: string;
    }
  /** To whoever sent a link to a sheet that has to wait: it counts from when it came in. Without a sender, to the office. */
  | {
      readonly kind: 'sheet-waiting';
      readonly sheet: string;
      /** ISO instant. */
      readonly receivedAt: string;
      readonly to: string | null;
    }
  /** To whoever sent a sheet that does not take its results; once for a sheet and a reason. Without a sender, to the office. */
  | {
      readonly kind: 'tab-unwritten';
      readonly sheet: string;
      /** The first one whose results it did not take. */
      readonly submission: SubmissionId;
      readonly why: TabRefusal;
      /** Whom the sheet has to be shared with. */
      readonly address: string;
      readonly to: string | null;
    }
  /** To the office: no mail goes to this contact any more. */
  | {
      readonly kind: 'suppressed';
      readonly address: string;
      readonly reason: 'bounce' | 'complaint';
      readonly at: string;
    }
  /** To the office: a note of an authority came with this file. One mail for each note. */
  | {
      readonly kind: 'note';
      readonly submission: SubmissionId;
      readonly authority: AuthorityId;
      /** null: the file names none that is known. */
      readonly round: RoundId | null;
      /** Hash of the note: the note itself lies with its file. */
      readonly mark: string;
    }
  /** To the office: malware was found in this file. */
  | { readonly kind: 'quarantined'; readonly submission: SubmissionId }
  /** To the office: the mails of one day that were not taken. */
  | { readonly kind: 'refusals'; readonly day: string };

/** The same notice is sent once: its id comes from what it is about. */
export function noticeId(notice: Notice): string {
  const about = aboutOf(notice);
  const fields = Object.entries(about).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashedId(fields);
}

function aboutOf(notice: Notice): object {
  if (notice.kind === 'tab-unwritten') {
    return { kind: notice.kind, sheet: notice.sheet, why: notice.why, to: notice.to?.toLowerCase() ?? null };
  }
  if (notice.kind === 'answer') return { kind: notice.kind, to: notice.to, day: notice.day };
  // The same words with the next file are not told again.
  if (notice.kind === 'note') return { ...notice, submission: '' };
  // A contact whose address is written in other letters later is invited already.
  return notice.kind === 'invitation' ? { ...notice, to: notice.to.toLowerCase() } : notice;
}
