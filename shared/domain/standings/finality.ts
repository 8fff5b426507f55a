import type { Round } from '../registry/registry.ts';
import type { Standings } from './standings.ts';

/**
 * How settled the ranks of a round are; it is told with each of them.
 * - open: others may still send, so each rank is provisional
 */
export type Finality = {
  readonly state: 'open';
  /** How many authorities are registered, of those that may send; null: the standings do not say. */
  readonly registered: number | null;
};

/** Null where nothing is to be said of it. */
export function finalityOf(
  { closesAt }: Pick<Round, 'closesAt'>,
  standings: Pick<Standings, 'registered'> | null,
  now: Date,
): Finality | null {
  if (closesAt !== null && new Date(closesAt) < now) return null;
  return { state: 'open', registered: standings?.registered ?? null };
}
