import * as v from 'valibot';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';

const record = v.object({
  eventName: v.string(),
  eventTime: v.pipe(v.string(), v.isoTimestamp()),
  s3: v.object({
    bucket: v.object({ name: v.string() }),
    object: v.object({
      key: v.string(),
      size: v.optional(v.number(), 0),
      eTag: v.optional(v.string(), ''),
      versionId: v.optional(v.string()),
      sequencer: v.optional(v.string(), ''),
    }),
  }),
  /** In messages of ours alone; S3 writes none. */
  quarantined: v.optional(v.object({ metadata: v.record(v.string(), v.string()) })),
});
const notification = v.object({ Records: v.array(record) });
/** S3 sends this once, when the notification is set up. */
const testEvent = v.object({ Event: v.literal('s3:TestEvent') });

/** The same, written: for an object whose own message was lost, or had to wait. */
export function uploadMessage(upload: InboxObject): string {
  const { bucket, key, versionId, sequencer, receivedAt, eTag, bytes, quarantined } = upload;
  const version = versionId === null ? {} : { versionId };
  const object = { key: encodedKey(key), size: bytes, eTag, sequencer, ...version };
  return JSON.stringify({
    Records: [
      { eventName: 'ObjectCreated:Put', eventTime: receivedAt, s3: { bucket: { name: bucket }, object }, quarantined },
    ],
  } satisfies v.InferInput<typeof notification>);
}

/** S3 encodes keys like a form field, with + for a space, and leaves slashes. */
function encodedKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}

/** The uploads a message of the inbox bucket tells of; throws when it is no notification of S3. */
export function uploadsIn(body: string): InboxObject[] {
  const message: unknown = JSON.parse(body);
  if (v.is(testEvent, message)) return [];
  return v
    .parse(notification, message)
    .Records.filter(({ eventName }) => /ObjectCreated/.test(eventName))
    .map(({ eventTime, s3: { bucket, object }, quarantined }) => ({
      bucket: bucket.name,
      // S3 encodes the key as a form field: once, and with + for a space.
      key: decodeURIComponent(object.key.replaceAll('+', ' ')),
      versionId: object.versionId ?? null,
      sequencer: object.sequencer,
      receivedAt: new Date(eventTime).toISOString(),
      eTag: object.eTag,
      bytes: object.size,
      ...(quarantined === undefined ? {} : { quarantined }),
    }));
}
