import { request } from 'node:http';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsole } from '../../../infra/local/console/console.ts';
import type { LocalCloud } from '../../../infra/local/local-cloud.ts';
import { type Office, registerEspoo } from '../../../infra/local/office.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import type { Submission } from '../../../shared/domain/submissions/submission.ts';
import { type OwnCloud, startOwnCloud } from '../../support/own-cloud.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

/** What the console answers to programs that are no browser, and of files that are half-way. */

let own: OwnCloud;
let cloud: LocalCloud;
let office: Office;
let page: Awaited<ReturnType<typeof startConsole>>;

beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  ({ cloud, office } = own);
  await registerEspoo(office);
  page = await startConsole({ ...own, port: 4720 });
});
afterAll(async () => {
  await page.stop();
  await own.stop();
});

/** Status of an answer to a request whose headers no browser would let a page choose. */
function status(of: string, method: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    // A connection each: the console closes the one on which it has refused a large file half-way.
    request(page.url + of, { method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end(body);
  });
}

const part = (fileName: string, content: string): string =>
  `--cut\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n${content}\r\n--cut--\r\n`;
const ours = (): Record<string, string> => ({
  origin: page.url,
  'content-type': 'multipart/form-data; boundary=cut',
});

async function inboxKeys(): Promise<string[]> {
  const { Contents = [] } = await cloud.clients.s3.send(new ListObjectsV2Command({ Bucket: cloud.inboxBucket }));
  return Contents.map(({ Key = '' }) => Key);
}

test('it answers to its own port, under both names of this machine', async () => {
  const { port } = new URL(page.url);
  expect(await status('/', 'GET', { host: `127.0.0.1:${port}` })).toBe(200);
  expect(await status('/', 'GET', { host: `localhost:${port}` })).toBe(200);
});

test.each(['127.0.0.1:9999', 'localhost:9999', 'localhost'])(
  'a page of another program at %s can neither read nor post',
  async (host) => {
    expect(await status('/', 'GET', { host })).toBe(403);
    expect(await status('/upload', 'POST', { host, origin: `http://${host}` })).toBe(403);
  },
);

test.each(['../../../../../../../climbs.xlsx', '..\\..\\drives.xlsx', '..'])(
  'of a file named %s nothing is in its key: the emulator makes folders of a key',
  async (sent) => {
    const before = await inboxKeys();
    expect(await status('/upload', 'POST', ours(), part(sent, 'x'))).toBe(303);
    const added = (await inboxKeys()).filter((one) => !before.includes(one));
    expect(added).toHaveLength(1);
    expect(added[0]).toMatch(/^office\/[\d-]{10}\/[\da-f-]{36}$/);
  },
);

test('a file over the cap is refused, also when its length is not told beforehand', async () => {
  const before = await inboxKeys();
  const body = part('large.xlsx', 'x'.repeat(27 * 1024 * 1024));
  expect(await status('/upload', 'POST', { ...ours(), 'transfer-encoding': 'chunked' }, body)).toBe(413);
  expect(await inboxKeys()).toEqual(before);
});

test('of a submission that is not committed yet no mail is said to be sent, and no workbook is there', async () => {
  await office.store.putSubmission(halfWay());
  expect(await (await fetch(`${page.url}/overview`)).text()).toMatch(
    /half-way\.xlsx[\s\S]*?>committing<[\s\S]*?<td data-title="Mail">not yet due<\/td>/,
  );
  expect(await status('/submissions/half-way/results', 'GET', {})).toBe(404);
});

/** As ingest-submission leaves it when it ends between its first write and its commit. */
function halfWay(): Submission {
  return {
    id: 'half-way',
    authority: 'espoo',
    authorityName: 'Espoo',
    round: '2022',
    questionnaire: 'user-centricity@2023',
    stage: 'committing',
    problems: [],
    background: {},
    score: score(userCentricity2023, new Map()),
    receipt: {
      channel: 'office',
      sender: null,
      bucket: cloud.inboxBucket,
      key: 'office/half-way.xlsx',
      versionId: null,
      fileName: 'half-way.xlsx',
      sha256: '0'.repeat(64),
      bytes: 0,
      receivedAt: '2026-01-01T00:00:00.000Z',
      sequencer: '00',
    },
  };
}
