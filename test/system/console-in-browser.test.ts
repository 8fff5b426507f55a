import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessFile } from '../../functions/ingest-submission/assess-file.ts';
import { startConsole } from '../../infra/local/console/console.ts';
import { closed, listen } from '../../infra/local/listen.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import { espooContact, espooLink, localRound, registerEspoo } from '../../infra/local/office.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { currentQuestionnaire } from '../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/workbook/questionnaire-workbook.ts';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';

/** Every form and button of the console as people use it, and what pages of other origins can do here: nothing. */

let own: OwnCloud;
let page: Awaited<ReturnType<typeof startConsole>>;
let site: Awaited<ReturnType<typeof startSite>>;
let browser: Browser;
let files: string;
let elsewhere: Server;
let evil: string;
/** What pages of the other origin were told, by the name of the question. */
const leaked: string[] = [];
const never = new AbortController().signal;

beforeAll(async () => {
  if (!hasBrowser) return;
  files = await mkdtemp(join(tmpdir(), 'scorebook-'));
  own = await startOwnCloud(() => 1);
  await registerEspoo(own.office);
  page = await startConsole({ ...own, port: 4740 });
  site = await startSite({ cloud: own.cloud, port: 4760 });
  elsewhere = createServer((request, response) => {
    if (request.url?.startsWith('/leak')) leaked.push(decodeURIComponent(request.url));
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Elsewhere</title>');
  });
  evil = `http://127.0.0.1:${await listen(elsewhere, 4780)}`;
  browser = await startBrowser();
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await closed(elsewhere);
  await site.stop();
  await page.stop();
  await own.stop();
  await rm(files, { recursive: true });
});

async function opened(address: string): Promise<Page> {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(300_000);
  await tab.goto(address);
  return tab;
}

const submissionOf = (fileName: string) =>
  whenProgress(
    own.cloud,
    async () => {
      const overview = await (await fetch(`${page.url}/overview`)).text();
      return overview.includes(fileName) ? overview : null;
    },
    never,
  );

async function inboxKeys(): Promise<string[]> {
  const { Contents = [] } = await own.cloud.clients.s3.send(
    new ListObjectsV2Command({ Bucket: own.cloud.inboxBucket }),
  );
  return Contents.map(({ Key = '' }) => Key).sort();
}

describe.runIf(hasBrowser)('in a browser, the console', () => {
  test('takes a file by its form, in the name of the sender, and shows it without being asked again', async () => {
    const answers = new Map([
      ['1.1.1', { value: 'yes', evidence: 'https://espoo.example', cell: null, raw: 'Yes' }],
    ] as const);
    const bytes = await writeQuestionnaireWorkbook({
      questionnaire: currentQuestionnaire,
      language: 'en',
      authority: { id: 'espoo', name: 'Espoo' },
      round: localRound.id,
      answers,
    });
    const file = join(files, '<b>by & form.xlsx');
    await writeFile(file, bytes);
    const tab = await opened(page.url);
    await tab.locator('input[type=file]').setInputFiles(file);
    await tab.locator('input[type=email]').fill(espooContact);
    await tab.getByRole('button', { name: 'Upload' }).click();
    await tab.waitForURL(`${page.url}/**`);
    await tab.getByText('<b>by & form.xlsx').first().waitFor();
    await tab.getByText('counts').first().waitFor();
    await tab.close();
  });

  test('sends nothing without a file, and stays where it is', async () => {
    const before = await inboxKeys();
    const tab = await opened(page.url);
    await tab.getByRole('button', { name: 'Upload' }).click();
    expect(await tab.locator('input[type=file]:invalid').count()).toBe(1);
    expect(await inboxKeys()).toEqual(before);
    await tab.close();
  });

  test('leads to the submission, its workbook, its mail and what is attached to that, and back', async () => {
    await whenProgress(own.cloud, async () => (await own.cloud.mails.list())[0] ?? null, never);
    const tab = await opened(page.url);
    await tab.getByRole('link', { name: 'Espoo' }).first().click();
    await tab.getByRole('heading', { name: 'Espoo' }).waitFor();
    const workbook = tab.waitForEvent('download');
    await tab.getByRole('link', { name: 'Download' }).click();
    expect((await assessFile(await readFile(await (await workbook).path()))).score?.met).toBe(1);
    await tab.getByRole('link', { name: /^Espoo, round 2022/ }).click();
    await tab.frameLocator('iframe').getByText('Espoo').first().waitFor();
    const attached = tab.waitForEvent('download');
    await tab.getByRole('link', { name: /^scorebook-results-espoo-2022/ }).click();
    expect((await assessFile(await readFile(await (await attached).path()))).score?.met).toBe(1);
    await tab.goBack();
    await tab.getByRole('heading', { name: 'Espoo' }).waitFor();
    await tab.reload();
    await tab.getByRole('link', { name: 'Mails' }).click();
    await tab
      .getByRole('link', { name: /^Espoo, round 2022/ })
      .first()
      .waitFor();
    await tab.getByRole('link', { name: 'Submissions' }).click();
    await tab.locator('input[type=file]').waitFor({ state: 'attached' });
    await tab.close();
  });

  test('gives the review workbook of a round', async () => {
    const tab = await opened(page.url);
    const download = tab.waitForEvent('download');
    await tab
      .getByRole('link', { name: /Review workbook/ })
      .first()
      .click();
    expect((await download).suggestedFilename()).toBe(`review-${localRound.id}.xlsx`);
    await tab.close();
  });

  test('sends dead letters back to their queue by its button', async () => {
    const { clients, resources } = own.cloud;
    const submissions = resources.queues.find(({ name }) => name.endsWith('-submissions'));
    const letters = resources.queues.find(({ name }) => name === submissions?.deadLetters);
    const event = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: letters?.url, MessageBody: event }));
    const tab = await opened(page.url);
    await tab.getByRole('button', { name: 'Redrive' }).click();
    await tab.getByText('no message was given up').waitFor();
    await tab.close();
  });
});

