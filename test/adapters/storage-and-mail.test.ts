import { createHash } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SESv2Client, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentials, type Emulators, region, startEmulators } from '../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import type { EmulatedMail } from '../../infra/local/mail-emulator.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { s3InboxWriter, s3SheetInbox } from '../../shared/adapters/aws/s3/inbox-writers.ts';
import { s3ResultsArchive } from '../../shared/adapters/aws/s3/results-archive.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { sesMailer } from '../../shared/adapters/aws/ses/mailer.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/queues.ts';
import { type ObjectKey, pageKey, resultsKey } from '../../shared/config/object-keys.ts';
import type { Mail } from '../../shared/ports/mailer.ts';
import { deliveryMessage, parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';

const bucket = 'scorebook-test-files';
let emulators: Emulators;
const mails: EmulatedMail[] = [];
let clients: LocalClients;

beforeAll(async () => {
  emulators = await startEmulators(null, async (mail) => void mails.push(mail));
  clients = localClients(emulators.endpoints);
  await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
});
afterAll(async () => {
  clients.destroy();
  await emulators.stop();
});

describe('the inbox', () => {
  const place = (key: string) => ({ bucket, key, versionId: null });
  const put = (key: string, bytes: Buffer, metadata: Record<string, string> = {}) =>
    clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, Metadata: metadata }));

  test.each(['office/a b+c.xlsx', 'office/Köln%20.xlsx', 'office/€&=#?.xlsx'])(
    'gives %s back with its metadata',
    async (key) => {
      await put(key, Buffer.from([0, 1, 255]), { sender: 'a@b.example', filename: 'x%20y' });
      expect(await s3Inbox(clients.s3, 10).fetch(place(key))).toEqual({
        bytes: new Uint8Array([0, 1, 255]),
        metadata: { sender: 'a@b.example', filename: 'x%20y' },
      });
    },
  );

  test('says of what is not there that it is gone', async () => {
    expect(await s3Inbox(clients.s3, 10).fetch(place('office/nowhere'))).toBe('gone');
  });

  test('takes a file of the very size that is allowed, and none larger', async () => {
    await put('office/ten', Buffer.alloc(10));
    await put('office/eleven', Buffer.alloc(11));
    expect(await s3Inbox(clients.s3, 10).fetch(place('office/ten'))).not.toBe('too large');
    expect(await s3Inbox(clients.s3, 10).fetch(place('office/eleven'))).toBe('too large');
  });
});

test('a results page is shown by its link, which ends, to whoever has it', async () => {
  const archive = s3ResultsArchive(clients.s3, bucket);
  const espoo = { round: '2022', authority: 'espoo' };
  await archive.put(resultsKey(espoo, '1', 'html'), Buffer.from('<p>Größe</p>'));
  const link = await archive.link(resultsKey(espoo, '1', 'html'), { seconds: 600, downloadAs: null });
  expect(new URL(link).searchParams.get('X-Amz-Expires')).toBe('600');
  const shown = await fetch(link);
  expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await shown.text()).toBe('<p>Größe</p>');
  await archive.put(resultsKey(espoo, '1', 'xlsx'), Buffer.from([1]));
  const workbook = await fetch(
    await archive.link(resultsKey(espoo, '1', 'xlsx'), { seconds: 600, downloadAs: 'a.xlsx' }),
  );
  expect(workbook.headers.get('content-type')).toContain('spreadsheetml');
});

describe('what a way in writes beside a file', () => {
  const long = '日本'.repeat(400);

  test.each([
    [
      'a mail',
      (key: ObjectKey) =>
        s3InboxWriter(clients.s3, bucket).put(key, new Uint8Array(1), {
          sender: long,
          filename: long,
          received: new Date(0).toISOString(),
          'message-id': long,
          subject: long,
        }),
    ],
    [
      'a sheet',
      (key: ObjectKey) =>
        s3SheetInbox(clients.s3, bucket).put({
          key,
          bytes: new Uint8Array(1),
          fileName: long,
          sender: long,
          sheet: 'x'.repeat(100),
          revision: 'r'.repeat(60),
          receivedAt: new Date(0).toISOString(),
          mail: { messageId: long, subject: long },
        }),
    ],
  ] as const)('of %s fits what S3 takes, and is cut between two characters', async (name, put) => {
    const Key = pageKey(name);
    await put(Key);
    const { Metadata = {} } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(Object.entries(Metadata).join('').length).toBeLessThan(2048);
    expect(long.startsWith(decodeURIComponent(Metadata['filename'] ?? ''))).toBe(true);
    expect(Metadata['filename']?.length).toBeGreaterThan(400);
  });
});

test('a text is kept under its hash, and comes back whole', async () => {
  const texts = s3Texts(clients.s3, bucket);
  const text = 'Näyttö 𝕏\n'.repeat(4000);
  const hash = await texts.keep(text);
  expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
  expect(await texts.keep(text)).toBe(hash);
  const other = await texts.keep(`${text}.`);
  expect(await texts.get(hash)).toBe(text);
  expect(await texts.get(other)).toBe(`${text}.`);
});

