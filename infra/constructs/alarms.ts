import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { WorkQueue } from './work-queue.ts';

export interface AlarmsProps {
  /** Begins the name of the topic and of every alarm. */
  readonly name: string;
  readonly address: string;
  readonly queues: Readonly<
    Record<
      | 'submissions'
      | 'deliveries'
      | 'sheets'
      | 'resultsTabs'
      | 'mails'
      | 'mailEvents'
      | 'reminders'
      | 'sweeps'
      | 'registry'
      | 'reviews'
      | 'reconciliations'
      | 'publications'
      | 'rescorings',
      WorkQueue
    >
  > & { readonly scans?: WorkQueue };
  readonly functions: Readonly<Record<string, IFunction>>;
  readonly rescoring: StateMachine;
}

interface AlarmSettings {
  readonly name: string;
  readonly metric: Metric;
  readonly above: number;
  /** Periods in a row, or of the last so many. */
  readonly periods: number;
  readonly ofLast?: number;
  /** What is lost if nobody acts. */
  readonly lost: string;
  readonly remedy: string;
}

const fiveMinutes = { period: Duration.minutes(5) };

/** Each alarm is a mail that says what is lost if nobody acts and what to do; docs/operate.md has a row for each. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { name, address, queues, functions, rescoring }: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(this.topic(name, address));
    const all = [
      ...queueAlarms(queues),
      ...(queues.scans === undefined ? [] : scanAlarms(queues.scans)),
      ...Object.entries(functions).flatMap(([functionName, lambda]) => functionAlarms(functionName, lambda)),
      ...rescoringAlarms(rescoring),
      ...('serve-portal' in functions ? [failedPageRequests()] : []),
      bounces(),
      postponed(),
    ];
    for (const { name: alarmName, metric, above, periods, ofLast = periods, lost, remedy } of all) {
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

const queueAlarms = ({
  submissions,
  deliveries,
  sheets,
  resultsTabs,
  mails,
  mailEvents,
  reminders,
  sweeps,
  registry,
  reviews,
  reconciliations,
  publications,
  rescorings,
}: AlarmsProps['queues']): AlarmSettings[] => [
  {
    name: 'unread-submissions',
    metric: submissions.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'questionnaires that came in were not read. Their authorities keep their old scores and their senders hear nothing. 14 days after they came in their messages are gone; the files stay in the inbox bucket.',
    remedy: 'read the log of ingest-submission, fix the cause, redrive the dead letters.',
  },
  {
    name: 'undelivered-results',
    metric: deliveries.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'files were scored or rejected and their senders were not told. The sweep asks for these mails once a day, and they end here again until the cause is fixed.',
    remedy: 'read the log of deliver-results, fix the cause, redrive the dead letters.',
  },
  {
    name: 'late-submissions',
    metric: submissions.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A questionnaire has waited for 15 minutes; its sender waits and may send it again.',
    remedy: 'see whether ingest-submission is failing or throttled.',
  },
  {
    name: 'late-deliveries',
    metric: deliveries.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A result has waited for 15 minutes to be mailed.',
    remedy: 'see whether deliver-results is failing.',
  },
  {
    name: 'unread-mails',
    metric: mails.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'mails that came in were not read: the questionnaires in them do not count and their senders hear nothing. 14 days after they came in their messages are gone, and the mails themselves after 90.',
    remedy: 'read the log of receive-mail, fix the cause, redrive the dead letters.',
  },
  {
    name: 'unread-mail-events',
    metric: mailEvents.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'bounces and complaints were not taken in: mail goes on to addresses at which it comes back, and SES counts that against the account.',
    remedy: 'read the log of track-mail, fix the cause, redrive the dead letters.',
  },
  {
    name: 'unsent-reminders',
    metric: reminders.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'authorities were not reminded today. The next morning makes up for it unless the round closes before.',
    remedy: 'read the log of remind-authorities, fix the cause, redrive the dead letters.',
  },
  {
    name: 'unswept-outbox',
    metric: sweeps.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'mails whose messages got lost were not asked for again, nor the daily mail to the office. The next hour makes up for it if it works then.',
    remedy: 'read the log of sweep-outbox, fix the cause; the dead letters can be deleted.',
  },
  {
    name: 'unread-registry-workbooks',
    metric: registry.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'a registry workbook was not imported, or only in part, and the office was not answered: authorities, contacts or a round are missing, and what they send is returned.',
    remedy: 'read the log of import-registry, fix the cause, redrive the dead letters.',
  },
  {
    name: 'late-registry-workbooks',
    metric: registry.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A registry workbook has waited for 15 minutes; what it registers is not known yet.',
    remedy: 'see whether import-registry is failing or throttled.',
  },
  {
    name: 'unread-reviews',
    metric: reviews.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'a review workbook was not taken in, or only in part, and the office was not answered: scores do not use what was verified.',
    remedy: 'read the log of import-review, fix the cause, redrive the dead letters.',
  },
  {
    name: 'late-reviews',
    metric: reviews.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A review workbook has waited for 15 minutes; scores do not use what was verified yet.',
    remedy: 'see whether import-review is failing or throttled.',
  },
  {
    name: 'unreconciled-inbox',
    metric: reconciliations.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'nothing yet. Files whose messages got lost are not looked for; the next hour makes up for it if it works then.',
    remedy: 'read the log of reconcile-inbox, fix the cause; the dead letters can be deleted.',
  },
  {
    name: 'unpublished-results',
    metric: publications.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'the public site stays as it was: new standings are not on it, and what was to be taken away may still be there.',
    remedy:
      'read the log of publish-dashboard, fix the cause; the next hour publishes anew, the dead letters can be deleted.',
  },
  {
    name: 'unstarted-rescorings',
    metric: rescorings.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'rounds were not scored again last night: ranks and averages stay as they were. The next night makes up for it if it works then.',
    remedy: 'read the log of start-rescoring, fix the cause, and start one by hand: scorebook rescore.',
  },
  {
    name: 'unread-sheets',
    metric: sheets.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'links to Google Sheets that came in were not followed. Their senders hear nothing. After 14 days their messages are gone; the links stay in the inbox bucket.',
    remedy: 'read the log of fetch-sheet, fix the cause, redrive the dead letters.',
  },
  {
    name: 'late-sheets',
    metric: sheets.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A link to a Google Sheet has waited for 15 minutes; its sender waits and may send it again.',
    remedy: 'see whether fetch-sheet is failing, and whether Google answers.',
  },
  {
    name: 'unwritten-results-tabs',
    metric: resultsTabs.deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'results were not written into the Google Sheets they came from. Their mails went out all the same. After 14 days the tabs are not written any more.',
    remedy: 'read the log of write-results-tab, fix the cause, redrive the dead letters.',
  },
  {
    name: 'late-results-tabs',
    metric: resultsTabs.queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. Results have waited for 15 minutes to be written into a Google Sheet.',
    remedy: 'see whether write-results-tab is failing, and whether Google answers.',
  },
];

const rescoringAlarms = (machine: StateMachine): AlarmSettings[] => [
  {
    name: 'failed-rescorings',
    metric: machine.metricFailed(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'a round was not scored again. The standings published before stay and are whole; ranks and averages are as old as they are.',
    remedy:
      'see in the execution of the state machine which step failed and why, fix the cause, redrive the execution.',
  },
  {
    name: 'late-rescorings',
    metric: machine.metricTimedOut(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'a round was not scored again within six hours. The standings published before stay and are whole.',
    remedy:
      'see in the execution of the state machine what it waited for, then redrive it or start another: scorebook rescore.',
  },
];

const scanAlarms = ({ queue, deadLetters }: WorkQueue): AlarmSettings[] => [
  {
    name: 'unscanned-files',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible(fiveMinutes),
    above: 0,
    periods: 1,
    lost: 'files that came in were not scanned for malware, so nobody may read them: they do not count and their senders hear nothing. 14 days after they came in their messages are gone; the files stay in the inbox bucket.',
    remedy:
      'see in GuardDuty why they were not scanned, fix the cause, have them scanned again; then delete the dead letters.',
  },
  {
    name: 'late-scans',
    metric: queue.metricApproximateAgeOfOldestMessage(fiveMinutes),
    above: 900,
    periods: 1,
    lost: 'nothing yet. A file that was scanned has waited for 15 minutes to be passed on; its sender waits and may send it again.',
    remedy: 'see whether pass-scanned is failing or throttled, and whether files lack the tag of the scan.',
  },
];

/** A message comes again an hour and a half later at most: that it failed twice shows within three hours. */
const threeHours = 36;

