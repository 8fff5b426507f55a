import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { madePrefixes, questionnairePrefix, registryPrefix, reviewPrefix } from '../../shared/config/object-keys.ts';
import type { StageSettings } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { Clock, hourly } from './clock.ts';
import { deadLetters, late } from './declared-alarms.ts';
import { OfficeRole } from './office-role.ts';
import { QueueFunction } from './queue-function.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RegistryStepsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
  /** Told of registry workbooks. */
  readonly registry: WorkQueue;
  /** Told of review workbooks. */
  readonly reviews: WorkQueue;
  /** Told of authoring workbooks. */
  readonly questionnaires: WorkQueue;
  readonly submissions: Queue;
  readonly deliveries: Queue;
  /** Told of rounds that are to be scored again. */
  readonly rescorings: Queue;
  /** Where files go before anybody reads them; null: nobody looks at them first. */
  readonly scans: Queue | null;
}

/** Thousands of authorities in one workbook, and an inbox of a million objects, take their time. */
export const registrySeconds = 300;

/** What the office keeps: the registry by workbook, and an inbox of which nothing is lost. */
export class RegistrySteps extends Construct {
  readonly office: Role;

  constructor(scope: Construct, id: string, props: RegistryStepsProps) {
    super(scope, id);
    const { stage, settings, buckets, registry, reviews, questionnaires, submissions, deliveries, rescorings, scans } =
      props;
    const { table } = props.table;
    const common = { stage, timeoutSeconds: registrySeconds, logRetentionDays: settings.logRetentionDays };
    this.office = new OfficeRole(this, 'Office', { name: `scorebook-${stage}-office`, buckets }).role;

    const environment = {
      TABLE_NAME: table.tableName,
      RESULTS_BUCKET: buckets.results.bucketName,
      DELIVERIES_QUEUE_URL: deliveries.queueUrl,
      RESCORINGS_QUEUE_URL: rescorings.queueUrl,
    };
    const importing = new QueueFunction(this, 'ImportRegistry', {
      ...{ ...common, environment },
      functionName: 'import-registry',
      source: registry,
      alarms: [
        deadLetters({
          name: 'unread-registry-workbooks',
          lost: 'a registry workbook was not imported, or only in part, and the office got no reply: authorities, contacts or a round are missing, and files for them are not accepted.',
          remedy: 'read the log of import-registry, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-registry-workbooks',
          lost: 'nothing yet. A registry workbook has waited for 15 minutes; its changes are not registered yet.',
          remedy: 'check if import-registry fails or is throttled.',
        }),
      ],
    });
    const reviewing = new QueueFunction(this, 'ImportReview', {
      ...{ ...common, environment },
      functionName: 'import-review',
      source: reviews,
      alarms: [
        deadLetters({
          name: 'unread-reviews',
          lost: 'a review workbook was not processed, or only in part, and the office got no reply: scores do not use the verified answers.',
          remedy: 'read the log of import-review, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-reviews',
          lost: 'nothing yet. A review workbook has waited for 15 minutes; scores do not use its verified answers yet.',
          remedy: 'check if import-review fails or is throttled.',
        }),
      ],
    });
    const publishing = new QueueFunction(this, 'ImportQuestionnaire', {
      ...common,
      environment: {
        TABLE_NAME: table.tableName,
        RESULTS_BUCKET: buckets.results.bucketName,
        DELIVERIES_QUEUE_URL: deliveries.queueUrl,
      },
      functionName: 'import-questionnaire',
      source: questionnaires,
      alarms: [
        deadLetters({
          name: 'unread-questionnaires',
          lost: 'a questionnaire of the office was not published, and the office got no reply: no round can use it.',
          remedy: 'read the log of import-questionnaire, fix the cause, redrive the dead letters.',
        }),
        late({
          name: 'late-questionnaires',
          lost: 'nothing yet. A questionnaire of the office has waited for 15 minutes; it is not published yet.',
          remedy: 'check if import-questionnaire fails or is throttled.',
        }),
      ],
    });
    for (const [step, prefix] of [
      [importing, registryPrefix],
      [reviewing, reviewPrefix],
      [publishing, questionnairePrefix],
    ] as const) {
      step.allowReading(buckets, prefix, 'The office names its workbooks as it likes.');
      // Without the right to list, S3 answers 403 for an object that is gone, which would look like a fault.
      step.allow(['s3:ListBucket'], [buckets.inbox.bucketArn]);
      const plans = ['s3:GetObject', 's3:PutObject'];
      step.allowObjects(plans, buckets.results, madePrefixes.plans, 'A plan is named by its hash.');
      step.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [buckets.key.keyArn]);
      const asks = step === publishing ? [deliveries] : [deliveries, rescorings];
      step.allow(
        ['sqs:SendMessage'],
        asks.map(({ queueArn }) => queueArn),
      );
    }
    reviewing.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.texts,
      'Long evidence is named by its hash.',
    );
    const definitions = 'The definition of a questionnaire is named by its hash.';
    for (const step of [importing, reviewing]) {
      step.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.definitions, definitions);
    }
    publishing.allowObjects(['s3:PutObject'], buckets.results, madePrefixes.definitions, definitions);
    publishing.allow(
      ['GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
    importing.allow(
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
    reviewing.allow(
      ['GetItem', 'Query', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );

    const hours = new Clock(this, 'Hours', {
      stage,
      of: 'reconciliations',
      at: hourly,
      missedAfter: 3,
      lost: 'for three hours nobody looked for files with a lost message, and nothing says why.',
      remedy: 'read the log of reconcile-inbox; if it has no line of these hours, look at the schedule and its queue.',
      description: 'Looks for files in the inbox whose messages were lost',
      timeoutSeconds: registrySeconds,
    });
    const reconcile = new QueueFunction(this, 'ReconcileInbox', {
      ...common,
      functionName: 'reconcile-inbox',
      source: hours.work,
      alarms: [
        deadLetters({
          name: 'unreconciled-inbox',
          lost: 'nothing yet. The search for files with a lost message does not run; the next hour makes up for it if it works then.',
          remedy: 'read the log of reconcile-inbox, fix the cause; you can delete the dead letters.',
        }),
      ],
      environment: {
        TABLE_NAME: table.tableName,
        INBOX_BUCKET: buckets.inbox.bucketName,
        SUBMISSIONS_QUEUE_URL: (scans ?? submissions).queueUrl,
        REGISTRY_QUEUE_URL: (scans ?? registry.queue).queueUrl,
        REVIEWS_QUEUE_URL: (scans ?? reviews.queue).queueUrl,
        QUESTIONNAIRES_QUEUE_URL: (scans ?? questionnaires.queue).queueUrl,
      },
    });
    reconcile.allow(['s3:ListBucketVersions'], [buckets.inbox.bucketArn]);
    reconcile.allow(['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    const fills = scans === null ? [submissions, registry.queue, reviews.queue, questionnaires.queue] : [scans];
    reconcile.allow(
      ['sqs:SendMessage'],
      fills.map(({ queueArn }) => queueArn),
    );
  }
}
