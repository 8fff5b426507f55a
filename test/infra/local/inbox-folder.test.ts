import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchInbox } from '../../../infra/local/inbox-folder.ts';

let inbox: string;
let sent: string;
beforeEach(async () => {
  inbox = await mkdtemp(join(tmpdir(), 'scorebook-'));
  sent = join(inbox, 'sent');
  await mkdir(sent);
});
afterEach(() => rm(inbox, { recursive: true }));

test('files of programs that are at work are left alone; the questionnaire beside them is taken in and moved', async () => {
  for (const name of ['.hidden', '~$form.xlsx', '.~lock.form.xlsx#', 'form.xlsx.part']) {
    await writeFile(join(inbox, name), 'x');
  }
  await writeFile(join(inbox, 'form.xlsx'), 'answers');
  const taken: string[] = [];
  let arrived = (): void => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const watcher = watchInbox(
    inbox,
    sent,
    async ({ fileName, bytes }) => {
      taken.push(`${fileName}: ${Buffer.from(bytes)}`);
      arrived();
    },
    () => {},
  );
  await arrival;
  await watcher.stop();
  expect(taken).toEqual(['form.xlsx: answers']);
  expect((await readdir(sent)).map((name) => name.slice(-'form.xlsx'.length))).toEqual(['form.xlsx']);
  expect(await readdir(inbox)).toHaveLength(5);
});

test('a file that cannot be taken in stays, and the reason is told', async () => {
  await writeFile(join(inbox, 'form.xlsx'), 'answers');
  let watcher: ReturnType<typeof watchInbox> | undefined;
  const refused = await new Promise<string>((resolve) => {
    watcher = watchInbox(
      inbox,
      sent,
      () => Promise.reject(new Error('no bucket')),
      (fileName, { message }) => resolve(`${fileName}: ${message}`),
    );
  });
  await watcher?.stop();
  expect(refused).toBe('form.xlsx: no bucket');
  await access(join(inbox, 'form.xlsx'));
  expect(await readdir(sent)).toEqual([]);
});
