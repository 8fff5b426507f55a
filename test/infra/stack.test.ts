import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FunctionName, functionNames, readEnvironment } from '../../shared/config/environment.ts';
import { type Heartbeat, heartbeats, putOffBy } from '../../shared/config/heartbeats.ts';
import {
  questionnairePrefix,
  registryPrefix,
  reviewPrefix,
  submissionPrefixes,
} from '../../shared/config/object-keys.ts';
import { sitePolicy } from '../../shared/config/site-policy.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { bytesToStart, programsOf } from '../support/bundle-files.ts';
import { messageReaders } from '../support/frozen-samples.ts';
import { listed, named, property, type Resource, type Synthesised, statementsOf, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(async () => {
  stack = await synthesise();
});
afterAll(() => stack.remove());

const ofType = (type: string): [string, Resource][] => stack.ofType(type);
const withName = (type: string, nameProperty: string, name: string): [string, Resource] => {
  const found = ofType(type).find(([, resource]) => property(resource, nameProperty) === name);
  if (found === undefined) throw new Error(`The template declares no ${name}`);
  return found;
};
const queue = (part: string): [string, Resource] =>
  withName('AWS::SQS::Queue', 'QueueName', `scorebook-example-${part}`);
const lambda = (name: FunctionName): [string, Resource] =>
  withName('AWS::Lambda::Function', 'FunctionName', `scorebook-example-${name}`);
const bucket = (part: string): [string, Resource] => {
  const found = ofType('AWS::S3::Bucket').find(([id]) => id.startsWith(`Buckets${part}`));
  if (found === undefined) throw new Error(`The template declares no bucket ${part}`);
  return found;
};
/** Resources whose policies refuse every request without TLS. */
const refusingPlainText = (type: string, of: string): string[] =>
  ofType(type)
    .filter(([, policy]) =>
      statementsOf(policy).some(
        ({ Effect, Action, Condition, Principal }) =>
          Effect === 'Deny' &&
          /^(s3|sqs):\*$|^sns:Publish$/.test(String(Action)) &&
          JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}' &&
          ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal)),
      ),
    )
    .flatMap(([, policy]) => [property(policy, of)].flat().map(named))
    .sort();
const idsOf = (type: string): string[] =>
  ofType(type)
    .map(([id]) => id)
    .sort();

/** What a resource's policy allows. */
const grantsOn = (type: string, of: string, id: string): ReturnType<typeof statementsOf> =>
  ofType(type)
    .filter(([, policy]) => [property(policy, of)].flat().map(named).includes(id))
    .flatMap(([, policy]) => statementsOf(policy))
    .filter(({ Effect }) => Effect === 'Allow');

/** What feeds each function but the ones that requests and the state machine call: the mapping of its queue. */
const sourceOf: Readonly<Record<Exclude<FunctionName, 'serve-portal' | 'rescore-round'>, string>> = {
  'ingest-submission': 'submissions',
  'deliver-results': 'deliveries',
  'fetch-sheet': 'sheets',
  'write-results-tab': 'results-tabs',
  'import-registry': 'registry',
  'import-review': 'reviews',
  'import-questionnaire': 'questionnaires',
  'reconcile-inbox': 'reconciliations',
  'pass-scanned': 'scans',
  'receive-mail': 'mails',
  'track-mail': 'mail-events',
  'remind-authorities': 'reminders',
  'sweep-outbox': 'sweeps',
  'publish-dashboard': 'publications',
  'start-rescoring': 'rescorings',
};

test('of each queue whose messages say something, a message is frozen', () => {
  // The clock decides what is done for these.
  const saysNothing = ['sweeps', 'reconciliations'];
  const says = Object.values(sourceOf).filter((name) => !saysNothing.includes(name));
  expect(Object.keys(messageReaders).sort()).toEqual(says.sort());
});
const fedByQueues = Object.keys(sourceOf) as (keyof typeof sourceOf)[];
/** Beside 60 seconds and 10 at once. */
const timeouts: Partial<Record<FunctionName, number>> = {
  'remind-authorities': 900,
  'rescore-round': 900,
  'sweep-outbox': 900,
  'import-registry': 300,
  'import-review': 300,
  'import-questionnaire': 300,
  'reconcile-inbox': 300,
  'publish-dashboard': 600,
  'serve-portal': 20,
  'pass-scanned': 30,
};
const instances: Partial<Record<FunctionName, number>> = {
  'deliver-results': 5,
  'publish-dashboard': 2,
  'fetch-sheet': 2,
  'write-results-tab': 2,
};

/** KB of a bundle; reading and writing workbooks takes most of the others. */
const budgets: Readonly<Partial<Record<FunctionName, number>>> = {
  // With what writes a questionnaire, which is loaded when somebody asks for one.
  'serve-portal': 1450,
  'fetch-sheet': 750,
  // With the clients of its own queue and of the inbox.
  'write-results-tab': 750,
  // What is said on the sites of any questionnaire, in seven languages.
  'publish-dashboard': 1450,
  // The questionnaires in all their languages, and what makes one that comes filled in. What draws pictures, 2.5 MB, and
  // the wordings that only reading needs are not there; words of other languages than English lie beside it.
  'deliver-results': 1700,
};

/** KB of what is read before the first message: the rest lies in files of its own. */
const startBudgets: Readonly<Partial<Record<FunctionName, number>>> = {
  'ingest-submission': 510,
  'serve-portal': 575,
  'deliver-results': 640,
  // Without what writes the workbook of the data.
  'publish-dashboard': 795,
  // Hardly more than the clients and the handler of a queue, which are in all functions.
  'sweep-outbox': 245,
};

/** The folder that is deployed as a function. */
const assetOf = (properties: Resource['Properties']): string =>
  join(stack.folder, `asset.${String((properties['Code'] as { S3Key: string }).S3Key).replace('.zip', '')}`);

/** Sources of all that is in it, by its source maps. */
async function sourcesIn(folder: string): Promise<string[]> {
  const maps = (await readdir(folder)).filter((file) => file.endsWith('.mjs.map'));
  const read = await Promise.all(maps.map((file) => readFile(join(folder, file), 'utf8')));
  return read.flatMap((map) => JSON.parse(map).sources as string[]);
}

