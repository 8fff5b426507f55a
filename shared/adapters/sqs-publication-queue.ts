import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { publicationMessage } from '../publication-message.ts';
import type { PublicationQueue } from '../site-ports.ts';

export function sqsPublicationQueue(client: SQSClient, url: string): PublicationQueue {
  return {
    async request(part) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: publicationMessage(part) }));
    },
  };
}
