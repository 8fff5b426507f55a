import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../shared/config/environment.ts';
import { BundledFunction, type BundledFunctionProps } from './bundled-function.ts';
import { declareAlarms, type QueueAlarm } from './declared-alarms.ts';
import type { WorkQueue } from './work-queue.ts';

export interface QueueFunctionProps<F extends FunctionName> extends BundledFunctionProps<F> {
  readonly source: WorkQueue;
  /** What is lost when it fails on its queue. */
  readonly alarms: readonly [QueueAlarm, ...QueueAlarm[]];
  /** How many run at once at most. */
  readonly maxInstances?: number;
}

/**
 * A message each: when a function runs out of time or memory, or is killed, all messages of its invocation come again,
 * and after five times all of them are given up. So nothing that one file does happens to another.
 */
const batchSize = 1;
/** Instances at once: what the table and SES take without being throttled. */
const defaultInstances = 10;

/** A function that works on a queue. */
export class QueueFunction<F extends FunctionName = FunctionName> extends BundledFunction<F> {
  constructor(scope: Construct, id: string, props: QueueFunctionProps<F>) {
    super(scope, id, props);
    declareAlarms(
      this,
      props.alarms.map((alarm) => alarm(props.source)),
    );
    this.lambda.addEventSource(
      new SqsEventSource(props.source.queue, {
        batchSize,
        maxConcurrency: props.maxInstances ?? defaultInstances,
        reportBatchItemFailures: true,
      }),
    );
  }
}
