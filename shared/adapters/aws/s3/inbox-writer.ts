import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { InboxWriter } from '../../../ports/inbox.ts';
import { metadataBytes, metadataText } from './metadata-text.ts';

export function s3InboxWriter(client: S3Client, bucket: string): InboxWriter {
  return {
    async put(key, bytes, metadata) {
      const Metadata = Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [name, metadataText(value, metadataBytes)]),
      );
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata }));
    },
  };
}
