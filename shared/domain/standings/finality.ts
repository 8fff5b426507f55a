import { lastDeadlineOf } from '../registry/participation.ts';
import type { Round } from '../registry/registry.ts';
import type { FinalResults, Standings } from './standings.ts';

/**
 * How settled the ranks of a round are; it is told with each of them.
 * - open: others may still send, so each rank is provisional
 * - awaited: nobody may send any more, and results are not final yet
 * - final: they are; a later change is a correction
 */
export type Finality =
  | {
      readonly state: 'open';
      /** How many authorities are registered, of those that may send; null: the standings do not say. */
      readonly registered: number | null;
    }
  | {
      readonly state: 'awaited';
      /** ISO instant from which on they are; null: when the office says so, or within the hour. */
      readonly from: string | null;
    }
  | ({ readonly state: 'final' } & FinalResults);

/** Nothing is final while an authority with a deadline of its own may still send. */
type Ending = Pick<Round, 'closesAt' | 'lastDeadline' | 'finalResults'>;

/** Within so many days of its moment a round becomes final by itself: one from years ago never does. */
const daysLate = 30;

/** When results become final by themselves; null: never, or when the office says so. */
function finalFrom({ finalResults = 'at close', ...round }: Ending): string | null {
  const closesAt = lastDeadlineOf(round);
  if (finalResults === 'by office') return null;
  if (finalResults === 'at close' || (closesAt !== null && finalResults < closesAt)) return closesAt;
  return finalResults;
}

/** Whether a run that counts until `cutOff` makes the results of a round final; `isDeclared`: the office has said so. */
export function isFinalDue(round: Ending, isDeclared: boolean, cutOff: Date): boolean {
  const from = finalFrom(round);
  if (isDeclared) return true;
  const late = from === null ? -1 : cutOff.getTime() - new Date(from).getTime();
  return late >= 0 && late < daysLate * 86_400_000;
}

/** Null where nothing is to be said of it. */
export function finalityOf(
  round: Ending,
  standings: Pick<Standings, 'registered' | 'final'> | null,
  now: Date,
): Finality | null {
  const { finalResults } = round;
  const closesAt = lastDeadlineOf(round);
  if (standings?.final !== undefined) return { state: 'final', ...standings.final };
  if (closesAt === null || now <= new Date(closesAt))
    return { state: 'open', registered: standings?.registered ?? null };
  if (finalResults === 'by office') return { state: 'awaited', from: null };
  const from = finalFrom(round);
  if (from !== null && new Date(from) > now) return { state: 'awaited', from };
  return isFinalDue(round, false, now) ? { state: 'awaited', from: null } : null;
}
