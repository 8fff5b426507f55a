import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAddress } from '../../infra/local/cloud-address.ts';
import { startConsole } from '../../infra/local/console/console.ts';
import { closed, listen } from '../../infra/local/listen.ts';
import { common } from '../../infra/local/local-clients.ts';
import { espooLink, registerEspoo } from '../../infra/local/office.ts';
import { startSite } from '../../infra/local/site/site-server.ts';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { deepTest, isDeep } from '../support/tier.ts';

/** What pages of other origins, and another local cloud, can do to this one: nothing. */

let own: OwnCloud;
let pages: Awaited<ReturnType<typeof startConsole>>;
let site: Awaited<ReturnType<typeof startSite>>;
/** Everything that this process listens on for the local cloud, by name. */
let served: ReadonlyMap<string, string>;
const portsBefore = listeningPorts();

beforeAll(async () => {
  own = await startOwnCloud();
  await registerEspoo(own.office);
  site = await startSite({ cloud: own.cloud, port: 0 });
  pages = await startConsole({ ...own, port: 0, site: () => site.url });
  const { emulators, environment, portal } = own.cloud;
  served = new Map([
    ...Object.entries(emulators.endpoints),
    ['state machines', environment['AWS_ENDPOINT_URL_SFN'] ?? ''],
    ['portal', portal],
    ['site', site.url],
    ['console', pages.url],
  ]);
});
afterAll(async () => {
  await pages.stop();
  await site.stop();
  await own.stop();
});

/** Ports on which this process listens; none where the system does not say so. */
function listeningPorts(): Set<number> {
  if (process.platform !== 'linux') return new Set();
  const own = new Set<string>();
  for (const name of readdirSync('/proc/self/fd')) {
    try {
      own.add(/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${name}`))?.[1] ?? '');
    } catch {
      // It was that of the listing itself.
    }
  }
  const rows = ['tcp', 'tcp6'].flatMap((kind) => readFileSync(`/proc/self/net/${kind}`, 'latin1').split('\n').slice(1));
  const fields = rows.map((row) => row.trim().split(/\s+/));
  const listening = fields.filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode ?? ''));
  return new Set(listening.map(([, address = '']) => Number.parseInt(address.split(':')[1] ?? '', 16)));
}

/** All that a request could have changed. */
async function state(): Promise<unknown> {
  const { clients, resources, emulators, table, mails } = own.cloud;
  const { Items = [] } = await clients.dynamodb.send(new ScanCommand({ TableName: table }));
  const objects = await Promise.all(
    resources.buckets.map(
      async (Bucket) => (await clients.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? [],
    ),
  );
  return {
    items: Items.map((item) => JSON.stringify(item)).sort(),
    objects: objects.flat().map(({ Key, ETag }) => `${Key} ${ETag}`),
    messages: resources.queues.map(({ name }) => emulators.held(name)),
    mails: (await mails.list()).length,
  };
}

/** Runs in the browser: every way by which a page reads or sends; tells what it got, by way. */
const program = `
async function tryAll(url) {
  const got = [];
  const note = async (way, request) => {
    try {
      const answer = await request();
      if (answer.type !== 'opaque') got.push(way + ': ' + answer.status + ' ' + (await answer.text()).slice(0, 80));
    } catch {
      // The browser lets nothing through.
    }
  };
  const form = new FormData();
  form.append('key', 'office/from-elsewhere');
  form.append('file', new Blob(['from elsewhere']), 'x.xlsx');
  const json = { 'x-amz-target': 'DynamoDB_20120810.Scan', 'content-type': 'application/x-amz-json-1.0' };
  await note('read', () => fetch(url));
  await note('read with cookies', () => fetch(url, { credentials: 'include' }));
  await note('read opaque', () => fetch(url, { mode: 'no-cors' }));
  await note('json', () => fetch(url, { method: 'POST', headers: json, body: '{}' }));
  await note('put', () => fetch(url, { method: 'PUT', body: 'x' }));
  await note('delete', () => fetch(url, { method: 'DELETE' }));
  for (const body of [form, new URLSearchParams({ Action: 'ListQueues' }), 'text', '{"act":"restore"}']) {
    await note('form', () => fetch(url, { method: 'POST', body }));
    await note('form opaque', () => fetch(url, { method: 'POST', mode: 'no-cors', body }));
  }
  navigator.sendBeacon(url, form);
  // What a page can have shown or run without reading it.
  const loads = (tag, attributes) => new Promise((resolve) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = () => resolve(true);
    element.onerror = () => resolve(false);
    document.body.append(element);
  });
  if (await loads('script', { src: url })) got.push('script');
  if (await loads('img', { src: url })) got.push('img');
  if (await loads('link', { rel: 'stylesheet', href: url })) got.push('style');
  // A form that a browser posts by itself, into a frame.
  const frame = Object.assign(document.createElement('iframe'), { name: 'target' });
  document.body.append(frame);
  for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
    const sent = Object.assign(document.createElement('form'), { method: 'POST', action: url, target: 'target', enctype });
    sent.append(Object.assign(document.createElement('input'), { name: 'key', value: 'office/from-a-form' }));
    document.body.append(sent);
    await new Promise((loaded) => { frame.onload = loaded; sent.submit(); });
  }
  document.body.replaceChildren();
  return got;
}
async function statusesOf(url) {
  const send = async (method) => (await fetch(url, { method })).status;
  return [await send('GET'), await send('POST')];
}`;

const running = (call: string): string => `(() => {${program}\nreturn ${call};})()`;

describe.skipIf(!hasBrowser || !isDeep)('a page of another origin', () => {
  let browser: Browser;
  let hostile: Server;
  let port: number;
  beforeAll(async () => {
    browser = await startBrowser(['evil.example']);
    hostile = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>elsewhere</title>');
    });
    port = await listen(hostile, 0);
  });
  afterAll(async () => {
    await browser.close();
    await closed(hostile);
  });

  test('has to do with everything that is listened on: none is left out here', () => {
    const known = new Set([...served.values()].map((url) => Number(new URL(url).port)));
    const listening = [...listeningPorts()].filter((one) => !portsBefore.has(one) && one !== port);
    expect(listening.filter((one) => !known.has(one))).toEqual([]);
    if (process.platform === 'linux') expect(listening.sort()).toEqual([...known].sort());
  });

  const pathsOf = (): Record<string, readonly string[]> => {
    const [bucket = ''] = own.cloud.resources.buckets;
    const queue = own.cloud.resources.queues[0]?.name ?? '';
    return {
      s3: ['/', `/${bucket}`, `/${bucket}?list-type=2`, '/_fauxqs/queues', '/health', `/000000000000/${queue}`],
      sqs: ['/', '/?Action=ListQueues'],
      dynamodb: ['/'],
      ses: ['/', '/store', '/clear-store', '/v2/email/outbound-emails'],
      entries: ['/key-value-stores/any', '/key-value-stores/any/keys'],
      'state machines': ['/'],
      portal: ['/', '/api/state', '/api/uploads', '/api/acts'],
      site: ['/', '/2022/index.html', '/2022/data/standings.json'],
      console: [
        '/',
        '/overview',
        '/mails',
        '/upload',
        '/registry',
        '/review',
        '/rounds/2022/rescore',
        '/rounds/2022/finalise',
        '/dead-letters/x/redrive',
        '/registry/workbook',
      ],
    };
  };

  // Another port of this machine is the same site: the hardest one to tell.
  test.each(['127.0.0.1', 'localhost', 'evil.example'])('at %s reads nothing and sends nothing', async (name) => {
    const before = await state();
    const page = await browser.newPage();
    await page.goto(`http://${name}:${port}/`);
    for (const [of, url] of served) {
      for (const path of pathsOf()[of] ?? []) {
        const got = await page.evaluate(running(`tryAll(${JSON.stringify(url + path)})`));
        expect([of, path, got]).toEqual([of, path, []]);
      }
    }
    await page.close();
    expect(await state()).toEqual(before);
  });

  test('that calls this machine by a name of its own is shown nothing', async () => {
    const before = await state();
    const page = await browser.newPage();
    for (const [of, url] of served) {
      const rebound = url.replace('127.0.0.1', 'evil.example');
      const answer = await page.goto(`${rebound}/`);
      expect([of, answer?.status()]).toEqual([of, 403]);
      // From there each request is one of the same origin.
      for (const path of pathsOf()[of] ?? []) {
        expect([of, path, await page.evaluate(running(`statusesOf(${JSON.stringify(rebound + path)})`))]).toEqual([
          of,
          path,
          [403, 403],
        ]);
      }
    }
    await page.close();
    expect(await state()).toEqual(before);
  });

  test('may lead here by a link, and changes nothing by it', async () => {
    const page: Page = await browser.newPage();
    await page.goto(`http://evil.example:${port}/`);
    await page.evaluate(`location.assign(${JSON.stringify(`${pages.url}/rounds`)})`);
    await page.getByRole('heading', { name: 'Rounds', exact: true }).waitFor();
    await page.close();
  });
});

