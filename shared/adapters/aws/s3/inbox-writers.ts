import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { InboxWriter } from '../../../ports/inbox.ts';
import type { SheetInbox } from '../../../ports/online-sheets.ts';
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

/** The inbox bucket, for snapshots of online sheets. */
export function s3SheetInbox(client: S3Client, bucket: string): SheetInbox {
  return {
    async put({ key, bytes, fileName, sender, sheet, revision, receivedAt, onlyLater, upload, mail }) {
      const texts = {
        filename: fileName,
        sender: sender ?? '',
        upload: upload ?? '',
        'message-id': mail?.messageId ?? '',
        subject: mail?.subject ?? '',
      };
      const metadata = Object.fromEntries(
        Object.entries(texts).flatMap(([name, text]) =>
          text === '' ? [] : [[name, metadataText(text, metadataBytes)]],
        ),
      );
      const Metadata = {
        ...metadata,
        sheet,
        received: receivedAt,
        ...(onlyLater ? { state: 'later' } : {}),
        ...(revision === null ? {} : { revision }),
      };
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata }));
    },
  };
}
