import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmsOf, type DeclaredAlarm, declareAlarms, untold } from './declared-alarms.ts';

export interface AlarmsProps {
  /** Begins the name of the topic and of every alarm. */
  readonly name: string;
  readonly address: string;
}

/** Where the operating instructions say more of an alarm. */
const runbookOf = (alarmName: string): string => `Runbook: docs/operate.md#alarm-${alarmName}`;

/** Raises what was declared in its stack before it. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { name, address }: AlarmsProps) {
    super(scope, id);
    const topic = this.topic(name, address);
    declareAlarms(this, [untoldAlarms(topic)]);
    const action = new SnsAction(topic);
    this.all = alarmsOf(this).map((declared) => this.alarm(name, declared, action));
  }

  private alarm(name: string, declared: DeclaredAlarm, action: SnsAction): Alarm {
    const { name: alarmName, metric, above, periods, ofLast = periods, onSilence, lost, remedy } = declared;
    const alarm = new Alarm(this, alarmName, {
      alarmName: `${name}-${alarmName}`,
      alarmDescription: `Lost if nobody acts: ${lost} To do: ${remedy} ${runbookOf(alarmName)}`,
      metric,
      threshold: above,
      evaluationPeriods: ofLast,
      datapointsToAlarm: periods,
      comparisonOperator: onSilence
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: onSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(action);
    return alarm;
  }

  private topic(name: string, address: string): Topic {
    const topic = new Topic(this, 'Topic', { topicName: `${name}-alarms`, enforceSSL: true });
    // A policy of our own replaces the default one, by which alarms of the account may publish.
    topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:${name}-*`,
          },
        },
      }),
    );
    topic.addSubscription(new EmailSubscription(address));
    return topic;
  }
}

/** It tells of itself by its state alone, which the dashboard shows: no mail of it would arrive. */
const untoldAlarms = (topic: Topic): DeclaredAlarm =>
  untold(topic, {
    name: 'untold-alarms',
    lost: 'an alarm was raised and its mail did not go out, so nobody knows of it.',
    remedy: 'look at all alarms on the dashboard, and at the subscription of the topic of alarms.',
  });
