import type { RequestListener } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3Inbox } from '../../../../shared/adapters/aws/s3/inbox.ts';
import { answeredBy } from '../../../support/answering.ts';

/** What S3 answers and no emulator does: versions, delete markers, refusals, lengths that are wrong. */

async function inboxOn(answer: RequestListener): Promise<ReturnType<typeof s3Inbox>> {
  return s3Inbox(await answeredBy(answer, (settings) => new S3Client(settings)), 1000);
}

const place = { bucket: 'inbox', key: 'office/a.xlsx', versionId: null };

const refusing =
  (status: number, code: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-delete-marker': String(status === 405) });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`);
  };

test('asks for the version that the event named', async () => {
  const asked: string[] = [];
  const inbox = await inboxOn((request, response) => {
    asked.push(request.url ?? '');
    response.end('x');
  });
  await inbox.fetch({ ...place, versionId: 'v/1' });
  await inbox.fetch(place);
  const queries = asked.map((url) => new URL(url, 'http://s3').searchParams.get('versionId'));
  expect(queries).toEqual(['v/1', null]);
});

test.each([
  [404, 'NoSuchKey'],
  [404, 'NoSuchVersion'],
  [405, 'MethodNotAllowed'],
])('a file of which S3 says %i %s is gone', async (status, code) => {
  const inbox = await inboxOn(refusing(status, code));
  expect(await inbox.fetch(place)).toBe('gone');
});

test.each([
  [404, 'NoSuchBucket'],
  [403, 'AccessDenied'],
  [503, 'SlowDown'],
])('%i %s says nothing of the file: it is a fault', async (status, code) => {
  const inbox = await inboxOn(refusing(status, code));
  await expect(inbox.fetch(place)).rejects.toMatchObject({ name: code });
});

test('a file announced as too large is given up before it is read', async () => {
  const closed = Promise.withResolvers<void>();
  const inbox = await inboxOn((_, response) => {
    response.writeHead(200, { 'content-length': 2 ** 40 });
    response.write('x');
    response.once('close', closed.resolve);
  });
  expect(await inbox.fetch(place)).toBe('too large');
  await closed.promise;
});

test('a file of no announced length is read up to the cap, and given up beyond it', async () => {
  const closed = Promise.withResolvers<void>();
  let length = 1000;
  const inbox = await inboxOn((_, response) => {
    response.write('x'.repeat(length));
    if (length === 1000) response.end();
    else response.once('close', closed.resolve);
  });
  expect(await inbox.fetch(place)).toMatchObject({ bytes: new Uint8Array(1000).fill(120) });
  length = 1001;
  expect(await inbox.fetch(place)).toBe('too large');
  await closed.promise;
});

test('a file that breaks off is a fault, not a shorter file', async () => {
  const inbox = await inboxOn((_, response) => {
    response.writeHead(200, { 'content-length': 500 });
    response.write('x'.repeat(100), () => response.destroy());
  });
  await expect(inbox.fetch(place)).rejects.toThrow();
});