/** KB that each version of a questionnaire after the first may add: its texts in seven languages. */
const perVersion = 64;

describe('every bucket', () => {
  test('is closed to the public, encrypted, versioned, owned by us and kept', () => {
    expect(ofType('AWS::S3::Bucket')).toHaveLength(5);
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
      expect(bucket.DeletionPolicy, id).toBe('RetainExceptOnCreate');
    }
  });

  test('refuses every request without TLS', () => {
    expect(refusingPlainText('AWS::S3::BucketPolicy', 'Bucket')).toEqual(idsOf('AWS::S3::Bucket'));
  });

  test('that holds answers is encrypted with one key of ours, which is rotated', () => {
    const [[keyId, key] = []] = ofType('AWS::KMS::Key');
    expect(ofType('AWS::KMS::Key')).toHaveLength(1);
    expect(property(key, 'EnableKeyRotation')).toBe(true);
    const byKey = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] } };
    for (const part of ['Mail', 'Inbox', 'Results']) {
      expect(property(bucket(part)[1], 'BucketEncryption.ServerSideEncryptionConfiguration'), part).toMatchObject([
        { ServerSideEncryptionByDefault: byKey },
      ]);
    }
  });

  test('gives up unfinished uploads and old versions', () => {
    for (const [id, one] of ofType('AWS::S3::Bucket')) {
      const rules = property(one, 'LifecycleConfiguration.Rules');
      expect(rules, id).toContainEqual(
        expect.objectContaining({
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          NoncurrentVersionExpiration: { NoncurrentDays: expect.any(Number) },
        }),
      );
    }
  });

  test('for results lets workbooks go in time, and never a text: answers name it', () => {
    const rules = property(bucket('Results')[1], 'LifecycleConfiguration.Rules') as Record<string, unknown>[];
    const expiring = rules.filter((rule) => 'ExpirationInDays' in rule || 'ExpirationDate' in rule);
    expect(expiring.map(({ Prefix }) => Prefix)).toEqual(['results/', 'registry/']);
  });

  test('but the inbox tells nobody of its files: results can never start the pipeline again', () => {
    const telling = ofType('AWS::S3::Bucket').filter(
      ([, one]) => property(one, 'NotificationConfiguration') !== undefined,
    );
    expect(telling.map(([id]) => id)).toEqual([bucket('Inbox')[0]]);
  });

  test('no other queue lets anybody of another service in', () => {
    // What SNS tells of mails, and EventBridge of scans, is held against its own sources below.
    const told = ['mails', 'mail-events', 'scans']
      .flatMap((part) => [part, `${part}-dead-letters`])
      .map((part) => queue(part)[0]);
    for (const [id, policy] of ofType('AWS::SQS::QueuePolicy')) {
      const of = [property(policy, 'Queues')].flat().map(named);
      if (of.some((one) => told.includes(one))) continue;
      expect(
        statementsOf(policy).filter(({ Effect }) => Effect === 'Allow'),
        id,
      ).toEqual([]);
    }
  });
});

