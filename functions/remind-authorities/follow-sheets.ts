import pMap from 'p-map';
import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
import { lastDeadlineOf, type Participation, roundFor } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import type { Receipt } from '../../shared/domain/submissions/submission.ts';
import type { SheetQueue, SheetRequest } from '../../shared/ports/online-sheets.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';

export interface FollowDependencies {
  readonly registry: Pick<Registry, 'authorities' | 'rounds'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'submission' | 'history'>;
  readonly participations: Pick<Participations, 'of'>;
  readonly sheets: SheetQueue;
  readonly now: () => Date;
}

const day = 24 * 3600_000;
/** Authorities that are looked at at once. */
const atOnce = 50;

/**
 * Looks again at each online sheet that is what its authority sent last, or that the office has made for it, while its round is open and on the two mornings
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
  const [standing, participation] = await Promise.all([
    store.standing(round, authority),
    participations.of(round.id, authority),
  ]);
  const receipt = standing === null ? undefined : (await store.submission(standing.submission))?.receipt;
  const sent = receipt?.sheet === undefined || receipt.changedAt === undefined ? null : stateOf(receipt);
  // One that the office has made is looked at also while nobody has sent its link, and after a file that came otherwise.
  const own = await ownSheet(round, participation, sent, store);
  const { closesAt } = roundFor(round, participation);
  if (closesAt !== null && isLong(closesAt, now())) return false;
  const states = [sent, own].filter((state) => state !== null);
  for (const { sheet, pointer, known } of states) {
    await sheets.request({
      ...{ sheet, pointer, known, askedAt: now().toISOString() },
      ...(closesAt === null ? {} : { asOf: closesAt }),
    });
  }
  return states.length > 0;
}

/** What is known of a sheet: its state of a last change, and how that came in. */
type KnownState = Required<Pick<SheetRequest, 'sheet' | 'pointer'>> & { readonly known: string };

const stateOf = (receipt: Receipt): KnownState => ({
  ...{ sheet: receipt.sheet ?? '', pointer: receipt, known: receipt.changedAt ?? '' },
});

/**
 * The sheet that the office has made for an authority; null where there is none, where it has left the round, or where that
 * sheet is what it sent last. It comes in as from the office: its contacts are told, and nobody of them is named.
 */
async function ownSheet(
  round: Round,
  { authority, sheet, left }: Participation,
  sent: KnownState | null,
  store: FollowDependencies['store'],
): Promise<KnownState | null> {
  if (sheet === undefined || left !== null || sheet.id === sent?.sheet) return null;
  const log = logOf(await store.history(authority), round.id).toReversed();
  for (const { submission } of log) {
    const receipt = (await store.submission(submission))?.receipt;
    if (receipt?.sheet === sheet.id && receipt.changedAt !== undefined) return stateOf(receipt);
  }
  const pointer: Receipt = {
    ...{ channel: 'office', sender: null, bucket: '', key: `sheet-of/${sheet.id}`, versionId: null },
    ...{ fileName: sheet.id, sha256: '', bytes: 0, receivedAt: sheet.madeAt, sequencer: '' },
  };
  return { sheet: sheet.id, pointer, known: sheet.madeAt };
}

function isFollowed(round: Round, now: Date): boolean {
  if (round.opensAt !== null && new Date(round.opensAt) > now) return false;
  const last = lastDeadlineOf(round);
  return last === null || !isLong(last, now);
}

const isLong = (closes: string, now: Date): boolean => now.getTime() - new Date(closes).getTime() > 2 * day;
