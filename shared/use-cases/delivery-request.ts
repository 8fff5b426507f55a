import type { SubmissionId } from '../domain/ids.ts';
import type { Standing } from '../domain/standings/standing.ts';
import type { DeliveryQueue, DeliveryRequest } from '../ports/outbox.ts';

/** The mail that tells of a submission which counts for an authority, or did. */
export const deliveryRequest = (of: Pick<Standing, 'submission' | 'round' | 'authority'>): DeliveryRequest => ({
  owner: { kind: 'standing', round: of.round, authority: of.authority },
  submission: of.submission,
});

/** Asks for that mail where it has not gone yet. */
export async function requestIfOwed(
  standing: Standing | null,
  submission: SubmissionId,
  queue: DeliveryQueue,
): Promise<void> {
  const owed = standing?.deliveries.some((delivery) => delivery.submission === submission && delivery.state !== 'sent');
  if (standing !== null && owed === true) await queue.request(deliveryRequest({ ...standing, submission }));
}
