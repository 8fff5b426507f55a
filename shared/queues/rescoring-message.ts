import * as v from 'valibot';
import type { RescoringRequest } from '../ports/rescorings.ts';

/**
 * Of the schedules: every round that is open or was lately, or those whose results are to become final. Of a step: one
 * round, and what it has done to it.
 */
const schemaVersion = v.literal(1);
const ofSchedule = v.object({ schemaVersion, at: v.string(), finals: v.exactOptional(v.literal(true)) });
const ofStep = v.object({ schemaVersion, round: v.string(), reason: v.string() });
const schema = v.union([ofStep, ofSchedule]);

export const rescoringMessage = (request: RescoringRequest): string => JSON.stringify({ schemaVersion: 1, ...request });

/** Throws on what is no message of ours. */
export function parseRescoringMessage(
  body: string,
): { readonly at: string; readonly finals?: true } | RescoringRequest {
  return v.parse(schema, JSON.parse(body));
}
