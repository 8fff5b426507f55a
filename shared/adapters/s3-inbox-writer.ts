import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { InboxWriter } from '../mail-ports.ts';

/** S3 takes 2 KB of metadata, names included; the values are in ASCII, as headers are. */
const mostValueBytes = 600;

/** Metadata is URI-encoded, as every way in writes it, and cut where it would not fit. */
export function s3InboxWriter(client: S3Client, bucket: string): InboxWriter {
  return {
    async put(key, bytes, metadata) {
      const Metadata = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, encoded(value)]));
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata }));
    },
  };
}

function encoded(text: string): string {
  let all = '';
  for (const character of text.toWellFormed()) {
    const next = all + encodeURIComponent(character);
    if (next.length > mostValueBytes) break;
    all = next;
  }
  return all;
}
