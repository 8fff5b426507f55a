import * as v from 'valibot';

/** Of the schedules: what a morning has to do, or what has to be looked at as a deadline has passed. */
const schema = v.object({ schemaVersion: v.literal(1), at: v.string(), closings: v.exactOptional(v.literal(true)) });

/** Throws on what is no message of ours. */
export function parseReminderMessage(body: string): { readonly at: string; readonly closings?: true } {
  const { schemaVersion: _, ...read } = v.parse(v.pipe(v.string(), v.parseJson(), schema), body);
  return read;
}