const functionAlarms = (functionName: string, lambda: IFunction): AlarmSettings[] => [
  {
    name: `${functionName}-errors`,
    metric: lambda.metricErrors(fiveMinutes),
    above: 0,
    periods: 2,
    ofLast: threeHours,
    lost: `${functionName} has crashed twice within three hours, so something or all does not get past it. ${afterwards(functionName)}`,
    remedy:
      'read its log: it cannot start, or runs out of time or memory. Roll back if it began with a deployment, then redrive.',
  },
  {
    name: `${functionName}-throttles`,
    metric: lambda.metricThrottles(fiveMinutes),
    above: 0,
    periods: 3,
    lost: `${functionName} is not given the instances it needs. ${afterwards(functionName)}`,
    remedy: "raise the account's concurrency, or see what else uses it.",
  },
];

/** What becomes of that on which a function fails. Whoever opens the page is no message that comes again. */
const afterwards = (functionName: string): string =>
  functionName === 'serve-portal'
    ? 'Contacts cannot open their page; files sent by mail are read all the same.'
    : 'What it works on ends in the dead letters after five tries.';

/** The function answers these itself, so they are no errors of its own. */
const failedPageRequests = (): AlarmSettings => ({
  name: 'failed-page-requests',
  metric: new Metric({
    namespace: 'Scorebook',
    metricName: 'Requests-5xx',
    dimensionsMap: { service: 'serve-portal' },
    statistic: 'Sum',
    period: Duration.minutes(5),
  }),
  above: 5,
  periods: 1,
  lost: "requests of the contacts' page failed, so what people sent by it did not come in or they do not see it.",
  remedy: 'read the log of serve-portal, from the line failed on.',
});

/** A mail that is put off begins to wait anew each time, so the age of the queue does not tell of it. */
const postponed = (): AlarmSettings => ({
  name: 'postponed-mails',
  metric: new Metric({
    namespace: 'Scorebook',
    metricName: 'Mails-postponed',
    dimensionsMap: { service: 'deliver-results' },
    statistic: 'Sum',
    period: Duration.hours(1),
  }),
  above: 0,
  periods: 2,
  lost: 'nothing yet. For two hours mails have waited because the account may send no more: the quota of the day is used up, or sending is paused. They go out when it may again.',
  remedy: 'ask SES for a higher quota, or see why sending is paused.',
});

/** Of the whole account, as SES judges it: above 5 % it reviews the account, above 10 % it may stop it. */
const bounces = (): AlarmSettings => ({
  name: 'bounces',
  metric: new Metric({
    namespace: 'AWS/SES',
    metricName: 'Reputation.BounceRate',
    statistic: 'Maximum',
    period: Duration.hours(1),
  }),
  above: 0.05,
  periods: 1,
  lost: 'more than 5 % of our mails come back, and those people got no results. At 10 % SES may stop all sending, and nobody gets any.',
  remedy: 'correct the addresses of the contacts whose mails bounce.',
});
