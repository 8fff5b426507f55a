import * as v from 'valibot';
import type { FilePlace } from '../../shared/ports/inbox.ts';
import type { IntakeQueue } from '../../shared/ports/intake-queue.ts';
import type { ScannedInbox } from '../../shared/ports/scanned-inbox.ts';
import { uploadsIn } from '../../shared/queues/upload.ts';

/** What GuardDuty publishes when it has scanned an object, or has tried to. Keys stand in it as they are. */
const scanResult = v.object({
  source: v.literal('aws.guardduty'),
  'detail-type': v.literal('GuardDuty Malware Protection Object Scan Result'),
  detail: v.object({
    s3ObjectDetails: v.object({
      bucketName: v.string(),
      objectKey: v.string(),
      versionId: v.nullish(v.string(), null),
    }),
  }),
});

/**
 * The objects that a message tells of: one that was scanned, or those whose message was lost, in S3's own words.
 * What the scan found is not taken from here but from the object. Throws when it is neither.
 */
export function scannedIn(body: string): FilePlace[] {
  const message: unknown = JSON.parse(body);
  if (!v.is(scanResult, message)) return uploadsIn(body);
  const { bucketName: bucket, objectKey: key, versionId } = v.parse(scanResult, message).detail.s3ObjectDetails;
  return [{ bucket, key, versionId }];
}

export interface PassDependencies {
  readonly inbox: ScannedInbox;
  readonly waysIn: readonly IntakeQueue[];
}

export interface PassOutcome {
  readonly outcome: 'passed' | 'quarantined' | 'gone';
}

/**
 * Passes a scanned file on to whoever works on what came in by its way. A malicious one is passed on unopened, with
 * what its way in wrote beside it, for its sender to be told. Doing it twice is harmless.
 */
export async function passScanned(place: FilePlace, { inbox, waysIn }: PassDependencies): Promise<PassOutcome> {
  const way = waysIn.find(({ prefix }) => place.key.startsWith(prefix));
  if (way === undefined) throw new Error('An object outside the prefixes of the ways in is nobody’s work');
  const file = await inbox.look(place);
  if (file === 'gone') return { outcome: 'gone' };
  const { upload, metadata, verdict } = file;
  // The tag may come after the event: then the message comes again. What is never scanned ends in the dead letters.
  if (verdict === 'none') throw new Error('An object of the inbox was not scanned for malware');
  const malicious = verdict === 'malicious';
  await way.queue.put(malicious ? { ...upload, quarantined: { metadata } } : upload);
  return { outcome: malicious ? 'quarantined' : 'passed' };
}