describe('the public site', () => {
  const of = (type: string): [string, Resource] => {
    const found = ofType(`AWS::CloudFront::${type}`).filter(([id]) => id.startsWith('PublishingSite'));
    expect(found).toHaveLength(1);
    return found[0] as [string, Resource];
  };

  test('is read from its bucket by its distribution and by nobody else', () => {
    const [site] = ofType('AWS::S3::Bucket').find(([id]) => id.startsWith('PublishingSite')) ?? [''];
    const [distribution, { Properties }] = of('Distribution');
    const grants = grantsOn('AWS::S3::BucketPolicy', 'Bucket', site);
    expect(grants).toMatchObject([{ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } }]);
    expect(JSON.stringify(grants[0]?.Condition)).toContain(`"Ref":"${distribution}"`);
    expect(JSON.stringify(Properties)).toContain(`"Fn::GetAtt":["${site}","RegionalDomainName"]`);
  });

  test('goes over TLS alone, through the function that finds a page, with headers that let nothing foreign run', () => {
    const [, distribution] = of('Distribution');
    const behaviour = property(distribution, 'DistributionConfig.DefaultCacheBehavior');
    expect(behaviour).toMatchObject({
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: ['GET', 'HEAD'],
      FunctionAssociations: [
        { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [of('Function')[0], 'FunctionARN'] } },
      ],
      ResponseHeadersPolicyId: { Ref: of('ResponseHeadersPolicy')[0] },
    });
    const headers = property(of('ResponseHeadersPolicy')[1], 'ResponseHeadersPolicyConfig.SecurityHeadersConfig');
    expect(headers).toMatchObject({
      ContentSecurityPolicy: { ContentSecurityPolicy: sitePolicy, Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    });
    expect(sitePolicy).toMatch(/^default-src 'none'/);
    expect(sitePolicy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('forgets a day later what is no longer published', () => {
    const [, site] = ofType('AWS::S3::Bucket').find(([id]) => id.startsWith('PublishingSite')) ?? [];
    expect(property(site, 'LifecycleConfiguration.Rules')).toMatchObject([
      { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    ]);
  });
});

describe('what the office puts in, under office/, registry/ and review/,', () => {
  const officeRole = () =>
    ofType('AWS::IAM::Role').find(([, role]) => property(role, 'RoleName') === 'scorebook-example-office');
  const objects = (prefix: string) => ({
    'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket('Inbox')[0], 'Arn'] }, `/${prefix}*`]],
  });

  test('may be written by the office’s role and refused to everybody else', () => {
    const policy = ofType('AWS::S3::BucketPolicy').find(
      ([, one]) => named(property(one, 'Bucket')) === bucket('Inbox')[0],
    );
    const denials =
      policy === undefined ? [] : statementsOf(policy[1]).filter(({ Action }) => Action === 's3:PutObject');
    expect(denials).toEqual([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:PutObject',
        Resource: ['office/', 'registry/', 'review/', 'questionnaires/'].map(objects),
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': [officeRole()?.[0], 'Arn'] } } },
      },
    ]);
  });

  test('is all that this role may write, and it is taken by people of the account alone', () => {
    const role = officeRole();
    expect(JSON.stringify(property(role?.[1], 'AssumeRolePolicyDocument.Statement'))).toContain(':root');
    const statements = ofType('AWS::IAM::Policy')
      .filter(([, policy]) =>
        [property(policy, 'Roles')]
          .flat()
          .map(named)
          .includes(role?.[0] ?? ''),
      )
      .flatMap(([, policy]) => statementsOf(policy));
    expect(statements.map(({ Action }) => Action)).toEqual([
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      's3:PutObject',
      ['kms:GenerateDataKey', 'kms:Decrypt'],
      ['s3:GetObject', 's3:GetObjectVersion'],
    ]);
    expect(statements.slice(0, 4).map(({ Resource }) => Resource)).toEqual(
      ['office/', 'registry/', 'review/', 'questionnaires/'].map(objects),
    );
  });
});

describe('every file that comes in', () => {
  const inboxId = () => bucket('Inbox')[0];
  const objects = () => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [inboxId(), 'Arn'] }, '/*']] });
  const tag = 's3:ExistingObjectTag/GuardDutyMalwareScanStatus';
  const arnOf = (construct: string) => {
    const [id] = ofType('AWS::IAM::Role').find(([one]) => one.startsWith(construct)) ?? [];
    return { 'Fn::GetAtt': [id, 'Arn'] };
  };
  const denied = (action: string) =>
    ofType('AWS::S3::BucketPolicy')
      .filter(([, policy]) => named(property(policy, 'Bucket')) === inboxId())
      .flatMap(([, policy]) => statementsOf(policy))
      .filter(({ Effect, Action }) => Effect === 'Deny' && listed(Action).includes(action));

  test('is scanned for malware and tagged, and nobody hears of it before', () => {
    const [[, plan] = []] = ofType('AWS::GuardDuty::MalwareProtectionPlan');
    expect(plan?.Properties).toMatchObject({
      Role: arnOf('MalwareScanScanner'),
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: {
        S3Bucket: {
          BucketName: { Ref: inboxId() },
        },
      },
    });
    expect(property(bucket('Inbox')[1], 'NotificationConfiguration')).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });

  test('is told of by the result of its scan, to the queue of pass-scanned, which takes it from that rule alone', () => {
    const [[ruleId, rule] = ['']] = ofType('AWS::Events::Rule');
    const [queueId] = queue('scans');
    expect(property(rule, 'EventPattern')).toEqual({
      source: ['aws.guardduty'],
      'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
      detail: {
        s3ObjectDetails: {
          bucketName: [{ Ref: inboxId() }],
          objectKey: [...submissionPrefixes, registryPrefix, reviewPrefix, questionnairePrefix].map((prefix) => ({
            prefix,
          })),
        },
      },
    });
    expect(property(rule, 'Targets')).toMatchObject([{ Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } }]);
    const grants = grantsOn('AWS::SQS::QueuePolicy', 'Queues', queueId);
    expect(grants).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [ruleId, 'Arn'] } } },
      },
    ]);
  });

  test.each(['IngestSubmission', 'RegisteringImportRegistry', 'RegisteringImportReview'])(
    'is read by %s only with a tag that lets it',
    (construct) => {
      const reads = stack.roleStatements(construct).filter(({ Action, Resource }) => {
        return listed(Action).includes('s3:GetObjectVersion') && JSON.stringify(Resource).includes(inboxId());
      });
      expect(reads.map(({ Condition }) => Condition)).toEqual([
        { StringEquals: { [tag]: ['NO_THREATS_FOUND', 'UNSUPPORTED'] } },
      ]);
    },
  );

  test('in which malware was found is opened by the office and GuardDuty alone, and goes after 30 days', () => {
    const but = [arnOf('RegisteringOfficeRole'), arnOf('MalwareScanScanner'), arnOf('MalwareScanPassScannedRole')];
    expect(denied('s3:GetObject')).toMatchObject([
      {
        Principal: { AWS: '*' },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: objects(),
        Condition: { StringEquals: { [tag]: 'THREATS_FOUND' }, ArnNotEquals: { 'aws:PrincipalArn': but } },
      },
    ]);
    // pass-scanned asks for the facts of a file; without the key it cannot open one.
    expect(JSON.stringify(stack.roleStatements('MalwareScanPassScanned'))).not.toContain('kms:');
    expect(property(bucket('Inbox')[1], 'LifecycleConfiguration.Rules')).toContainEqual({
      Status: 'Enabled',
      TagFilters: [{ Key: 'GuardDutyMalwareScanStatus', Value: 'THREATS_FOUND' }],
      ExpirationInDays: 30,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    });
  });

  test('keeps its tag: nobody but GuardDuty may set or take away one', () => {
    const changes = [
      'PutObjectTagging',
      'PutObjectVersionTagging',
      'DeleteObjectTagging',
      'DeleteObjectVersionTagging',
    ];
    for (const change of changes) {
      expect(denied(`s3:${change}`), change).toMatchObject([
        {
          Principal: { AWS: '*' },
          Resource: objects(),
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': [arnOf('MalwareScanScanner')] } },
        },
      ]);
    }
  });

  test('that was lost on its way is found again, and goes by the same gate', () => {
    const variables = property(lambda('reconcile-inbox')[1], 'Environment.Variables');
    const scans = { Ref: queue('scans')[0] };
    expect(variables).toMatchObject({
      SUBMISSIONS_QUEUE_URL: scans,
      REGISTRY_QUEUE_URL: scans,
      REVIEWS_QUEUE_URL: scans,
      QUESTIONNAIRES_QUEUE_URL: scans,
    });
  });
});

