import type { DeliveryId } from '../domain/ids.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { DeliveryQueue, DeliveryRequest } from '../ports/outbox.ts';

/** The mail that tells of a submission which counts for an authority, or did. */
export const deliveryRequest = ({
  delivery,
  round,
  authority,
}: Pick<Standing, 'round' | 'authority'> & { readonly delivery: DeliveryId }): DeliveryRequest => ({
  owner: { kind: 'standing', round, authority },
  delivery,
});

/** Asks for that mail where it has not gone yet. */
export async function requestIfOwed(
  standing: Standing | null,
  delivery: DeliveryId,
  queue: DeliveryQueue,
): Promise<void> {
  const owed = standing?.deliveries.some(({ id, state }) => id === delivery && state !== 'sent');
  if (standing !== null && owed === true) await queue.request(deliveryRequest({ ...standing, delivery }));
}
