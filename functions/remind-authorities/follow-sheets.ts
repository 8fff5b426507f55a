import pMap from 'p-map';
import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
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
/** Authorities that are looked at at once. */
const atOnce = 50;

/**
 * Looks again at each online sheet that is what its authority sent last, while its round is open and on the two mornings
 * after: it counts as it stood at the deadline. Doing it again finds it unchanged.
 */
export async function followSheets(deps: FollowDependencies): Promise<{ round: RoundId; followed: number }[]> {
  const rounds = (await deps.registry.rounds()).filter((round) => isFollowed(round, deps.now()));
  if (rounds.length === 0) return [];
  const authorities = await deps.registry.authorities();
  const done: { round: RoundId; followed: number }[] = [];
  for (const round of rounds) {
    const asked = await pMap(authorities, ({ id }) => follow(round, id, deps), { concurrency: atOnce });
    const followed = asked.filter(Boolean).length;
    if (followed > 0) done.push({ round: round.id, followed });
  }
  return done;
}

/** Whether an authority has a sheet that is to be looked at again: then that is asked for. */
async function follow(
  round: Round,
  authority: AuthorityId,
  { store, participations, sheets, now }: FollowDependencies,
): Promise<boolean> {
  const standing = await store.standing(round, authority);
  const receipt = standing === null ? undefined : (await store.submission(standing.submission))?.receipt;
  if (receipt?.sheet === undefined || receipt.changedAt === undefined) return false;
  const { closesAt } = roundFor(round, await participations.of(round.id, authority));
  if (closesAt !== null && isLong(closesAt, now())) return false;
  await sheets.request({
    ...{ sheet: receipt.sheet, pointer: receipt, known: receipt.changedAt, askedAt: now().toISOString() },
    ...(closesAt === null ? {} : { asOf: closesAt }),
  });
  return true;
}

function isFollowed(round: Round, now: Date): boolean {
  if (round.opensAt !== null && new Date(round.opensAt) > now) return false;
  const last = lastDeadlineOf(round);
  return last === null || !isLong(last, now);
}

const isLong = (closes: string, now: Date): boolean => now.getTime() - new Date(closes).getTime() > 2 * day;
