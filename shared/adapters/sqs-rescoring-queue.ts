import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { rescoringMessage } from '../rescoring-message.ts';
import type { RescoringQueue } from '../rescoring-ports.ts';

export function sqsRescoringQueue(client: SQSClient, url: string): RescoringQueue {
  return {
    async request(request) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: rescoringMessage(request) }));
    },
  };
}
