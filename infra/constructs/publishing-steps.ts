import { Construct } from 'constructs';
import { madePrefixes } from '../../shared/config/object-keys.ts';
import type { StageSettings } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { Clock, hourly } from './clock.ts';
import { deadLetters } from './declared-alarms.ts';
import { PublicSite } from './public-site.ts';
import { QueueFunction } from './queue-function.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface PublishingStepsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
}

/** Some thousand pages in one message, or the whole ranking of very many authorities. */
const publishingSeconds = 600;
/** As few as an event source may have: whoever is first does the work, and it is the same work. */
const publishers = 2;

/** The site of the published rounds, and what keeps it as the standings and the registry say. */
export class PublishingSteps extends Construct {
  readonly site: PublicSite;
  /** A message in it has whatever changed published at once. */
  readonly publications: WorkQueue;

  constructor(scope: Construct, id: string, { stage, settings, buckets, table }: PublishingStepsProps) {
    super(scope, id);
    this.site = new PublicSite(this, 'Site', { stage, name: settings.site, accessLogs: buckets.accessLogs });
    const { bucket, entries } = this.site;
    const hours = new Clock(this, 'Hours', {
      stage,
      of: 'publications',
      at: hourly,
      missedAfter: 3,
      lost: 'for three hours nobody looked whether the public site is what it should be, and nothing says why.',
      remedy:
        'read the log of publish-dashboard; if it has no line of these hours, look at the schedule and its queue.',
      description: 'Publishes what has changed of public rounds',
      timeoutSeconds: publishingSeconds,
    });
    this.publications = hours.work;
    const { queue } = hours.work;
    const publish = new QueueFunction(this, 'PublishDashboard', {
      functionName: 'publish-dashboard',
      stage,
      timeoutSeconds: publishingSeconds,
      logRetentionDays: settings.logRetentionDays,
      source: hours.work,
      alarms: [
        deadLetters({
          name: 'unpublished-results',
          lost: 'the public site does not change: it does not show new standings, and may still show what should be removed.',
          remedy:
            'read the log of publish-dashboard, fix the cause; the next hour publishes again, and you can delete the dead letters.',
        }),
      ],
      maxInstances: publishers,
      // Each part asks for the next one, until the last: 50 of them for 100,000 authorities.
      asksItself: true,
      // The ranking of 100,000 and its data take 1 GB.
      memoryMegabytes: 2048,
      environment: {
        TABLE_NAME: table.table.tableName,
        RESULTS_BUCKET: buckets.results.bucketName,
        SITE_BUCKET: bucket.bucketName,
        SITE_ENTRIES: entries.keyValueStoreArn,
        PUBLICATIONS_QUEUE_URL: queue.queueUrl,
      },
    });
    publish.allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], [table.table.tableArn]);
    publish.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.standings,
      'Counted shards are named by their hash.',
    );
    publish.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.texts, 'Long evidence is named by its hash.');
    publish.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.definitions,
      'A definition is named by its hash.',
    );
    // Without the right to list, S3 answers 403 for what was erased, which would look like a fault.
    publish.allow(['s3:ListBucket'], [buckets.results.bucketArn, bucket.bucketArn]);
    publish.allow(['kms:Decrypt'], [buckets.key.keyArn]);
    publish.allowObjects(['s3:PutObject', 's3:DeleteObject'], bucket, '', 'It makes all files of the site.');
    publish.allow(
      ['DescribeKeyValueStore', 'GetKey', 'UpdateKeys'].map((action) => `cloudfront-keyvaluestore:${action}`),
      [entries.keyValueStoreArn],
    );
    publish.allow(['sqs:SendMessage'], [queue.queueArn]);
  }
}
