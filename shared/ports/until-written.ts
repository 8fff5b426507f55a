import { setTimeout as wait } from 'node:timers/promises';

/** Two writers of one thing in one moment are rare, more than a handful are a fault. */
const maxAttempts = 8;
/** Milliseconds. */
const firstPause = 10;

/**
 * Does a read and a conditional write until no other writer was faster, and returns what came of it. Throws an Error
 * that names `what` when others were faster each time.
 */
export async function untilWritten<T>(what: string, write: () => Promise<T | 'conflict'>): Promise<T> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt, firstPause);
    const written = await write();
    if (written !== 'conflict') return written;
  }
  throw new Error(`${what} was changed by others ${maxAttempts} times`);
}

/** Pauses double and vary, so that those who got in each other's way do not come back together. */
export const backOff = (attempt: number, milliseconds: number): Promise<void> =>
  wait(milliseconds * 2 ** attempt * (0.5 + Math.random() / 2));
