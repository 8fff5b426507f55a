import { request } from 'node:http';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentials, type Emulators, region, startEmulators } from '../../../infra/local/emulators.ts';
import { common, type LocalClients, localClients } from '../../../infra/local/local-clients.ts';
import { startStateMachines } from '../../../infra/local/state-machines.ts';
import { s3UploadForms } from '../../../shared/adapters/aws/s3/upload-forms.ts';
import { pageKey } from '../../../shared/config/object-keys.ts';

/** What the emulators answer to whoever has not the credentials of this run. */

let emulators: Emulators;
let clients: LocalClients;
let machines: Awaited<ReturnType<typeof startStateMachines>>;
let mails = 0;
const page = 'http://127.0.0.1:4650';

beforeAll(async () => {
  emulators = await startEmulators(null, async () => {
    mails += 1;
  });
  clients = localClients(emulators.endpoints);
  machines = await startStateMachines(credentials);
  emulators.letIn(page);
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
  await clients.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'there ä+1.xlsx', Body: 'secret' }));
});
afterAll(async () => {
  clients.destroy();
  await machines.stop();
  await emulators.stop();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}
/** A request as no browser would let a page make it. */
function ask(
  url: string,
  method = 'GET',
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    })
      .on('error', reject)
      .end(body);
  });
}
const keys = async () =>
  ((await clients.s3.send(new ListObjectsV2Command({ Bucket: 'inbox' }))).Contents ?? []).map(({ Key }) => Key);

describe('without a signature', () => {
  const json = { 'content-type': 'application/x-amz-json-1.0' };
  test.each([
    ['s3', 'GET', '/', {}, ''],
    ['s3', 'GET', '/inbox/there', {}, ''],
    ['s3', 'PUT', '/inbox/new', {}, 'x'],
    ['s3', 'DELETE', '/inbox/there', {}, ''],
    ['s3', 'GET', '/health', {}, ''],
    ['sqs', 'GET', '/_fauxqs/queues', {}, ''],
    ['sqs', 'POST', '/', { ...json, 'x-amz-target': 'AmazonSQS.ListQueues' }, '{}'],
    ['sqs', 'POST', '/', { 'content-type': 'application/x-www-form-urlencoded' }, 'Action=ListTopics'],
    ['dynamodb', 'POST', '/', { ...json, 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}'],
    ['dynamodb', 'GET', '/', {}, ''],
    ['ses', 'GET', '/', {}, ''],
    ['ses', 'GET', '/store', {}, ''],
    ['ses', 'POST', '/clear-store', {}, ''],
    ['ses', 'POST', '/v2/email/outbound-emails', { 'content-type': 'application/json', authorization: 'AWS' }, '{}'],
    ['entries', 'GET', '/key-value-stores/any', {}, ''],
    ['entries', 'POST', '/key-value-stores/any/keys', { 'if-match': '1' }, '{}'],
    ['machines', 'POST', '/', { ...json, 'x-amz-target': 'AWSStepFunctions.DescribeExecution' }, '{}'],
  ] as const)('%s answers nothing to %s %s', async (of, method, path, headers, body) => {
    const endpoint = of === 'machines' ? machines.url : emulators.endpoints[of];
    const { status, text } = await ask(endpoint + path, method, headers, body);
    expect(status).toBe(403);
    expect(text).not.toContain('secret');
  });
});

test('of another run, a signature is worth nothing', async () => {
  const of = { ...common, credentials: { ...credentials, secretAccessKey: 'of yesterday' }, maxAttempts: 1 };
  const other = localClients(emulators.endpoints);
  const s3 = new S3Client({ ...of, endpoint: emulators.endpoints.s3, forcePathStyle: true });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: 'inbox' }))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  const ses = new SESv2Client({ ...of, region, endpoint: emulators.endpoints.ses });
  const body = { Text: { Data: 'x' } };
  const mail = { FromEmailAddress: 'a@b.example', Content: { Simple: { Subject: { Data: 'x' }, Body: body } } };
  await expect(ses.send(new SendEmailCommand(mail))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  expect(mails).toBe(0);
  other.destroy();
});

