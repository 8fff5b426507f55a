import { type Notice, noticeId } from '../domain/mail/notice.ts';
import type { Notices } from '../ports/notices.ts';
import type { DeliveryQueue, OwedMails } from '../ports/outbox.ts';

export interface Announcing {
  readonly notices: Notices;
  readonly owed: OwedMails;
  readonly deliveries: DeliveryQueue;
}

/**
 * Makes a notice's mail due, once: the same notice again changes nothing, and is told as known. With `notBefore` nobody asks for it
 * sooner than that, and then the sweep does. A crash before the notice is written leaves a note of a mail that
 * is not due, which the sweep clears; one after it leaves a mail that the sweep asks for.
 */
export async function announce(
  notice: Notice,
  { notices, owed, deliveries }: Announcing,
  notBefore?: Date,
): Promise<'made' | 'known'> {
  const id = noticeId(notice);
  if ((await notices.load(id)) !== null) return 'known';
  const request = { owner: { kind: 'notice', notice: id }, delivery: id } as const;
  await owed.note(request, notBefore);
  await notices.put(id, notice);
  if (notBefore === undefined) await deliveries.request(request);
  return 'made';
}
