import { dynamoClient, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { sweepOutbox } from './sweep-outbox.ts';

const environment = readEnvironment('sweep-outbox');
const dependencies = {
  owed: dynamoOwedMails(dynamoClient(), environment.TABLE_NAME),
  deliveries: sqsDeliveryQueue(sqsClient(), environment.DELIVERIES_QUEUE_URL),
};

/** What the schedule sends says nothing that is needed. */
export const handler = queueHandler('sweep-outbox', async () => {
  const asked = await sweepOutbox(dependencies);
  return [{ metric: 'Outbox-swept', facts: { asked } }];
});
