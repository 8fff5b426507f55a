import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Inbox } from '../../../ports/inbox.ts';
import { readUpTo } from '../../read-up-to.ts';

/** The inbox bucket. `maxBytes`: larger files are not fetched. */
export function s3Inbox(client: S3Client, maxBytes: number): Inbox {
  return {
    async fetch({ bucket, key, versionId }) {
      try {
        const command = new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(versionId === null ? {} : { VersionId: versionId }),
        });
        const { Body, ContentLength, Metadata } = await client.send(command);
        if (!(Body instanceof Readable)) throw new Error('The object came without a body');
        if ((ContentLength ?? 0) > maxBytes) {
          // Not reading it is the point; the connection is given up with it.
          Body.destroy();
          return 'too large';
        }
        const bytes = await readUpTo(maxBytes, Body);
        return bytes === null ? 'too large' : { bytes, metadata: Metadata ?? {} };
      } catch (error) {
        if (isGone(error)) return 'gone';
        throw error;
      }
    },
  };
}

/**
 * Deleted, or a version that is a delete marker (405). A bucket that is not there is also a 404, but a
 * fault of ours: taken for a deleted file it would let every submission go unnoticed.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof S3ServiceException) || error.name === 'NoSuchBucket') return false;
  return error.$metadata.httpStatusCode === 404 || error.$metadata.httpStatusCode === 405;
}
