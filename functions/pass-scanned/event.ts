import * as v from 'valibot';
import type { FilePlace } from '../../shared/ports/inbox.ts';
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
