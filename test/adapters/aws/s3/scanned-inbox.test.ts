import type { RequestListener } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3ScannedInbox } from '../../../../shared/adapters/aws/s3/scanned-inbox.ts';
import { s3StoredFiles } from '../../../../shared/adapters/aws/s3/stored-objects.ts';
import { answeredBy } from '../../../support/answering.ts';

/** What S3 answers of an object with tags, which no emulator here has. */

let client: S3Client;

async function inboxOn(answer: RequestListener): Promise<ReturnType<typeof s3ScannedInbox>> {
  client = await answeredBy(answer, (settings) => new S3Client(settings));
  return s3ScannedInbox(client);
}

const place = { bucket: 'inbox', key: 'page/a b.xlsx', versionId: 'v1' };

const tagged =
  (tags: Readonly<Record<string, string>>, asked: string[] = []): RequestListener =>
  ({ method, url = '' }, response) => {
    const { searchParams } = new URL(url, 'http://s3');
    asked.push(`${method} ${searchParams.has('tagging') ? 'tags' : 'facts'} of ${searchParams.get('versionId')}`);
    const set = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`);
    if (method === 'GET') {
      response.end(`<?xml version="1.0"?><Tagging><TagSet>${set.join('')}</TagSet></Tagging>`);
      return;
    }
    const facts = { 'last-modified': 'Wed, 25 Nov 2026 09:10:14 GMT', 'content-length': '12', etag: '"e"' };
    response.writeHead(200, { ...facts, 'x-amz-meta-sender': 'a%40b.example' }).end();
  };

test('the facts of a file are read of the version that was scanned, and its content never is', async () => {
  const asked: string[] = [];
  const inbox = await inboxOn(tagged({ GuardDutyMalwareScanStatus: 'NO_THREATS_FOUND' }, asked));
  expect(await inbox.look(place)).toEqual({
    upload: { ...place, sequencer: '', receivedAt: '2026-11-25T09:10:14.000Z', eTag: 'e', bytes: 12 },
    metadata: { sender: 'a%40b.example' },
    verdict: 'readable',
  });
  expect(asked).toEqual(['GET tags of v1', 'HEAD facts of v1']);
});

test.each([
  [{ GuardDutyMalwareScanStatus: 'NO_THREATS_FOUND', other: 'THREATS_FOUND' }, 'readable'],
  [{ GuardDutyMalwareScanStatus: 'UNSUPPORTED' }, 'readable'],
  [{ GuardDutyMalwareScanStatus: 'THREATS_FOUND' }, 'malicious'],
  [{ GuardDutyMalwareScanStatus: 'ACCESS_DENIED' }, 'none'],
  [{ GuardDutyMalwareScanStatus: 'FAILED' }, 'none'],
  [{ guarddutymalwarescanstatus: 'NO_THREATS_FOUND' }, 'none'],
  [{}, 'none'],
])('the tags %j say: %s', async (tags, verdict) => {
  const inbox = await inboxOn(tagged(tags));
  expect(await inbox.look(place)).toMatchObject({ verdict });
});

test.each([
  ['THREATS_FOUND', 'locked'],
  ['NO_THREATS_FOUND', null],
])(
  'a file that is refused and tagged %s is %s; null: a fault, and nobody takes it for looked into',
  async (status, expected) => {
    const tags = tagged({ GuardDutyMalwareScanStatus: status });
    await inboxOn((request, response) => {
      if (request.url?.includes('tagging')) return tags(request, response);
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>m</Message></Error>');
    });
    const fetching = s3StoredFiles(client, 1000).fetch(place);
    if (expected === null) await expect(fetching).rejects.toMatchObject({ name: 'AccessDenied' });
    else expect(await fetching).toBe(expected);
  },
);

test.each([
  [404, 'NoSuchKey', 'gone'],
  [405, 'MethodNotAllowed', 'gone'],
  [404, 'NoSuchBucket', null],
  [403, 'AccessDenied', null],
])('%i %s is %s; null: a fault', async (status, code, expected) => {
  const inbox = await inboxOn((_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`);
  });
  const looking = inbox.look(place);
  if (expected === null) await expect(looking).rejects.toMatchObject({ name: code });
  else expect(await looking).toBe(expected);
});
