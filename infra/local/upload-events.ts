import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Notification } from './declared-wiring.ts';
import { region, type Written } from './emulators.ts';

/** Tells the queue of a new object in the words of S3; the emulator has no notifications of its own. */
export async function notifyOf(
  written: Written,
  { queueUrl }: Notification,
  clients: { s3: S3Client; sqs: SQSClient },
): Promise<void> {
  const { bucket, key } = written;
  const { ContentLength = 0, ETag = '' } = await clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date().toISOString(),
    eventName: 'ObjectCreated:Put',
    s3: {
      s3SchemaVersion: '1.0',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: { key: encodedKey(key), size: ContentLength, eTag: ETag.replaceAll('"', ''), sequencer: sequencer() },
    },
  };
  await clients.sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ Records: [record] }) }),
  );
}

/** S3 encodes keys like a form field, with + for a space, and leaves slashes. */
export function encodedKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
}

/** Grows with time, in hexadecimal, as S3's does. */
function sequencer(): string {
  return process.hrtime.bigint().toString(16).toUpperCase().padStart(18, '0');
}
