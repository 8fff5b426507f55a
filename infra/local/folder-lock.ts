import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateFault } from './state-fault.ts';

export interface FolderLock {
  release(): void;
}

/** How long a start waits for somebody who only looks whether the folder is in use. */
const waitMilliseconds = 500;

/** The lock file's name in the folder. */
export const lockFile = 'lock.sqlite';
const fileIn = (folder: string): string => join(folder, lockFile);

/**
 * Takes a folder for this process alone; null: another process has it. The lock is one that the system holds for us
 * (SQLite's, by an exclusive transaction): of any number of starts at once one gets it, and with the process it is gone,
 * however that ends. Nobody has to be asked whether a process still runs, whose number another one may have by now.
 */
export function lockFolder(folder: string): FolderLock | null {
  const path = fileIn(folder);
  let database: DatabaseSync | undefined;
  try {
    const own = new DatabaseSync(path, { timeout: waitMilliseconds });
    database = own;
    own.exec('BEGIN EXCLUSIVE');
    held.add(own);
    return {
      release() {
        if (held.delete(own)) own.close();
      },
    };
  } catch (error) {
    database?.close();
    if (isBusy(error)) return null;
    throw new StateFault(`${path} cannot be used as a lock; if no scorebook start runs on the folder, remove it`, {
      cause: error,
    });
  }
}

/** One that nobody refers to any more would be closed by the garbage collector, and its lock gone. */
const held = new Set<DatabaseSync>();

/** Whether a process has the folder. Who asks is in nobody's way for longer than a start waits. */
export function isLocked(folder: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(fileIn(folder), { readOnly: true, timeout: 0 });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    database?.close();
  }
}

/** SQLITE_BUSY */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;
