import { type Notice, noticeId } from '../domain/mail/notice.ts';
import type { Notices } from '../ports/notices.ts';
import type { DeliveryQueue, OwedMails } from '../ports/outbox.ts';

export interface Announcing {
  readonly notices: Notices;
  readonly owed: OwedMails;
  readonly deliveries: DeliveryQueue;
}

/**
 * Makes a notice's mail due, once: the same notice again changes nothing, and is told as known. With `wait` nobody asks for it
 * sooner: of seconds (900 at most) its own message comes later, of an instant the sweep asks. A crash before the notice is written leaves a note of a mail that
 * is not due, which the sweep clears; one after it leaves a mail that the sweep asks for.
 */
export async function announce(
  notice: Notice,
  { notices, owed, deliveries }: Announcing,
  wait?: Date | number,
): Promise<'made' | 'known'> {
  const id = noticeId(notice);
  if ((await notices.load(id)) !== null) return 'known';
  const request = { owner: { kind: 'notice', notice: id }, delivery: id } as const;
  await owed.note(request, wait instanceof Date ? wait : undefined);
  await notices.put(id, notice);
  if (!(wait instanceof Date)) await deliveries.request(request, wait);
  return 'made';
}