describe('every queue', () => {
  test('keeps what it holds encrypted for 14 days, and refuses every request without TLS', () => {
    expect(ofType('AWS::SQS::Queue')).toHaveLength(2 * fedByQueues.length);
    for (const [id, one] of ofType('AWS::SQS::Queue')) {
      expect(property(one, 'MessageRetentionPeriod'), id).toBe(14 * 24 * 3600);
      expect(property(one, 'SqsManagedSseEnabled'), id).toBe(true);
    }
    expect(refusingPlainText('AWS::SQS::QueuePolicy', 'Queues')).toEqual(idsOf('AWS::SQS::Queue'));
  });

  test.each(fedByQueues)('that feeds %s tries five times, then gives up into dead letters of its own', (name) => {
    const [deadLetters] = queue(`${sourceOf[name]}-dead-letters`);
    expect(property(queue(sourceOf[name])[1], 'RedrivePolicy')).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] },
      maxReceiveCount: 5,
    });
  });

  test.each(fedByQueues)('that feeds %s hides a message for six times as long as it may be worked on', (name) => {
    const timeout = Number(property(lambda(name)[1], 'Timeout'));
    expect(property(queue(sourceOf[name])[1], 'VisibilityTimeout')).toBe(6 * timeout);
  });

  test.each(fedByQueues)('that feeds %s may be written into by it only if Lambda knows that it is meant', (name) => {
    const own = queue(sourceOf[name])[0];
    const sends = grantsOn('AWS::IAM::Policy', 'Roles', named(property(lambda(name)[1], 'Role')))
      .filter(({ Action }) => listed(Action).includes('sqs:SendMessage'))
      .flatMap(({ Resource }) => [Resource].flat().map(named));
    // Otherwise a message that has come of itself 16 times is given up: a mail that waits for the quota, say.
    expect(property(lambda(name)[1], 'RecursiveLoop')).toBe(sends.includes(own) ? 'Allow' : undefined);
  });

  test.each(fedByQueues)(
    'that feeds %s is its only source, in small batches, each message reported by itself',
    (name) => {
      const sources = ofType('AWS::Lambda::EventSourceMapping').filter(
        ([, source]) => named(property(source, 'FunctionName')) === lambda(name)[0],
      );
      expect(sources.map(([, { Properties }]) => Properties)).toEqual([
        expect.objectContaining({
          EventSourceArn: { 'Fn::GetAtt': [queue(sourceOf[name])[0], 'Arn'] },
          // One message never takes others with it.
          BatchSize: 1,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: instances[name] ?? 10 },
        }),
      ]);
    },
  );
});

test('the table is on demand, restorable to any moment, protected and kept', () => {
  const [[, table] = []] = ofType('AWS::DynamoDB::Table');
  expect(table?.Properties).toMatchObject({
    TableName: 'scorebook-example',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    SSESpecification: { SSEEnabled: true },
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  expect(table?.DeletionPolicy).toBe('RetainExceptOnCreate');
  expect(property(table, 'GlobalSecondaryIndexes')).toBeUndefined();
});

describe('every function', () => {
  test.each(functionNames)('%s runs on Node 24, arm64, from one bundle of its own within its budget', (name) => {
    const [, { Properties }] = lambda(name);
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: name === 'publish-dashboard' ? 2048 : 1024,
      Timeout: timeouts[name] ?? 60,
    });
    const budget = (budgets[name] ?? 1.25 * 1024) + (catalogue.all.length - 1) * perVersion;
    const folder = assetOf(Properties);
    const programs = programsOf(folder);
    expect(Buffer.byteLength([...programs.values()].join(''))).toBeLessThan(budget * 1024);
    for (const [file, code] of programs) {
      // The SDK comes along.
      expect(code).not.toMatch(/from\s*["']@aws-sdk/);
      expect(code).toContain(`sourceMappingURL=${file}.map`);
    }
  });

  test('a function reads only what it needs to start', () => {
    for (const [name, budget] of Object.entries(startBudgets)) {
      const programs = programsOf(assetOf(lambda(name as FunctionName)[1].Properties));
      const own = budget + (catalogue.all.length - 1) * perVersion;
      expect(bytesToStart(programs), name).toBeLessThan(own * 1024);
    }
  });

  test('a function starts without parts of Node that no message needs', () => {
    const [, { Properties }] = lambda('sweep-outbox');
    const program = `await import(${JSON.stringify(join(assetOf(Properties), 'index.mjs'))});
      console.log(JSON.stringify(process.moduleLoadList)); process.exit(0)`;
    const env = { AWS_REGION: 'eu-north-1', DELIVERIES_QUEUE_URL: 'https://queue', TABLE_NAME: 'table' };
    const loaded: string[] = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' }),
    );
    expect(loaded).toContain('NativeModule https');
    // Promises of files bring lines of a terminal with them; `http`, imported by whoever does not ask, all of fetch.
    const needless = ['fs/promises', 'crypto/webcrypto', 'fs/streams', 'readline/interface', 'deps/undici/undici'];
    const builtin = ['module', 'zlib', 'os', 'process', ...needless.map((name) => `internal/${name}`)];
    expect(loaded.filter((name) => builtin.includes(name.replace('NativeModule ', '')))).toEqual([]);
  });

  test.each(functionNames)('%s has no package in it that is known to be weak or runs only here', async (name) => {
    const sources = await sourcesIn(assetOf(lambda(name)[1].Properties));
    const packages = new Set(sources.join('\n').match(/(?<=node_modules\/)(?:@[^/]+\/)?[^/\n]+/g));
    expect(packages).toContain('@aws-lambda-powertools/logger');
    const old = ['unzipper', 'fstream', 'rimraf', 'glob', 'inflight', 'archiver', 'xlsx'];
    const emulators = ['fauxqs', 'dynalite', 'aws-ses-v2-local', 'aws-local-stepfunctions', '@hono/node-server'];
    // Ways to credentials that no function takes, a stream that Node has itself, CSV by a library of another one.
    const needless = [
      ...['@aws-sdk/credential-provider-node', '@aws-sdk/nested-clients', 'readable-stream', 'fast-csv'],
      ...['@aws-sdk/endpoint-cache', 'mnemonist'],
    ];
    expect([...old, ...emulators, ...needless].filter((one) => packages.has(one))).toEqual([]);
  });

  test('deliver-results draws charts: the program and fonts for pictures are neither in its bundle nor beside it', async () => {
    const [, { Properties }] = lambda('deliver-results');
    expect(property(lambda('deliver-results')[1], 'Environment.Variables.RESULTS_PICTURE')).toBe('charts');
    const folder = assetOf(Properties);
    const beside = (await readdir(folder)).filter((file) => !/\.mjs(?:\.map)?$/.test(file));
    expect(beside.sort()).toEqual(
      messageLanguages()
        .filter((one) => one !== 'en')
        .sort(),
    );
    expect((await sourcesIn(folder)).filter((one) => /resvg|fontsource/.test(one))).toEqual([]);
  });

  test("serve-portal has the page's program and style beside it, small enough for any connection", async () => {
    const [, { Properties }] = lambda('serve-portal');
    const folder = String((Properties['Code'] as { S3Key: string }).S3Key).replace('.zip', '');
    const file = (name: string) => join(stack.folder, `asset.${folder}`, 'page', name);
    expect((await stat(file('portal.js'))).size).toBeLessThan(28 * 1024);
    expect((await stat(file('portal.css'))).size).toBeLessThan(12 * 1024);
    // Texts of people become text nodes: nothing is parsed as markup or run.
    const parsing = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/;
    expect(await readFile(file('portal.js'), 'utf8')).not.toMatch(parsing);
  });

  test.each(functionNames)('%s is given exactly the environment it reads', (name) => {
    const [, one] = lambda(name);
    const variables = property(one, 'Environment.Variables') as Record<string, unknown>;
    const texts = Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'reference']),
    );
    expect(Object.keys(readEnvironment(name, texts)).sort()).toEqual(Object.keys(texts).sort());
  });

  test('takes a mail over only when the function that had it must have ended', () => {
    const [, deliver] = lambda('deliver-results');
    const lease = Number(property(deliver, 'Environment.Variables.DELIVERY_LEASE_SECONDS'));
    expect(lease).toBeGreaterThanOrEqual(Number(property(deliver, 'Timeout')));
  });

  test('has a role of its own, whose actions are listed one by one on resources that are named', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, one]) => named(property(one, 'Role')));
    expect(new Set(roles).size).toBe(functionNames.length);
    for (const [id, policy] of ofType('AWS::IAM::Policy')) {
      for (const { Action, Resource } of statementsOf(policy)) {
        expect(
          listed(Action).filter((action) => action.includes('*')),
          id,
        ).toEqual([]);
        // These actions know no resource: the account's quota, and deliveries of logs and traces.
        const knowsNone =
          /^(ses:GetAccount|xray:\w+|logs:\w*(LogDelivery|LogDeliveries|LogGroups|ResourcePolicy|ResourcePolicies))$/;
        const named = listed(Action).filter((action) => !knowsNone.test(action));
        if (named.length > 0) expect([Resource].flat(), id).not.toContain('*');
      }
    }
    for (const [id, role] of ofType('AWS::IAM::Role')) {
      expect(property(role, 'ManagedPolicyArns'), id).toBeUndefined();
      expect(property(role, 'Policies'), id).toBeUndefined();
    }
  });

  test.each(functionNames)('%s writes its log into a group of ours, kept for a limited time', (name) => {
    const [id, group] = withName('AWS::Logs::LogGroup', 'LogGroupName', `/aws/lambda/scorebook-example-${name}`);
    expect(property(group, 'RetentionInDays')).toBe(90);
    expect(property(lambda(name)[1], 'LoggingConfig.LogGroup')).toEqual({ Ref: id });
  });
});

