import { hash } from 'node:crypto';
import type { BackgroundValue } from '../answers/background.ts';
import { plainText } from '../answers/normalise/plain-text.ts';
import type { Problem, ProblemCode } from '../answers/problems.ts';
import type { AuthorityId, RoundId, SubmissionId } from '../ids.ts';
import type { Delivery } from '../mail/delivery.ts';
import type { FormScore } from '../scoring/form-score.ts';
import type { Score } from '../scoring/scoring.ts';
import { hashedId } from './hashed-id.ts';
import type { SaidWithFile } from './said-with-file.ts';

/** Ways in. `office` is the office's own prefix of the inbox bucket. */
export const channels = ['office', 'page', 'mail', 'sheet'] as const;
export type Channel = (typeof channels)[number];

/** Where the original lies and how it came. */
export interface Receipt {
  readonly channel: Channel;
  /** Registered address of the person who sent it; null when the channel does not tell. */
  readonly sender: string | null;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** ISO instant at which the inbox had the whole file. */
  readonly receivedAt: string;
  /** Orders two files received in the same millisecond under one key. */
  readonly sequencer: string;
  /** Id of the online sheet that the file is a snapshot of. */
  readonly sheet?: string | undefined;
  /** ISO instant of the last change of the state of that sheet that was read. */
  readonly changedAt?: string | undefined;
  /** It is not known how the sheet stood before the deadline: only a later state could be read. */
  readonly onlyLater?: boolean | undefined;
  /** Of the mail it came with: what an answer names to stand beneath it. */
  readonly mail?: MailReference | undefined;
}

/** A mail that is answered: null where it gave nothing that a header may hold. */
export interface MailReference {
  readonly messageId: string | null;
  readonly subject: string | null;
}

/**
 * - committing: its answers are being written; not yet the authority's accepted state
 * - accepted: it became the authority's accepted state
 * - superseded: read and kept, but a file received later was accepted already
 * - rejected: could not be used
 */
export type Stage = 'committing' | 'accepted' | 'superseded' | 'rejected';

/** One file, read once. */
export interface Submission extends SaidWithFile {
  readonly id: SubmissionId;
  readonly authority: AuthorityId | null;
  readonly authorityName: string | null;
  readonly round: RoundId | null;
  readonly questionnaire: string | null;
  readonly receipt: Receipt;
  readonly stage: Stage;
  readonly problems: readonly Problem[];
  readonly background: Readonly<Record<string, BackgroundValue>>;
  /** Questions and figures of which the file says only what its workbook was sent out with. */
  readonly leftStanding?: readonly string[] | undefined;
  /** null exactly when the submission is rejected. */
  readonly score: Score | FormScore | null;
}

/** A rejected submission belongs to no standing: it carries its own outbox. */
export interface RejectedSubmission extends Submission {
  readonly stage: 'rejected';
  readonly score: null;
  readonly deliveries: readonly Delivery[];
}

/**
 * Whether the authority that a file names may be shown it: not when a stranger wrote that name on it, or when nobody
 * knows who did.
 */
export const saysWhoseItIs = ({ problems }: Pick<Submission, 'problems'>): boolean =>
  !problems.some(({ code }) => notOfTheAuthority.has(code));
const notOfTheAuthority: ReadonlySet<ProblemCode> = new Set([
  'sender-not-registered',
  'sender-missing',
  'sender-unknown',
  'sheet-unidentified',
  'authority-not-of-page',
]);

/**
 * Identity by content: the same file for the same authority and round is one submission however
 * often and by whichever way it comes. A file that tells no authority is told apart by its sender.
 */
export function submissionId(of: {
  readonly authority: AuthorityId | null;
  readonly round: RoundId | null;
  readonly sender: string | null;
  readonly sha256: string;
}): SubmissionId {
  const owner = of.authority === null ? `sender:${of.sender ?? ''}` : `authority:${of.authority}`;
  return hashedId([owner, of.round, of.sha256]);
}

/** ISO instant of receipt, which a place in the order of receipt begins with. */
export const receivedIn = (order: string): string => order.split('#', 1)[0] ?? '';

/** Sorts submissions of one authority by when the inbox had them; a total order, the same everywhere. */
export function submissionOrder(id: SubmissionId, receipt: Pick<Receipt, 'receivedAt' | 'sequencer'>): string {
  // S3 says: pad the shorter sequencer with zeros on the right, then compare as strings.
  return [new Date(receipt.receivedAt).toISOString(), receipt.sequencer.padEnd(32, '0'), id].join('#');
}

/** Characters of the id of an authority. */
export const maxAuthorityIdLength = 80;

/**
 * `Île-de-France` -> `ile-de-france`: the id an authority is registered by when the office gives none. From then on the
 * registered id is what counts: nobody is looked up by an id that is made of a name.
 */
export function authorityId(name: string): string {
  const whole = lettersOf(name);
  if (whole.length <= maxAuthorityIdLength) return whole;
  // Two long names may begin alike.
  const digest = hash('sha256', plainText(name), 'hex').slice(0, 16);
  return `${whole.slice(0, maxAuthorityIdLength - digest.length - 1)}-${digest}`;
}

/** Whether an id was once made of a long name and cut: two names that begin alike have the same. */
export function isCutOff(id: SubmissionId, name: string): boolean {
  const whole = lettersOf(name);
  return id.length === maxAuthorityIdLength && whole.length > id.length && whole.startsWith(id);
}

function lettersOf(name: string): string {
  return (
    name
      .normalize('NFKD')
      // Accents of Latin letters only: й without its breve is another letter.
      .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
  );
}
