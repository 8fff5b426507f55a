import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ResultsArchive } from '../ports.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Seven days, the longest there is. S3 ends a link sooner when the credentials that signed it end. */
const linkSeconds = 7 * 24 * 3600;

export function s3ResultsArchive(client: S3Client, bucket: string): ResultsArchive {
  return {
    async put(key, workbook) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: workbook, ContentType: workbookType }));
    },
    link(key, fileName) {
      const named = `attachment; filename="${fileName.replace(/[^\w.-]/g, '-')}"`;
      const command = new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition: named });
      return getSignedUrl(client, command, { expiresIn: linkSeconds });
    },
  };
}
