import { dynamoClient, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { withoutTextStore } from '../../shared/adapters/aws/dynamo/without-text-store.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { remindAuthorities } from './remind-authorities.ts';

const environment = readEnvironment('remind-authorities');
const dynamo = dynamoClient();
const table = environment.TABLE_NAME;
const dependencies = {
  registry: dynamoRegistry(dynamo, table),
  store: dynamoSubmissionStore(dynamo, table, withoutTextStore),
  notices: dynamoNotices(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqsClient(), environment.DELIVERIES_QUEUE_URL),
  now: () => new Date(),
};

/** What the schedule sends says nothing that is needed: who is reminded is decided by the clock. */
export const handler = queueHandler('remind-authorities', async () => {
  const rounds = await remindAuthorities(dependencies);
  return rounds.map((facts) => ({ metric: 'Rounds-reminded', facts }));
});
