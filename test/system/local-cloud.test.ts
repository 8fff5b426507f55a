import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { owedMails } from '../../infra/local/console/owed-mails.ts';
import { submissionRows } from '../../infra/local/console/submission-rows.ts';
import { type GoogleServer, startGoogle } from '../../infra/local/google/google-server.ts';
import { spreadsheetOf } from '../../infra/local/google/spreadsheet-of.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/local-cloud.ts';
import type { SavedMail } from '../../infra/local/mail-folder.ts';
import { type MainJobResult, runMainJob, whenProgress } from '../../infra/local/main-job.ts';
import { espooContact, localRound, type Office, officeOf, registerEspoo } from '../../infra/local/office.ts';
import { FolderInUse } from '../../infra/local/state-fault.ts';
import { openStateFolder, type StateFolder } from '../../infra/local/state-folder.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { compose, xlsx } from '../support/mails.ts';
import { deepTest } from '../support/tier.ts';
import { assessFile, userCentricity2023 } from '../support/user-centricity.ts';

/** What Node tells of each request that a server of this process begins to answer. */
interface HttpServerRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

const signal = new AbortController().signal;
const quiet = (): void => {};

let path: string;
let folder: StateFolder;
let cloud: LocalCloud;
let office: Office;
let first: MainJobResult;
let google: GoogleServer;

async function start(): Promise<void> {
  folder = await openStateFolder(path, false);
  // Not 0: the emulator (fauxqs 2.4.1, with persistence) loses a message that is made visible at once.
  cloud = await startLocalCloud(folder, quiet, () => 1);
  office = officeOf(cloud);
}

beforeAll(async () => {
  google = await startGoogle();
  vi.stubEnv('SCOREBOOK_GOOGLE_AUDIENCE', google.audience);
  vi.stubEnv('SCOREBOOK_GOOGLE_SERVICE_ACCOUNT', google.serviceAccount);
  vi.stubEnv('SCOREBOOK_GOOGLE_API_ROOT', google.root);
  path = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await start();
  await registerEspoo(office);
  first = await runMainJob(cloud, office, quiet, signal);
});
afterAll(async () => {
  await cloud.stop();
  folder.unlock();
  await rm(path, { recursive: true });
  await google.stop();
  vi.unstubAllEnvs();
});

const mailAbout = (text: string) =>
  whenProgress(
    cloud,
    async () => {
      for (const mail of await cloud.mails.list()) {
        if ((await readFile(join(mail.folder, 'mail.txt'), 'utf8')).includes(text)) return mail;
      }
      return null;
    },
    signal,
  );

test('Espoo comes out at 58% with its twelve counts, by the bundles on real messages', () => {
  expect(first.submission.score).toMatchObject({ percent: 58, met: 23, total: 41 });
  const { score } = first.submission;
  const counts = Object.values(score !== null && 'categories' in score ? score.categories : {}).map(
    ({ met, total }) => `${met}/${total}`,
  );
  expect(counts.join(' ')).toBe('3/4 3/6 3/3 2/5 1/5 3/4 3/3 2/2 1/3 1/2 0/2 1/2');
});

test('one mail went to the contact, marked as automatic, with a workbook that scores the same', async () => {
  const mails = await cloud.mails.list();
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual([espooContact]);
  expect(mails[0]?.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
  const attached = await readFile(join(first.mail?.folder ?? '', first.mail?.attachments[0] ?? ''));
  expect((await assessFile(attached)).score).toEqual(first.submission.score);
});

test('the same file under another key is no second submission; its sender hears that it is the same', async () => {
  const { Body } = await cloud.clients.s3.send(
    new GetObjectCommand({ Bucket: cloud.inboxBucket, Key: first.submission.receipt.key }),
  );
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  await cloud.upload({ fileName: 'sent again.xlsx', bytes, sender: espooContact });
  const again = await mailAbout('Nothing has changed\n');
  // It goes the same way behind the copy: when its answer is there, the copy has been worked on.
  await cloud.upload({ fileName: 'behind.doc', bytes: Buffer.from('%!PS behind'), sender: null });
  const behind = await mailAbout('behind.doc');
  const submissions = (await submissionRows(cloud)).map(({ submission }) => submission.receipt.fileName);
  expect(submissions.sort()).toEqual(['behind.doc', 'espoo-questionnaire-2022.xlsx']);
  const mails = await cloud.mails.list();
  expect(mails.map(({ messageId }) => messageId).sort()).toEqual(
    [first.mail?.messageId, again.messageId, behind.messageId].sort(),
  );
});

test('a link to a Google Sheet comes back as a mail, and as a tab of the sheet', async () => {
  const answers = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: localRound.id,
    answers: new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence: 'The catalogue of 2024', cell: null }]]),
  });
  const id = 'sheet-of-espoo'.padEnd(44, 'x');
  google.hold(id, spreadsheetOf(await readGrid(answers), 'Espoo in Google Sheets'));
  const link = Buffer.from(`https://docs.google.com/spreadsheets/d/${id}/edit`);
  await cloud.upload({ fileName: 'link.txt', bytes: link, sender: espooContact });
  await mailAbout('Espoo in Google Sheets');
  const tab = await whenProgress(
    cloud,
    async () => google.sheets.get(id)?.spreadsheet.sheets?.find((one) => one.developerMetadata !== undefined) ?? null,
    signal,
  );
  expect(tab.properties?.title).toBe('Scorebook results');
});

