import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Inbox } from '../ports.ts';

/** The inbox bucket. `mostBytes`: larger files are not fetched. */
export function s3Inbox(client: S3Client, mostBytes: number): Inbox {
  return {
    async fetch({ bucket, key, versionId }) {
      try {
        const command = new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(versionId === null ? {} : { VersionId: versionId }),
        });
        const { Body, ContentLength, Metadata } = await client.send(command);
        if (Body === undefined) throw new Error('The object came without a body');
        if ((ContentLength ?? 0) > mostBytes) {
          // Not reading it is the point; the connection is given up with it.
          if ('destroy' in Body && typeof Body.destroy === 'function') Body.destroy();
          return 'too large';
        }
        return { bytes: await Body.transformToByteArray(), metadata: Metadata ?? {} };
      } catch (error) {
        if (isGone(error)) return 'gone';
        throw error;
      }
    },
  };
}

/** Deleted, or a version that is a delete marker (405). */
function isGone(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const status = error.$metadata.httpStatusCode;
  return ['NoSuchKey', 'NoSuchVersion', 'NotFound'].includes(error.name) || status === 404 || status === 405;
}
