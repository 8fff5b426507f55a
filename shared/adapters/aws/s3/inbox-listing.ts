import type { S3Client } from '@aws-sdk/client-s3';
import type { InboxListing } from '../../../ports/inbox.ts';
import { objectVersions } from './versions.ts';

/** An object written over keeps its versions, and each of them is an upload of its own. */
export function s3InboxListing(client: S3Client, bucket: string): InboxListing {
  return {
    async *under(prefix) {
      for await (const page of objectVersions(client, bucket, prefix)) {
        const versions = page.filter(({ isDeleteMarker }) => !isDeleteMarker);
        yield versions.map(({ key, versionId, ETag = '', Size = 0, LastModified = new Date(0) }) => ({
          bucket,
          key,
          versionId,
          // The listing knows no order within one moment.
          sequencer: '',
          receivedAt: LastModified.toISOString(),
          eTag: ETag.replaceAll('"', ''),
          bytes: Size,
        }));
      }
    },
  };
}
