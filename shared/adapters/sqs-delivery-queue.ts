import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { deliveryMessage } from '../delivery-message.ts';
import type { DeliveryQueue } from '../ports.ts';

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  return {
    async request(request, delaySeconds) {
      const message = { QueueUrl: queueUrl, MessageBody: deliveryMessage(request), DelaySeconds: delaySeconds };
      await client.send(new SendMessageCommand(message));
    },
  };
}
