import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SheetInbox } from '../ports.ts';

/** Characters of a file's name: metadata has room for 2 KB, and encoded a character may take nine bytes. */
const longestName = 60;

/** The inbox bucket, for snapshots of online sheets. */
export function s3SheetInbox(client: S3Client, bucket: string): SheetInbox {
  return {
    async put({ key, bytes, fileName, sender, sheet, revision }) {
      const metadata = {
        filename: encodeURIComponent(fileName.slice(0, longestName).toWellFormed()),
        ...(sender === null ? {} : { sender: encodeURIComponent(sender) }),
        sheet,
        ...(revision === null ? {} : { revision }),
      };
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata: metadata }));
    },
  };
}
