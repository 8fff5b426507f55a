import * as v from 'valibot';
import type { DeliveryRequest } from '../ports/outbox.ts';

/** A message of the deliveries queue. Its version is kept in it: old messages outlive a deployment. */
const schema = v.object({
  schemaVersion: v.literal(1),
  owner: v.variant('kind', [
    v.object({ kind: v.literal('standing'), round: v.string(), authority: v.string() }),
    v.object({ kind: v.literal('rejected'), submission: v.string() }),
    v.object({ kind: v.literal('notice'), notice: v.string() }),
    v.object({ kind: v.literal('import'), import: v.string() }),
  ]),
  submission: v.string(),
});

export function deliveryMessage({ owner, delivery: submission }: DeliveryRequest): string {
  return JSON.stringify({ schemaVersion: 1, owner, submission } satisfies v.InferInput<typeof schema>);
}

/** Throws when the body is no message of ours. */
export function parseDeliveryMessage(body: string): DeliveryRequest {
  const { owner, submission } = v.parse(v.pipe(v.string(), v.parseJson(), schema), body);
  return { owner, delivery: submission };
}
