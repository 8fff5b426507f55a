import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scorebookApp } from '../../infra/stacks/scorebook-app.ts';
import { stageSettings } from '../../infra/stages.ts';
import { type FunctionName, functionNames, readEnvironment } from '../../shared/config/environment.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, never> & Record<string, unknown>;
  readonly DeletionPolicy?: string;
}
interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

let folder: string;
let resources: Record<string, Resource>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  // With the checks on: a finding that nobody acknowledged makes this throw.
  const assembly = scorebookApp({ stage: 'example', outdir: folder }).synth();
  resources = JSON.parse(await readFile(assembly.stacks[0]?.templateFullPath ?? '', 'utf8')).Resources;
});
afterAll(() => rm(folder, { recursive: true }));

const ofType = (type: string): [string, Resource][] =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);
const property = (resource: Resource | undefined, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], resource?.Properties);
const statementsOf = (resource: Resource): Statement[] => property(resource, 'PolicyDocument.Statement') as Statement[];
const listed = (action: string | string[]): string[] => [action].flat();
const roleStatements = (name: string): Statement[] =>
  ofType('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(name))
    .flatMap(([, policy]) => statementsOf(policy));

describe('every bucket', () => {
  test('is closed to the public, encrypted, versioned, owned by us and kept', () => {
    expect(ofType('AWS::S3::Bucket')).toHaveLength(3);
    for (const [id, bucket] of ofType('AWS::S3::Bucket')) {
      expect(property(bucket, 'PublicAccessBlockConfiguration'), id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(property(bucket, 'VersioningConfiguration.Status'), id).toBe('Enabled');
      expect(JSON.stringify(property(bucket, 'BucketEncryption')), id).toMatch(/aws:kms|AES256/);
      expect(JSON.stringify(property(bucket, 'OwnershipControls')), id).toContain('BucketOwnerEnforced');
      expect(bucket.DeletionPolicy, id).toBe('Retain');
    }
  });

  test('refuses every request without TLS', () => {
    const policies = ofType('AWS::S3::BucketPolicy').map(([, policy]) => statementsOf(policy));
    expect(policies).toHaveLength(3);
    for (const statements of policies) {
      const deny = statements.find(
        ({ Effect, Condition }) =>
          Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      );
      expect(deny?.Action).toBe('s3:*');
    }
  });

  test('that holds answers is encrypted with a key of ours that is rotated', () => {
    for (const [id, bucket] of ofType('AWS::S3::Bucket').filter(([name]) => /Inbox|Results/.test(name))) {
      expect(JSON.stringify(property(bucket, 'BucketEncryption')), id).toContain('aws:kms');
    }
    expect(ofType('AWS::KMS::Key').map(([, key]) => property(key, 'EnableKeyRotation'))).toEqual([true]);
  });

  test('but the inbox tells nobody of its files: results can never start the pipeline again', () => {
    const telling = ofType('AWS::S3::Bucket').filter(
      ([, bucket]) => property(bucket, 'NotificationConfiguration') !== undefined,
    );
    expect(telling.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['BucketsInbox']);
    const [queue] = ofType('AWS::SQS::Queue').filter(
      ([, one]) => property(one, 'QueueName') === 'scorebook-example-submissions',
    );
    expect(property(telling[0]?.[1], 'NotificationConfiguration.QueueConfigurations')).toEqual([
      { Event: 's3:ObjectCreated:*', Queue: { 'Fn::GetAtt': [queue?.[0], 'Arn'] } },
    ]);
  });
});

describe('every queue', () => {
  test('has dead letters kept for 14 days, and is invisible for six times the function that reads it', () => {
    const working = ofType('AWS::SQS::Queue').filter(([, queue]) => property(queue, 'RedrivePolicy') !== undefined);
    expect(working).toHaveLength(2);
    for (const [id, queue] of working) {
      expect(property(queue, 'RedrivePolicy.maxReceiveCount'), id).toBe(5);
      expect(property(queue, 'VisibilityTimeout'), id).toBe(6 * 60);
      const [, deadLetters] = (property(queue, 'RedrivePolicy.deadLetterTargetArn') as { 'Fn::GetAtt': string[] })[
        'Fn::GetAtt'
      ].map((name) => resources[name]);
      expect(deadLetters).toBeUndefined();
    }
    for (const [id, queue] of ofType('AWS::SQS::Queue')) {
      expect(property(queue, 'MessageRetentionPeriod'), id).toBe(14 * 24 * 3600);
      expect(property(queue, 'SqsManagedSseEnabled'), id).toBe(true);
    }
  });

  test('reports each failed message by itself', () => {
    const sources = ofType('AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(2);
    for (const [, source] of sources)
      expect(property(source, 'FunctionResponseTypes')).toEqual(['ReportBatchItemFailures']);
  });
});

test('the table is on demand, restorable to any moment, protected and kept', () => {
  const [[, table] = []] = ofType('AWS::DynamoDB::Table');
  expect(table?.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(table?.DeletionPolicy).toBe('Retain');
  expect(property(table, 'GlobalSecondaryIndexes')).toBeUndefined();
});

describe('every function', () => {
  test('runs on Node 24, arm64, from one bundle of its own within its budget', async () => {
    const functions = ofType('AWS::Lambda::Function');
    expect(functions).toHaveLength(functionNames.length);
    for (const [id, lambda] of functions) {
      expect(lambda.Properties, id).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      const asset = String(property(lambda, 'Code.S3Key')).replace('.zip', '');
      expect((await stat(join(folder, `asset.${asset}`, 'index.mjs'))).size, id).toBeLessThan(1.25 * 1024 * 1024);
      const code = await readFile(join(folder, `asset.${asset}`, 'index.mjs'), 'utf8');
      expect(code, id).not.toMatch(/fauxqs|dynalite|aws-ses-v2-local/);
    }
  });

  test.each(functionNames)('%s is given exactly the environment it reads', (name: FunctionName) => {
    const lambda = ofType('AWS::Lambda::Function').find(
      ([, one]) => property(one, 'FunctionName') === `scorebook-example-${name}`,
    );
    const variables = property(lambda?.[1], 'Environment.Variables') as Record<string, unknown>;
    const texts = Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'reference']),
    );
    const { NODE_OPTIONS, ...given } = texts;
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    expect(Object.keys(readEnvironment(name, given)).sort()).toEqual(Object.keys(given).sort());
  });

  test('has a role of its own, whose actions are listed one by one', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, lambda]) => JSON.stringify(property(lambda, 'Role')));
    expect(new Set(roles).size).toBe(roles.length);
    for (const [id, policy] of ofType('AWS::IAM::Policy')) {
      for (const { Action } of statementsOf(policy))
        expect(
          listed(Action).filter((action) => action.includes('*')),
          id,
        ).toEqual([]);
    }
    for (const [id, role] of ofType('AWS::IAM::Role')) expect(property(role, 'ManagedPolicyArns'), id).toBeUndefined();
  });

  test('that delivers cannot read the inbox, and the one that reads cannot send mail', () => {
    expect(JSON.stringify(roleStatements('DeliverResults'))).not.toContain('BucketsInbox');
    expect(roleStatements('IngestSubmission').flatMap(({ Action }) => listed(Action))).not.toContain('ses:SendEmail');
  });

  test('keeps its log for a limited time', () => {
    expect(ofType('AWS::Logs::LogGroup').map(([, group]) => property(group, 'RetentionInDays'))).toEqual([90, 90]);
  });
});

