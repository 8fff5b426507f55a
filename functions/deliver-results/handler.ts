import { randomUUID } from 'node:crypto';
import { dynamoClient, s3Client, sesClient, sqsClient } from '../../shared/adapters/aws-clients.ts';
import { dynamoOutbox } from '../../shared/adapters/dynamo-outbox.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { dynamoRegistryImports, plansPrefix } from '../../shared/adapters/dynamo-registry-imports.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/dynamo-submission-store.ts';
import { s3ResultsArchive } from '../../shared/adapters/s3-results-archive.ts';
import { s3Texts } from '../../shared/adapters/s3-texts.ts';
import { sesMailer } from '../../shared/adapters/ses-mailer.ts';
import { sqsResultsTabQueue } from '../../shared/adapters/sqs-sheet-queues.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { parseDeliveryMessage } from '../../shared/delivery-message.ts';
import { queueHandler } from '../queue-handler.ts';
import { type DeliverDependencies, deliverResults } from './deliver-results.ts';

const environment = readEnvironment('deliver-results');
const dynamo = dynamoClient();
const s3 = s3Client();
const table = environment.TABLE_NAME;
const registry = dynamoRegistry(dynamo, table);
const dependencies: DeliverDependencies = {
  registry,
  store: dynamoSubmissionStore(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET)),
  imports: dynamoRegistryImports(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET, plansPrefix)),
  outbox: dynamoOutbox(dynamo, table, registry),
  archive: s3ResultsArchive(s3, environment.RESULTS_BUCKET),
  mailer: sesMailer(sesClient(), {
    from: environment.MAIL_FROM,
    replyTo: environment.MAIL_OFFICE,
    configurationSet: environment.MAIL_CONFIGURATION_SET,
  }),
  tabs: sqsResultsTabQueue(sqsClient(), environment.RESULTS_TABS_QUEUE_URL),
  office: environment.MAIL_OFFICE,
  leaseSeconds: environment.DELIVERY_LEASE_SECONDS,
  newHolder: randomUUID,
  now: () => new Date(),
};

export const handler = queueHandler('deliver-results', async (body) => {
  const request = parseDeliveryMessage(body);
  const outcome = await deliverResults(request, dependencies);
  const metric = outcome === 'sent' ? 'Mails-sent' : 'Mails-not-due';
  return [{ metric, facts: { submission: request.submission, outcome } }];
});