describe.runIf(hasBrowser)('from a page of another origin', () => {
  /** Everything there is to read or to change. */
  const held = async () => ({
    inbox: await inboxKeys(),
    items: (await own.cloud.clients.dynamodb.send(new ScanCommand({ TableName: own.cloud.table }))).Count,
    mails: (await own.cloud.mails.list()).length,
    queues: own.cloud.resources.queues.map(({ name }) => own.cloud.emulators.waiting(name)),
  });
  const servers = async () => ({
    ...own.cloud.emulators.endpoints,
    machines: own.cloud.environment['AWS_ENDPOINT_URL_SFN'] ?? '',
    console: page.url,
    site: site.url,
    portal: own.cloud.portal,
  });

  test('nothing is read and nothing is sent, by each emulator and page', async () => {
    await submissionOf('by &amp; form.xlsx');
    const before = await held();
    const tab = await opened(evil);
    const statuses: string[] = [];
    tab.on('response', (response) => {
      if (!response.url().startsWith(evil)) statuses.push(`${response.status()} ${response.url()}`);
    });
    const targets = Object.entries(await servers());
    const read = await tab.evaluate(`(${askAll})(${JSON.stringify(targets)})`);
    expect(read).toEqual([]);
    expect(statuses.length).toBeGreaterThan(targets.length * 3);
    expect(statuses.filter((one) => !one.startsWith('403'))).toEqual([]);

    // Forms make the browser go there: the answer is shown to the person, and to no program of the other page.
    const bucket = own.cloud.inboxBucket;
    for (const [url, field] of [
      [`${page.url}/upload`, 'file'],
      [`${own.cloud.emulators.endpoints.s3}/${bucket}`, 'key'],
      [`${own.cloud.portal}/uploads`, 'file'],
    ] as const) {
      const other = await opened(evil);
      const [answer] = await Promise.all([
        other.waitForResponse((response) => response.url() === url),
        other.evaluate(`(${sendForm})(${JSON.stringify(url)}, ${JSON.stringify(field)})`),
      ]);
      expect(answer.status()).toBe(403);
      await other.close();
    }
    expect(await held()).toEqual(before);
    expect(leaked).toEqual([]);
    await tab.close();
  });

  test('a link may lead to the pages: whoever follows it sees them', async () => {
    const tab = await opened(evil);
    for (const address of [page.url, await espooLink(own.cloud)]) {
      await tab.goto(evil);
      await tab.evaluate(`(${followLink})(${JSON.stringify(address)})`);
      await tab.waitForURL(`${new URL(address).origin}/**`);
      expect(await tab.title()).toMatch(/Scorebook|Espoo|questionnaire/i);
    }
    await tab.close();
  });
});

/** Programs of the other page, which run in the browser. */
const askAll = `async (all) => {
  const found = [];
  const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.Scan' };
  const body = '{"TableName":"scorebook-local"}';
  for (const [name, url] of all) {
    const asks = [
      ['/', {}],
      ['/overview', {}],
      ['/store', {}],
      ['/', { method: 'POST', headers: json, body }],
      ['/', { method: 'POST', headers: { 'content-type': 'text/plain' }, body }],
      ['/upload', { method: 'POST', body: new FormData() }],
    ];
    for (const [path, init] of asks) {
      const text = await fetch(url + path, init).then((response) => response.text(), () => null);
      if (text !== null) found.push(name + ' ' + path + ': ' + text.slice(0, 80));
      // What comes of it cannot be read, but it could do something.
      await fetch(url + path, { ...init, headers: {}, mode: 'no-cors' }).catch(() => null);
    }
    for (const tag of ['script', 'img', 'iframe']) {
      const element = document.createElement(tag);
      const done = new Promise((resolve) => { element.onload = element.onerror = resolve; });
      element.src = url + '/?' + tag;
      document.body.append(element);
      await done;
    }
  }
  return found;
}`;
const sendForm = `(action, name) => {
  const form = Object.assign(document.createElement('form'), { action, method: 'post', enctype: 'multipart/form-data' });
  form.append(Object.assign(document.createElement('input'), { name, value: 'office/evil' }));
  document.body.append(form);
  form.submit();
}`;
const followLink = `(href) => {
  const link = Object.assign(document.createElement('a'), { href });
  document.body.append(link);
  link.click();
}`;