test('every alarm reaches somebody, and says what is lost and what to do', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm');
  expect(alarms.length).toBeGreaterThanOrEqual(9);
  for (const [id, alarm] of alarms) {
    expect(property(alarm, 'AlarmActions'), id).toHaveLength(1);
    const says = String(property(alarm, 'AlarmDescription'));
    expect(says.split('. ').length, id).toBeGreaterThanOrEqual(2);
    expect(says.length, id).toBeGreaterThan(80);
  }
  expect(ofType('AWS::SNS::Subscription').map(([, one]) => property(one, 'Protocol'))).toEqual(['email']);
});

test('mail goes out over TLS only', () => {
  expect(ofType('AWS::SES::ConfigurationSet').map(([, set]) => property(set, 'DeliveryOptions.TlsPolicy'))).toEqual([
    'REQUIRE',
  ]);
});

test('no custom resource: the template says all of it', () => {
  expect(Object.values(resources).filter(({ Type }) => /^Custom::|CustomResource/.test(Type))).toEqual([]);
});

describe('the settings of a stage', () => {
  test('name every missing variable together', () => {
    expect(() => stageSettings('production', { SCOREBOOK_MAIL_DOMAIN: 'b.example' })).toThrow(
      'SCOREBOOK_MAIL_FROM, SCOREBOOK_MAIL_OFFICE, SCOREBOOK_ALARM_ADDRESS',
    );
  });

  test('refuse a name that no bucket could have', () => {
    expect(() => stageSettings('Production Stage', {})).toThrow('cannot name a stage');
  });
});
