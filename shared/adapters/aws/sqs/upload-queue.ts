import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { registryPrefix, reviewPrefix, submissionPrefixes } from '../../../config/object-keys.ts';
import type { IntakeQueue, UploadQueue } from '../../../ports/intake-queue.ts';
import { uploadMessage } from '../../../queues/upload.ts';

export function sqsUploadQueue(client: SQSClient, queueUrl: string): UploadQueue {
  return {
    async put(upload) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: uploadMessage(upload) }));
    },
  };
}

/** All ways in, by the addresses of the queues on which what comes in is worked on. */
export function sqsWaysIn(
  client: SQSClient,
  urls: Readonly<Record<'submissions' | 'registry' | 'reviews', string>>,
): IntakeQueue[] {
  const submissions = sqsUploadQueue(client, urls.submissions);
  return [
    ...submissionPrefixes.map((prefix) => ({ prefix, queue: submissions })),
    { prefix: registryPrefix, queue: sqsUploadQueue(client, urls.registry) },
    { prefix: reviewPrefix, queue: sqsUploadQueue(client, urls.reviews) },
  ];
}
