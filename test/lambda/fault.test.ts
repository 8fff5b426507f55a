import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { describeFault } from '../../shared/lambda/fault.ts';

const user = 'User: arn:aws:sts::1:assumed-role/r/kaino.canary@city.example';

/** As AWS says it: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const denials: readonly (readonly [string, message: string, object])[] = [
  [
    'of a table',
    `${user} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-north-1:1:table/scorebook-x because no identity-based policy allows the dynamodb:PutItem action`,
    { denied: 'dynamodb:PutItem', on: 'dynamodb table', because: 'no identity-based policy' },
  ],
  [
    'of an object, by a bucket’s policy',
    `${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/office/kaino.canary.xlsx" with an explicit deny in a resource-based policy`,
    { denied: 's3:PutObject', on: 's3 object', because: 'explicit deny in a resource-based policy' },
  ],
  [
    'of a bucket',
    `${user} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::scorebook-x" because no identity-based policy allows the s3:ListBucket action`,
    { denied: 's3:ListBucket', on: 's3 bucket', because: 'no identity-based policy' },
  ],
  [
    'of the key of an object',
    `${user} is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-north-1:1:key/1-2 because no resource-based policy allows the kms:GenerateDataKey action`,
    { denied: 'kms:GenerateDataKey', on: 'kms key', because: 'no resource-based policy' },
  ],
  [
    'of the key of an object, which is not named',
    `${user} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    { denied: 'kms:Decrypt', because: 'no identity-based policy' },
  ],
  [
    'of a queue',
    `${user} is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:eu-north-1:1:scorebook-x-deliveries because no identity-based policy allows the sqs:sendmessage action`,
    { denied: 'sqs:sendmessage', on: 'sqs queue', because: 'no identity-based policy' },
  ],
  [
    'of an identity, in the quotation marks of SES',
    `${user} is not authorized to perform \`ses:SendEmail' on resource \`arn:aws:ses:eu-north-1:1:identity/kaino.canary@city.example'`,
    { denied: 'ses:SendEmail', on: 'ses identity' },
  ],
  [
    'by a policy of the organisation',
    `${user} is not authorized to perform: states:StartExecution on resource: arn:aws:states:eu-north-1:1:stateMachine:scorebook-x with an explicit deny in a service control policy`,
    {
      denied: 'states:StartExecution',
      on: 'states stateMachine',
      because: 'explicit deny in a service control policy',
    },
  ],
];

const thrown = (message: string, more: object): object =>
  describeFault(Object.assign(new RangeError(message), { name: 'AccessDenied' }, more));

describe('a denial', () => {
  test.each(denials)(
    '%s names the permission, the kind of resource and the kind of policy, and nobody',
    (_, message, expected) => {
      const facts = thrown(message, { operation: 'S3 PutObject', $metadata: { httpStatusCode: 403, requestId: 'R1' } });
      expect(facts).toMatchObject({ ...expected, operation: 'S3 PutObject', requestId: 'R1', status: 403 });
      expect(JSON.stringify(facts)).not.toMatch(/kaino|scorebook-x|arn:/);
    },
  );

  test.each([
    ['S3 HeadObject', 's3:GetObject'],
    ['S3 ListObjectsV2', 's3:ListBucket'],
    ['S3 PutObject', 's3:PutObject'],
    ['SESv2 SendEmail', 'ses:SendEmail'],
    ['CloudFrontKeyValueStore UpdateKeys', 'cloudfront-keyvaluestore:UpdateKeys'],
  ])('of which AWS says no more than that, of %s, names what that call needs: %s', (operation, denied) => {
    expect(thrown('UnknownError', { name: '403', operation, $metadata: { httpStatusCode: 403 } })).toMatchObject({
      denied,
    });
  });

  test('is none where nothing was denied', () => {
    const throttled = Object.assign(new Error('Slow down'), { name: 'ThrottlingException', operation: 'S3 PutObject' });
    expect(describeFault(throttled)).not.toHaveProperty('denied');
  });
});

describe('what a schema refuses', () => {
  const schema = v.object({
    round: v.string(),
    shards: v.array(v.object({ met: v.number() })),
    contacts: v.record(v.string(), v.object({ language: v.picklist(['en', 'fi']) })),
  });
  const faultOf = (value: unknown): Record<string, unknown> => {
    try {
      v.parse(schema, value);
    } catch (error) {
      return describeFault(error);
    }
    return {};
  };

  test('is named by its path and what was expected, never by what was found', () => {
    const canary = 'kaino.canary@city.example';
    const facts = faultOf({ shards: [{ met: 1 }, { met: canary }], contacts: { [canary]: { language: canary } } });
    expect(facts['schema']).toEqual(['round: "round"', 'shards.1.met: number', 'contacts.*.language: ("en" | "fi")']);
    expect(JSON.stringify(facts)).not.toContain('kaino');
  });

  test('is at most five things', () => {
    const shards = Array.from({ length: 50 }, () => ({}));
    expect(faultOf({ round: '', shards, contacts: {} })['schema']).toHaveLength(5);
  });
});

test('a fault is at the first frame of ours, however deep in a library it was thrown', () => {
  const error = new RangeError('x');
  error.stack = [
    'RangeError: x',
    '    at throwDefaultError (/var/task/node_modules/@smithy/core/dist/index.js:1:2)',
    '    at async /node_modules/@aws-sdk/shared/thing.ts:1:1',
    '    at async Object.saved (/shared/adapters/aws/dynamo/items.ts:12:3)',
    '    at async work (/functions/ingest-submission/handler.ts:9:1)',
  ].join('\n');
  expect(describeFault(error)['place']).toBe('shared/adapters/aws/dynamo/items.ts:12:3');
});

test('a fault of a bundle is where its source has it, without Node reading source maps at each start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await mkdir(join(folder, 'shared/deep'), { recursive: true });
  const source = join(folder, 'shared/deep/fails.ts');
  await writeFile(source, 'export function fails(): never {\n  throw new RangeError();\n}\n');
  const outfile = join(folder, 'index.mjs');
  buildSync({ entryPoints: [source], outfile, bundle: true, minify: true, format: 'esm', sourcemap: true });
  // In a process of its own: here the test runner has changed what a stack says.
  const script = `import { describeFault } from ${JSON.stringify(resolve('shared/lambda/fault.ts'))};
    import { fails } from ${JSON.stringify(outfile)};
    try { fails(); } catch (error) { console.log(error.stack.includes('index.mjs:1:'), describeFault(error).place); }`;
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(told).toBe('true shared/deep/fails.ts:2:9\n');
  await rm(folder, { recursive: true });
});

test('what caused a fault is described by the same rules', () => {
  const cause = Object.assign(new RangeError('kaino.canary'), {
    operation: 'SQS SendMessage',
    $metadata: { requestId: 'R2' },
  });
  expect(describeFault(new Error('A fault of ours', { cause }))).toMatchObject({
    reason: 'A fault of ours',
    cause: { fault: 'RangeError', operation: 'SQS SendMessage', requestId: 'R2' },
  });
});