test('a file dropped into the inbox folder is taken in and moved; a scan comes back with the reason, the original stays', async () => {
  await writeFile(join(folder.inbox, 'scan of form.xlsx'), '%PDF-1.7 scanned');
  const mail = await mailAbout('This is a PDF document');
  expect(mail.to).toEqual(['office@benchmark.example']);
  expect((await readdir(folder.sent)).filter((name) => name.endsWith('scan of form.xlsx'))).toHaveLength(1);
  const { Contents = [] } = await cloud.clients.s3.send(new ListObjectsV2Command({ Bucket: cloud.inboxBucket }));
  const originals = await Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await cloud.clients.s3.send(new GetObjectCommand({ Bucket: cloud.inboxBucket, Key }));
      return Body?.transformToString();
    }),
  );
  expect(originals).toContain('%PDF-1.7 scanned');
});

test('a registry workbook dropped into its folder is imported, and the office gets what changed', async () => {
  const registered = await office.registry.authorities();
  const file = await writeRegistryWorkbook({
    authorities: [...registered, { id: 'porto', name: 'Porto', country: 'PT', contacts: [] }],
    rounds: [],
    languages: ['en'],
    questionnaires: [],
  });
  await writeFile(join(folder.registry, 'registry.xlsx'), file);
  const mail = await mailAbout('This mail is about “registry.xlsx”');
  expect(mail).toMatchObject({
    to: ['office@benchmark.example'],
    subject: 'Registry: changes saved: 1; rows to check: 0',
  });
  expect(await office.registry.authority('porto')).toMatchObject({ name: 'Porto', country: 'PT' });
});

test('the hourly reconciliation finds nothing that was lost, and tells counts', async () => {
  await cloud.strike('reconciliations');
  const log = join(folder.logs, 'scorebook-local-reconcile-inbox.log');
  const told = await whenProgress(
    cloud,
    async () => (await readFile(log, 'utf8')).split('\n').find((line) => line.includes('"requeued"')) ?? null,
    signal,
  );
  expect(JSON.parse(told)).toMatchObject({ message: 'done', requeued: 0 });
});

deepTest('a message that is no event ends in the dead letters; the file beside it is read', async () => {
  const queue = cloud.resources.queues.find(({ name }) => name.endsWith('-submissions'));
  const givenUp = new Promise<string>((resolve) => cloud.emulators.onGivenUp(resolve));
  await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl: queue?.url, MessageBody: 'no event at all' }));
  await cloud.upload({ fileName: 'beside.xlsx', bytes: Buffer.from('{\\rtf1 beside'), sender: null });
  await mailAbout('a text document (RTF)');
  // Tried as often as the template says, then given up by the queue itself.
  await givenUp;
  const deadLetters = cloud.resources.queues.find(({ name }) => name.endsWith('-submissions'))?.deadLetters ?? '';
  expect(cloud.emulators.waiting(deadLetters)).toEqual(['no event at all']);
});

