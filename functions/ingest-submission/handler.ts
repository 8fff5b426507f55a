import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { dynamoClient, s3Client, sqsClient } from '../../shared/adapters/aws-clients.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/dynamo-submission-store.ts';
import { s3Inbox } from '../../shared/adapters/s3-inbox.ts';
import { s3Texts } from '../../shared/adapters/s3-texts.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/sqs-delivery-queue.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { describeFault } from '../../shared/fault.ts';
import { limits } from '../../shared/workbook/limits.ts';
import { uploadsIn } from './event.ts';
import { type IngestDependencies, ingestSubmission } from './ingest-submission.ts';

const environment = readEnvironment('ingest-submission');
const logger = new Logger({ serviceName: 'ingest-submission' });
const metrics = new Metrics({ namespace: 'Scorebook', serviceName: 'ingest-submission' });
const processor = new BatchProcessor(EventType.SQS);
const dynamo = dynamoClient();
const s3 = s3Client();
const table = environment.TABLE_NAME;
const dependencies: IngestDependencies = {
  inbox: s3Inbox(s3, limits.file),
  registry: dynamoRegistry(dynamo, table),
  store: dynamoSubmissionStore(dynamo, table, s3Texts(s3, environment.RESULTS_BUCKET)),
  deliveries: sqsDeliveryQueue(sqsClient(), environment.DELIVERIES_QUEUE_URL),
};

async function ingestMessage({ body, messageId }: SQSRecord): Promise<void> {
  for (const upload of uploadsIn(body)) {
    // Ids, codes and sizes only: names of files and senders are personal data.
    const result = await ingestSubmission(upload, dependencies);
    logger.info('ingested', { messageId, bytes: upload.bytes, ...result });
    metrics.addMetric(`Submissions-${result.outcome}`, MetricUnit.Count, 1);
  }
}

/** One file at a time: each may take a quarter of the memory. What fails comes back alone. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const response = await processPartialResponse(event, ingestMessage, processor, {
    context,
    processInParallel: false,
    throwOnFullBatchFailure: false,
  });
  for (const error of processor.errors) logger.error('not ingested', describeFault(error));
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return response;
}
