import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';
import { uploadsIn } from '../queues/upload.ts';
import { describeFault, keepOwnFrames } from './fault.ts';

/** What was done for one message: its facts go to the log, its name is counted. Ids, codes and sizes only. */
export interface Done {
  readonly metric: string;
  /** 1 when it is not said. */
  readonly count?: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * A Lambda handler that works on a queue, one message at a time: it is given one, as running out of time or memory
 * fails all that it was given. What fails comes back alone.
 */
export function queueHandler(serviceName: string, work: (body: string) => Promise<readonly Done[]>) {
  keepOwnFrames();
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: 'Scorebook', serviceName });
  const processor = new BatchProcessor(EventType.SQS);
  const workOnMessage = async ({ body, messageId }: { body: string; messageId: string }): Promise<void> => {
    for (const { metric, count = 1, facts } of await work(body)) {
      logger.info('done', { messageId, ...facts });
      metrics.addMetric(metric, MetricUnit.Count, count);
    }
  };
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const options = { context, processInParallel: false, throwOnFullBatchFailure: false };
    const response = await processPartialResponse(event, workOnMessage, processor, options);
    for (const error of processor.errors) logger.error('failed', describeFault(error));
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    return response;
  };
}

/** The same for a queue that tells of what came into the inbox: each outcome is counted by its name. */
export function uploadHandler(
  serviceName: string,
  counted: string,
  work: (upload: InboxObject) => Promise<readonly { readonly outcome: string }[]>,
) {
  return queueHandler(serviceName, async (body) => {
    const done: Done[] = [];
    for (const upload of uploadsIn(body)) {
      for (const result of await work(upload)) {
        done.push({ metric: `${counted}-${result.outcome}`, facts: { bytes: upload.bytes, ...result } });
      }
    }
    return done;
  });
}
