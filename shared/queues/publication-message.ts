import * as v from 'valibot';
import type { PublicationPart } from '../ports/site.ts';

const schema = v.object({
  schemaVersion: v.literal(1),
  part: v.optional(v.object({ round: v.string(), folder: v.string(), fromShard: v.number() })),
});

/** Without a part: whatever has changed. */
export const publicationMessage = (part?: PublicationPart): string => JSON.stringify({ schemaVersion: 1, part });

/** null: whatever has changed is to be published. Throws on what is no message of ours. */
export function parsePublicationMessage(body: string): PublicationPart | null {
  return v.parse(schema, JSON.parse(body)).part ?? null;
}
