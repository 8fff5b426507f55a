import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a local cloud keeps what it has, so that it is there again after a restart. */
export interface StateFolder {
  readonly path: string;
  readonly inbox: string;
  readonly sent: string;
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

export async function openStateFolder(path: string, fresh: boolean): Promise<StateFolder> {
  const lock = join(path, 'lock');
  await refuseIfInUse(path, lock);
  if (fresh) await rm(path, { recursive: true, force: true });
  const folder = {
    path,
    inbox: join(path, 'inbox'),
    sent: join(path, 'inbox', 'sent'),
    mails: join(path, 'mails'),
    results: join(path, 'results'),
    logs: join(path, 'logs'),
    emulators: join(path, 'emulators'),
    synthesised: join(path, 'synthesised'),
  };
  for (const each of Object.values(folder)) await mkdir(each, { recursive: true });
  await writeFile(lock, String(process.pid));
  return { ...folder, unlock: () => rm(lock, { force: true }) };
}

/** A lock whose process is gone was left by a crash. */
async function refuseIfInUse(path: string, lock: string): Promise<void> {
  const pid = Number(await readFile(lock, 'utf8').catch(() => '0'));
  if (pid > 0 && pid !== process.pid && isRunning(pid)) throw new FolderInUse(path, pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
