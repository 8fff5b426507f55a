import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RescoringQueue } from '../../../ports/rescorings.ts';
import { rescoringMessage } from '../../../queues/rescoring-message.ts';

export function sqsRescoringQueue(client: SQSClient, url: string): RescoringQueue {
  return {
    async request(request) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: rescoringMessage(request) }));
    },
  };
}
