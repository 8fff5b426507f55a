import type { DeliveryQueue, OwedMails } from '../../shared/ports/outbox.ts';

/**
 * Asks again for every mail that has been owed for longer than its message has tries, and for those that were to
 * wait until now. Whether one is still due is decided when it is sent, so asking twice is harmless.
 */
export async function sweepOutbox({
  owed,
  deliveries,
}: {
  readonly owed: OwedMails;
  readonly deliveries: DeliveryQueue;
}): Promise<number> {
  const requests = await owed.toAsk();
  for (const request of requests) {
    await deliveries.request(request);
    await owed.asked(request);
  }
  return requests.length;
}
