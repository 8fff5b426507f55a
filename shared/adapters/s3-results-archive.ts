import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ResultsArchive } from '../ports.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function s3ResultsArchive(client: S3Client, bucket: string): ResultsArchive {
  return {
    async put(key, workbook) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: workbook, ContentType: workbookType }));
    },
  };
}
