import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PublicationQueue } from '../../../ports/site.ts';
import { publicationMessage } from '../../../queues/publication-message.ts';

export function sqsPublicationQueue(client: SQSClient, url: string): PublicationQueue {
  const send = async (MessageBody: string): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  };
  return { request: (part) => send(publicationMessage(part)), look: () => send(publicationMessage()) };
}
