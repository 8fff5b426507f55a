import { hash } from 'node:crypto';
import { mailedKey } from '../../shared/config/object-keys.ts';
import { isMessageId } from '../../shared/domain/mail/mail-headers.ts';
import { mailLimits } from '../../shared/domain/mail/mail-limits.ts';
import type { AnswerReason } from '../../shared/domain/mail/notice.ts';
import type { RefusalReason } from '../../shared/domain/mail/refusal.ts';
import type { Inbox, InboxWriter } from '../../shared/ports/inbox.ts';
import type { DailyAllowance, Refusals } from '../../shared/ports/mail-intake.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';
import type { ReceivedMail } from './event.ts';
import { isCalendarReply, type MailedFile, sheetLinksIn, workbooksIn } from './files-in.ts';
import { machineRule } from './machine-mail.ts';
import { headersOf, messageOf } from './message.ts';
import { provenSender } from './sender.ts';

export interface ReceiveDependencies extends Announcing {
  /** The mails as they came. */
  readonly mails: Inbox;
  readonly mailBucket: string;
  readonly inbox: InboxWriter;
  readonly registry: Registry;
  readonly allowance: DailyAllowance;
  readonly refusals: Refusals;
  /** Addresses of ours: mail from them is our own, come back. */
  readonly own: readonly string[];
  readonly now: () => Date;
}

export type ReceiveOutcome =
  | { readonly outcome: 'gone' }
  /** Made by a machine: nobody is answered, nobody is told. */
  | { readonly outcome: 'dropped'; readonly rule: string }
  /** Nobody is answered; the office reads of it. */
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  /** Its files are in the inbox, from where they are answered. */
  | { readonly outcome: 'taken'; readonly files: number }
  /** A known sender hears what to attach, once a day. */
  | { readonly outcome: 'answered'; readonly reason: AnswerReason };

/**
 * One mail that came in. Machines' mail is dropped first; then only a contact whom DMARC has proven is listened
 * to, and only such a one is ever answered: whoever is not proven could make us write to somebody else.
 * The same event again writes the same files under the same keys and the same notice.
 */
export async function receiveMail(mail: ReceivedMail, deps: ReceiveDependencies): Promise<ReceiveOutcome> {
  const stored = await deps.mails.fetch({ bucket: deps.mailBucket, key: mail.key, versionId: null });
  if (stored === 'gone') return { outcome: 'gone' };
  const raw = stored === 'too large' ? null : stored.bytes;
  const headers = raw === null ? mail.headers : await headersOf(raw);
  const rule = machineRule(mail, [...mail.headers, ...(headers ?? [])], deps.own);
  if (rule !== null) return { outcome: 'dropped', rule };
  if (headers === null) return refuse('unreadable', mail, deps);
  const sender = provenSender(mail, headers);
  if (sender === null) return refuse('unauthenticated', mail, deps);
  if ((await deps.registry.authoritiesOf(sender)).length === 0) return refuse('unregistered', mail, deps);
  if (!(await deps.allowance.take(sender, mail.receivedAt.slice(0, 10), mail.id)))
    return refuse('over-limit', mail, deps);
  if (mail.verdicts.virus === 'FAIL') return refuse('virus', mail, deps);
  if (raw === null) return answer('too-large', sender, mail, deps);
  const message = await messageOf(raw);
  if (message === null) return answer('unreadable', sender, mail, deps);
  const workbooks = workbooksIn(message);
  const files = workbooks.length > 0 ? workbooks : sheetLinksIn(message);
  if (files.length === 0 && isCalendarReply(message)) return { outcome: 'dropped', rule: 'calendar' };
  if (files.length === 0) return answer('no-workbook', sender, mail, deps);
  if (files.length > mailLimits.workbooks) return answer('too-many-workbooks', sender, mail, deps);
  for (const file of files) await putIntoInbox(file, sender, mail, deps);
  return { outcome: 'taken', files: files.length };
}

/** Under a key of ours, the same for the same file of the same mail: no name of a stranger is in it. */
async function putIntoInbox(
  { fileName, bytes, sha256 }: MailedFile,
  sender: string,
  mail: ReceivedMail,
  { inbox }: ReceiveDependencies,
): Promise<void> {
  const id = hash('sha256', `${mail.key} ${sha256}`, 'hex').slice(0, 32);
  await inbox.put(mailedKey(mail.receivedAt.slice(0, 10), id), bytes, {
    sender,
    filename: fileName || 'attachment',
    received: mail.receivedAt,
    'message-id': referenceOf(mail).messageId ?? '',
    subject: referenceOf(mail).subject ?? '',
  });
}

/** Characters of a subject that an answer repeats. */
const maxSubjectLength = 200;

/** What an answer names of a mail: an id that could be no header is left out. */
function referenceOf({ messageId, subject }: ReceivedMail): { messageId: string | null; subject: string | null } {
  const text = subject.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return { messageId: isMessageId(messageId) ? messageId : null, subject: text.slice(0, maxSubjectLength) || null };
}

async function answer(
  reason: AnswerReason,
  sender: string,
  mail: ReceivedMail,
  deps: ReceiveDependencies,
): Promise<ReceiveOutcome> {
  const day = mail.receivedAt.slice(0, 10);
  await announce({ kind: 'answer', reason, to: sender, day, ...referenceOf(mail) }, deps);
  return { outcome: 'answered', reason };
}

/** The office gets one mail for all that was refused in a day, when the day is over. Spam it is spared. */
async function refuse(reason: RefusalReason, mail: ReceivedMail, deps: ReceiveDependencies): Promise<ReceiveOutcome> {
  if (mail.verdicts.spam !== 'FAIL') {
    const now = deps.now();
    const day = now.toISOString().slice(0, 10);
    const from = mail.from.join(', ').slice(0, maxSubjectLength);
    const subject = referenceOf(mail).subject ?? '';
    await deps.refusals.note(day, mail.id, { reason, from, subject, at: mail.receivedAt });
    const over = new Date(`${day}T00:00:00.000Z`).getTime() + 24 * 3600_000;
    await announce({ kind: 'refusals', day }, deps, new Date(over));
  }
  return { outcome: 'refused', reason };
}
