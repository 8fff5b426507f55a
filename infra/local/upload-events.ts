import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { uploadMessage } from '../../shared/queues/upload.ts';
import type { Notification } from './declared-wiring.ts';
import type { Written } from './emulators.ts';

/** Tells the queue of a new object in the words of S3; the emulator has no notifications of its own. */
export async function notifyOf(
  written: Written,
  { queueUrl }: Notification,
  clients: { s3: S3Client; sqs: SQSClient },
): Promise<void> {
  const { bucket, key } = written;
  const { ContentLength = 0, ETag = '' } = await clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const message = uploadMessage({
    bucket,
    key,
    versionId: null,
    sequencer: sequencer(),
    receivedAt: new Date().toISOString(),
    eTag: ETag.replaceAll('"', ''),
    bytes: ContentLength,
  });
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: message }));
}

let last = 0n;

/** Grows with time, also from one run to the next, in hexadecimal, as S3's does. */
function sequencer(): string {
  const now = BigInt(Date.now()) << 20n;
  last = now > last ? now : last + 1n;
  return last.toString(16).toUpperCase().padStart(18, '0');
}
