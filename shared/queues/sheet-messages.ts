import * as v from 'valibot';
import { isSheetId } from '../domain/submissions/sheet-link.ts';
import type { ResultsTabRequest, SheetRequest } from '../ports/online-sheets.ts';
import { receiptSchema } from './receipt-schema.ts';

/** Messages of the queues around online sheets. Their version is kept in them: old messages outlive a deployment. */
const sheet = v.pipe(v.string(), v.check(isSheetId));
const request = v.object({
  schemaVersion: v.literal(1),
  sheet,
  pointer: receiptSchema,
  told: v.optional(v.boolean()),
  upload: v.optional(v.string()),
  asOf: v.optional(v.string()),
  known: v.optional(v.string()),
  askedAt: v.optional(v.string()),
});
const tabRequest = v.object({
  schemaVersion: v.literal(1),
  sheet,
  waitsSince: v.optional(v.string()),
  tab: v.object({
    submission: v.string(),
    receivedAt: v.string(),
    title: v.string(),
    rows: v.array(v.object({ bold: v.boolean(), cells: v.array(v.union([v.string(), v.number()])) })),
  }),
});

export function sheetMessage(of: SheetRequest): string {
  return JSON.stringify({ schemaVersion: 1, ...of } satisfies v.InferInput<typeof request>);
}

/** Throws when the body is no message of ours. */
export function parseSheetMessage(body: string): SheetRequest {
  const { schemaVersion: _, ...read } = v.parse(v.pipe(v.string(), v.parseJson(), request), body);
  return read;
}

export function resultsTabMessage({ sheet, tab, waitsSince }: ResultsTabRequest): string {
  return JSON.stringify({ schemaVersion: 1, sheet, tab, waitsSince });
}

/** Throws when the body is no message of ours. */
export function parseResultsTabMessage(body: string): ResultsTabRequest {
  const { schemaVersion: _, ...read } = v.parse(v.pipe(v.string(), v.parseJson(), tabRequest), body);
  return read;
}
