import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAddress } from '../../../infra/local/cloud-address.ts';
import { isLocked } from '../../../infra/local/folder-lock.ts';
import { checkKeptState, keptIn } from '../../../infra/local/kept-state.ts';
import { FolderInUse, NotAStateFolder, StateFault } from '../../../infra/local/state-fault.ts';
import { openStateFolder } from '../../../infra/local/state-folder.ts';
import { makeFolder } from '../../../infra/make-folder.ts';

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
  earlier.unlock();
  const later = await openStateFolder(path, false);
  expect(await readdir(later.mails)).toEqual(['mail']);
  later.unlock();
  const fresh = await openStateFolder(path, true);
  expect(await readdir(fresh.mails)).toEqual([]);
  expect(await readFile(join(path, 'notes.txt'), 'utf8')).toBe('mine');
  fresh.unlock();
});

test('what a file browser hides makes no folder somebody else’s', async () => {
  await writeFile(join(path, '.DS_Store'), '');
  (await openStateFolder(path, false)).unlock();
  expect(await readdir(path)).toContain('emulators');
});

test('folders within each other are made by whoever comes, at once', async () => {
  const paths = Array.from({ length: 60 }, (_, index) => join(path, 'results', `${index % 3}`, `${index % 7}`, 'x'));
  await Promise.all(paths.map(makeFolder));
  expect(await Promise.all(paths.map((one) => readdir(one)))).toEqual(paths.map(() => []));
  await expect(makeFolder('/proc/none/of/it')).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('the lock', () => {
  /** Another process that opens the folder, says whether it got it, and keeps it until it is killed. */
  const opener = `
import { openStateFolder } from './infra/local/state-folder.ts';
await openStateFolder(process.argv[1], false).then(
  () => { console.log('got it'); setInterval(() => {}, 1000); },
  (error) => { console.log(error.constructor.name); },
);`;
  const children: ChildProcess[] = [];
  const open = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', opener, path]);
    children.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return String(said).trim();
  };
  const killed = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  const killAll = () => Promise.all(children.splice(0).map(killed));
  // Also those of a test that failed: they would keep the folder, and this machine busy.
  afterEach(killAll);

  test('goes to exactly one of six processes that start at once, and with its process it is gone, however that ends', async () => {
    const first = await Promise.all(Array.from({ length: 6 }, open));
    expect(first.sort()).toEqual([...Array(5).fill('FolderInUse'), 'got it']);
    expect(isLocked(path)).toBe(true);
    await expect(openStateFolder(path, true)).rejects.toThrow(FolderInUse);
    await killAll();
    expect(isLocked(path)).toBe(false);
    (await openStateFolder(path, false)).unlock();
  });

  test('is not taken by what an earlier version left: a number that another process has by now', async () => {
    await mkdir(join(path, 'emulators'));
    await writeFile(join(path, 'lock'), String(process.ppid));
    (await openStateFolder(path, false)).unlock();
  });

  test('of a cloud that was killed leaves an address where nobody is; a truncated one is none', async () => {
    await mkdir(join(path, 'emulators'));
    await writeFile(join(path, 'address.json'), '{"environment": {}, "tab');
    expect(await readAddress(path)).toBeNull();
    const folder = await openStateFolder(path, false);
    expect(await readAddress(path)).toBeNull();
    folder.unlock();
  });
});

describe('what is wrong with a disk is said in a sentence, with what to do:', () => {
  const refused = async (of: string): Promise<string> => {
    const error: unknown = await openStateFolder(of, false).then(
      (folder) => folder.unlock(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(StateFault);
    return (error as Error).message;
  };
  const written = async (name: string, content = ''): Promise<void> => writeFile(join(path, name), content);
  test.each<[string, () => Promise<void>, string, RegExp]>([
    ['a file', () => written('f'), 'f', /f is a file, where a folder is needed; move/],
    ['a path through a file', () => written('f'), 'f/g', /in one, where a folder/],
    [
      'where nothing can be made',
      async () => {},
      '/proc/nowhere/at/all',
      /is not there and cannot be made; name another place/,
    ],
    ['a name too long', async () => {}, 'x'.repeat(300), /too long for this system/],
    ['links in a circle', () => symlink(join(path, 'l'), join(path, 'l')), 'l/x', /in a circle/],
    [
      'a file where a run has a folder',
      async () => {
        await mkdir(join(path, 'emulators'));
        await written('mails');
      },
      '.',
      /mails is a file, where a folder is needed/,
    ],
    [
      'a lock that is none',
      () => written('lock.sqlite', 'this is no database'.repeat(300)),
      '.',
      /lock\.sqlite cannot be used as a lock; if no scorebook start runs on the folder, remove it/,
    ],
  ])('%s', async (_, make, name, sentence) => {
    await make();
    expect(await refused(resolve(path, name))).toMatch(sentence);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', async () => {
    await mkdir(join(path, 'read-only'), { mode: 0o555 });
    expect(await refused(join(path, 'read-only'))).toMatch(/may not be written to by you/);
  });

  test('nothing of it is a stack trace of ours, and a fault in the command is its own kind of status', async () => {
    await writeFile(join(path, 'f'), '');
    const { stderr, code } = await new Promise<{ stderr: string; code: unknown }>((resolve) =>
      execFile(
        process.execPath,
        ['infra/cli/scorebook.ts', 'start', '--once', '--folder', join(path, 'f')],
        (error, _, stderr) => resolve({ stderr, code: error?.code }),
      ),
    );
    expect(code).toBe(64);
    expect(stderr).toMatch(
      /^scorebook: .*f is a file, where a folder is needed; move that file away, or name another place\n$/,
    );
  });
});

describe('what an earlier run left that is damaged is named, with what is lost when it goes:', () => {
  const check = () => checkKeptState(keptIn(path)).catch((error: unknown) => error);
  test.each([
    ['queues/fauxqs.db', 'no database'.repeat(500), /fauxqs\.db is damaged .* read again by themselves/],
    ['table/CURRENT', 'garbage', /table is damaged .* registered, scored and reviewed/],
    ['entries.json', '[["a", ', /entries\.json is damaged .* public site/],
  ])('%s', async (name, content, sentence) => {
    await mkdir(join(path, name, '..'), { recursive: true });
    await writeFile(join(path, name), content);
    const error = await check();
    expect(error).toBeInstanceOf(StateFault);
    expect((error as Error).message).toMatch(sentence);
    expect((error as Error).message).toContain('--fresh');
  });

  test('an object that a kill left half-written is removed, a whole one beside it stays', async () => {
    const objects = join(path, 'buckets', 'buckets', 'inbox', 'objects', 'office');
    await mkdir(objects, { recursive: true });
    const put = async (name: string, data: string, meta: string) => {
      await writeFile(join(objects, `${name}.data`), data);
      await writeFile(join(objects, `${name}.meta.json`), meta);
    };
    const meta = (key: string) => JSON.stringify({ key, contentLength: 4 });
    await put('whole', 'four', meta('office/whole'));
    await put('short', 'fo', meta('office/short'));
    await put('cut', 'four', meta('office/cut').slice(0, 12));
    expect(await check()).toBeUndefined();
    expect((await readdir(objects)).sort()).toEqual(['whole.data', 'whole.meta.json']);
    expect(JSON.parse(await readFile(join(objects, '..', '..', '.bucket.json'), 'utf8'))).toMatchObject({
      name: 'inbox',
    });
  });
});
