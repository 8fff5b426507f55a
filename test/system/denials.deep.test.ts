import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundleOf, removeBundles } from '../../infra/bundles.ts';
import { hostFunction } from '../../infra/local/function-host.ts';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { spreadsheetOf } from '../../infra/local/google/spreadsheet-of.ts';
import { espooQuestionnaire } from '../../infra/local/main-job.ts';
import { espooContact, espooLink, localRound, registerEspoo } from '../../infra/local/office.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { canary, type DeniedCall, denyEachCallOnce } from '../support/denying-aws.ts';
import { compose, xlsx } from '../support/mails.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/**
 * Each bundle, on a cloud that denies each of its calls once. What a role lacks on AWS shows first in a log: this is
 * what the log then says.
 */
let google: GoogleServer;
let own: OwnCloud;
let denied: readonly DeniedCall[];
let lines: readonly LogLine[];

interface LogLine {
  readonly functionName: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

beforeAll(async () => {
  google = await startGoogle();
  vi.stubEnv('SCOREBOOK_GOOGLE_AUDIENCE', google.audience);
  vi.stubEnv('SCOREBOOK_GOOGLE_SERVICE_ACCOUNT', google.serviceAccount);
  vi.stubEnv('SCOREBOOK_GOOGLE_API_ROOT', google.root);
  own = await startOwnCloud(() => 1);
  const { cloud, office } = own;
  await registerEspoo(office);
  await office.registry.putRound({ ...localRound, closesAt: new Date(Date.now() + 20 * 3600_000).toISOString() });
  const denying = denyEachCallOnce([
    ...Object.values(cloud.emulators.endpoints),
    cloud.environment['AWS_ENDPOINT_URL_SFN'] ?? '',
  ]);
  denied = denying.denied;
  for (let before = -1, turn = 0; before !== denied.length && turn < 12; turn += 1) {
    before = denied.length;
    await everyWay(turn);
    const told = (await logged()).map(({ text }) => text).join('\n');
    for (const one of denied.filter(({ requestId }) => !told.includes(requestId))) denying.again(one);
  }
  await passScanned();
  denying.stop();
  lines = await logged();
});
afterAll(async () => {
  await own.stop();
  await google.stop();
  vi.unstubAllEnvs();
  removeBundles();
});

/** Files, reviews, mails, links and requests of every kind, each with something new in it, and every schedule. */
async function everyWay(turn: number): Promise<void> {
  const { cloud } = own;
  const schedules = ['reminders', 'sweeps', 'reconciliations', 'publications', 'rescorings', 'finals'];
  // Reminders go to who has sent nothing, so they come first.
  await cloud.strike('reminders');
  await idle();
  const filled = (evidence: string): Promise<Uint8Array> =>
    espooQuestionnaire(new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence, cell: null }]]));
  const long = `${turn} ${'evidence '.repeat(3000)}`;
  await cloud.upload({ fileName: 'espoo.xlsx', bytes: await filled(long), sender: espooContact });
  await cloud.upload({ fileName: `bad-${turn}.xlsx`, bytes: Buffer.from(`no workbook ${turn}`), sender: espooContact });
  const id = `sheet-${turn}`.padEnd(44, 'x');
  const sheet = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: localRound.id,
    answers: new Map([['1.1.2', { value: 'yes', raw: 'Yes', evidence: `Sheet ${turn}`, cell: null }]]),
  });
  google.hold(id, spreadsheetOf(await readGrid(sheet), `Espoo ${turn}`));
  const link = Buffer.from(`https://docs.google.com/spreadsheets/d/${id}/edit`);
  await cloud.upload({ fileName: `link-${turn}.txt`, bytes: link, sender: espooContact });
  const attachments = [
    { filename: 'espoo.xlsx', content: Buffer.from(await filled(`By mail ${turn}`)), contentType: xlsx },
  ];
  await cloud.mail.receive(await compose({ from: espooContact, attachments, subject: `Answers ${turn}` }));
  await cloud.mail.receive(await compose({ from: espooContact, subject: `Nothing ${turn}` }));
  await cloud.mail.receive(await compose({ from: 'a@stranger.example', subject: `Hello ${turn}` }));
  await idle();
  const contacts = [{ address: `officer@town-${turn}.example`, language: 'en' }];
  const registry = await writeRegistryWorkbook({
    authorities: [{ id: `town-${turn}`, name: `Town ${turn}`, country: 'FI', contacts }],
    rounds: [],
    languages: ['en'],
    questionnaires: [],
  });
  await putOffice('registry', `registry-${turn}.xlsx`, registry);
  await putOffice('review', `review-${turn}.csv`, Buffer.from(`Round,Authority,Question\n2022,espoo,${turn}\n`));
  const authoring = await readFile('examples/public-libraries.authoring.xlsx');
  const place = { Bucket: cloud.inboxBucket, Key: `questionnaires/libraries-${turn}.xlsx` };
  await cloud.clients.s3.send(new PutObjectCommand({ ...place, Body: authoring }));
  await idle();
  for (const name of schedules) {
    await cloud.strike(name);
    await idle();
  }
  await requests(turn);
  const [mail] = (await cloud.mails.list()).filter(({ to }) => to.includes(espooContact));
  const submission = mail?.headers.find(({ name }) => name === 'X-Scorebook-Submission')?.value ?? 'x';
  await cloud.mail.tell({
    eventType: 'Bounce',
    mail: { messageId: mail?.messageId ?? '', timestamp: '2026-01-01T00:00:00Z', tags: { submission: [submission] } },
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: `officer@town-${turn}.example` }] },
  });
  await idle();
}

