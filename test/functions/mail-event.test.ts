import { expect, test } from 'vitest';
import { mailEventIn } from '../../functions/track-mail/event.ts';

/** As SES writes it: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
const bounce = (bounceType: string, bounceSubType: string): string =>
  JSON.stringify({
    eventType: 'Bounce',
    mail: { messageId: 'm', timestamp: '2026-01-01T00:00:00.000Z', tags: { submission: ['s'] } },
    bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: 'a@b.example' }] },
  });

test.each([
  ['Permanent', 'General', 1, undefined],
  ['Permanent', 'NoEmail', 1, undefined],
  ['Permanent', 'OnAccountSuppressionList', 1, 'account'],
  ['Permanent', 'Suppressed', 1, 'SES'],
  ['Transient', 'MailboxFull', 0, undefined],
])(
  'a bounce that is %s, %s, ends mail to %i address, and tells a list of SES from a mailbox',
  (type, subType, count, listed) => {
    expect(mailEventIn(bounce(type, subType))).toHaveProperty('fate', 'bounced');
    expect(mailEventIn(bounce(type, subType))?.listed).toBe(listed);
    expect(mailEventIn(bounce(type, subType))?.suppress).toHaveLength(count);
  },
);
