import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plugins } from '../../infra/bundle-plugins.ts';
import { bundling, repository } from '../../infra/bundles.ts';
import { sdkEnvironment } from '../../infra/local/local-clients.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
let folder: string;
beforeAll(async () => {
  pipeline = await startPipeline();
  folder = await mkdtemp(join(tmpdir(), 'scorebook-bundles-'));
});
afterAll(async () => {
  await pipeline.stop();
  await rm(folder, { recursive: true });
});

/** What a program prints as JSON. */
async function printedBy(program: string, env: Record<string, string> = {}): Promise<unknown> {
  const parameters = ['--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: repository, env });
  return JSON.parse(stdout);
}

/** Bundled as a function is. */
async function bundled(contents: string): Promise<{ readonly program: string; readonly bundle: string }> {
  const stdin = { contents, resolveDir: repository, loader: 'ts' } as const;
  const nodePaths = [join(repository, 'node_modules')];
  const { outputFiles } = await build({ ...bundling, plugins: [...plugins], stdin, nodePaths, write: false });
  const [{ text: program = '' } = {}] = outputFiles;
  const bundle = join(folder, 'program.mjs');
  await writeFile(bundle, program);
  return { program, bundle };
}

test('XML that needs the parser of all XML is read in a bundle of several files', async () => {
  const contents = `
    import { readingXml, walkXml } from ${JSON.stringify(join(repository, 'shared/spreadsheet/formats/ooxml/xml-events.ts'))};
    const read = [];
    await readingXml(async () => walkXml(Buffer.from('<a><b><![CDATA[1 < 2]]></b></a>'), { text: (text) => read.push(text) }));
    console.log(JSON.stringify(read.join('')));`;
  const [outdir, outExtension] = [join(folder, 'divided'), { '.js': '.mjs' }];
  const stdin = { contents, resolveDir: repository, loader: 'ts' } as const;
  await build({
    ...bundling,
    plugins: [...plugins],
    stdin,
    splitting: true,
    outdir,
    outExtension,
    entryNames: 'index',
  });
  expect(await printedBy(`await import(${JSON.stringify(join(outdir, 'index.mjs'))})`)).toBe('1 < 2');
});

test('words that are made when they are asked for are the same in a bundle', async () => {
  const file = 'shared/domain/answers/normalise/continuation-words.json';
  const code = `
    import words from ${JSON.stringify(join(repository, file))} with { type: 'json' };
    console.log(JSON.stringify(words));`;
  const { bundle } = await bundled(code);
  expect(await printedBy(`await import(${JSON.stringify(bundle)})`)).toEqual(
    JSON.parse(await readFile(join(repository, file), 'utf8')),
  );
});

test('a fault of a service is told by its name, message and status in a bundle, whether it is known there or not', async () => {
  const code = `
    import { ConditionalCheckFailedException, CreateTableCommand, DynamoDBClient, DynamoDBServiceException, PutItemCommand } from '@aws-sdk/client-dynamodb';
    import { GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
    import { SendMessageCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
    const [dynamodb, s3, sqs] = [new DynamoDBClient({}), new S3Client({ forcePathStyle: true }), new SQSClient({})];
    const { TABLE_NAME: TableName, INBOX_BUCKET: Bucket, QUEUES } = process.env;
    const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
    const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' }];
    const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
    const calls = [
      () => dynamodb.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_exists(pk)' })),
      () => dynamodb.send(new PutItemCommand({ TableName: 'nothing', Item })),
      () => dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' } } })),
      () => dynamodb.send(new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode: 'PAY_PER_REQUEST' })),
      () => s3.send(new GetObjectCommand({ Bucket, Key: 'nothing' })),
      () => s3.send(new GetObjectCommand({ Bucket: 'nothing-of-this-name', Key: 'nothing' })),
      () => sqs.send(new SendMessageCommand({ QueueUrl: QUEUES + '/nothing', MessageBody: 'x' })),
    ];
    const told = [];
    for (const call of calls) {
      const error = await call().then(() => null, (thrown) => thrown);
      const classes = [ConditionalCheckFailedException, DynamoDBServiceException, NoSuchKey, S3ServiceException, SQSServiceException];
      const kinds = classes.map((kind) => error instanceof kind);
      told.push([error.name, error.message, error.$fault, error.$metadata.httpStatusCode, ...kinds]);
    }
    console.log(JSON.stringify(told));`;
  const { endpoints, table, inbox, clients } = pipeline;
  const env = { ...sdkEnvironment(endpoints), TABLE_NAME: table, INBOX_BUCKET: inbox };
  const all = { ...env, QUEUES: `${clients.sqsUrl}/000000000000` };
  const written = await printedBy(code, all);
  const { bundle, program } = await bundled(code);
  expect(await printedBy(`await import(${JSON.stringify(bundle)})`, all)).toEqual(written);
  // One of many of which nobody decides anything.
  expect(program.includes('BackupInUseException')).toBe(false);
  expect(written).toMatchObject([
    ['ConditionalCheckFailedException', expect.any(String), 'client', 400, true, true, false, false, false],
    ['ResourceNotFoundException', expect.any(String), 'client', 400, false, true, false, false, false],
    ['ValidationException', expect.any(String), 'client', 400, false, true, false, false, false],
    ['ResourceInUseException', expect.any(String), 'client', 400, false, true, false, false, false],
    ['NoSuchKey', expect.any(String), 'client', 404, false, false, true, true, false],
    ['NoSuchBucket', expect.any(String), 'client', 404, false, false, false, true, false],
    ['QueueDoesNotExist', expect.any(String), 'client', 400, false, false, false, false, true],
  ]);
});

test('schemas that nobody uses are not in a bundle, and a check of which only the refusal counts is', async () => {
  const place = join(folder, 'shared');
  await mkdir(place);
  const schemas = `
    import * as v from 'valibot';
    const used = v.object({ count: v.number() });
    export const unused = v.object({ kind: v.picklist(['never said']) });
    export function check(value: unknown): void { v.parse(used, value); }`;
  await writeFile(join(place, 'schemas.ts'), schemas);
  const code = `
    import { check } from ${JSON.stringify(join(place, 'schemas.ts'))};
    try { check({ count: 'many' }); console.log('"taken"'); } catch { console.log('"refused"'); }`;
  const { program, bundle } = await bundled(code);
  expect(program.includes('never said')).toBe(false);
  expect(await printedBy(`await import(${JSON.stringify(bundle)})`)).toBe('refused');
});