deepTest(
  'four files beside saved mails of two megabytes that are hard to read are all read; the mails come back',
  async () => {
    const good = ['kuopio', 'lahti', 'oulu', 'pori'];
    for (const id of good) {
      const contacts = [{ address: `officer@${id}.example`, language: 'en' }];
      await office.registry.putAuthority({ id, name: id, country: 'FI', contacts });
    }
    const headers = 'From: Officer <officer@espoo.example>\r\nMIME-Version: 1.0\r\n';
    const filled = (unit: string): string => unit.repeat(Math.ceil((2 * 1024 * 1024) / unit.length));
    const hard = {
      lines: `${headers}${filled('X-Seen: by\r\n')}\r\nx`,
      'one-header': `${headers}Subject: ${filled('=?utf-8?Q?=61?= ')}\r\n\r\nx`,
      returns: `${headers}Subject: ${filled('\r \r\t')}\r\n\r\nx`,
      nested: `${headers}${filled('Content-Type: message/rfc822\r\n\r\n')}`,
      parts: `${headers}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${filled('--b\r\n\r\nx\r\n')}--b--`,
    };
    const sent = [
      ...Object.entries(hard).map(([name, text]) => ({
        fileName: `${name}.eml`,
        bytes: Buffer.from(text),
        sender: null,
      })),
      ...(await Promise.all(
        good.map(async (id) => ({ fileName: `${id}.xlsx`, bytes: await fileOf(id), sender: `officer@${id}.example` })),
      )),
    ];
    await Promise.all(sent.map((file) => cloud.upload(file)));
    const come = await whenProgress(
      cloud,
      async () => {
        const rows = await submissionRows(cloud);
        const found = rows.filter(({ submission, mail }) =>
          mail === 'sent' ? sent.some(({ fileName }) => fileName === submission.receipt.fileName) : false,
        );
        return found.length === sent.length ? found : null;
      },
      signal,
    );
    const became = Object.fromEntries(come.map(({ submission: { receipt, stage } }) => [receipt.fileName, stage]));
    expect(became).toEqual({
      ...Object.fromEntries(Object.keys(hard).map((name) => [`${name}.eml`, 'rejected'])),
      ...Object.fromEntries(good.map((id) => [`${id}.xlsx`, 'accepted'])),
    });
  },
);

deepTest('what a submission asks of the emulators does not grow with those before it', async () => {
  const { s3, dynamodb, ses } = cloud.emulators.endpoints;
  const watched = new Set([s3, dynamodb, ses].map((endpoint) => Number(new URL(endpoint).port)));
  let asked = { requests: 0, bytes: 0 };
  const written = new WeakMap<Socket, number>();
  const count = (message: unknown): void => {
    const { request, response, socket } = message as HttpServerRequest;
    // Queues are polled all the time, whether there is work or not.
    if (!watched.has(socket.localPort ?? 0) || /AmazonSQS/.test(String(request.headers['x-amz-target']))) return;
    response.once('finish', () => {
      asked = { requests: asked.requests + 1, bytes: asked.bytes + socket.bytesWritten - (written.get(socket) ?? 0) };
      written.set(socket, socket.bytesWritten);
    });
  };
  subscribe('http.server.request.start', count);
  const each: (typeof asked)[] = [];
  for (let n = 0; n < 8; n += 1) {
    const [id, to] = [`town-${n}`, `officer@town-${n}.example`];
    await office.registry.putAuthority({ id, name: id, country: 'FI', contacts: [{ address: to, language: 'en' }] });
    const bytes = await fileOf(id);
    asked = { requests: 0, bytes: 0 };
    await cloud.upload({ fileName: `${id}.xlsx`, bytes, sender: to });
    const come = async () => (await cloud.mails.list()).find((mail) => mail.to.includes(to)) ?? null;
    await whenProgress(cloud, come, signal);
    await idle();
    each.push(asked);
  }
  unsubscribe('http.server.request.start', count);
  const [first, last] = [each[1], each.at(-1)];
  expect(first?.requests).toBeGreaterThan(20);
  expect(last?.requests).toBeLessThanOrEqual((first?.requests ?? 0) * 1.05);
  expect(last?.bytes).toBeLessThanOrEqual((first?.bytes ?? 0) * 1.05);
});

/** Nothing is on its way, and no mail is owed before the day has ended. */
async function idle(): Promise<void> {
  const { queues } = cloud.resources;
  const working = queues.filter((queue) => queues.some(({ deadLetters }) => deadLetters === queue.name) === false);
  const nothing = async (): Promise<true | null> => {
    const { emulators } = cloud;
    // A mail that waits for its time, as the one about a link that is not read in time, is on its way to nobody.
    const busy = (name: string) =>
      name.endsWith('-deliveries') ? [...emulators.waiting(name), ...emulators.inFlight(name)] : emulators.held(name);
    const isIdle = working.every(({ name }) => busy(name).length === 0);
    const owed = await owedMails({ ...cloud, office });
    // The office's mail of the day waits for the next one.
    return isIdle && owed.every(({ askAt }) => askAt.endsWith('T00:00:00.000Z')) ? true : null;
  };
  await whenProgress(cloud, nothing, signal);
}