async function putOffice(kind: 'registry' | 'review', fileName: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(own.folder[kind], fileName), bytes);
  await setTimeout(1500);
  await idle();
}

async function requests(turn: number): Promise<void> {
  const { cloud } = own;
  const token = (await espooLink(cloud)).split('#')[1] ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, body?: object): Promise<Record<string, string>> => {
    const sent =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { ...headers, origin: cloud.portal } };
    const response = await fetch(`${cloud.portal}/api${path}`, { headers, ...sent });
    return (await response.json().catch(() => ({}))) as Record<string, string>;
  };
  // Each is asked until it is not denied any more.
  for (let n = 0; n < 6; n += 1) {
    const { counting } = await ask('/state');
    await ask('/uploads', { fileName: 'x' });
    const { upload } = await ask('/sheets', {
      link: `https://docs.google.com/spreadsheets/d/${`page-${turn}-${n}`.padEnd(44, 'y')}`,
    });
    if (upload !== undefined) await ask(`/uploads/${upload}`);
    if (counting !== undefined) {
      await ask(`/submissions/${counting}`);
      await ask(`/submissions/${counting}/workbook`);
      await ask(`/submissions/${counting}/restore`, {});
    }
  }
}

/** The local stage has no scan: its function is asked as the others are. */
async function passScanned(): Promise<void> {
  const { cloud, folder } = own;
  const key = await cloud.upload({ fileName: 'scanned.txt', bytes: Buffer.from('scanned'), sender: null });
  await idle();
  const url = cloud.resources.queues.find(({ name }) => name.endsWith('-reviews'))?.url ?? '';
  const bundle = bundleOf('pass-scanned', {});
  const host = hostFunction({
    declared: {
      name: 'scorebook-local-pass-scanned',
      assetFolder: 'pass-scanned',
      environment: {
        ...{ SUBMISSIONS_QUEUE_URL: url, REGISTRY_QUEUE_URL: url, REVIEWS_QUEUE_URL: url },
        QUESTIONNAIRES_QUEUE_URL: url,
      },
      timeoutSeconds: 60,
      memoryMegabytes: 512,
    },
    bundles: join(bundle, '..'),
    sdkEnvironment: cloud.environment,
    logFile: join(folder.logs, 'scorebook-local-pass-scanned.log'),
  });
  const detail = { s3ObjectDetails: { bucketName: cloud.inboxBucket, objectKey: key, versionId: null } };
  const body = JSON.stringify({
    source: 'aws.guardduty',
    'detail-type': 'GuardDuty Malware Protection Object Scan Result',
    detail,
  });
  const record = { messageId: 'm', body, eventSource: 'aws:sqs', attributes: {}, messageAttributes: {} };
  for (let n = 0; n < 6; n += 1) await host.invoke({ Records: [record] });
  await host.stop();
}

