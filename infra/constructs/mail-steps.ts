import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { Clock, everyMorning, hourly } from './clock.ts';
import { MailIn } from './mail-in.ts';
import { MailTopic } from './mail-topic.ts';
import { QueueFunction } from './queue-function.ts';
import type { ResultsMailer } from './results-mailer.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface MailStepsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
  readonly mailer: ResultsMailer;
  /** Where mails that became due are asked for. */
  readonly deliveries: Queue;
}

/** What each step of mail may do with the table: it reads, and makes notices due. */
const announcing = ['dynamodb:GetItem', 'dynamodb:PutItem'];
const timeoutSeconds = 60;
/** The whole registry is read in one go. */
const remindSeconds = 900;

/** Mail that comes in, news of mail that went out, reminders, and mails that were left over. */
export class MailSteps extends Construct {
  readonly queues: Readonly<Record<'mails' | 'mailEvents' | 'reminders' | 'sweeps', WorkQueue>>;
  readonly functions: Readonly<Record<string, IFunction>>;

  constructor(scope: Construct, id: string, props: MailStepsProps) {
    super(scope, id);
    const { stage, settings, buckets, table, mailer, deliveries } = props;
    const name = `scorebook-${stage}`;
    const common = { stage, logRetentionDays: settings.logRetentionDays };
    const key = buckets.key;
    const environment = { TABLE_NAME: table.table.tableName, DELIVERIES_QUEUE_URL: deliveries.queueUrl };
    const tableArn = [table.table.tableArn];

    const mailIn = new MailIn(this, 'MailIn', {
      name,
      address: settings.mailIn,
      bucket: buckets.mail,
      key,
      timeoutSeconds,
    });
    const receive = new QueueFunction(this, 'ReceiveMail', {
      ...common,
      functionName: 'receive-mail',
      timeoutSeconds,
      source: mailIn.work.queue,
      environment: {
        ...environment,
        MAIL_BUCKET: buckets.mail.bucketName,
        INBOX_BUCKET: buckets.inbox.bucketName,
        MAIL_FROM: settings.mailFrom,
        MAIL_IN: settings.mailIn,
      },
    });
    receive.allowObjects(['s3:GetObject'], buckets.mail, '', 'It reads whatever mail came in; SES names the objects.');
    // Without the right to list, S3 answers 403 for an object that is gone, which would look like a fault.
    receive.allow(['s3:ListBucket'], [buckets.mail.bucketArn]);
    receive.allowObjects(['s3:PutObject'], buckets.inbox, 'mail/', 'Each file of a mail is named by its hash.');
    receive.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
    receive.allow([...announcing, 'dynamodb:Query', 'dynamodb:UpdateItem'], tableArn);

    const events = new MailTopic(this, 'MailEvents', { name: `${name}-mail-events`, key, timeoutSeconds });
    mailer.configurationSet.addEventDestination('Events', {
      destination: EventDestination.snsTopic(events.topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.REJECT,
      ],
    });
    const track = new QueueFunction(this, 'TrackMail', {
      ...common,
      functionName: 'track-mail',
      timeoutSeconds,
      source: events.work.queue,
      environment,
    });
    track.allow([...announcing, 'dynamodb:Query', 'dynamodb:UpdateItem'], tableArn);

    const mornings = new Clock(this, 'Mornings', {
      name: `${name}-reminders`,
      at: everyMorning,
      description: 'Reminds authorities of which nothing has come in, 14, 3 and 1 days before a round closes',
      timeoutSeconds: remindSeconds,
    });
    const remind = new QueueFunction(this, 'RemindAuthorities', {
      ...common,
      functionName: 'remind-authorities',
      timeoutSeconds: remindSeconds,
      source: mornings.work.queue,
      environment,
    });
    remind.allow([...announcing, 'dynamodb:Query', 'dynamodb:BatchGetItem'], tableArn);

    const hours = new Clock(this, 'Hours', {
      name: `${name}-sweeps`,
      at: hourly,
      description: 'Asks again for mails that are still owed',
      timeoutSeconds: remindSeconds,
    });
    const sweep = new QueueFunction(this, 'SweepOutbox', {
      ...common,
      functionName: 'sweep-outbox',
      timeoutSeconds: remindSeconds,
      source: hours.work.queue,
      environment,
    });
    sweep.allow(['dynamodb:Query', 'dynamodb:UpdateItem'], tableArn);

    for (const step of [receive, track, remind, sweep]) step.allow(['sqs:SendMessage'], [deliveries.queueArn]);
    this.queues = { mails: mailIn.work, mailEvents: events.work, reminders: mornings.work, sweeps: hours.work };
    this.functions = {
      'receive-mail': receive.lambda,
      'track-mail': track.lambda,
      'remind-authorities': remind.lambda,
      'sweep-outbox': sweep.lambda,
    };
  }
}
