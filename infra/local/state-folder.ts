import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a local cloud keeps what it has, so that it is there again after a restart. */
export interface StateFolder {
  readonly path: string;
  readonly inbox: string;
  readonly sent: string;
  /** Mails dropped there (.eml) come in as mail does. */
  readonly mailIn: string;
  readonly mailInTaken: string;
  /** Registry workbooks go in there, and those that were taken in lie beneath it. */
  readonly registry: string;
  readonly registrySent: string;
  /** Review workbooks dropped here are imported. */
  readonly review: string;
  readonly reviewSent: string;
  readonly mails: string;
  readonly results: string;
  readonly logs: string;
  readonly emulators: string;
  readonly synthesised: string;
  unlock(): Promise<void>;
}

/** Another local cloud works on this folder. */
export class FolderInUse extends Error {
  constructor(path: string, pid: number) {
    super(`${path} is in use by another scorebook start (process ${pid}); end that one, or name another --folder`);
  }
}

/** Somebody's own folder: our files do not belong between theirs, and `fresh` would remove some of them. */
export class NotAStateFolder extends Error {
  constructor(path: string) {
    super(`${path} holds something else than the state of scorebook start; name a new or an empty --folder`);
  }
}

/** Opens the folder for this process alone; `fresh` removes first what earlier runs left there. */
export async function openStateFolder(path: string, fresh: boolean): Promise<StateFolder> {
  const folder = {
    path,
    inbox: join(path, 'inbox'),
    sent: join(path, 'inbox', 'sent'),
    mailIn: join(path, 'mail-in'),
    mailInTaken: join(path, 'mail-in', 'taken'),
    registry: join(path, 'registry'),
    registrySent: join(path, 'registry', 'sent'),
    review: join(path, 'review'),
    reviewSent: join(path, 'review', 'sent'),
    mails: join(path, 'mails'),
    results: join(path, 'results'),
    logs: join(path, 'logs'),
    emulators: join(path, 'emulators'),
    synthesised: join(path, 'synthesised'),
  };
  const { path: _, ...ours } = folder;
  const lock = join(path, 'lock');
  await mkdir(path, { recursive: true });
  await refuseForeign(path, [folder.emulators, lock]);
  await takeLock(path, lock);
  if (fresh) for (const each of Object.values(ours)) await rm(each, { recursive: true, force: true });
  for (const each of Object.values(ours)) await mkdir(each, { recursive: true });
  return { ...folder, unlock: () => rm(lock, { force: true }) };
}

/** A folder is ours when it is empty or has what a run of ours leaves. What a file browser hides does not count. */
async function refuseForeign(path: string, marks: readonly string[]): Promise<void> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  const isOurs = names.length === 0 || names.some((name) => marks.includes(join(path, name)));
  if (!isOurs) throw new NotAStateFolder(path);
}

/** Of two that start at the same moment one gets it. A lock whose process is gone was left by a crash. */
async function takeLock(path: string, lock: string): Promise<void> {
  const write = (): Promise<void> => writeFile(lock, String(process.pid), { flag: 'wx' });
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const holder = Number(await readFile(lock, 'utf8'));
    if (holder > 0 && holder !== process.pid && isRunning(holder)) throw new FolderInUse(path, holder);
    await rm(lock, { force: true });
    await write();
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
