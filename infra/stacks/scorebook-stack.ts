import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CfnEventSourceMapping, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { drawingFiles } from '../../shared/config/drawing-files.ts';
import {
  madePrefixes,
  questionnairePrefix,
  registryPrefix,
  reviewPrefix,
  submissionPrefixes,
} from '../../shared/config/object-keys.ts';
import { Alarms } from '../constructs/alarms.ts';
import { BenchmarkTable } from '../constructs/benchmark-table.ts';
import { BundledFunction } from '../constructs/bundled-function.ts';
import {
  type DeclaredAlarm,
  deadLetters,
  declareAlarms,
  functionNameIn,
  late,
  toldBy,
  waitsLong,
} from '../constructs/declared-alarms.ts';
import { MailSteps } from '../constructs/mail-steps.ts';
import { MalwareScan } from '../constructs/malware-scan.ts';
import { Portal } from '../constructs/portal.ts';
import { PublishingSteps } from '../constructs/publishing-steps.ts';
import { QueueFunction } from '../constructs/queue-function.ts';
import { RegistrySteps, registrySeconds } from '../constructs/registry-steps.ts';
import { RescoringSteps } from '../constructs/rescoring-steps.ts';
import { ResultsMailer } from '../constructs/results-mailer.ts';
import { RoundDashboard } from '../constructs/round-dashboard.ts';
import { SubmissionBuckets } from '../constructs/submission-buckets.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { type StageSettings, sheetsShareWith } from '../stages.ts';

export interface ScorebookStackProps {
  readonly stage: string;
  readonly settings: StageSettings;
  /** It is made by this deployment, which may fail: see {@link ScorebookStack}. */
  readonly first?: boolean;
}

/** Why a function may read all of them. */
const definitionsByHash = 'The definition of a questionnaire is named by its hash.';

/** Instances of deliver-results at once: the rate of the account is divided among them. */
const mailSenders = 5;

/**
 * Inbox bucket -> submissions queue -> ingest-submission -> deliveries queue -> deliver-results -> mail. A link to an
 * online sheet: ingest-submission -> sheets queue -> fetch-sheet -> inbox bucket; results -> results-tabs queue ->
 * write-results-tab. Mail that comes in, and what becomes of mail that went out: MailSteps.
 * Ranks: RescoringSteps.
 *
 * A deployment that fails is taken back: what it made is deleted. On the first one that is everything, so nothing is
 * protected by then, and nothing is there yet that writes into a bucket when it is made (decision 070).
 */
export class ScorebookStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings, first = false }: ScorebookStackProps) {
    const { account, region } = settings;
    super(scope, id, {
      description: `Scorebook, stage ${stage}: questionnaires in, scores and results workbooks out`,
      terminationProtection: !first,
      // Said by the settings, so that credentials of another account deploy nothing.
      ...(account === null || region === null ? {} : { env: { account, region } }),
    });
    const name = (part: string): string => `scorebook-${stage}-${part}`;
    const timeoutSeconds = 60;

    const submissions = new WorkQueue(this, 'Submissions', { name: name('submissions'), timeoutSeconds });
    const deliveries = new WorkQueue(this, 'Deliveries', { name: name('deliveries'), timeoutSeconds });
    const sheets = new WorkQueue(this, 'Sheets', { name: name('sheets'), timeoutSeconds });
    const resultsTabs = new WorkQueue(this, 'ResultsTabs', { name: name('results-tabs'), timeoutSeconds });
    const registry = new WorkQueue(this, 'Registry', { name: name('registry'), timeoutSeconds: registrySeconds });
    const reviews = new WorkQueue(this, 'Reviews', { name: name('reviews'), timeoutSeconds: registrySeconds });
    const questionnaires = new WorkQueue(this, 'Questionnaires', {
      name: name('questionnaires'),
      timeoutSeconds: registrySeconds,
    });
    const buckets = new SubmissionBuckets(this, 'Buckets', {
      stage,
      settings,
      notify: [
        { queue: submissions.queue, prefixes: submissionPrefixes },
        { queue: registry.queue, prefixes: [registryPrefix] },
        { queue: reviews.queue, prefixes: [reviewPrefix] },
        { queue: questionnaires.queue, prefixes: [questionnairePrefix] },
      ],
      pageOrigin: settings.portal === null ? null : `https://${settings.portal.domain}`,
    });
    const table = new BenchmarkTable(this, 'Table', {
      name: `scorebook-${stage}`,
      restored: settings.restoredTable,
      deletionProtection: !first,
    });
    const mailer = new ResultsMailer(this, 'Mailer', { name: `scorebook-${stage}`, settings });

