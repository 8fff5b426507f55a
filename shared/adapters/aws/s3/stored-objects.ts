import { DeleteObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StoredObjects } from '../../../ports/erasures.ts';
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
