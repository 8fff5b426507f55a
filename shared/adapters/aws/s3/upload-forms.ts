import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { UploadForms } from '../../../ports/page-uploads.ts';
import { metadataBytes, metadataText } from './metadata-text.ts';

/** Whatever the file is: the reader looks into it. */
const contentType = 'application/octet-stream';

/** POST policies of the inbox bucket. S3 holds the form to every field of it, and to the size. */
export function s3UploadForms(client: S3Client, bucket: string, maxBytes: number): UploadForms {
  return {
    async offer(key, metadata, seconds) {
      const beside = Object.entries(metadata).map(([name, text]) => [
        `x-amz-meta-${name}`,
        metadataText(text, metadataBytes),
      ]);
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Expires: seconds,
        Fields: { ...Object.fromEntries(beside), 'Content-Type': contentType },
        Conditions: [['content-length-range', 1, maxBytes]],
      });
      return { url, fields };
    },
  };
}
