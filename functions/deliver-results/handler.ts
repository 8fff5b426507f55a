import { randomUUID } from 'node:crypto';
import { dynamoClient, s3Client, sesClient, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoImports, plansPrefix } from '../../shared/adapters/aws/dynamo/imports.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoRefusals } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOutbox } from '../../shared/adapters/aws/dynamo/outbox.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoReviews } from '../../shared/adapters/aws/dynamo/reviews.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { s3ResultsArchive } from '../../shared/adapters/aws/s3/results-archive.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sesMailer } from '../../shared/adapters/aws/ses/mailer.ts';
import { sesPace } from '../../shared/adapters/aws/ses/pace.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { sqsResultsTabQueue } from '../../shared/adapters/aws/sqs/sheet-queues.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';
import { pngOf } from '../../shared/rendering/pictures/png.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { type DeliverDependencies, type DeliverOutcome, deliverResults } from './deliver-results.ts';

const environment = readEnvironment('deliver-results');
const dynamo = dynamoClient();
const s3 = s3Client();
const ses = sesClient();
const sqs = sqsClient();
const table = environment.TABLE_NAME;
const registry = dynamoRegistry(dynamo, table);
const dependencies: DeliverDependencies = {
  registry,
  store: dynamoSubmissionStore(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET)),
  imports: dynamoImports(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET, plansPrefix)),
  reviews: dynamoReviews(dynamo, table),
  standings: dynamoStandings(dynamo, table, (prefix) => s3Texts(s3, environment.RESULTS_BUCKET, prefix)),
  outbox: dynamoOutbox(dynamo, table, registry),
  notices: dynamoNotices(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  refusals: dynamoRefusals(dynamo, table),
  deliveries: sqsDeliveryQueue(sqs, environment.DELIVERIES_QUEUE_URL),
  archive: s3ResultsArchive(s3, environment.RESULTS_BUCKET),
  pace: sesPace(ses, { senders: environment.MAIL_SENDERS }),
  mailer: sesMailer(ses, {
    from: environment.MAIL_FROM,
    replyTo: environment.MAIL_IN,
    configurationSet: environment.MAIL_CONFIGURATION_SET,
  }),
  tabs: sqsResultsTabQueue(sqs, environment.RESULTS_TABS_QUEUE_URL),
  catalogue,
  rasterise: environment.RESULTS_PICTURE === 'png' ? pngOf : null,
  office: environment.MAIL_OFFICE,
  mailIn: environment.MAIL_IN,
  pages: contactPages({
    keys: dynamoLinkKeys(dynamo, table),
    portal: environment.PORTAL_ADDRESS,
    now: () => new Date(),
  }),
  leaseSeconds: environment.DELIVERY_LEASE_SECONDS,
  newHolder: randomUUID,
  now: () => new Date(),
};

const metrics: Readonly<Record<DeliverOutcome, string>> = {
  sent: 'Mails-sent',
  'nothing due': 'Mails-not-due',
  'nobody to tell': 'Mails-to-nobody',
  postponed: 'Mails-postponed',
};

export const handler = queueHandler('deliver-results', async (body) => {
  const request = parseDeliveryMessage(body);
  const outcome = await deliverResults(request, dependencies);
  return [{ metric: metrics[outcome], facts: { submission: request.delivery, outcome } }];
});
