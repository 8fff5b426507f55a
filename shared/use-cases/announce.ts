import { type Notice, noticeId } from '../domain/mail/notice.ts';
import type { Notices } from '../ports/notices.ts';
import type { DeliveryQueue, DeliveryRequest, OwedMails } from '../ports/outbox.ts';
import { together } from '../ports/together.ts';

export interface Announcing {
  readonly notices: Notices;
  readonly owed: OwedMails;
  readonly deliveries: DeliveryQueue;
}

const requestOf = (id: string): DeliveryRequest => ({ owner: { kind: 'notice', notice: id }, delivery: id });

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
  const request = requestOf(id);
  await owed.note(request, wait instanceof Date ? wait : undefined);
  await notices.put(id, notice);
  if (!(wait instanceof Date)) await deliveries.request(request, wait);
  return 'made';
}

/** Seconds after which nobody is still writing a notice. */
const moment = 5;

/**
 * The same in steps, for whoever writes other things at the same time: it is owed before it is made, so that no crash loses
 * it. Its message comes a moment later, as it must not come before the notice is there; the sweep asks where it did.
 */
export function announcement(notice: Notice, { notices, owed, deliveries }: Announcing) {
  const id = noticeId(notice);
  return {
    isKnown: async (): Promise<boolean> => (await notices.load(id)) !== null,
    owe: (): Promise<void> => owed.note(requestOf(id)),
    make: (): Promise<unknown> => together([notices.put(id, notice), deliveries.request(requestOf(id), moment)]),
  };
}