describe('the state machine that scores a round again', () => {
  interface State {
    readonly Type: string;
    readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
    readonly ItemProcessor?: {
      readonly ProcessorConfig: { readonly Mode: string; readonly ExecutionType: string };
      readonly States: Record<string, State>;
    };
    readonly MaxConcurrency?: number;
    readonly ToleratedFailurePercentage?: number;
  }
  const machine = (): Resource => {
    const [[, one] = []] = ofType('AWS::StepFunctions::StateMachine');
    if (one === undefined) throw new Error('The template declares no state machine');
    return one;
  };
  const states = (): Record<string, State> => {
    const { 'Fn::Join': join } = property(machine(), 'DefinitionString') as { 'Fn::Join': [string, unknown[]] };
    const text = join[1].map((part) => (typeof part === 'string' ? part : 'reference')).join('');
    return JSON.parse(text).States;
  };
  const within = (all: Record<string, State>): State[] =>
    Object.values(all).flatMap((state) => [state, ...within(state.ItemProcessor?.States ?? {})]);

  test('tries every step again, and takes no shard for done that has failed', () => {
    const tasks = within(states()).filter(({ Type }) => Type === 'Task');
    expect(tasks).toHaveLength(4);
    for (const { Retry } of tasks) expect(Retry).toMatchObject([{ ErrorEquals: ['States.ALL'], MaxAttempts: 6 }]);
    const maps = within(states()).filter(({ Type }) => Type === 'Map');
    expect(maps).toHaveLength(2);
    for (const map of maps) {
      // Express ones are ended after five minutes, where rescore-round alone has fifteen.
      expect(map.ItemProcessor?.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
      expect(map.MaxConcurrency).toBe(50);
      expect(map.ToleratedFailurePercentage ?? 0).toBe(0);
    }
  });

  test('logs what it does, ends in time, and may call rescore-round alone', () => {
    expect(machine().Properties).toMatchObject({
      StateMachineName: 'scorebook-example-rescore-round',
      LoggingConfiguration: { Level: 'ALL' },
      TracingConfiguration: { Enabled: true },
    });
    const calls = stack
      .roleStatements('RescoringMachineRole')
      .filter(({ Action }) => listed(Action).some((action) => action.startsWith('lambda:')));
    expect(calls).toHaveLength(1);
    expect(named(calls[0]?.Resource)).toBe(lambda('rescore-round')[0]);
  });

  test('may start the executions of its maps, look after them and redrive them, and no other machine’s', () => {
    const [machineId] = ofType('AWS::StepFunctions::StateMachine')[0] ?? [''];
    const [roleId] = ofType('AWS::IAM::Role').find(([id]) => id.startsWith('RescoringMachineRole')) ?? [''];
    const executions = (kind: string): unknown =>
      expect.arrayContaining([
        expect.stringContaining(':execution:'),
        { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: machineId }] }] },
        kind,
      ]);
    const own = grantsOn('AWS::IAM::Policy', 'Roles', roleId).filter(({ Action }) => /states:/.test(String(Action)));
    expect(own.map(({ Action, Resource }) => [listed(Action), Resource])).toEqual([
      [['states:StartExecution'], { Ref: machineId }],
      [['states:DescribeExecution', 'states:StopExecution'], { 'Fn::Join': ['', executions(':*')] }],
      [['states:RedriveExecution'], { 'Fn::Join': ['', executions('/*:*')] }],
    ]);
  });
});

