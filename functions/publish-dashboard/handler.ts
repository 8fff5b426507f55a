import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { cloudFrontSiteEntries } from '../../shared/adapters/aws/cloudfront/site-entries.ts';
import { dynamoErasures } from '../../shared/adapters/aws/dynamo/erasures.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { keyValueStoreClient } from '../../shared/adapters/aws/key-value-client.ts';
import { s3Site } from '../../shared/adapters/aws/s3/site.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sqsPublicationQueue } from '../../shared/adapters/aws/sqs/publication-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parsePublicationMessage } from '../../shared/queues/publication-message.ts';
import { beginPublications } from './begin-publications.ts';
import { publishPart } from './publish-part.ts';

const environment = readEnvironment('publish-dashboard');
const dynamodb = dynamoClient();
const s3 = s3Client();
const { TABLE_NAME: table, RESULTS_BUCKET: results } = environment;
const dependencies = {
  registry: dynamoRegistry(dynamodb, table),
  standings: dynamoStandings(dynamodb, table, (prefix) => s3Texts(s3, results, prefix)),
  erasures: dynamoErasures(dynamodb, table),
  store: dynamoSubmissionStore(dynamodb, table, s3Texts(s3, results)),
  catalogue,
  site: s3Site(s3, environment.SITE_BUCKET),
  entries: cloudFrontSiteEntries(keyValueStoreClient(), environment.SITE_ENTRIES),
  publications: sqsPublicationQueue(sqsClient(), environment.PUBLICATIONS_QUEUE_URL),
  pagesOfPart: 2000,
  now: () => new Date(),
};

export const handler = queueHandler('publish-dashboard', async (body) => {
  const part = parsePublicationMessage(body);
  if (part === null) {
    const { begun, ...facts } = await beginPublications(dependencies);
    return [{ metric: 'Publications-begun', count: begun, facts: { begun, ...facts } }];
  }
  const outcome = await publishPart(part, dependencies);
  return [{ metric: `Publications-${outcome.outcome}`, facts: { ...part, ...outcome } }];
});
