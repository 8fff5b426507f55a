import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../shared/config/environment.ts';
import {
  type Heartbeat,
  heartbeatMetric,
  heartbeats,
  type PutOff,
  putOffBy,
  waitedMetric,
} from '../../shared/config/heartbeats.ts';
import type { WorkQueue } from './work-queue.ts';

/** An alarm is a mail that says what is lost if nobody acts and what to do; docs/operate.md has a row for each. */
export interface DeclaredAlarm {
  readonly name: string;
  readonly metric: Metric;
  readonly above: number;
  /** It rises when the metric is not above that, or is missing: nobody said that the work was done. */
  readonly onSilence?: true;
  /** Periods in a row, or of the last so many. */
  readonly periods: number;
  readonly ofLast?: number;
  /** What is lost if nobody acts. */
  readonly lost: string;
  readonly remedy: string;
}

const declared = new WeakMap<Stack, DeclaredAlarm[]>();

/** Whoever can fail says so where it is made; `Alarms`, which is made last, raises them. */
export function declareAlarms(of: Construct, alarms: readonly DeclaredAlarm[]): void {
  const stack = Stack.of(of);
  declared.set(stack, [...(declared.get(stack) ?? []), ...alarms]);
}

export const alarmsOf = (of: Construct): readonly DeclaredAlarm[] => declared.get(Stack.of(of)) ?? [];

export const fiveMinutes = { period: Duration.minutes(5) };

/** The whole name of a function, by which its metrics are told apart. */
export const functionNameIn = (stage: string, functionName: FunctionName): string =>
  `scorebook-${stage}-${functionName}`;

/** How often a function said so in a period: the sum of a metric that its log carries. */
export const toldBy = (service: string, metricName: string, period: Duration): Metric =>
  new Metric({ namespace: 'Scorebook', metricName, dimensionsMap: { service }, statistic: 'Sum', period });

/** A topic could not tell somebody. */
export const untold = (topic: ITopic, told: Told): DeclaredAlarm => ({
  metric: topic.metricNumberOfNotificationsFailed(fiveMinutes),
  ...{ above: 0, periods: 1, ...told },
});

/** How a schedule's work is missed: hourly after three hours, what is done once a day after 26. */
export function silence(
  of: Heartbeat,
  {
    stage,
    hours,
    lost,
    remedy,
  }: { readonly stage: string; readonly hours: number } & Pick<DeclaredAlarm, 'lost' | 'remedy'>,
): DeclaredAlarm {
  return {
    name: `silent-${of}`,
    metric: toldBy(functionNameIn(stage, heartbeats[of]), heartbeatMetric(of), Duration.hours(1)),
    above: 0,
    periods: hours,
    onSilence: true,
    lost,
    remedy,
  };
}

/** An alarm about the queue that a function works on. */
export type QueueAlarm = (source: WorkQueue) => DeclaredAlarm;
type Told = Pick<DeclaredAlarm, 'name' | 'lost' | 'remedy'>;

/** A message was given up. */
export const deadLetters =
  (told: Told): QueueAlarm =>
  (source) => ({
    metric: source.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    ...{ above: 0, periods: 1, ...told },
  });

/** A message has waited for 15 minutes. */
export const late =
  (told: Told): QueueAlarm =>
  (source) => ({
    metric: source.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    ...{ above: 900, periods: 1, ...told },
  });

/**
 * What is put off comes as a new message each time, so that the age of its queue does not tell of it: its function says how
 * long it has waited since it came in. Above an hour: the last of many links before a deadline waits for less.
 */
export const waitsLong = (stage: string, of: PutOff, told: Omit<Told, 'name'>): DeclaredAlarm => ({
  name: `waiting-${of}`,
  metric: new Metric({
    namespace: 'Scorebook',
    metricName: waitedMetric(of),
    dimensionsMap: { service: functionNameIn(stage, putOffBy[of]) },
    statistic: 'Maximum',
    ...fiveMinutes,
  }),
  ...{ above: 3600, periods: 1, ...told },
});

/** A message comes again an hour and a half later at most: that it failed twice shows within three hours. */
const threeHours = 36;

/** `afterwards`: what becomes of that on which it fails. */
export const functionAlarms = (functionName: string, lambda: IFunction, afterwards: string): DeclaredAlarm[] => [
  {
    name: `${functionName}-errors`,
    metric: lambda.metricErrors(fiveMinutes),
    above: 0,
    periods: 2,
    ofLast: threeHours,
    lost: `${functionName} crashed twice within three hours, so some or all of its work fails. ${afterwards}`,
    remedy:
      'read its log: it cannot start, or runs out of time or memory. Roll back if this began with a deployment, then redrive.',
  },
  {
    name: `${functionName}-throttles`,
    metric: lambda.metricThrottles(fiveMinutes),
    above: 0,
    periods: 3,
    lost: `${functionName} gets fewer instances than it needs. ${afterwards}`,
    remedy: "raise the account's concurrency, or find out what else uses it.",
  },
];
