import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoImports, plansPrefix } from '../../shared/adapters/aws/dynamo/imports.ts';
import { dynamoLedger } from '../../shared/adapters/aws/dynamo/ledger.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { sqsRescoringQueue } from '../../shared/adapters/aws/sqs/rescoring-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { importRegistry, type RegistryDependencies } from './import-registry.ts';

const environment = readEnvironment('import-registry');
const dynamo = dynamoClient();
const s3 = s3Client();
const sqs = sqsClient();
const table = environment.TABLE_NAME;
const dependencies: RegistryDependencies = {
  inbox: s3Inbox(s3, limits.file),
  registry: dynamoRegistry(dynamo, table),
  store: dynamoSubmissionStore(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET)),
  imports: dynamoImports(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET, plansPrefix)),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqs, environment.DELIVERIES_QUEUE_URL),
  rescorings: sqsRescoringQueue(sqs, environment.RESCORINGS_QUEUE_URL),
  ledger: dynamoLedger(dynamo, table),
};

export const handler = uploadHandler('import-registry', 'Imports', async (upload) => [
  await importRegistry(upload, dependencies),
]);
