import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { Clock, everyMorning, hourly, hourlyAtTwo } from './clock.ts';
import { deadLetters } from './declared-alarms.ts';
import { MailIn } from './mail-in.ts';
import { MailTopic } from './mail-topic.ts';
import { QueueFunction } from './queue-function.ts';
import type { ResultsMailer } from './results-mailer.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';

export interface MailStepsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
  readonly mailer: ResultsMailer;
  /** Where mails that became due are asked for. */
  readonly deliveries: Queue;
  /** Of links to online sheets: each morning those that were read are looked at again. */
  readonly sheets: Queue;
  readonly first: boolean;
}

/** What each step of mail may do with the table: it reads, and makes notices due. */
const announcing = ['dynamodb:GetItem', 'dynamodb:PutItem'];
const timeoutSeconds = 60;
/** The whole registry is read in one go. */
const remindSeconds = 900;

/** Mail that comes in, news of mail that went out, reminders, and mails that were left over. */
export class MailSteps extends Construct {
  constructor(scope: Construct, id: string, props: MailStepsProps) {
    super(scope, id);
    const { stage, settings, buckets, table, mailer, deliveries, sheets, first } = props;
    const common = { stage, logRetentionDays: settings.logRetentionDays };
    const key = buckets.key;
    const environment = { TABLE_NAME: table.table.tableName, DELIVERIES_QUEUE_URL: deliveries.queueUrl };
    const tableArn = [table.table.tableArn];

    const mailIn = new MailIn(this, 'MailIn', {
      stage,
      address: settings.mailIn,
      bucket: buckets.mail,
      key,
      timeoutSeconds,
      first,
    });
    const receive = new QueueFunction(this, 'ReceiveMail', {
      ...common,
      functionName: 'receive-mail',
      timeoutSeconds,
      source: mailIn.work,
      alarms: [
        deadLetters({
          name: 'unread-mails',
          lost: 'incoming mails were not read: their questionnaires do not count, and their senders hear nothing. Their messages are deleted 14 days after the mails arrived, and the mails after 90.',
          remedy: 'read the log of receive-mail, fix the cause, redrive the dead letters.',
        }),
      ],
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

    const events = new MailTopic(this, 'MailEvents', { stage, told: 'mail-events', key, timeoutSeconds });
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
      source: events.work,
      alarms: [
        deadLetters({
          name: 'unread-mail-events',
          lost: "bounces and complaints were not processed: mail still goes to addresses that bounce, which harms the account's reputation.",
          remedy: 'read the log of track-mail, fix the cause, redrive the dead letters.',
        }),
      ],
      environment,
    });
    track.allow([...announcing, 'dynamodb:Query', 'dynamodb:UpdateItem'], tableArn);

    const mornings = new Clock(this, 'Mornings', {
      stage,
      of: 'reminders',
      at: everyMorning,
      missedAfter: 26,
      lost: 'nobody was invited or reminded for more than a day, and nothing says why.',
      remedy:
        'read the log of remind-authorities; if it has no line of this morning, look at the schedule and its queue.',
      description:
        'Invites authorities, and reminds those that have not sent all, 14, 3 and 1 days before a deadline, 1 and 7 after it',
      timeoutSeconds: remindSeconds,
    });
    mornings.strikes(
      'Closings',
      {
        stage,
        of: 'closings',
        at: hourlyAtTwo,
        missedAfter: 3,
        lost: 'for three hours nobody looked at Google Sheets whose deadline has passed, and nothing says why. The next morning makes up for it.',
        remedy:
          'read the log of remind-authorities; if it has no line of these hours, look at the schedule and its queue.',
        description: 'Looks at Google Sheets as they stood at their deadline',
      },
      { closings: true },
    );
    const remind = new QueueFunction(this, 'RemindAuthorities', {
      ...common,
      functionName: 'remind-authorities',
      timeoutSeconds: remindSeconds,
      source: mornings.work,
      alarms: [
        deadLetters({
          name: 'unsent-reminders',
          lost: 'authorities were not invited or reminded today. The next morning makes up for it, unless the round closes before.',
          remedy: 'read the log of remind-authorities, fix the cause, redrive the dead letters.',
        }),
      ],
      environment: { ...environment, SHEETS_QUEUE_URL: sheets.queueUrl },
    });
    remind.allow(['sqs:SendMessage'], [sheets.queueArn]);
    remind.allow([...announcing, 'dynamodb:Query', 'dynamodb:BatchGetItem'], tableArn);

    const hours = new Clock(this, 'Hours', {
      stage,
      of: 'sweeps',
      at: hourly,
      missedAfter: 3,
      lost: 'for three hours nobody looked for mails with a lost message, and nothing says why.',
      remedy: 'read the log of sweep-outbox; if it has no line of these hours, look at the schedule and its queue.',
      description: 'Asks again for mails that are still owed',
      timeoutSeconds: remindSeconds,
    });
    const sweep = new QueueFunction(this, 'SweepOutbox', {
      ...common,
      functionName: 'sweep-outbox',
      timeoutSeconds: remindSeconds,
      source: hours.work,
      alarms: [
        deadLetters({
          name: 'unswept-outbox',
          lost: 'mails with a lost message were not requested again, and the daily mail to the office was not either. The next hour makes up for it if it works then.',
          remedy: 'read the log of sweep-outbox, fix the cause; you can delete the dead letters.',
        }),
      ],
      environment,
    });
    sweep.allow(['dynamodb:Query', 'dynamodb:UpdateItem'], tableArn);

    for (const step of [receive, track, remind, sweep]) step.allow(['sqs:SendMessage'], [deliveries.queueArn]);
  }
}
