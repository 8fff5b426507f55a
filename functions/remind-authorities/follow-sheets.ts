import type { RoundId } from '../../shared/domain/ids.ts';
import { lastDeadlineOf, roundFor } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { SheetQueue } from '../../shared/ports/online-sheets.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';

export interface FollowDependencies {
  readonly registry: Pick<Registry, 'authorities' | 'rounds'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'submission'>;
  readonly participations: Pick<Participations, 'of'>;
  readonly sheets: SheetQueue;
  readonly now: () => Date;
}

const day = 24 * 3600_000;

/**
 * Looks again at each online sheet that is what its authority sent last, while its round is open and on the two mornings
 * after: it counts as it stood at the deadline. Doing it again finds it unchanged.
 */
export async function followSheets(deps: FollowDependencies): Promise<{ round: RoundId; followed: number }[]> {
  const rounds = (await deps.registry.rounds()).filter((round) => isFollowed(round, deps.now()));
  if (rounds.length === 0) return [];
  const authorities = await deps.registry.authorities();
  const done = rounds.map((round) => ({ round: round.id, followed: 0 }));
  for (const [index, round] of rounds.entries()) {
    for (const { id } of authorities) {
      const standing = await deps.store.standing(round, id);
      const receipt = standing === null ? undefined : (await deps.store.submission(standing.submission))?.receipt;
      if (receipt?.sheet === undefined || receipt.changedAt === undefined) continue;
      const { closesAt } = roundFor(round, await deps.participations.of(round.id, id));
      if (closesAt !== null && isLong(closesAt, deps.now())) continue;
      await deps.sheets.request({
        ...{ sheet: receipt.sheet, pointer: receipt, known: receipt.changedAt, askedAt: deps.now().toISOString() },
        ...(closesAt === null ? {} : { asOf: closesAt }),
      });
      const one = done[index];
      if (one !== undefined) one.followed += 1;
    }
  }
  return done.filter(({ followed }) => followed > 0);
}

function isFollowed(round: Round, now: Date): boolean {
  if (round.opensAt !== null && new Date(round.opensAt) > now) return false;
  const last = lastDeadlineOf(round);
  return last === null || !isLong(last, now);
}

const isLong = (closes: string, now: Date): boolean => now.getTime() - new Date(closes).getTime() > 2 * day;