/** A filled questionnaire of an authority. */
function fileOf(id: string): Promise<Uint8Array> {
  return writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id, name: id },
    round: localRound.id,
    answers: new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence: `https://${id}.example`, cell: null }]]),
  });
}

/** A saved mail as the one message that it is, by the library that mail programs are made with. */
async function messageOf({ folder: of, from, to, replyTo, subject, headers, attachments }: SavedMail): Promise<Buffer> {
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    ...{ from, to: [...to], replyTo, subject },
    text: await readFile(join(of, 'mail.txt'), 'utf8'),
    html: await readFile(join(of, 'mail.html'), 'utf8'),
    headers: headers.map(({ name, value }) => ({ key: name, value })),
    attachments: attachments.map((filename) => ({ filename, path: join(of, filename) })),
  });
  return message as Buffer;
}

describe('a mail with a filled questionnaire', () => {
  const [officer, messageId] = ['officer@vantaa.example', '<vantaa.1@mail.vantaa.example>'];
  /** What went out to an address with such a subject, as another library reads it. */
  const answerTo = async (to: string, subject: string) => {
    const saved = await whenProgress(
      cloud,
      async () =>
        (await cloud.mails.list()).find((mail) => mail.to.includes(to) && mail.subject.includes(subject)) ?? null,
      signal,
    );
    return { saved, read: await simpleParser(await messageOf(saved)) };
  };
  const questionnaire = async (): Promise<Buffer> => {
    const bytes = await writeQuestionnaireWorkbook({
      questionnaire: userCentricity2023,
      language: 'en',
      authority: { id: 'vantaa', name: 'Vantaa' },
      round: localRound.id,
      answers: new Map([['1.1.1', { value: 'yes', evidence: 'https://vantaa.example', cell: null, raw: 'Yes' }]]),
    });
    return Buffer.from(bytes);
  };

  beforeAll(async () => {
    const contacts = ['officer', 'deputy'].map((who) => ({ address: `${who}@vantaa.example`, language: 'en' }));
    await office.registry.putAuthority({ id: 'vantaa', name: 'Vantaa', country: 'FI', contacts });
  });

  test('dropped into the mail folder is answered beneath it, with a workbook that reads the same', async () => {
    const content = await questionnaire();
    const attachments = [{ filename: 'kysely.xlsx', content, contentType: xlsx }];
    const mail = await compose({ from: `Officer <${officer}>`, subject: 'Vastauksemme', messageId, attachments });
    await writeFile(join(folder.mailIn, 'vantaa.eml'), mail);
    const { saved, read } = await answerTo(officer, 'Vastauksemme');
    expect(read.inReplyTo).toBe(messageId);
    expect([read.references].flat()).toEqual([messageId]);
    expect(read.subject).toMatch(/^Vantaa, round 2022: \d+% \(Re: Vastauksemme\)$/);
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    expect([read.replyTo].flat()[0]?.text).toBe('questionnaires@in.benchmark.example');
    expect(read.text?.split('\n')[0]).toMatch(/^Vantaa scores \d+%$/);
    const score = (await assessFile(read.attachments[0]?.content ?? Buffer.of())).score;
    expect(score?.met).toBe(1);
    expect(score).toEqual((await assessFile(content)).score);
    expect(await readdir(folder.mailInTaken)).toHaveLength(1);
    expect(saved.attachments).toEqual(['scorebook-results-vantaa-2022.xlsx']);
  });

  test('is told to the other contact, too', async () => {
    const { read } = await answerTo('deputy@vantaa.example', 'a colleague sent the questionnaire');
    expect(read.attachments).toEqual([]);
  });

  test('of a forger is not answered', async () => {
    const mail = await compose({ from: officer, subject: 'Forged', messageId: '<forged@evil.example>' });
    await cloud.mail.receive(mail, { dmarc: 'FAIL' });
    // It goes the same way behind the forged one: when its answer is there, that one has been worked on.
    await cloud.mail.receive(await compose({ from: officer, subject: 'Behind' }));
    await answerTo(officer, 'Behind');
    expect((await cloud.mails.list()).filter(({ subject }) => subject.includes('Forged'))).toEqual([]);
  });

  test('whose answer bounces is the last one to that address, and the office is told', async () => {
    const { saved, read } = await answerTo(officer, 'Vastauksemme');
    const submission = (await office.store.standing(localRound, 'vantaa'))?.submission ?? '';
    expect(read.text).toContain(`Reference ${referenceOf(submission)}`);
    await cloud.mail.tell({
      eventType: 'Bounce',
      mail: { messageId: saved.messageId, timestamp: new Date().toISOString(), tags: { submission: [submission] } },
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: officer }] },
    });
    const { read: told } = await answerTo('office@benchmark.example', officer);
    expect(told.text).toContain('Vantaa');
    expect((await office.registry.authority('vantaa'))?.contacts).toMatchObject([
      { address: officer, suppressed: { reason: 'bounce' } },
      { address: 'deputy@vantaa.example' },
    ]);
    // Told first, then noted: whoever is ended in between tells again.
    const deliveries = await whenProgress(
      cloud,
      async () => {
        const own = (await office.store.standing(localRound, 'vantaa'))?.deliveries;
        return own?.some((one) => 'fate' in one) ? own : null;
      },
      signal,
    );
    expect(deliveries).toMatchObject([{ state: 'sent', fate: 'bounced' }]);
  });
});

