import type { SubmissionStore } from './submission-store.ts';

/** The same question is asked once: whoever asks it again gets the same answer, also while it is still awaited. */
export function askedOnce<A extends readonly unknown[], R>(
  ask: (...of: A) => Promise<R>,
  nameOf: (...of: A) => string = (...of) => JSON.stringify(of),
): (...of: A) => Promise<R> {
  const answers = new Map<string, Promise<R>>();
  return (...of) => {
    const name = nameOf(...of);
    const answer = answers.get(name) ?? ask(...of);
    answers.set(name, answer);
    return answer;
  };
}

/** Entries by their round's id and shards, whatever else of the round is known. */
export const standingOnce = (ask: SubmissionStore['standing']): SubmissionStore['standing'] =>
  askedOnce(ask, ({ id, shards }, of) => JSON.stringify([id, shards, of]));

/** Begins to read for whoever asks next. What fails fails again for whoever needs it. */
export function begin(reads: readonly Promise<unknown>[]): void {
  for (const read of reads) read.catch(() => {});
}