describe('every alarm', () => {
  test('says what is lost if nobody acts and what to do, and stands in the operating instructions', async () => {
    const instructions = await readFile('docs/operate.md', 'utf8');
    // Two of each queue that people wait for, one of each other; two of each function; two of the state machine;
    // bounces, mails put off, requests; one of each schedule, of each queue that puts off, two of all schedules, one of each
    // topic, one of the rule.
    const others = 3 + Object.keys(heartbeats).length + Object.keys(putOffBy).length + 2 + 3 + 1;
    expect(ofType('AWS::CloudWatch::Alarm')).toHaveLength(8 * 2 + 7 + 2 * functionNames.length + 2 + others);
    for (const [id, alarm] of ofType('AWS::CloudWatch::Alarm')) {
      const description = String(property(alarm, 'AlarmDescription'));
      const name = String(property(alarm, 'AlarmName')).replace('scorebook-example-', '');
      const said =
        /^Lost if nobody acts: \w.{20,}\. To do: \w.{20,}\. Runbook: docs\/operate\.md#(alarm-[a-z-]+)$/.exec(
          description,
        );
      expect(said?.[1], description).toBe(`alarm-${name}`);
      // As long as CloudWatch takes.
      expect(description.length, id).toBeLessThanOrEqual(1024);
      expect(instructions).toContain(`<a id="alarm-${name}"></a>`);
      expect(instructions).toContain(`\`${name}\``);
      // Nothing counted is nothing wrong, as a queue that is empty for a night; but a schedule always has something to say.
      const missing = name.startsWith('silent-') ? 'breaching' : 'notBreaching';
      expect(property(alarm, 'TreatMissingData'), id).toBe(missing);
    }
  });

  test('of a schedule rises when its function has not said for long that the work was done', () => {
    const hours: Record<Heartbeat, number> = {
      ...{ reminders: 26, closings: 3, sweeps: 3, reconciliations: 3, publications: 3, rescorings: 26, finals: 3 },
    };
    for (const of of Object.keys(heartbeats) as Heartbeat[]) {
      const [, alarm] = withName('AWS::CloudWatch::Alarm', 'AlarmName', `scorebook-example-silent-${of}`);
      expect(alarm.Properties).toMatchObject({
        ...{ Namespace: 'Scorebook', MetricName: `Heartbeat-${of}`, Statistic: 'Sum', Period: 3600, Threshold: 0 },
        Dimensions: [{ Name: 'service', Value: `scorebook-example-${heartbeats[of]}` }],
        ...{ EvaluationPeriods: hours[of], DatapointsToAlarm: hours[of], TreatMissingData: 'breaching' },
        ComparisonOperator: 'LessThanOrEqualToThreshold',
      });
    }
    // There is no schedule of which nobody would miss anything.
    const schedules = ofType('AWS::Scheduler::Schedule').map(([, one]) => String(property(one, 'Name')));
    expect(schedules.sort()).toEqual(
      Object.keys(heartbeats)
        .map((of) => `scorebook-example-${of}`)
        .sort(),
    );
  });

  test('of what is put off again and again sees how long it has waited, not how old its message is', () => {
    for (const [of, service] of Object.entries(putOffBy)) {
      const [, alarm] = withName('AWS::CloudWatch::Alarm', 'AlarmName', `scorebook-example-waiting-${of}`);
      expect(alarm.Properties).toMatchObject({
        ...{ Namespace: 'Scorebook', MetricName: `Seconds-waited-${of}`, Statistic: 'Maximum', Threshold: 3600 },
        Dimensions: [{ Name: 'service', Value: `scorebook-example-${service}` }],
        ComparisonOperator: 'GreaterThanThreshold',
      });
    }
  });

  test('of the schedules, topics and rules themselves counts what they could not send', () => {
    const alarm = (name: string) => withName('AWS::CloudWatch::Alarm', 'AlarmName', `scorebook-example-${name}`)[1];
    const group = [{ Name: 'ScheduleGroup', Value: 'scorebook-example' }];
    const scheduler = { Namespace: 'AWS/Scheduler', Dimensions: group };
    expect(alarm('failed-schedules').Properties).toMatchObject({ ...scheduler, MetricName: 'TargetErrorCount' });
    expect(alarm('dropped-schedules').Properties).toMatchObject({ ...scheduler, MetricName: 'InvocationDroppedCount' });
    for (const [, one] of ofType('AWS::Scheduler::Schedule')) {
      expect(property(one, 'GroupName')).toBe('scorebook-example');
      expect(one.DependsOn).toContain(ofType('AWS::Scheduler::ScheduleGroup')[0]?.[0]);
    }
    for (const topic of ['mails', 'mail-events', 'alarms']) {
      const [id] = withName('AWS::SNS::Topic', 'TopicName', `scorebook-example-${topic}`);
      expect(alarm(`untold-${topic}`).Properties).toMatchObject({
        ...{ Namespace: 'AWS/SNS', MetricName: 'NumberOfNotificationsFailed' },
        Dimensions: [{ Name: 'TopicName', Value: { 'Fn::GetAtt': [id, 'TopicName'] } }],
      });
    }
    expect(alarm('untold-scans').Properties).toMatchObject({
      ...{ Namespace: 'AWS/Events', MetricName: 'FailedInvocations' },
      Dimensions: [{ Name: 'RuleName', Value: { Ref: ofType('AWS::Events::Rule')[0]?.[0] } }],
    });
  });

  test('is on the dashboard, whose every search is of metrics that there are', () => {
    const [[, dashboard] = []] = ofType('AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(property(dashboard, 'DashboardBody'));
    for (const [id] of ofType('AWS::CloudWatch::Alarm')) expect(body).toContain(`"${id}"`);
    for (const [, step] of body.matchAll(/service=\\*"scorebook-example-([a-z-]+)\\*"/g)) {
      expect(functionNames).toContain(step);
    }
    expect(body.match(/SEARCH\(/g)?.length).toBeGreaterThan(8);
  });

  test('goes to a topic it may publish to, which mails somebody', () => {
    const [topicId] = withName('AWS::SNS::Topic', 'TopicName', 'scorebook-example-alarms');
    for (const [id, alarm] of ofType('AWS::CloudWatch::Alarm')) {
      expect(property(alarm, 'AlarmActions'), id).toEqual([{ Ref: topicId }]);
      // The topic lets in alarms by the beginning of their names.
      expect(property(alarm, 'AlarmName'), id).toMatch(/^scorebook-example-/);
    }
    const grant = grantsOn('AWS::SNS::TopicPolicy', 'Topics', topicId)[0];
    expect(grant).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: topicId },
    });
    expect(JSON.stringify(grant?.Condition)).toContain(':alarm:scorebook-example-*');
    expect(refusingPlainText('AWS::SNS::TopicPolicy', 'Topics')).toEqual(idsOf('AWS::SNS::Topic'));
    const subscriptions = ofType('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
    expect(subscriptions.filter(({ Protocol }) => Protocol === 'email')).toEqual([
      { Protocol: 'email', Endpoint: 'operations@benchmark.example', TopicArn: { Ref: topicId } },
    ]);
  });

  test.each(fedByQueues)('about crashes of %s rises when a message has failed that came again', (name) => {
    const [id] = lambda(name);
    const [alarm] = ofType('AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties['MetricName'] === 'Errors' && JSON.stringify(Properties).includes(`"${id}"`),
    );
    const { DatapointsToAlarm, EvaluationPeriods, Period } = alarm?.[1].Properties ?? {};
    expect(DatapointsToAlarm).toBe(2);
    const untilAgain = Number(property(queue(sourceOf[name])[1], 'VisibilityTimeout'));
    const untilFailed = Number(property(lambda(name)[1], 'Timeout'));
    expect(Number(EvaluationPeriods) * Number(Period)).toBeGreaterThan(untilAgain + untilFailed + Number(Period));
  });

  test.each(Object.values(sourceOf))('about the dead letters of %s rises with the first one', (part) => {
    const [deadLetters] = queue(`${part}-dead-letters`);
    const [alarm] = ofType('AWS::CloudWatch::Alarm').filter(([, { Properties }]) =>
      JSON.stringify(Properties['Dimensions'] ?? []).includes(`"${deadLetters}"`),
    );
    expect(alarm?.[1].Properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 1,
    });
  });
});

