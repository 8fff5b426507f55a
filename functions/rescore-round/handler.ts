import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import * as v from 'valibot';
import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { withoutTextStore } from '../../shared/adapters/aws/dynamo/without-text-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { sqsPublicationQueue } from '../../shared/adapters/aws/sqs/publication-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { describeFault, withoutQuotes } from '../../shared/lambda/fault.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { finishRun } from './finish-run.ts';
import { planRun } from './plan-run.ts';
import { scoreShard } from './score-shard.ts';
import { tellChanges } from './tell-changes.ts';

const environment = readEnvironment('rescore-round');
const dynamo = dynamoClient();
const s3 = s3Client();
const sqs = sqsClient();
const publications = sqsPublicationQueue(sqs, environment.PUBLICATIONS_QUEUE_URL);
const table = environment.TABLE_NAME;
const dependencies = {
  registry: dynamoRegistry(dynamo, table),
  store: dynamoSubmissionStore(dynamo, table, withoutTextStore),
  standings: dynamoStandings(dynamo, table, (prefix) => s3Texts(s3, environment.RESULTS_BUCKET, prefix)),
  runs: dynamoScoringRuns(dynamo, table),
  finals: dynamoFinals(dynamo, table),
  owed: dynamoOwedMails(dynamo, table),
  deliveries: sqsDeliveryQueue(sqs, environment.DELIVERIES_QUEUE_URL),
  catalogue,
  now: () => new Date(),
};

const run = { round: v.string(), run: v.string() };
/** What the state machine asks for: `infra/constructs/rescoring-machine.ts`. */
const request = v.variant('step', [
  v.object({ step: v.literal('plan'), round: v.string(), execution: v.string(), startedAt: v.string() }),
  v.object({ step: v.literal('score-shard'), ...run, shard: v.number() }),
  v.object({ step: v.literal('finish'), ...run }),
  v.object({ step: v.literal('tell-changes'), ...run, shard: v.number() }),
]);

const logger = new Logger({ serviceName: 'rescore-round' });
const metrics = new Metrics({ namespace: 'Scorebook', serviceName: 'rescore-round' });

export async function handler(event: unknown): Promise<unknown> {
  const asked = v.parse(request, event);
  try {
    const done = await work(asked);
    logger.info('done', { ...asked, ...(typeof done === 'object' ? done : { told: done }) });
    return done;
  } catch (error) {
    logger.error('failed', { ...asked, ...describeFault(error) });
    throw withoutQuotes(error);
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

async function work(asked: v.InferOutput<typeof request>): Promise<object | number> {
  if (asked.step === 'plan') return planRun(asked, dependencies);
  if (asked.step === 'score-shard') return scoreShard(asked, dependencies);
  if (asked.step === 'tell-changes') return tellChanges(asked, dependencies);
  const finished = await finishRun(asked, dependencies);
  metrics.addMetric(`Rescorings-${finished.outcome}`, MetricUnit.Count, 1);
  // Lost, it costs an hour: the site is looked at every hour.
  if (finished.outcome === 'published') await publications.look();
  return finished;
}
