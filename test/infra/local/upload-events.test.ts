import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeclared } from '../../../infra/local/declared-resources.ts';
import { type Emulators, startEmulators } from '../../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../../infra/local/local-clients.ts';
import { notifyOf } from '../../../infra/local/upload-events.ts';
import { uploadsIn } from '../../../shared/queues/upload.ts';

/** Each object that comes in is told of once, by whatever way it came: two events would be two files to whoever reads. */

let emulators: Emulators;
let clients: LocalClients;
let queueUrl: string;
const told: Promise<void>[] = [];
const bucket = 'inbox';

beforeAll(async () => {
  emulators = await startEmulators(null);
  clients = localClients(emulators.endpoints);
  const template = { Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } } } };
  queueUrl = (await createDeclared(template, clients)).queues[0]?.url ?? '';
  await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const notification = { bucket, queueUrl, prefix: '', suffix: '' };
  emulators.onWritten((written) => told.push(notifyOf(written, notification, clients)));
});
afterAll(async () => {
  clients.destroy();
  await emulators.stop();
});

async function events() {
  await Promise.all(told.splice(0));
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await clients.sqs.send(receive);
  return Messages.flatMap(({ Body = '' }) => uploadsIn(Body));
}
const keysTold = async (): Promise<string[]> => (await events()).map(({ key }) => key);
const put = (Key: string, Body = 'a file') => clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));

test.each<[way: string, key: string, send: (key: string) => Promise<unknown>]>([
  ['a request', 'office/put', (key) => put(key)],
  [
    'the form of a page',
    'portal/form ä',
    async (key) => {
      const { url, fields } = await createPresignedPost(clients.s3, { Bucket: bucket, Key: key });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob(['a file']), 'x.xlsx');
      expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
    },
  ],
  [
    'a copy',
    'checked/copy',
    async (key) => {
      await put('office/copied');
      expect(await keysTold()).toEqual(['office/copied']);
      await clients.s3.send(new CopyObjectCommand({ Bucket: bucket, Key: key, CopySource: `${bucket}/office/copied` }));
    },
  ],
  [
    'parts',
    'office/parts',
    async (key) => {
      const of = { Bucket: bucket, Key: key };
      const { UploadId } = await clients.s3.send(new CreateMultipartUploadCommand(of));
      const part = new UploadPartCommand({ ...of, UploadId, PartNumber: 1, Body: 'a file' });
      const { ETag } = await clients.s3.send(part);
      const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
      await clients.s3.send(new CompleteMultipartUploadCommand({ ...of, UploadId, MultipartUpload }));
    },
  ],
])('an object that came by %s is told of once', async (_, key, send) => {
  await send(key);
  expect(await keysTold()).toEqual([key]);
});

test('what is put under one key twice is two objects, in the order of their sequencers', async () => {
  await put('office/again', 'first');
  const [first] = await events();
  await put('office/again', 'second');
  const [second, ...more] = await events();
  expect(more).toEqual([]);
  expect(second?.eTag).not.toBe(first?.eTag);
  expect((second?.sequencer ?? '') > (first?.sequencer ?? '')).toBe(true);
  expect(second?.sequencer).toHaveLength(first?.sequencer.length ?? 0);
});
