import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoLedger } from '../../shared/adapters/aws/dynamo/ledger.ts';
import { s3InboxListing } from '../../shared/adapters/aws/s3/inbox-listing.ts';
import { sqsWaysIn } from '../../shared/adapters/aws/sqs/upload-queue.ts';
import { queueUrlsOf, readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { type ReconcileDependencies, reconcileInbox } from './reconcile-inbox.ts';

const environment = readEnvironment('reconcile-inbox');
const dependencies: ReconcileDependencies = {
  waysIn: sqsWaysIn(sqsClient(), queueUrlsOf(environment)),
  listing: s3InboxListing(s3Client(), environment.INBOX_BUCKET),
  ledger: dynamoLedger(dynamoClient(), environment.TABLE_NAME),
  now: () => new Date(),
};

/** What the schedule sends says nothing that is needed. */
export const handler = queueHandler('reconcile-inbox', async () => {
  const outcome = await reconcileInbox(dependencies);
  return [{ metric: 'Uploads-requeued', count: outcome.requeued, facts: { ...outcome } }];
});
