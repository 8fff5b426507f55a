import * as v from 'valibot';
import type { RescoringRequest } from '../ports/rescorings.ts';

/**
 * Of the schedules: every round that is open or was lately, or those whose results are to become final. Of a step: one
 * round, and what it has done to it.
 */
const schema = v.union([
  v.strictObject({ schemaVersion: v.literal(1), at: v.string() }),
  v.strictObject({ schemaVersion: v.literal(1), at: v.string(), finals: v.literal(true) }),
  v.strictObject({ schemaVersion: v.literal(1), round: v.string(), reason: v.string() }),
]);

export const rescoringMessage = (request: RescoringRequest): string => JSON.stringify({ schemaVersion: 1, ...request });

/** Throws on what is no message of ours. */
export function parseRescoringMessage(
  body: string,
): { readonly at: string; readonly finals?: true } | RescoringRequest {
  return v.parse(schema, JSON.parse(body));
}
