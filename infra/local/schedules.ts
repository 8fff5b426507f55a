import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Cron } from 'croner';
import { type DeclaredQueue, type Properties, urlOf } from './declared-wiring.ts';

/** Sends a message into a queue at set times. */
export interface DeclaredSchedule {
  readonly name: string;
  /** As EventBridge Scheduler has it: `cron(0 * * * ? *)`. */
  readonly expression: string;
  readonly queueUrl: string;
  readonly input: string;
}

export function declaredSchedule(properties: Properties, queues: readonly DeclaredQueue[]): DeclaredSchedule {
  const { Arn, Input = '' } = properties['Target'] as { Arn: string; Input?: string };
  return {
    name: String(properties['Name']),
    expression: String(properties['ScheduleExpression']),
    queueUrl: urlOf(Arn, queues),
    input: Input,
  };
}

/** The scheduler puts the time in its place. */
const scheduledTime = '<aws.scheduler.scheduled-time>';

export interface Schedules {
  /** Sends what a schedule sends, without waiting for its time; `name`: the end of its name. */
  strike(name: string): Promise<void>;
  stop(): void;
}

/** The scheduler has no emulator: its schedules are kept here, in UTC as there. */
export function startSchedules(
  declared: readonly DeclaredSchedule[],
  sqs: SQSClient,
  failed: (error: unknown) => void,
): Schedules {
  const send = async ({ queueUrl, input }: DeclaredSchedule): Promise<void> => {
    const body = input.replaceAll(scheduledTime, new Date().toISOString());
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  };
  const jobs = declared.map((schedule) => {
    const options = { timezone: 'UTC', unref: true, catch: failed };
    return new Cron(cronOf(schedule.expression), options, () => send(schedule));
  });
  return {
    async strike(name) {
      const schedule = declared.find((one) => one.name.endsWith(`-${name}`));
      if (schedule === undefined) throw new Error(`The template declares no schedule ${name}`);
      await send(schedule);
    },
    stop() {
      for (const job of jobs) job.stop();
    },
  };
}

/** `cron(0 7 * * ? *)` as everybody else writes it: without a year, and `*` for "any" in both fields of days. */
export function cronOf(expression: string): string {
  const [, fields] = /^cron\((\S+ \S+ \S+ \S+ \S+) \*\)$/.exec(expression) ?? [];
  if (fields === undefined) throw new Error(`The local cloud does not know when ${expression} is`);
  return fields.replaceAll('?', '*');
}
