import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { WorkQueue } from './work-queue.ts';

export interface AlarmsProps {
  readonly name: string;
  readonly address: string;
  readonly queues: { readonly submissions: WorkQueue; readonly deliveries: WorkQueue };
  readonly functions: Readonly<Record<string, IFunction>>;
}

interface AlarmSettings {
  readonly metric: Metric;
  readonly above: number;
  /** Periods in a row. */
  readonly periods: number;
  /** What is lost if nobody acts, then what to do. */
  readonly says: string;
}

const fiveMinutes = { period: Duration.minutes(5) };

/** Each alarm says what is lost if nobody acts; docs/operate.md says the rest. */
export class Alarms extends Construct {
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, { name, address, queues, functions }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { topicName: name, enforceSSL: true });
    topic.addSubscription(new EmailSubscription(address));
    this.action = new SnsAction(topic);
    const { submissions, deliveries } = queues;

    this.alarm('UnreadSubmissions', {
      metric: submissions.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      above: 0,
      periods: 1,
      says: 'Questionnaires came in and were not read: their authorities keep their old scores and their senders hear nothing. After 14 days the messages are gone (the files stay in the inbox bucket). Read the log of ingest-submission, mend the cause, redrive the dead letters.',
    });
    this.alarm('UndeliveredResults', {
      metric: deliveries.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
      above: 0,
      periods: 1,
      says: 'Files were scored or rejected and their senders were not told. After 14 days nobody asks for these mails again (they stay marked as due). Read the log of deliver-results, mend the cause, redrive the dead letters.',
    });
    this.alarm('LateSubmissions', {
      metric: submissions.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
      above: 900,
      periods: 1,
      says: 'A questionnaire has waited for 15 minutes: senders wait for their results and may send again. Nothing is lost yet. See whether ingest-submission is throttled or failing.',
    });
    this.alarm('LateDeliveries', {
      metric: deliveries.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
      above: 900,
      periods: 1,
      says: 'A result has waited for 15 minutes to be mailed. Nothing is lost yet. See whether deliver-results is failing, and the sending quota of SES.',
    });
    for (const [functionName, lambda] of Object.entries(functions)) {
      this.alarm(`${functionName}-errors`, {
        metric: lambda.metricErrors(fiveMinutes),
        above: 0,
        periods: 3,
        says: `${functionName} has crashed for 15 minutes on end: it cannot start, or runs out of time or memory. What it works on ends in the dead letters after five tries. Read its log; roll back if it began with a deployment.`,
      });
      this.alarm(`${functionName}-throttles`, {
        metric: lambda.metricThrottles(fiveMinutes),
        above: 0,
        periods: 3,
        says: `${functionName} is not given the instances it needs: work waits, and is given up to the dead letters after five tries. Raise the account's concurrency, or see what else uses it.`,
      });
    }
    this.alarm('Bounces', {
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'Reputation.BounceRate',
        statistic: 'Maximum',
        period: Duration.hours(1),
      }),
      above: 0.05,
      periods: 1,
      says: 'More than 5 % of our mails come back: at 10 % SES may stop all sending, and nobody gets results. Correct the addresses of contacts that bounce.',
    });
  }

  private alarm(id: string, { metric, above, periods, says }: AlarmSettings): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: says,
      metric,
      threshold: above,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
  }
}
