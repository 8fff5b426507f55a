import { DeleteObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { StoredFiles, StoredObjects } from '../../../ports/erasures.ts';
import { s3Inbox } from './inbox.ts';
import { verdictOn } from './scanned-inbox.ts';
import { objectVersions } from './versions.ts';

/** Every version of every object of a bucket. */
export function s3StoredObjects(client: S3Client): StoredObjects {
  return {
    async *all(bucket) {
      for await (const page of objectVersions(client, bucket, '')) {
        yield page.map(({ key, versionId, Size = 0, ETag = '', isDeleteMarker }) => ({
          bucket,
          key,
          versionId,
          bytes: Size,
          eTag: ETag.replaceAll('"', ''),
          isDeleteMarker,
        }));
      }
    },
    async metadata({ bucket, key, versionId }) {
      const version = versionId === null ? {} : { VersionId: versionId };
      const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ...version }));
      return Metadata ?? {};
    },
    async remove({ bucket, key, versionId }) {
      // Without a version S3 would only put a mark over it.
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId ?? 'null' }));
    },
  };
}

/** What is held, for whoever erases: malicious files are locked for them, too. `maxBytes`: larger files are not fetched. */
export function s3StoredFiles(client: S3Client, maxBytes: number): StoredFiles {
  const inbox = s3Inbox(client, maxBytes);
  return {
    async fetch(place) {
      try {
        return await inbox.fetch(place);
      } catch (error) {
        const refused = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403;
        // Refused for any other reason it is a fault: nothing may be taken for looked into.
        if (refused && (await verdictOn(client, place)) === 'malicious') return 'locked';
        throw error;
      }
    },
  };
}