test('the schedules set off what they are there for: reminders before a round closes, and the sweep', async () => {
  const closesAt = new Date(Date.now() + 20 * 3600_000).toISOString();
  await office.registry.putRound({ ...localRound, id: '2024', closesAt });
  await cloud.strike('reminders');
  const reminder = await mailAbout('Round 2024 closes on');
  // Whose is the first to arrive is left to chance.
  expect(reminder.subject).toMatch(/^(Espoo|Vantaa|kuopio|lahti|oulu|pori): your questionnaire is due by /);
  await cloud.strike('sweeps');
  const log = join(folder.logs, 'scorebook-local-sweep-outbox.log');
  const swept = async () => ((await readFile(log, 'utf8')).includes('"asked":') ? true : null);
  expect(await whenProgress(cloud, swept, signal)).toBe(true);
});

test('no log holds a name, an address, an answer or a message', async () => {
  const logs = await Promise.all((await readdir(folder.logs)).map((name) => readFile(join(folder.logs, name), 'utf8')));
  const text = logs.join('');
  expect(text).toContain(first.submission.id);
  for (const personal of [
    '@',
    'Espoo',
    'Vantaa',
    'Vastauksemme',
    'kysely',
    'Omnia',
    'scan of form',
    'no event at all',
    'beside.xlsx',
  ]) {
    expect(text).not.toContain(personal);
  }
});

test('no mail tells how we are built', async () => {
  const mails = await cloud.mails.list();
  expect(mails.length).toBeGreaterThan(5);
  for (const { folder: of } of mails) {
    const text = `${await readFile(join(of, 'mail.txt'), 'utf8')}${await readFile(join(of, 'mail.html'), 'utf8')}`;
    // A signed link names what it leads to.
    expect(text.replaceAll(/http\S+/g, '')).not.toMatch(
      /scorebook-local-|arn:aws|AWS::|node_modules|\.ts:\d|\bat \w+ \(|Exception|TypeError/,
    );
  }
});

describe('a second local cloud', () => {
  test('on the same folder is refused while the first one runs', async () => {
    await expect(openStateFolder(path, false)).rejects.toThrow(FolderInUse);
  });

  test('after a restart finds what was there: submissions, mails, results', async () => {
    await idle();
    const mails = (await cloud.mails.list()).length;
    await cloud.stop();
    folder.unlock();
    await start();
    const again = await runMainJob(cloud, office, quiet, signal);
    expect(again.submission).toEqual(first.submission);
    expect(await cloud.mails.list()).toHaveLength(mails);
    expect(await readFile(join(folder.results, '2022', 'espoo', `${first.submission.id}.xlsx`))).not.toHaveLength(0);
  });

  test('waits neither for a mail the outbox has forgotten nor for one that somebody has removed', async () => {
    const standing = await office.store.standing(localRound, 'espoo');
    if (standing === null) throw new Error('Espoo has no standing');
    await office.store.putStanding(localRound, { ...standing, version: standing.version + 1, deliveries: [] });
    expect((await runMainJob(cloud, office, quiet, signal)).mail).toEqual(first.mail);
    await cloud.stop();
    folder.unlock();
    await rm(first.mail?.folder ?? '', { recursive: true });
    await start();
    expect((await runMainJob(cloud, office, quiet, signal)).mail).toBeNull();
  });

  test('that is ended before its first result does not go on', async () => {
    const ended = AbortSignal.abort(new Error('ended'));
    await expect(whenProgress(cloud, async () => null, ended)).rejects.toThrow('ended');
  });
});