test('a text that was never kept is a fault', async () => {
  await expect(s3Texts(clients.s3, bucket).get('0'.repeat(64))).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a results workbook is kept under its key, as what it is, and the next one replaces it', async () => {
  const Key = resultsKey({ round: '2022', authority: 'київ' }, 'x y', 'xlsx');
  for (const bytes of [new Uint8Array([0, 1, 255]), new Uint8Array([2])]) {
    await s3ResultsArchive(clients.s3, bucket).put(Key, bytes);
    const { Body, ContentType } = await clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await Body?.transformToByteArray()).toEqual(bytes);
    expect(ContentType).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  }
});

describe('a message of the deliveries queue', () => {
  test('lies in the queue as it was requested', async () => {
    await clients.sqs.send(new CreateQueueCommand({ QueueName: 'deliveries' }));
    const queue = `${clients.sqsUrl}/000000000000/deliveries`;
    const request = { owner: { kind: 'rejected', submission: 'ä1' }, delivery: 'ä1' } as const;
    await sqsDeliveryQueue(clients.sqs, queue).request(request);
    const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }));
    expect(Messages.map(({ Body = '' }) => parseDeliveryMessage(Body))).toEqual([request]);
  });

  test.each([
    { owner: { kind: 'standing', round: '2022', authority: 'espoo' }, delivery: 's1' },
    { owner: { kind: 'rejected', submission: 's1' }, delivery: 's1' },
  ] as const)('comes back as it was: %j', (request) => {
    expect(parseDeliveryMessage(deliveryMessage(request))).toEqual(request);
  });

  test.each(['', 'x', '{}', '{"schemaVersion":2,"owner":{"kind":"rejected","submission":"s"},"submission":"s"}'])(
    '%j is none',
    (body) => {
      expect(() => parseDeliveryMessage(body)).toThrow();
    },
  );
});

describe('a mail', () => {
  const client = () => new SESv2Client({ region, credentials, endpoint: emulators.endpoints.ses, maxAttempts: 1 });
  const mailer = (ses = client()) =>
    sesMailer(ses, {
      from: 'Scorebook <results@benchmark.example>',
      replyTo: 'office@benchmark.example',
      configurationSet: 'test',
    });
  const mail: Mail = {
    to: ['a@city.example', 'b@city.example'],
    subject: 'Espoo: 58%',
    text: 'Ä',
    html: '<p>Ä</p>',
    attachments: [],
    delivery: 's1',
  };
  const stored = (messageId: string) => mails.find((one) => one.messageId === messageId);

  test('goes to all recipients, says that a machine sent it, and is answered to the office', async () => {
    const sent = stored(await mailer().send(mail));
    expect(sent).toMatchObject({
      subject: 'Espoo: 58%',
      replyTo: ['office@benchmark.example'],
      destination: { to: [...mail.to] },
    });
    expect(sent?.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
  });

  test('carries its attachment byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 31) % 256);
    const sent = stored(await mailer().send({ ...mail, attachments: [{ fileName: 'results.xlsx', bytes }] }));
    expect(sent?.attachments.map(({ filename }) => filename)).toEqual(['results.xlsx']);
    expect(Buffer.from(sent?.attachments[0]?.content ?? '', 'base64')).toEqual(Buffer.from(bytes));
  });

  test('names its submission and the configuration set, by which SES tells what became of it', async () => {
    const ses = client();
    const asked: SendEmailCommandInput[] = [];
    // The emulator keeps neither.
    ses.middlewareStack.add(
      (next) => (parameters) => {
        asked.push(parameters.input as SendEmailCommandInput);
        return next(parameters);
      },
      { step: 'initialize' },
    );
    await mailer(ses).send(mail);
    expect(asked).toMatchObject([
      { ConfigurationSetName: 'test', EmailTags: [{ Name: 'submission', Value: mail.delivery }] },
    ]);
  });

  test('that SES does not take is a fault', async () => {
    await expect(mailer().send({ ...mail, text: '', html: '' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('has one line of subject and no header of a stranger, whatever an authority is called', async () => {
    const broken = fc.constantFrom(
      'a',
      '\r',
      '\n',
      '\r\nBcc: x@evil.example',
      '\u0000',
      '\u0085',
      '\u2028',
      '\u2029',
      'ä',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: broken, minLength: 1, maxLength: 20 }), async (name) => {
        const attachments = [{ fileName: `${name}.xlsx`, bytes: new Uint8Array([1]) }];
        const arrived = stored(await mailer().send({ ...mail, subject: `x${name}`, attachments }));
        const oneLine = /^x[^\p{C}\p{Zl}\p{Zp}]*$/u;
        expect(arrived?.subject).toMatch(oneLine);
        expect(`x${arrived?.attachments[0]?.filename}`).toMatch(oneLine);
        expect(arrived?.headers?.map((header) => header.name)).toEqual([
          'Auto-Submitted',
          'X-Auto-Response-Suppress',
          'X-Loop',
        ]);
        expect(arrived?.destination).toEqual({ to: [...mail.to], cc: [], bcc: [] });
      }),
      { numRuns: 25 },
    );
  });
});
