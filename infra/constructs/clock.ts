import { Duration } from 'aws-cdk-lib';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { WorkQueue } from './work-queue.ts';

export interface ClockProps {
  readonly name: string;
  readonly at: ScheduleExpression;
  readonly description: string;
  /** Timeout of the function that works on the queue. */
  readonly timeoutSeconds: number;
  readonly delaySeconds?: number;
}

/** A message into a queue at set times (UTC): what fails is retried there, and raises an alarm, like all work. */
export class Clock extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { name, at, description, ...work }: ClockProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { name, ...work });
    this.strikes('Schedule', { name, at, description, facts: {} });
  }

  /** Sends a message into the same queue at other times; `facts` tell it from the others. */
  strikes(
    id: string,
    {
      name,
      at,
      description,
      facts,
    }: Pick<ClockProps, 'name' | 'at' | 'description'> & { readonly facts: Readonly<Record<string, unknown>> },
  ): void {
    new Schedule(this, id, {
      scheduleName: name,
      description,
      schedule: at,
      target: new SqsSendMessage(this.work.queue, {
        // The time it was due: the same one, should it strike twice.
        input: ScheduleTargetInput.fromObject({ schemaVersion: 1, at: ContextAttribute.scheduledTime, ...facts }),
        maxEventAge: Duration.hours(1),
      }),
    });
  }
}

/** Every hour, on the hour. */
export const hourly = ScheduleExpression.cron({ minute: '0' });
/** When the files of the hour's last moments are read. */
export const hourlyAtTen = ScheduleExpression.cron({ minute: '10' });
/** In the morning of Europe's offices. */
export const everyMorning = ScheduleExpression.cron({ minute: '0', hour: '7' });
/** While nobody works. */
export const everyNight = ScheduleExpression.cron({ minute: '0', hour: '2' });
