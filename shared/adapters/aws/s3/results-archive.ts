import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ResultsArchive } from '../../../ports/results-archive.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const pageType = 'text/html; charset=utf-8';

export function s3ResultsArchive(client: S3Client, bucket: string): ResultsArchive {
  return {
    async put(key, bytes) {
      const ContentType = key.endsWith('.html') ? pageType : workbookType;
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType }));
    },
    link(key, { seconds, downloadAs }) {
      const named = `attachment; filename="${downloadAs?.replace(/[^\w.-]/g, '-')}"`;
      const disposition = downloadAs === null ? {} : { ResponseContentDisposition: named };
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ...disposition });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },
  };
}
