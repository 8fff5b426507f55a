import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoErasures } from '../../shared/adapters/aws/dynamo/erasures.ts';
import { dynamoLedger } from '../../shared/adapters/aws/dynamo/ledger.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoPageUploads } from '../../shared/adapters/aws/dynamo/page-uploads.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoReviews } from '../../shared/adapters/aws/dynamo/reviews.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { sqsSheetQueue } from '../../shared/adapters/aws/sqs/sheet-queues.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { type IngestDependencies, ingestSubmission } from './ingest-submission.ts';

const environment = readEnvironment('ingest-submission');
const dynamo = dynamoClient();
const s3 = s3Client();
const sqs = sqsClient();
const table = environment.TABLE_NAME;
const dependencies: IngestDependencies = {
  inbox: s3Inbox(s3, limits.file),
  registry: dynamoRegistry(dynamo, table),
  store: dynamoSubmissionStore(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET)),
  reviews: dynamoReviews(dynamo, table),
  catalogue: readingCatalogue,
  notices: dynamoNotices(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqs, environment.DELIVERIES_QUEUE_URL),
  sheets: sqsSheetQueue(sqs, environment.SHEETS_QUEUE_URL),
  ledger: dynamoLedger(dynamo, table),
  erasures: dynamoErasures(dynamo, table),
  uploads: dynamoPageUploads(dynamo, table),
};

export const handler = uploadHandler('ingest-submission', 'Submissions', async (upload) => {
  const result = await ingestSubmission(upload, dependencies);
  return result.outcome === 'opened' ? result.inside : [result];
});
