import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Heartbeat } from '../../shared/config/heartbeats.ts';
import { declareAlarms, fiveMinutes, silence } from './declared-alarms.ts';
import { WorkQueue } from './work-queue.ts';

/** A schedule, and what is lost while it does nothing. */
export interface StrikeProps {
  readonly stage: string;
  /** Ends its name, and names the metric by which its function says that the work was done. */
  readonly of: Heartbeat;
  readonly at: ScheduleExpression;
  readonly description: string;
  /** Hours without its work after which somebody is told. */
  readonly missedAfter: number;
  readonly lost: string;
  readonly remedy: string;
}

export interface ClockProps extends StrikeProps {
  /** Timeout of the function that works on the queue. */
  readonly timeoutSeconds: number;
  readonly delaySeconds?: number;
}

/** A message into a queue at set times (UTC): what fails is retried there, and raises an alarm, like all work. */
export class Clock extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { timeoutSeconds, delaySeconds, ...strike }: ClockProps) {
    super(scope, id);
    const name = `scorebook-${strike.stage}-${strike.of}`;
    this.work = new WorkQueue(this, 'Work', {
      name,
      timeoutSeconds,
      ...(delaySeconds === undefined ? {} : { delaySeconds }),
    });
    this.strikes('Schedule', strike);
  }

  /** Sends a message into the same queue at other times; `facts` tell it from the others. */
  strikes(
    id: string,
    { stage, of, at, description, missedAfter, lost, remedy }: StrikeProps,
    facts: Readonly<Record<string, unknown>> = {},
  ): void {
    declareAlarms(this, [silence(of, { stage, hours: missedAfter, lost, remedy })]);
    const group = schedulesOf(this, stage);
    const schedule = new Schedule(this, id, {
      scheduleName: `scorebook-${stage}-${of}`,
      scheduleGroup: group,
      description,
      schedule: at,
      target: new SqsSendMessage(this.work.queue, {
        // The time it was due: the same one, should it strike twice.
        input: ScheduleTargetInput.fromObject({ schemaVersion: 1, at: ContextAttribute.scheduledTime, ...facts }),
        maxEventAge: Duration.hours(1),
        // CDK's own types disagree under exactOptionalPropertyTypes.
        deadLetterQueue: this.work.deadLetters as IQueue,
      }),
    });
    // CDK writes the name of the group into it, which makes it wait for nothing.
    schedule.node.addDependency(group);
  }
}

/** The group of a stage's schedules, by which their failures are counted. */
function schedulesOf(scope: Construct, stage: string): ScheduleGroup {
  const stack = Stack.of(scope);
  const made = stack.node.tryFindChild('Schedules');
  if (made instanceof ScheduleGroup) return made;
  const group = new ScheduleGroup(stack, 'Schedules', {
    scheduleGroupName: `scorebook-${stage}`,
    // It holds nothing but its schedules: kept, it would be in the way of the next deployment.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  declareAlarms(group, [
    {
      name: 'failed-schedules',
      metric: ofSchedules(stage, 'TargetErrorCount'),
      above: 0,
      periods: 3,
      lost: 'nothing yet. A schedule could not send its message three times in a row, and tries for an hour: nobody is reminded, and lost mails and files are not looked for.',
      remedy: 'find in CloudTrail or in the role of the schedules why its queue takes no message.',
    },
    {
      name: 'dropped-schedules',
      metric: ofSchedules(stage, 'InvocationDroppedCount'),
      above: 0,
      periods: 1,
      lost: 'the message of a schedule was given up: its work is not done until the next time.',
      remedy: 'find out why its queue takes no message; then redrive its dead letters.',
    },
  ]);
  return group;
}

const ofSchedules = (stage: string, metricName: string): Metric =>
  new Metric({
    namespace: 'AWS/Scheduler',
    metricName,
    dimensionsMap: { ScheduleGroup: `scorebook-${stage}` },
    statistic: 'Sum',
    ...fiveMinutes,
  });

/** Every hour, on the hour. */
export const hourly = ScheduleExpression.cron({ minute: '0' });
/** Just after the deadlines that end with an hour, and before results become final. */
export const hourlyAtTwo = ScheduleExpression.cron({ minute: '2' });
/** When the files of the hour's last moments are read. */
export const hourlyAtTen = ScheduleExpression.cron({ minute: '10' });
/** In the morning of Europe's offices. */
export const everyMorning = ScheduleExpression.cron({ minute: '0', hour: '7' });
/** While nobody works. */
export const everyNight = ScheduleExpression.cron({ minute: '0', hour: '2' });
