import { dynamoClient, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOutbox } from '../../shared/adapters/aws/dynamo/outbox.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { withoutTextStore } from '../../shared/adapters/aws/dynamo/without-text-store.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { mailEventIn } from './event.ts';
import { type TrackDependencies, trackMail } from './track-mail.ts';

const environment = readEnvironment('track-mail');
const dynamo = dynamoClient();
const table = environment.TABLE_NAME;
const registry = dynamoRegistry(dynamo, table);
const dependencies: TrackDependencies = {
  registry,
  store: dynamoSubmissionStore(dynamo, table, withoutTextStore),
  outbox: dynamoOutbox(dynamo, table, registry),
  notices: dynamoNotices(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqsClient(), environment.DELIVERIES_QUEUE_URL),
};

export const handler = queueHandler('track-mail', async (body) => {
  const event = mailEventIn(body);
  if (event === null) return [];
  const outcome = await trackMail(event, dependencies);
  const { delivery: submission, fate, suppress } = event;
  return [{ metric: `Mails-${fate}`, facts: { submission, fate, suppressed: suppress.length, outcome } }];
});
