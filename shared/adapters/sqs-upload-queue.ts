import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { UploadQueue } from '../ports.ts';
import { uploadMessage } from '../upload.ts';

export function sqsUploadQueue(client: SQSClient, queueUrl: string): UploadQueue {
  return {
    async put(upload) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: uploadMessage(upload) }));
    },
  };
}
