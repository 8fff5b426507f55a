import { request } from 'node:http';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from '../../infra/local/console/console.ts';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { runMainJob, whenProgress } from '../../infra/local/main-job.ts';
import { registerEspoo } from '../../infra/local/office.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { assessFile } from '../support/user-centricity.ts';

let own: OwnCloud;
let cloud: LocalCloud;
let page: Awaited<ReturnType<typeof startConsole>>;

beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  cloud = own.cloud;
  const { office } = own;
  page = await startConsole({ ...own, port: 4700 });
  expect(await text('/')).toContain('No files have arrived yet');
  await registerEspoo(office);
  await runMainJob(cloud, office, () => {}, new AbortController().signal);
});
afterAll(async () => {
  await page.stop();
  await own.stop();
});

const text = async (of: string): Promise<string> => (await fetch(page.url + of)).text();

/** A request with headers that a browser would not let a page choose. */
function status(of: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(page.url + of, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test('the overview shows the submission that counts, its score and its mail', async () => {
  const shown = await text('/');
  expect(shown).toMatch(
    /Espoo[\s\S]*espoo-questionnaire-2022\.xlsx[\s\S]*counts[\s\S]*58%[\s\S]*23 of 41[\s\S]*2 to check[\s\S]*sent/,
  );
});

test('a submission, its results workbook and its mail can be opened from there', async () => {
  const [, id = ''] = /submissions\/([0-9a-f]+)/.exec(await text('/')) ?? [];
  expect(await text(`/submissions/${id}`)).toMatch(
    /58%[\s\S]*1\.1 Skills[\s\S]*3 of 4[\s\S]*alone does not say what to check/,
  );
  const workbook = await fetch(`${page.url}/submissions/${id}/results`);
  expect((await assessFile(new Uint8Array(await workbook.arrayBuffer()))).score?.percent).toBe(58);
  const [, mail = ''] = /href="(\/mails\/[^"]+)"/.exec(await text('/mails')) ?? [];
  expect(await text(mail)).toContain('Auto-Submitted: auto-generated');
  const html = await fetch(`${page.url}${mail}/html`);
  expect(html.headers.get('content-security-policy')).toContain('sandbox');
  const attached = await fetch(`${page.url}${mail}/attachments/scorebook-results-espoo-2022.xlsx`);
  expect((await assessFile(new Uint8Array(await attached.arrayBuffer()))).score?.percent).toBe(58);
});

test('a file is sent in by the form, and its hostile name is shown escaped', async () => {
  const form = new FormData();
  form.set('file', new File(['%PDF-1.7'], '<script>alert(1)</script>.pdf'));
  const sent = await fetch(`${page.url}/upload`, {
    method: 'POST',
    body: form,
    headers: { origin: page.url },
    redirect: 'manual',
  });
  expect(sent.status).toBe(303);
  const shown = await whenProgress(
    cloud,
    async () => {
      const overview = await text('/overview');
      return overview.includes('stage rejected') ? overview : null;
    },
    new AbortController().signal,
  );
  expect(shown).toContain('&lt;script&gt;');
  expect(shown).not.toContain('<script>alert');
});

test('dead letters are shown, and sent back to their queue', async () => {
  const submissions = cloud.resources.queues.find(({ name }) => name.endsWith('-submissions'));
  const deadLetters = cloud.resources.queues.find(({ name }) => name === submissions?.deadLetters);
  const event = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' });
  await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl: deadLetters?.url, MessageBody: event }));
  expect(await text('/')).toContain('1 message given up');
  const done = new Promise<void>((resolve) => cloud.onProgress(resolve));
  await fetch(`${page.url}/dead-letters/${deadLetters?.name}/redrive`, {
    method: 'POST',
    headers: { origin: page.url },
  });
  await done;
  expect(await text('/')).not.toContain('given up');
});

describe('a page of another site', () => {
  test('cannot read this one under a name of its own', async () => {
    expect(await status('/', { host: 'evil.example' })).toBe(403);
    expect(await status('/', { host: '127.0.0.1.evil.example' })).toBe(403);
  });

  test('cannot send its forms', async () => {
    expect(await status('/upload', { origin: 'http://evil.example' }, 'POST')).toBe(403);
    expect(await status('/upload', {}, 'POST')).toBe(403);
  });
});

test.each([
  '/mails/..%2f..%2fetc',
  '/mails/x/attachments/..%2fmail.json',
  '/submissions/..%2f..%2fx/results',
  '/nowhere',
])('what no list knows is not there: %s', async (of) => expect(await status(of, {})).toBe(404));

test('nothing but its own style and script may run on the page', async () => {
  const policy = (await fetch(page.url)).headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-[^']+'/);
  expect(policy).not.toContain('unsafe');
});

test('a port that is taken gives the next one', async () => {
  const other = await startConsole({ ...own, port: Number(new URL(page.url).port) });
  expect(other.url).not.toBe(page.url);
  await other.stop();
});