/** Nothing waits or is being worked on. */
async function idle(): Promise<void> {
  const { queues } = own.cloud.resources;
  const working = queues.filter(({ name }) => !name.endsWith('-dead-letters') && !name.endsWith('-deliveries'));
  const deliveries = queues.filter(({ name }) => name.endsWith('-deliveries'));
  for (let quiet = 0; quiet < 3; ) {
    const held = working.reduce((sum, { name }) => sum + own.cloud.emulators.held(name).length, 0);
    const owed = deliveries.reduce(
      (sum, { name }) => sum + own.cloud.emulators.waiting(name).length + own.cloud.emulators.inFlight(name).length,
      0,
    );
    quiet = held + owed === 0 ? quiet + 1 : 0;
    await setTimeout(200);
  }
}

async function logged(): Promise<LogLine[]> {
  const found: LogLine[] = [];
  for (const file of await readdir(own.folder.logs)) {
    const functionName = file.replace(/^scorebook-local-|\.log$/g, '');
    const text = await readFile(join(own.folder.logs, file), 'utf8');
    for (const line of text.split('\n').filter((one) => one.startsWith('{') && one.includes('"failed"'))) {
      found.push({ functionName, text: line, facts: JSON.parse(line) });
    }
  }
  return found;
}

/** The fault itself, or what caused it. */
const innermost = (facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  typeof facts['cause'] === 'object' && facts['cause'] !== null
    ? innermost(facts['cause'] as Record<string, unknown>)
    : facts;

test('each denied call stands in the log of its function, with the call, the request and the permission', () => {
  const table = denied.map(({ functionName, call, requestId, action }) => {
    const line = lines.find((one) => one.functionName === functionName && one.text.includes(requestId));
    const facts = line === undefined ? {} : innermost(line.facts);
    return { functionName, call, action, line, facts };
  });
  const shown = table.map(({ functionName, call, facts }) => {
    const { operation, denied: missing, on, place } = facts;
    return `| ${functionName} | ${call} | ${operation} | ${missing} | ${on ?? ''} | ${place} |`;
  });
  console.log([`${denied.length} calls denied`, ...shown.sort()].join('\n'));
  expect(
    table.filter(({ line }) => line === undefined).map(({ functionName, call }) => `${functionName}: ${call}`),
  ).toEqual([]);
  for (const { functionName, call, action, facts } of table) {
    const told = [functionName, call, JSON.stringify(facts)].join(' ');
    expect(facts['operation'], told).toEqual(expect.any(String));
    if (action !== '') expect(String(facts['denied']).toLowerCase(), told).toBe(action.toLowerCase());
    else expect(facts['denied'], told).toMatch(/^s3:/);
    expect(facts['place'], told).toMatch(/^(functions|shared)\/[\w./-]+\.ts:\d+:\d+$/);
  }
});

test('each function that calls AWS was denied something, and no line names a person', () => {
  const withoutCalls = ['write-results-tab'];
  const names = new Set(denied.map(({ functionName }) => functionName));
  expect(functionNames.filter((name) => !names.has(name) && !withoutCalls.includes(name))).toEqual([]);
  for (const { text } of lines) expect(text).not.toMatch(new RegExp(`${canary.split('@')[0]}|officer@|stranger`));
});
