import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Heartbeat, heartbeatMetric, type PutOff, waitedMetric } from '../config/heartbeats.ts';
import type { InboxObject } from '../domain/submissions/inbox-object.ts';
import { correlated, correlationOf, correlationOfObject } from '../queues/correlation.ts';
import { uploadsIn } from '../queues/upload.ts';
import { describeFault, keepOwnFrames } from './fault.ts';
import { functionMetrics } from './function-metrics.ts';

/** What was done for one message: its facts go to the log, its name is counted. Ids, codes and sizes only. */
export interface Done {
  readonly metric: string;
  /** 1 when it is not said. */
  readonly count?: number;
  /** Of what is no count. */
  readonly unit?: 'Seconds';
  readonly facts: Readonly<Record<string, unknown>>;
}

/** How long something waits that was put off again, since it came in: its message is new each time. */
export const secondsWaited = (of: PutOff, seconds: number): Done => ({
  ...{ metric: waitedMetric(of), count: Math.ceil(seconds), unit: 'Seconds' },
  facts: { waits: of, seconds: Math.ceil(seconds) },
});

/** Says that what a schedule asks for was done: silence raises an alarm. */
export const heartbeat = (of: Heartbeat): Done => ({ metric: heartbeatMetric(of), facts: { heartbeat: of } });

/**
 * A Lambda handler that works on a queue, one message at a time: it is given one, as running out of time or memory
 * fails all that it was given. What fails comes back alone.
 */
export function queueHandler(
  serviceName: string,
  work: (body: string) => Promise<readonly Done[]>,
  idOf: (message: SQSRecord) => string = correlationOf,
) {
  keepOwnFrames();
  const logger = new Logger({ serviceName });
  const metrics = functionMetrics(serviceName);
  const processor = new BatchProcessor(EventType.SQS);
  const workOnMessage = async (message: SQSRecord): Promise<void> => {
    const ids = { messageId: message.messageId, correlation: idOf(message) };
    try {
      for (const { metric, count = 1, unit = 'Count', facts } of await correlated(ids.correlation, () =>
        work(message.body),
      )) {
        logger.info('done', { ...ids, ...facts });
        metrics.addMetric(metric, MetricUnit[unit], count);
      }
    } catch (error) {
      logger.error('failed', { ...ids, ...describeFault(error) });
      throw error;
    }
  };
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const options = { context, processInParallel: false, throwOnFullBatchFailure: false };
    const response = await processPartialResponse(event, workOnMessage, processor, options);
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
  const workOnAll = async (body: string): Promise<Done[]> => {
    const done: Done[] = [];
    for (const upload of uploadsIn(body)) {
      for (const result of await work(upload)) {
        done.push({ metric: `${counted}-${result.outcome}`, facts: { bytes: upload.bytes, ...result } });
      }
    }
    return done;
  };
  return queueHandler(serviceName, workOnAll, correlationOfUpload);
}

/** S3 tells of one object in each event; what tells of several, or of none, has the id of its message. */
function correlationOfUpload(message: SQSRecord): string {
  const [only, ...others] = keysIn(message.body);
  return only === undefined || others.length > 0 ? correlationOf(message) : correlationOfObject(only);
}

function keysIn(body: string): string[] {
  try {
    return uploadsIn(body).map(({ key }) => key);
  } catch {
    // What cannot be read fails where it is worked on, and is logged there.
    return [];
  }
}
