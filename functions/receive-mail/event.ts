import * as v from 'valibot';
import { sesNotification } from '../../shared/lambda/ses-notification.ts';

/** One mail that came in, as the receiving server tells of it. Nothing here is read from the message by us. */
export interface ReceivedMail {
  /** The provider's own id of it, not the Message-ID. */
  readonly id: string;
  readonly key: string;
  /** Envelope sender; empty: none. */
  readonly source: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** The header From, each mailbox as written. */
  readonly from: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly headers: readonly MailHeader[];
  readonly verdicts: { readonly dmarc: Verdict; readonly spam: Verdict; readonly virus: Verdict };
}

export interface MailHeader {
  /** In small letters. */
  readonly name: string;
  readonly value: string;
}

/** GRAY: the sender's domain has no policy, or cannot be asked. */
export type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';

const verdict = v.object({ status: v.picklist(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']) });

/** What SES publishes when its receipt rule has put a mail into the bucket. */
const notification = v.object({
  notificationType: v.literal('Received'),
  mail: v.object({
    messageId: v.string(),
    source: v.optional(v.string(), ''),
    headers: v.optional(v.array(v.object({ name: v.string(), value: v.string() })), []),
    commonHeaders: v.object({
      from: v.optional(v.array(v.string()), []),
      subject: v.optional(v.string(), ''),
      messageId: v.optional(v.string(), ''),
    }),
  }),
  receipt: v.object({
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    // Absent is not proven.
    dmarcVerdict: v.optional(verdict, { status: 'GRAY' }),
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: v.object({ type: v.literal('S3'), objectKey: v.string() }),
  }),
});

/** The mail a message of the queue tells of, or none; throws when it is no notification of SES. */
export function mailIn(body: string): ReceivedMail | null {
  const told = sesNotification(body);
  if (told === null) return null;
  const { mail, receipt } = v.parse(notification, told);
  return {
    id: mail.messageId,
    key: receipt.action.objectKey,
    source: mail.source,
    receivedAt: new Date(receipt.timestamp).toISOString(),
    from: mail.commonHeaders.from,
    subject: mail.commonHeaders.subject,
    messageId: mail.commonHeaders.messageId,
    headers: mail.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value })),
    verdicts: {
      dmarc: receipt.dmarcVerdict.status,
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
    },
  };
}
