import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmsOf } from './declared-alarms.ts';

export interface AlarmsProps {
  /** Begins the name of the topic and of every alarm. */
  readonly name: string;
  readonly address: string;
}

/** Raises what was declared in its stack before it. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { name, address }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(this.topic(name, address));
    for (const { name: alarmName, metric, above, periods, ofLast = periods, lost, remedy } of alarmsOf(this)) {
      new Alarm(this, alarmName, {
        alarmName: `${name}-${alarmName}`,
        alarmDescription: `Lost if nobody acts: ${lost} To do: ${remedy}`,
        metric,
        threshold: above,
        evaluationPeriods: ofLast,
        datapointsToAlarm: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(action);
    }
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