test('what was signed can be neither changed nor sent elsewhere', async () => {
  const signed: { headers: Record<string, string>; body: string }[] = [];
  const eavesdropped = localClients(emulators.endpoints);
  eavesdropped.dynamodb.middlewareStack.add(
    (next) => (args) => {
      const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array };
      signed.push({ headers, body: Buffer.from(body).toString() });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await eavesdropped.dynamodb.send(new ListTablesCommand({ Limit: 5 }));
  eavesdropped.destroy();
  const { headers = {}, body = '' } = signed[0] ?? {};
  const to = (url: string, change: Record<string, string> = {}, sent = body) =>
    ask(url, 'POST', { ...headers, ...change }, sent);
  expect((await to(emulators.endpoints.dynamodb)).status).toBe(200);
  const length = { 'content-length': String(body.length) };
  expect((await to(emulators.endpoints.dynamodb, length, body.replace('5', '6'))).status).toBe(403);
  expect((await to(emulators.endpoints.dynamodb, { 'x-amz-target': 'DynamoDB_20120810.Scan' })).status).toBe(403);
  expect((await to(`${emulators.endpoints.dynamodb}/?x=1`)).status).toBe(403);
  expect((await to(emulators.endpoints.sqs, { host: new URL(emulators.endpoints.sqs).host })).status).toBe(403);
});

test.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
  'a signed request under the name %s is not answered either',
  async (host) => {
    const url = await getSignedUrl(clients.s3, new GetObjectCommand({ Bucket: 'inbox', Key: 'there ä+1.xlsx' }));
    expect((await ask(url)).text).toBe('secret');
    expect((await ask(url, 'GET', { host })).status).toBe(403);
  },
);

describe('a presigned address', () => {
  const get = new GetObjectCommand({
    Bucket: 'inbox',
    Key: 'there ä+1.xlsx',
    ResponseContentDisposition: 'attachment; filename="ä b.xlsx"',
  });
  test('opens what it names, by a link that somebody follows, and to nobody else', async () => {
    const url = await getSignedUrl(clients.s3, get, { expiresIn: 60 });
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await ask(url, 'GET', followed)).toMatchObject({ status: 200, text: 'secret' });
    expect((await ask(url, 'GET', { ...followed, 'sec-fetch-dest': 'iframe' })).status).toBe(403);
    expect((await ask(url, 'GET', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask(url, 'GET', { origin: page })).status).toBe(403);
  });
  test.each<[string, (url: URL) => void]>([
    ['its key', (url) => Object.assign(url, { pathname: '/inbox/other' })],
    ['its end', (url) => url.searchParams.set('X-Amz-Expires', '600000')],
    ['its signature', (url) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))],
    ['what it answers with', (url) => url.searchParams.set('response-content-type', 'text/html')],
    ['nothing but its method', () => {}],
  ])('with %s changed opens nothing', async (what, change) => {
    const url = new URL(await getSignedUrl(clients.s3, get, { expiresIn: 60 }));
    change(url);
    expect((await ask(url.href, what.includes('method') ? 'PUT' : 'GET')).status).toBe(403);
  });
  test('opens nothing after its time', async () => {
    const signingDate = new Date(Date.now() - 61_000);
    expect((await ask(await getSignedUrl(clients.s3, get, { expiresIn: 60, signingDate }))).status).toBe(403);
    expect((await ask(await getSignedUrl(clients.s3, get, { expiresIn: 120, signingDate }))).status).toBe(200);
  });
});