test('mail goes out over TLS only, as the domain of the stage, with bounces counted', () => {
  const [[setId, set] = []] = ofType('AWS::SES::ConfigurationSet');
  expect(set?.Properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    // The registry is the one list: what the office releases there gets mail, and what is erased there is nowhere else.
    SuppressionOptions: { SuppressedReasons: [] },
  });
  expect(ofType('AWS::SES::EmailIdentity').map(([, { Properties }]) => Properties)).toEqual([
    expect.objectContaining({
      EmailIdentity: 'benchmark.example',
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: setId } },
      MailFromAttributes: { MailFromDomain: 'bounce.benchmark.example', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    }),
  ]);
});

test('what the mail domain’s DNS has to say is printed: DKIM, the domain of bounces with its SPF, and DMARC', () => {
  const values = Object.entries(stack.outputs).filter(([id]) => id.startsWith('MailDomainRecord'));
  const records = values.map(([, { Value }]) => JSON.stringify(Value));
  expect(records).toHaveLength(6);
  const text = records.join('\n');
  expect(text.match(/ CNAME /g)).toHaveLength(3);
  expect(text).toContain('bounce.benchmark.example MX 10 feedback-smtp.eu-north-1.amazonses.com');
  expect(text).toContain('bounce.benchmark.example TXT \\"v=spf1 include:amazonses.com ~all\\"');
  expect(text).toContain('_dmarc.benchmark.example TXT \\"v=DMARC1; p=none; rua=mailto:office@benchmark.example\\"');
});

