import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAddress } from '../../infra/local/cloud-address.ts';
import { putIntoInbox } from '../../infra/local/inbox-folder.ts';
import { localRound } from '../../infra/local/office.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import { submissionId } from '../../shared/domain/submissions/submission.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** `npm start` is killed at random moments while files come in: what it has said it has, it has. */

// The long tier has other things to do: 300 files and 20 kills are for a machine that does nothing else.
const files = Number(process.env['SCOREBOOK_KILLED_FILES'] ?? 60);
const kills = Number(process.env['SCOREBOOK_KILLS'] ?? 6);

let path: string;
let running: ChildProcess | undefined;
let printed = '';
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await rm(path, { recursive: true });
});

async function start(): Promise<void> {
  const child = spawn(process.execPath, ['infra/cli/scorebook.ts', 'start', '--folder', path, '--port', '0']);
  running = child;
  printed = '';
  const ended = once(child, 'close').then(() => Promise.reject(new Error(`It ended: ${printed}`)));
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        printed += String(part);
        if (printed.includes('console on ')) resolve();
      });
    }
  });
  ended.catch(() => {});
  await Promise.race([ready, ended]);
}

async function kill(): Promise<void> {
  const ended = running === undefined ? null : once(running, 'close');
  running?.kill('SIGKILL');
  await ended;
}

/** Clients of the run that is on, by its own address; null while there is none. */
async function clients() {
  const address = await readAddress(path);
  if (address === null) return null;
  const { environment: of, inbox, table } = address;
  const credentials = {
    accessKeyId: of['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: of['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const settings = { region: of['AWS_REGION'] ?? '', credentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...settings, endpoint: of['AWS_ENDPOINT_URL_S3'] ?? '', forcePathStyle: true });
  const dynamodb = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...settings, endpoint: of['AWS_ENDPOINT_URL_DYNAMODB'] ?? '' }),
  );
  return { s3, inbox, dynamodb, table };
}

const contactOf = (index: number): string => `officer@city-${index}.example`;

async function fileOf(index: number): Promise<Uint8Array> {
  const id = `city-${index}`;
  const evidence = `https://city-${index}.example`;
  return writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id, name: `City ${index}` },
    round: localRound.id,
    answers: new Map([['1.1.1', { value: 'yes', raw: 'Yes', evidence, cell: null }]]),
  });
}

/** References of the submissions that mails on the disk are about. */
async function mailed(): Promise<Set<string>> {
  const folder = join(path, 'mails');
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.part'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name, 'mail.txt'), 'utf8')));
  return new Set(texts.flatMap((text) => text.match(/^Reference (\S+)$/m)?.[1] ?? []));
}

test(`killed ${kills} times while ${files} files come in, it loses none of what it took, and no mail`, {
  timeout: 1_200_000,
}, async () => {
  await start();
  await until(async () => (await clients()) !== null);
  const first = await clients();
  const registry = dynamoRegistry(first?.dynamodb as DynamoDBDocumentClient, first?.table ?? '');
  for (let index = 0; index < files; index += 1) {
    const contacts = [{ address: contactOf(index), language: 'en' }];
    await registry.putAuthority({ id: `city-${index}`, name: `City ${index}`, country: null, contacts });
  }

  const taken = new Map<string, number>();
  let next = 0;
  let isDone = false;
  const sending = (async () => {
    while (next < files) {
      const own = await clients().catch(() => null);
      if (own === null) {
        await wait(20);
        continue;
      }
      const bytes = await fileOf(next);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const of = { authority: `city-${next}`, round: localRound.id, sender: contactOf(next), sha256 };
      const upload = { fileName: `city-${next}.xlsx`, bytes, sender: contactOf(next) };
      // Only what it has taken counts; what a kill cuts off is sent again by whoever sent it, as another file.
      await putIntoInbox(own.s3, own.inbox, upload).then(
        () => {
          taken.set(submissionId(of), next);
          next += 1;
        },
        () => {},
      );
      own.s3.destroy();
    }
    isDone = true;
  })();

  const random = xoroshiro128plus(1);
  for (let killed = 0; killed < kills; killed += 1) {
    // From the first moments of a start to the midst of its work.
    await wait(uniformInt(random, 0, 4000));
    await kill();
    await start().catch(() => {});
  }
  await until(async () => isDone);
  await sending;
  await kill();
  await start();
  const deadLetters = /(\d+) messages? given up/.exec(printed)?.[1] ?? '0';
  // Long before the hourly reconciliation: everything is on its way when it has started.
  await until(async () => {
    const there = await mailed();
    return [...taken.keys()].every((id) => there.has(referenceOf(id)));
  });
  expect(taken.size).toBe(files);
  expect(deadLetters).toBe('0');
  expect(printed).not.toMatch(/MaxListenersExceeded|\bat .*\.ts:\d+/);
});

/** Looks again and again; what never comes true is ended by the test's own time-out. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await wait(100);
}
