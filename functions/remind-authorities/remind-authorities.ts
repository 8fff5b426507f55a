import { pMapIterable } from 'p-map';
import type { RoundId } from '../../shared/domain/ids.ts';
import { reachable } from '../../shared/domain/registry/reachable.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { maySendFor } from '../../shared/domain/registry/registry.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';

export interface RemindDependencies extends Announcing {
  readonly registry: Pick<Registry, 'authorities' | 'rounds'>;
  readonly store: Pick<SubmissionStore, 'standing'>;
  readonly now: () => Date;
}

/** Days before a round closes at which those are reminded who have not sent. */
const steps = [1, 3, 14] as const;
const day = 24 * 3600_000;
/** Standings asked for at once. */
const readAtOnce = 50;

/** The reminder that is due for a round now; null: none. A day on which nobody reminded is made up for by the next. */
export function reminderDue({ opensAt, closesAt }: Pick<Round, 'opensAt' | 'closesAt'>, now: Date): number | null {
  if (closesAt === null || (opensAt !== null && new Date(opensAt) > now)) return null;
  const left = (new Date(closesAt).getTime() - now.getTime()) / day;
  return left <= 0 ? null : (steps.find((step) => left <= step) ?? null);
}

/**
 * Reminds every authority that has nothing accepted in a round about to close, each step once: doing it again
 * reminds nobody again. Returns how many authorities have nothing yet, by round.
 */
export async function remindAuthorities(deps: RemindDependencies): Promise<{ round: RoundId; missing: number }[]> {
  const due = (await deps.registry.rounds()).flatMap((round) => {
    const days = reminderDue(round, deps.now());
    return days === null ? [] : [{ round, days, missing: 0 }];
  });
  if (due.length === 0) return [];
  const all = await deps.registry.authorities();
  for (const reminder of due) {
    const { round, days } = reminder;
    const withoutStanding = async (authority: Authority): Promise<Authority | null> =>
      (await deps.store.standing(round, authority.id)) === null ? authority : null;
    for await (const authority of pMapIterable(all, withoutStanding, { concurrency: readAtOnce })) {
      if (authority === null) continue;
      await remind(authority, round, days, deps);
      reminder.missing += 1;
    }
  }
  return due.map(({ round, missing }) => ({ round: round.id, missing }));
}

/** Those who may send: of a reader nothing would count. */
async function remind(authority: Authority, round: Round, days: number, deps: Announcing): Promise<void> {
  for (const { address } of reachable(authority)) {
    if (!maySendFor(authority, address)) continue;
    await announce({ kind: 'reminder', round: round.id, authority: authority.id, days, to: address }, deps);
  }
}
