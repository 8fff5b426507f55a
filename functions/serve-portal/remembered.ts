import type { AuthorityId, RoundId, SubmissionId } from '../../shared/domain/ids.ts';
import type { AcceptedSubmission } from '../../shared/domain/standings/standing.ts';

/** What an instance noted last under a name; the oldest of very many is forgotten. */
export interface Remembered<T> {
  of(name: string): T | undefined;
  note(name: string, last: T): void;
}

/**
 * What an instance has read last: ids alone. What they lead to is read again, at the same time as what says which ids they are
 * now; nothing is decided by them.
 */
export interface Memory {
  /** Which files the page of an authority listed. */
  readonly listed: Remembered<readonly SubmissionId[]>;
  /** What counted for an authority in a round, by {@link ofRound}. */
  readonly counted: Remembered<Pick<AcceptedSubmission, 'submission' | 'counted'>>;
  /** The round before a round. */
  readonly previous: Remembered<RoundId>;
}

export const newMemory = (): Memory => ({ listed: remembered(), counted: remembered(), previous: remembered() });

export const ofRound = (round: RoundId, authority: AuthorityId): string => JSON.stringify([round, authority]);

const most = 1000;

export function remembered<T>(): Remembered<T> {
  const all = new Map<string, T>();
  return {
    of: (whose) => all.get(whose),
    note(whose, last) {
      all.delete(whose);
      all.set(whose, last);
      const [oldest] = all.keys();
      if (all.size > most && oldest !== undefined) all.delete(oldest);
    },
  };
}
