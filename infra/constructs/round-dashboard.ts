import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';

export interface RoundDashboardProps {
  /** Begins the name of every function and queue. */
  readonly name: string;
  readonly alarms: readonly Alarm[];
}

/** One page of how a round goes: what is wrong, what comes in, what goes out, what waits, and whether the schedules work. */
export class RoundDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, alarms }: RoundDashboardProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const ours = (step: string, what: string): string => `{Scorebook,service} service="${name}-${step}" ${what}`;
    const queues = (metric: string): string => `{AWS/SQS,QueueName} "${name}" MetricName="${metric}"`;
    const graph = (title: string, search: string, statistic: string, period = Duration.hours(1)): GraphWidget =>
      new GraphWidget({
        title,
        width: 12,
        height: 6,
        left: [
          new MathExpression({
            expression: `SEARCH('${search}', '${statistic}', ${period.toSeconds()})`,
            usingMetrics: {},
            label: '',
            period,
            searchRegion: region,
          }),
        ],
      });
    new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 6, alarms: [...alarms] as IAlarm[] })],
        [
          graph('Files, by what became of them', ours('ingest-submission', 'Submissions'), 'Sum'),
          graph('Mails sent, put off and to nobody', ours('deliver-results', 'Mails'), 'Sum'),
        ],
        [
          graph('Mails that came in', ours('receive-mail', 'Mails-in'), 'Sum'),
          graph('News of mails: delivered, bounced, complained', ours('track-mail', 'Mails'), 'Sum'),
        ],
        [
          graph('Seconds that the oldest message waits', queues('ApproximateAgeOfOldestMessage'), 'Maximum'),
          graph('Messages, dead letters among them', queues('ApproximateNumberOfMessagesVisible'), 'Maximum'),
        ],
        [
          graph('Schedules that did their work', `{Scorebook,service} "${name}" Heartbeat`, 'Sum'),
          graph('Crashes', `{AWS/Lambda,FunctionName} "${name}" MetricName="Errors"`, 'Sum'),
        ],
        [
          graph('Requests of the contacts’ page', ours('serve-portal', 'Requests'), 'Sum'),
          graph('Longest run of each function', `{AWS/Lambda,FunctionName} "${name}" MetricName="Duration"`, 'Maximum'),
        ],
      ],
    });
  }
}