    const ingest = new QueueFunction(this, 'IngestSubmission', {
      functionName: 'ingest-submission',
      stage,
      timeoutSeconds,
      logRetentionDays: settings.logRetentionDays,
      source: submissions,
      alarms: [
        deadLetters({
          name: 'unread-submissions',
          lost: 'incoming questionnaires were not read. Their authorities keep their old scores, and their senders hear nothing. Their messages are deleted 14 days after the files arrived; the files stay in the inbox bucket.',
          remedy: 'read the log of ingest-submission, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-submissions',
          lost: 'nothing yet. A questionnaire has waited for 15 minutes; its sender may send it again.',
          remedy: 'check if ingest-submission fails or is throttled.',
        }),
      ],
      environment: {
        TABLE_NAME: table.table.tableName,
        RESULTS_BUCKET: buckets.results.bucketName,
        DELIVERIES_QUEUE_URL: deliveries.queue.queueUrl,
        SHEETS_QUEUE_URL: sheets.queue.queueUrl,
      },
    });
    ingest.allowReading(buckets, '', 'It reads whatever file came in.');
    // Without the right to list, S3 answers 403 for an object that is gone, which would look like a fault.
    ingest.allow(['s3:ListBucket'], [buckets.inbox.bucketArn]);
    ingest.allowObjects(
      ['s3:GetObject', 's3:PutObject'],
      buckets.results,
      madePrefixes.texts,
      'Long evidence is named by its hash.',
    );
    ingest.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.definitions, definitionsByHash);
    ingest.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [buckets.key.keyArn]);
    ingest.allow(
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'].map((one) => `dynamodb:${one}`),
      [table.table.tableArn],
    );
    ingest.allow(['sqs:SendMessage'], [deliveries.queue.queueArn, sheets.queue.queueArn]);

    const google = {
      GOOGLE_AUDIENCE: settings.google.audience,
      GOOGLE_SERVICE_ACCOUNT: settings.google.serviceAccount,
      GOOGLE_SHARE_WITH: sheetsShareWith(settings.google),
      GOOGLE_API_ROOT: settings.google.root,
    };
    const writer = settings.google.writeServiceAccount || settings.google.serviceAccount;
    /** Google counts what an account asks for by the minute: more at once would only be told to wait. Two is SQS's least. */
    const atGoogle = 2;
    const fetchSheet = new QueueFunction(this, 'FetchSheet', {
      functionName: 'fetch-sheet',
      stage,
      timeoutSeconds,
      logRetentionDays: settings.logRetentionDays,
      source: sheets,
      alarms: [
        deadLetters({
          name: 'unread-sheets',
          lost: 'nobody followed some links to Google Sheets. Their senders were told only that the links wait. Their messages are deleted after 14 days; the links stay in the inbox bucket.',
          remedy: 'read the log of fetch-sheet, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-sheets',
          lost: 'nothing yet. A link to a Google Sheet has waited for 15 minutes. Its sender was told that it waits, and counts from when it came in.',
          remedy: 'check if fetch-sheet fails, and if Google responds.',
        }),
        () =>
          waitsLong(stage, 'sheets', {
            lost: 'nothing yet. A link to a Google Sheet has waited for an hour, as Google lets us read no more. It still counts from when it came in, and its sender was told after 15 minutes. After three days it is given up.',
            remedy: 'ask Google for a higher quota; if it does not respond at all, see its status page.',
          }),
      ],
      environment: { INBOX_BUCKET: buckets.inbox.bucketName, SHEETS_QUEUE_URL: sheets.queue.queueUrl, ...google },
      maxInstances: atGoogle,
      asksItself: true,
    });
    fetchSheet.allow(['sqs:SendMessage'], [sheets.queue.queueArn]);
    fetchSheet.allowObjects(
      ['s3:PutObject'],
      buckets.inbox,
      'sheet/',
      'Each pointer that came in is named by its hash.',
    );
    fetchSheet.allow(['kms:GenerateDataKey'], [buckets.key.keyArn]);

    // Google knows its role by name; in AWS it may log, put off what Google does not take now, and note what a sheet never takes.
    const writeResultsTab = new QueueFunction(this, 'WriteResultsTab', {
      functionName: 'write-results-tab',
      stage,
      timeoutSeconds,
      logRetentionDays: settings.logRetentionDays,
      source: resultsTabs,
      alarms: [
        deadLetters({
          name: 'unwritten-results-tabs',
          lost: 'results were not written into the Google Sheets they came from. Their mails were sent anyway. After 14 days, the results can no longer be written.',
          remedy: 'read the log of write-results-tab, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-results-tabs',
          lost: 'nothing yet. Results for a Google Sheet have waited for 15 minutes.',
          remedy: 'check if write-results-tab fails, and if Google responds.',
        }),
        () =>
          waitsLong(stage, 'results-tabs', {
            lost: 'nothing yet. Results for a Google Sheet have waited for an hour; their mail was sent anyway. After three days they are given up.',
            remedy: 'ask Google for a higher quota, or give write-results-tab an account of its own.',
          }),
      ],
      environment: {
        RESULTS_TABS_QUEUE_URL: resultsTabs.queue.queueUrl,
        INBOX_BUCKET: buckets.inbox.bucketName,
        ...google,
        GOOGLE_SERVICE_ACCOUNT: writer,
        GOOGLE_SHARE_WITH: writer,
      },
      maxInstances: atGoogle,
      asksItself: true,
    });
    writeResultsTab.allow(['sqs:SendMessage'], [resultsTabs.queue.queueArn]);
    writeResultsTab.allowObjects(
      ['s3:PutObject'],
      buckets.inbox,
      'sheet/',
      'A note that a sheet does not take its results is named by their hash.',
    );
    writeResultsTab.allow(['kms:GenerateDataKey'], [buckets.key.keyArn]);

    const deliver = new QueueFunction(this, 'DeliverResults', {
      functionName: 'deliver-results',
      stage,
      timeoutSeconds,
      logRetentionDays: settings.logRetentionDays,
      source: deliveries,
      alarms: [
        deadLetters({
          name: 'undelivered-results',
          lost: 'files were scored or rejected and their senders were not told. The sweep requests these mails again once a day, and they end here again until the cause is fixed.',
          remedy: 'read the log of deliver-results, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-deliveries',
          lost: 'nothing yet. A mail with results has waited for 15 minutes.',
          remedy: 'check if deliver-results fails.',
        }),
      ],
      files: settings.resultsPicture === 'png' ? drawingFiles : [],
      maxInstances: mailSenders,
      // A mail waits for the quota for as long as it takes, 15 minutes at a time.
      asksItself: true,
      environment: {
        TABLE_NAME: table.table.tableName,
        RESULTS_BUCKET: buckets.results.bucketName,
        MAIL_FROM: settings.mailFrom,
        MAIL_OFFICE: settings.mailOffice,
        MAIL_CONFIGURATION_SET: mailer.configurationSetName,
        MAIL_IN: settings.mailIn,
        MAIL_SENDERS: String(mailSenders),
        DELIVERIES_QUEUE_URL: deliveries.queue.queueUrl,
        DELIVERY_LEASE_SECONDS: String(timeoutSeconds),
        RESULTS_TABS_QUEUE_URL: resultsTabs.queue.queueUrl,
        RESULTS_PICTURE: settings.resultsPicture,
        PORTAL_ADDRESS: settings.portal === null ? '' : `https://${settings.portal.domain}`,
      },
    });
    deliver.allowObjects(
      ['s3:PutObject'],
      buckets.results,
      madePrefixes.results,
      'Each submission has a workbook of its own.',
    );
    deliver.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.texts, 'Long evidence is named by its hash.');
    deliver.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.standings,
      'Standings are named by their hash.',
    );
    deliver.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.definitions, definitionsByHash);
    // Without the right to list, S3 answers 403 for what an erasure has taken out of the standings.
    deliver.allow(['s3:ListBucket'], [buckets.results.bucketArn]);
    deliver.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.plans, 'A plan is named by its hash.');
    deliver.allowObjects(
      ['s3:PutObject'],
      buckets.results,
      madePrefixes.importAnswers,
      'Each import has an answer of its own.',
    );
    deliver.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [buckets.key.keyArn]);
    deliver.allow(
      ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'].map((one) => `dynamodb:${one}`),
      [table.table.tableArn],
    );
    declareAlarms(deliver, [postponed(stage)]);
    // A mail that cannot go yet is put back into its own queue.
    deliver.allow(['sqs:SendMessage'], [deliveries.queue.queueArn, resultsTabs.queue.queueArn]);
    deliver.allowAnything(['ses:GetAccount'], 'The rate and quota are of the account: SES knows no narrower resource.');
    // SES makes a raw message of a mail with attachments; the same call may be checked for either action.
    deliver.allow(['ses:SendEmail', 'ses:SendRawEmail'], [mailer.identityArn, mailer.configurationSetArn]);

    const scan = settings.malwareScan
      ? new MalwareScan(this, 'MalwareScan', {
          stage,
          settings,
          buckets,
          submissions: submissions.queue,
          registry: registry.queue,
          reviews: reviews.queue,
          questionnaires: questionnaires.queue,
          first,
        })
      : null;
    const publishing = new PublishingSteps(this, 'Publishing', { stage, settings, buckets, table });
    const rescoring = new RescoringSteps(this, 'Rescoring', {
      stage,
      settings,
      buckets,
      table,
      deliveries: deliveries.queue,
      publications: publishing.publications.queue,
    });
    const office = new RegistrySteps(this, 'Registering', {
      stage,
      settings,
      buckets,
      table,
      registry,
      reviews,
      questionnaires,
      submissions: submissions.queue,
      deliveries: deliveries.queue,
      rescorings: rescoring.rescorings.queue,
      scans: scan?.scans.queue ?? null,
    });
    scan?.lockAway(office.office);

    new MailSteps(this, 'Mail', {
      stage,
      settings,
      buckets,
      table,
      mailer,
      deliveries: deliveries.queue,
      sheets: sheets.queue,
      first,
    });

    const { portal } = settings;
    if (portal !== null)
      new Portal(this, 'Portal', { stage, settings, portal, buckets, table, deliveries: deliveries.queue });

    if (settings.tracing) {
      for (const one of this.node.findAll()) if (one instanceof BundledFunction) one.trace();
    }

    if (settings.paused) pause(this);

    // Last: it raises what everything before it has declared.
    const { all } = new Alarms(this, 'Alarms', { name: `scorebook-${stage}`, address: settings.alarmAddress });
    new RoundDashboard(this, 'Dashboard', { name: `scorebook-${stage}`, alarms: all });

    new CfnOutput(this, 'Inbox', { value: `s3://${buckets.inbox.bucketName}/office/` });
    new CfnOutput(this, 'MailInRecord', {
      value: `${settings.mailIn.split('@').at(-1)} MX 10 inbound-smtp.${this.region}.amazonaws.com`,
    });
    new CfnOutput(this, 'RegistryInbox', { value: `s3://${buckets.inbox.bucketName}/${registryPrefix}` });
    new CfnOutput(this, 'QuestionnaireInbox', { value: `s3://${buckets.inbox.bucketName}/${questionnairePrefix}` });
    new CfnOutput(this, 'ReviewInbox', { value: `s3://${buckets.inbox.bucketName}/${reviewPrefix}` });
    // What the pool at Google has to let in.
    new CfnOutput(this, 'GoogleSheetsRoles', {
      value: [fetchSheet, writeResultsTab].map(({ role }) => role.roleName).join(' '),
    });
    new CfnOutput(this, 'Site', { value: `${publishing.site.address}/` });
    new CfnOutput(this, 'RescoringMachine', { value: rescoring.machine.stateMachineArn });
    new CfnOutput(this, 'TableName', { value: table.table.tableName });
    new CfnOutput(this, 'DeliveriesQueue', { value: deliveries.queue.queueUrl });
    for (const [index, value] of mailer.dnsRecords.entries()) {
      new CfnOutput(this, `MailDomainRecord${index + 1}`, { value });
    }
  }
}

/**
 * Nothing changes any more: no function takes a message, no schedule strikes, and the page of contacts answers nobody. What
 * comes in waits in its queue for 14 days at most.
 */
function pause(stack: Stack): void {
  for (const one of stack.node.findAll()) {
    if (one instanceof CfnEventSourceMapping) one.enabled = false;
    if (one instanceof CfnSchedule) one.state = 'DISABLED';
    // Whoever no queue feeds is called by the page or by the machine, of which nothing starts any more.
    if (one instanceof BundledFunction && !(one instanceof QueueFunction)) {
      (one.lambda.node.defaultChild as CfnFunction).reservedConcurrentExecutions = 0;
    }
  }
}

/** A mail that is put off begins to wait anew each time, so the age of the queue does not tell of it. */
const postponed = (stage: string): DeclaredAlarm => ({
  name: 'postponed-mails',
  metric: toldBy(functionNameIn(stage, 'deliver-results'), 'Mails-postponed', Duration.hours(1)),
  above: 0,
  periods: 2,
  lost: "nothing yet. Mails have waited for two hours because the account may not send more: the day's quota is used up, or sending is paused. They are sent when it may send again.",
  remedy: 'ask SES for a higher quota, or find out why sending is paused.',
});