describe('another local cloud beside it', () => {
  let path: string;
  let child: ChildProcess;
  let printed = '';
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'scorebook-'));
    child = spawn(process.execPath, ['infra/cli/scorebook.ts', 'start', '--folder', path, '--port', '0']);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (part) => {
        printed += String(part);
        if (printed.includes('contact: ')) resolve();
      });
      child.on('close', () => reject(new Error(`It ended: ${printed}`)));
    });
  });
  afterAll(async () => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
    await rm(path, { recursive: true });
  });

  deepTest('does not answer its links, and it does not answer those of the other', async () => {
    const theirs = /contact: .*?(http:\/\/127\.0\.0\.1:\d+\S*#\S+)/.exec(printed)?.[1] ?? '';
    const ours = await espooLink(own.cloud);
    const asked = async (portal: string, link: string): Promise<number> => {
      const token = new URL(link).hash.slice(1);
      return (await fetch(new URL('/api/state', portal), { headers: { authorization: `Bearer ${token}` } })).status;
    };
    expect(new URL(theirs).port).not.toBe(new URL(ours).port);
    expect(await asked(ours, ours)).toBe(200);
    expect(await asked(theirs, theirs)).toBe(200);
    expect(await asked(theirs, ours)).toBe(401);
    expect(await asked(ours, theirs)).toBe(401);
  });

  deepTest('opens none of its files, and takes none of its requests', async () => {
    const address = await readAddress(path);
    const theirs = address?.environment['AWS_ENDPOINT_URL_S3'] ?? '';
    const { s3 } = own.cloud.clients;
    const of = { Bucket: own.cloud.inboxBucket, Key: 'office/x' };
    await s3.send(new PutObjectCommand({ ...of, Body: 'x' }));
    const link = await getSignedUrl(s3, new GetObjectCommand(of));
    expect((await fetch(link)).status).toBe(200);
    const there = new URL(theirs);
    there.pathname = new URL(link).pathname;
    there.search = new URL(link).search;
    expect((await fetch(there)).status).toBe(403);
    const client = new S3Client({ ...common, endpoint: theirs, forcePathStyle: true });
    await expect(client.send(new ListObjectsV2Command({ Bucket: of.Bucket }))).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
    client.destroy();
  });
});
