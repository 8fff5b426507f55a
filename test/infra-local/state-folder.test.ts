import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUse, NotAStateFolder, openStateFolder } from '../../infra/local/state-folder.ts';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterEach(() => rm(path, { recursive: true }));

test.each([true, false])('a folder of somebody else is refused and left as it was (fresh: %s)', async (fresh) => {
  await writeFile(join(path, 'thesis.txt'), 'years of work');
  await mkdir(join(path, 'results'));
  await expect(openStateFolder(path, fresh)).rejects.toThrow(NotAStateFolder);
  expect(await readdir(path)).toEqual(['results', 'thesis.txt']);
});

test('fresh forgets earlier runs, and nothing that was put beside them', async () => {
  const earlier = await openStateFolder(path, false);
  await writeFile(join(earlier.mails, 'mail'), 'old');
  await writeFile(join(path, 'notes.txt'), 'mine');
  await earlier.unlock();
  expect(await readdir((await openStateFolder(path, false)).mails)).toEqual(['mail']);
  expect(await readdir((await openStateFolder(path, true)).mails)).toEqual([]);
  expect(await readFile(join(path, 'notes.txt'), 'utf8')).toBe('mine');
});

test('a running process keeps its folder, even from fresh', async () => {
  const first = await openStateFolder(path, false);
  await writeFile(join(first.mails, 'mail'), 'kept');
  await writeFile(join(path, 'lock'), String(process.ppid));
  await expect(openStateFolder(path, true)).rejects.toThrow(FolderInUse);
  expect(await readdir(first.mails)).toEqual(['mail']);
});

test('the lock of a process that is gone is taken over', async () => {
  await openStateFolder(path, false);
  // Above the highest process id there can be.
  await writeFile(join(path, 'lock'), '99999999');
  await openStateFolder(path, false);
  expect(await readFile(join(path, 'lock'), 'utf8')).toBe(String(process.pid));
});

test('what a file browser hides makes no folder somebody else’s', async () => {
  await writeFile(join(path, '.DS_Store'), '');
  await (await openStateFolder(path, false)).unlock();
  expect(await readdir(path)).toContain('emulators');
});
