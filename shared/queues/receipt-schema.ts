import * as v from 'valibot';
import { channels } from '../domain/submissions/submission.ts';

/** A receipt as it is read back, out of the table or out of a message. */
export const receiptSchema = v.object({
  channel: v.picklist(channels),
  sender: v.nullable(v.string()),
  bucket: v.string(),
  key: v.string(),
  versionId: v.nullable(v.string()),
  fileName: v.string(),
  sha256: v.string(),
  bytes: v.number(),
  receivedAt: v.string(),
  sequencer: v.string(),
  sheet: v.optional(v.string()),
  changedAt: v.optional(v.string()),
  onlyLater: v.optional(v.boolean()),
  mail: v.optional(v.object({ messageId: v.nullable(v.string()), subject: v.nullable(v.string()) })),
});
