import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryQueue } from '../../../ports/outbox.ts';
import { deliveryMessage } from '../../../queues/delivery-message.ts';

export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  return {
    async request(request, delaySeconds) {
      const message = { QueueUrl: queueUrl, MessageBody: deliveryMessage(request), DelaySeconds: delaySeconds };
      await client.send(new SendMessageCommand(message));
    },
  };
}