describe('mail that comes in', () => {
  const rule = () => {
    const [[, one] = []] = ofType('AWS::SES::ReceiptRule');
    return one;
  };

  test('to the one address is checked, kept in a bucket of its own, and told to the queue of receive-mail', () => {
    const [mailBucket] = bucket('Mail');
    const [topicId] = withName('AWS::SNS::Topic', 'TopicName', 'scorebook-example-mails');
    expect(ofType('AWS::SES::ReceiptRule')).toHaveLength(1);
    expect(property(rule(), 'Rule')).toMatchObject({
      Enabled: true,
      ScanEnabled: true,
      TlsPolicy: 'Require',
      Recipients: ['questionnaires@in.benchmark.example'],
      Actions: [{ S3Action: { BucketName: { Ref: mailBucket }, TopicArn: { Ref: topicId } } }],
    });
    expect(property(lambda('receive-mail')[1], 'Environment.Variables.MAIL_BUCKET')).toEqual({ Ref: mailBucket });
  });

  test('is written and told by SES alone, by policies that are there before its rule', () => {
    const [mailBucket] = bucket('Mail');
    const [topicId] = withName('AWS::SNS::Topic', 'TopicName', 'scorebook-example-mails');
    const ours = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    const [put, ...more] = grantsOn('AWS::S3::BucketPolicy', 'Bucket', mailBucket).filter(
      ({ Principal }) => !JSON.stringify(Principal).includes('logging'),
    );
    expect(more).toEqual([]);
    expect(put).toMatchObject({ Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject', Condition: ours });
    expect(grantsOn('AWS::SNS::TopicPolicy', 'Topics', topicId)).toMatchObject([
      { Principal: { Service: 'ses.amazonaws.com' }, Action: 'sns:Publish', Condition: ours },
    ]);
    expect(JSON.stringify(grantsOn('AWS::SNS::TopicPolicy', 'Topics', topicId))).toContain(
      ':receipt-rule-set/scorebook-example:receipt-rule/scorebook-example-questionnaires',
    );
    const policies = [...ofType('AWS::S3::BucketPolicy'), ...ofType('AWS::SNS::TopicPolicy')]
      .filter(([, policy]) =>
        [property(policy, 'Bucket'), property(policy, 'Topics')]
          .flat()
          .some((of) => [mailBucket, topicId].includes(of === undefined ? '' : named(of))),
      )
      .map(([id]) => id);
    expect(policies).toHaveLength(2);
    expect(rule()?.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  test('and what it is told by is encrypted with our key, which SES may use for this account alone', () => {
    const [[keyId, key] = []] = ofType('AWS::KMS::Key');
    const statements = property(key, 'KeyPolicy.Statement') as ReturnType<typeof statementsOf>;
    const forSes = statements.filter(({ Principal }) => JSON.stringify(Principal).includes('ses.'));
    expect(forSes.length).toBeGreaterThan(0);
    for (const { Action, Condition } of forSes) {
      for (const action of listed(Action)) expect(action).toMatch(/^kms:(Decrypt|GenerateDataKey\*?)$/);
      expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
    }
    for (const name of ['scorebook-example-mails', 'scorebook-example-mail-events']) {
      const [, topic] = withName('AWS::SNS::Topic', 'TopicName', name);
      expect(named(property(topic, 'KmsMasterKeyId')), name).toBe(keyId);
    }
  });

  test('goes in time: the workbooks in it are kept as originals', () => {
    const rules = property(bucket('Mail')[1], 'LifecycleConfiguration.Rules');
    expect(rules).toMatchObject([{ ExpirationInDays: 90, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }]);
  });
});

test.each([
  ['mails', 'receive-mail'],
  ['mail-events', 'track-mail'],
] as const)(
  'what the topic %s is told goes as it is into the queue of %s, which takes it from nobody else',
  (name, step) => {
    const [topicId] = withName('AWS::SNS::Topic', 'TopicName', `scorebook-example-${name}`);
    const [queueId] = queue(sourceOf[step]);
    const subscriptions = ofType('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
    expect(subscriptions.filter(({ TopicArn }) => named(TopicArn) === topicId)).toMatchObject([
      { Protocol: 'sqs', RawMessageDelivery: true, Endpoint: { 'Fn::GetAtt': [queueId, 'Arn'] } },
    ]);
    expect(grantsOn('AWS::SQS::QueuePolicy', 'Queues', queueId)).toMatchObject([
      {
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topicId } } },
      },
    ]);
  },
);

test('bounces, complaints, deliveries, delays and refusals of our mails are told', () => {
  const [topicId] = withName('AWS::SNS::Topic', 'TopicName', 'scorebook-example-mail-events');
  const destinations = ofType('AWS::SES::ConfigurationSetEventDestination').map(([, one]) => one);
  expect(destinations.map((one) => property(one, 'EventDestination'))).toEqual([
    {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject'],
      SnsDestination: { TopicARN: { Ref: topicId } },
    },
  ]);
});

test('each queue and each schedule stands in docs/architecture.md', async () => {
  const page = await readFile('docs/architecture.md', 'utf8');
  const named = (type: string, property_: string): string[] =>
    ofType(type).map(([, one]) => String(property(one, property_)).replace('scorebook-example-', ''));
  const queues = named('AWS::SQS::Queue', 'QueueName').filter((name) => !name.endsWith('-dead-letters'));
  const schedules = named('AWS::Scheduler::Schedule', 'Name');
  expect(queues.length).toBeGreaterThan(10);
  expect(schedules.length).toBeGreaterThan(4);
  expect([...queues, ...schedules].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test.each([
  ['reminders', 'cron(0 7 * * ? *)'],
  ['sweeps', 'cron(0 * * * ? *)'],
  ['reconciliations', 'cron(0 * * * ? *)'],
])('%s start at %s, UTC, by a message into their queue', (part, expression) => {
  const [, schedule] = withName('AWS::Scheduler::Schedule', 'Name', `scorebook-example-${part}`);
  expect(schedule.Properties).toMatchObject({
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'Etc/UTC',
    State: 'ENABLED',
    Target: {
      Arn: { 'Fn::GetAtt': [queue(part)[0], 'Arn'] },
      // What it cannot send raises the alarm of the queue's own dead letters.
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue(`${part}-dead-letters`)[0], 'Arn'] } },
    },
  });
});

test('what is kept of mails goes in time, by a field that answers and scores do not have', () => {
  const [[, table] = []] = ofType('AWS::DynamoDB::Table');
  expect(property(table, 'TimeToLiveSpecification')).toEqual({ AttributeName: 'expiresAt', Enabled: true });
});

test('no resource waits for itself, whatever lies between: CloudFormation can make all of them', () => {
  const ids = new Set(Object.keys(stack.resources));
  const waitsFor = new Map(
    Object.entries(stack.resources).map(([id, { Properties, DependsOn }]) => {
      const text = JSON.stringify([Properties, DependsOn ?? []]);
      const references = text.matchAll(/"Ref":"(\w+)"|"Fn::GetAtt":\["(\w+)"|\$\{(\w+)/g);
      const named = [...references].map(([, ref, attribute, inText]) => ref ?? attribute ?? inText ?? '');
      return [id, [...named, ...(DependsOn ?? [])].filter((one) => ids.has(one))] as const;
    }),
  );
  let waiting = [...waitsFor.keys()];
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter((id) => waitsFor.get(id)?.some((one) => waiting.includes(one)));
  }
  expect(waiting).toEqual([]);
});

test('no custom resource: the template says all of it', () => {
  expect(Object.values(stack.resources).filter(({ Type }) => /^Custom::|CustomResource/.test(Type))).toEqual([]);
});
