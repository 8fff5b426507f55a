import * as v from 'valibot';
import type { DeliveryId } from '../../shared/domain/ids.ts';
import type { Fate } from '../../shared/domain/mail/delivery.ts';
import type { Suppression } from '../../shared/domain/registry/registry.ts';
import { sesNotification } from '../../shared/lambda/ses-notification.ts';

/** What the provider tells of a mail that it had accepted. */
export interface MailEvent {
  readonly messageId: string;
  /** What the mail was, by the tag that it was sent with; null when it names none. */
  readonly delivery: DeliveryId | null;
  readonly fate: Fate;
  /** Addresses to which nothing may be sent any more, and why. */
  readonly suppress: readonly string[];
  readonly suppression: Suppression | null;
  /** On which list of SES the address already was, so that SES did not even try: that of the account, or of all accounts. */
  readonly listed?: 'account' | 'SES' | undefined;
}

/** https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types */
const lists: Readonly<Record<string, NonNullable<MailEvent['listed']>>> = {
  OnAccountSuppressionList: 'account',
  Suppressed: 'SES',
};

const recipients = v.array(v.object({ emailAddress: v.string() }));
const mail = v.object({
  messageId: v.string(),
  timestamp: v.string(),
  tags: v.optional(v.record(v.string(), v.array(v.string())), {}),
});
const at = v.optional(v.pipe(v.string(), v.isoTimestamp()));

/** What SES publishes by a configuration set's event destination. */
const notification = v.variant('eventType', [
  v.object({
    eventType: v.literal('Bounce'),
    mail,
    bounce: v.object({
      bounceType: v.string(),
      bounceSubType: v.optional(v.string()),
      bouncedRecipients: recipients,
      timestamp: at,
    }),
  }),
  v.object({
    eventType: v.literal('Complaint'),
    mail,
    complaint: v.object({
      complainedRecipients: recipients,
      complaintFeedbackType: v.optional(v.string()),
      timestamp: at,
    }),
  }),
  v.object({ eventType: v.literal('Delivery'), mail }),
  v.object({ eventType: v.literal('DeliveryDelay'), mail }),
  v.object({ eventType: v.literal('Reject'), mail }),
]);
type Notification = v.InferOutput<typeof notification>;

/** The event a message of the queue tells of, or none; throws when it is no notification of SES. */
export function mailEventIn(body: string): MailEvent | null {
  const told = sesNotification(body);
  if (told === null) return null;
  const event = v.parse(notification, told);
  const { messageId, tags } = event.mail;
  return { messageId, delivery: tags['submission']?.[0] ?? null, ...meaningOf(event) };
}

type Meaning = Pick<MailEvent, 'fate' | 'suppress' | 'suppression' | 'listed'>;

const plain = (fate: Fate): Meaning => ({ fate, suppress: [], suppression: null });

function meaningOf(event: Notification): Meaning {
  switch (event.eventType) {
    case 'Bounce': {
      const { bounceType, bounceSubType = '', bouncedRecipients, timestamp } = event.bounce;
      // A full mailbox or a server that was down: the next mail may arrive.
      if (bounceType !== 'Permanent') return plain('bounced');
      const suppressed = suppressing('bounce', bouncedRecipients, timestamp ?? event.mail.timestamp);
      return { fate: 'bounced', ...suppressed, listed: lists[bounceSubType] };
    }
    case 'Complaint': {
      const { complainedRecipients, complaintFeedbackType, timestamp } = event.complaint;
      // Somebody took it out of the junk folder.
      if (complaintFeedbackType === 'not-spam') return plain('delivered');
      const when = timestamp ?? event.mail.timestamp;
      return { fate: 'complained', ...suppressing('complaint', complainedRecipients, when) };
    }
    case 'Delivery':
      return plain('delivered');
    case 'DeliveryDelay':
      return plain('delayed');
    case 'Reject':
      return plain('refused');
  }
}

function suppressing(
  reason: Suppression['reason'],
  addressed: v.InferOutput<typeof recipients>,
  when: string,
): Pick<MailEvent, 'suppress' | 'suppression'> {
  const suppress = addressed.map(({ emailAddress }) => emailAddress);
  return { suppress, suppression: { reason, at: new Date(when).toISOString() } };
}