describe('a form', () => {
  const offered = () => s3UploadForms(clients.s3, 'inbox', 20).offer(pageKey('one'), { sender: 'a@b.example' }, 60);
  const sent = async (
    fields: Record<string, string>,
    { content = 'answers', bucket = 'inbox', origin = page, more = (_: FormData) => {} } = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new File([content], 'q.xlsx'));
    more(form);
    const response = new Response(form);
    const headers = { origin, 'content-type': response.headers.get('content-type') ?? '' };
    return ask(`${emulators.endpoints.s3}/${bucket}`, 'POST', headers, Buffer.from(await response.arrayBuffer()));
  };

  test('that was made for the page puts its one file, under its key and in the name of its sender', async () => {
    const { fields } = await offered();
    const { status, headers } = await sent(fields);
    expect([status, headers['access-control-allow-origin']]).toEqual([204, page]);
    const { Body, Metadata } = await clients.s3.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'page/one' }));
    expect(await Body?.transformToString()).toBe('answers');
    expect(Metadata).toMatchObject({ sender: 'a%40b.example' });
  });

  const flipped = (text = '') => `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`;
  test.each<[string, (fields: Record<string, string>) => Record<string, string>, string]>([
    ['another key', (fields) => ({ ...fields, key: 'office/other' }), 'AccessDenied'],
    ['another sender', (fields) => ({ ...fields, 'x-amz-meta-sender': 'evil@b.example' }), 'AccessDenied'],
    [
      'another signature',
      (fields) => ({ ...fields, 'X-Amz-Signature': flipped(fields['X-Amz-Signature']) }),
      'AccessDenied',
    ],
    ['a field more', (fields) => ({ ...fields, 'x-amz-meta-more': 'x' }), 'AccessDenied'],
    ['a redirect', (fields) => ({ ...fields, success_action_redirect: 'http://evil.example' }), 'AccessDenied'],
    ['a field less', ({ 'x-amz-meta-sender': _, ...fields }) => fields, 'AccessDenied'],
    ['no policy', ({ Policy: _, ...fields }) => fields, 'AccessDenied'],
    ['a field twice', (fields) => ({ ...fields, KEY: 'office/other' }), 'MalformedPOSTRequest'],
  ])('with %s is refused', async (_, change, code) => {
    const before = await keys();
    const { fields } = await offered();
    const { status, text } = await sent(change(fields));
    expect([status >= 400, text.includes(code)]).toEqual([true, true]);
    expect(await keys()).toEqual(before);
  });

  test('is refused with a file that is too large, or empty, or for another bucket, or after its time', async () => {
    const { fields } = await offered();
    expect((await sent(fields, { content: 'x'.repeat(21) })).text).toContain('EntityTooLarge');
    expect((await sent(fields, { content: '' })).text).toContain('EntityTooSmall');
    expect((await sent(fields, { bucket: 'results' })).status).toBe(403);
    const late = await createPresignedPost(clients.s3, { Bucket: 'inbox', Key: 'k', Expires: -1 });
    expect((await sent(late.fields)).text).toContain('AccessDenied');
  });

  test('with two files, or a field behind the file, is refused: readers of forms differ about them', async () => {
    const { fields } = await offered();
    const two = (form: FormData) => form.append('file', new File(['other'], 'other.xlsx'));
    expect((await sent(fields, { more: two })).text).toContain('MalformedPOSTRequest');
    const behind = (form: FormData) => form.append('key2', 'x');
    expect((await sent(fields, { more: behind })).text).toContain('MalformedPOSTRequest');
  });

  test('of a page of another origin is refused, and so is its question beforehand', async () => {
    const { fields } = await offered();
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1']) {
      expect((await sent(fields, { origin })).status).toBe(403);
      expect((await ask(`${emulators.endpoints.s3}/inbox`, 'OPTIONS', { origin })).status).toBe(403);
    }
    expect((await ask(`${emulators.endpoints.s3}/inbox`, 'OPTIONS', { origin: page })).status).toBe(200);
  });
});

test('what is right is still let in: a table, a queue, a file of several megabytes', async () => {
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: 'table',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await clients.sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  const Body = Buffer.alloc(5_000_000, 7);
  await clients.s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'large', Body }));
  const { Body: read } = await clients.s3.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'large' }));
  expect(Buffer.from((await read?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
});
