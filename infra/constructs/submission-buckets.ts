import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { maliciousStatus, quarantineDays, readableStatuses, scanTag } from '../../shared/config/malware-scan.ts';
import { madePrefixes, questionnairePrefix, registryPrefix, reviewPrefix } from '../../shared/config/object-keys.ts';

import { retentionDays } from '../retention.ts';
import type { StageSettings } from '../stages.ts';

export interface SubmissionBucketsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  /** Queues told of what comes into the inbox, each of its prefixes, unless it is scanned first. No two prefixes may overlap. */
  readonly notify: readonly { readonly queue: Queue; readonly prefixes: readonly string[] }[];
  /** Of the page whose browsers put files into the inbox; null: none do. */
  readonly pageOrigin: string | null;
}

/**
 * The mails as they came, the originals, and what is made of them. A bucket each: what is written into one can never
 * start again what wrote it.
 */
export class SubmissionBuckets extends Construct {
  readonly mail: Bucket;
  readonly inbox: Bucket;
  readonly results: Bucket;
  readonly accessLogs: IBucket;
  readonly key: Key;
  /** Said beforehand: what the page may ask is decided before there is a bucket. */
  readonly inboxName: string;
  /** On what condition a file of the inbox may be read. */
  readonly readable: Record<string, unknown>;

  constructor(scope: Construct, id: string, { stage, settings, notify, pageOrigin }: SubmissionBucketsProps) {
    super(scope, id);
    const name = (part: string): string => `scorebook-${stage}-${part}-${Aws.ACCOUNT_ID}`;
    const closed: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      versioned: true,
    };
    const aborted = { abortIncompleteMultipartUploadAfter: Duration.days(7) };
    this.inboxName = name('inbox');
    this.key = new Key(this, 'Key', {
      description: `Scorebook ${stage}: originals and results`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // SES writes mails and tells of them, both encrypted with it, and has no rights of its own.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [
          new ServicePrincipal('ses.amazonaws.com', {
            conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          }),
        ],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
      }),
    );
    // Its own access is not logged: that would never end.
    // CDK's own types disagree under exactOptionalPropertyTypes.
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      bucketName: name('access-logs'),
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          ...aborted,
          expiration: Duration.days(retentionDays.accessLogs),
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
    }) as IBucket;
    const encrypted: BucketProps = {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: this.accessLogs,
    };
    this.mail = new Bucket(this, 'Mail', {
      ...encrypted,
      bucketName: name('mail'),
      serverAccessLogsPrefix: 'mail/',
      lifecycleRules: [
        { ...aborted, expiration: Duration.days(settings.mailDays), noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
    this.inbox = new Bucket(this, 'Inbox', {
      ...encrypted,
      bucketName: this.inboxName,
      serverAccessLogsPrefix: 'inbox/',
      cors:
        pageOrigin === null ? [] : [{ allowedOrigins: [pageOrigin], allowedMethods: [HttpMethods.POST], maxAge: 3000 }],
      lifecycleRules: [
        {
          ...aborted,
          expiration: Duration.days(settings.originalsDays),
          noncurrentVersionExpiration: Duration.days(settings.originalsDays),
        },
        ...[registryPrefix, reviewPrefix, questionnairePrefix].map((prefix) => ({
          prefix,
          expiration: Duration.days(retentionDays.registryWorkbooks),
          noncurrentVersionExpiration: Duration.days(retentionDays.registryWorkbooks),
        })),
      ],
    });
    this.results = new Bucket(this, 'Results', {
      ...encrypted,
      bucketName: name('results'),
      serverAccessLogsPrefix: 'results/',
      lifecycleRules: [
        { ...aborted, noncurrentVersionExpiration: Duration.days(90) },
        // Texts are part of the answers and stay with them.
        { prefix: madePrefixes.results, expiration: Duration.days(settings.resultsDays) },
        { prefix: registryPrefix, expiration: Duration.days(retentionDays.registryWorkbooks) },
      ],
    });
    this.readable = settings.malwareScan
      ? { StringEquals: { [`s3:ExistingObjectTag/${scanTag}`]: [...readableStatuses] } }
      : {};
    if (settings.malwareScan) this.tellGuardDuty();
    else this.tellQueues(notify);
  }

  /** GuardDuty would set this by itself; here the template says it. */
  private tellGuardDuty(): void {
    this.bucketItself().notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    this.inbox.addLifecycleRule({
      tagFilters: { [scanTag]: maliciousStatus },
      expiration: Duration.days(quarantineDays),
      noncurrentVersionExpiration: Duration.days(quarantineDays),
    });
  }

  /** The bucket's own notification: no custom resource, so the template says all of it. */
  private tellQueues(notify: SubmissionBucketsProps['notify']): void {
    for (const { queue } of notify) this.letTell(queue, this.inboxName);
    this.bucketItself().notificationConfiguration = {
      queueConfigurations: notify.flatMap(({ queue, prefixes }) =>
        prefixes.map((value) => ({
          event: 's3:ObjectCreated:*',
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value }] } },
        })),
      ),
    };
  }

  private bucketItself(): CfnBucket {
    return this.inbox.node.defaultChild as CfnBucket;
  }

  private letTell(queue: Queue, inboxName: string): void {
    queue.grantSendMessages(
      new ServicePrincipal('s3.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:s3:::${inboxName}` },
        },
      }),
    );
    // S3 tries the queue when the notification is set: its policy must be there.
    this.inbox.node.addDependency(queue);
  }
}
