import pMap from 'p-map';
import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
import { deadlineOf, lastDeadlineOf, type Participation } from '../../shared/domain/registry/participation.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { type FollowedSheet, isFollowedSheet } from '../../shared/domain/submissions/followed-sheet.ts';
import { logOf } from '../../shared/domain/submissions/history.ts';
import type { Receipt, Submission } from '../../shared/domain/submissions/submission.ts';
import type { SheetQueue, SheetRequest } from '../../shared/ports/online-sheets.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';

export interface FollowDependencies {
  readonly registry: Pick<Registry, 'authorityIds' | 'rounds'>;
  readonly store: Pick<SubmissionStore, 'standing' | 'submission' | 'rejectionsOf' | 'history'>;
  readonly participations: Pick<Participations, 'ofRound'>;
  readonly sheets: SheetQueue;
  readonly now: () => Date;
}

/** `closed`: only those whose deadline has just passed. */
export type Followed = 'each' | 'closed';

const hour = 3600_000;
const day = 24 * hour;
/** Authorities that are looked at at once. */
const atOnce = 50;
/** A deadline that passed so long ago is looked at by the morning: hours that were missed are made up for until then. */
const justNow = 3 * hour;

/**
 * Looks again at each online sheet that the office has made for an authority, or that is what it sent last, whether it counts or
 * was not accepted: each morning while its round is open and on the two mornings after, and as soon as its deadline has passed. It counts as it stood at
 * the deadline. Doing it again finds it unchanged.
 */
export async function followSheets(
  deps: FollowDependencies,
  which: Followed = 'each',
): Promise<{ round: RoundId; followed: number }[]> {
  const rounds = (await deps.registry.rounds()).filter((round) => isFollowed(round, which, deps.now()));
  if (rounds.length === 0) return [];
  const ids = await deps.registry.authorityIds();
  const done: { round: RoundId; followed: number }[] = [];
  for (const round of rounds) {
    const noted = await deps.participations.ofRound(round.id, ids);
    const concerned = ids.filter((id) => isLookedAt(round, noted.get(id) ?? null, which, deps.now()));
    const asked = await pMap(concerned, (id) => follow(round, id, noted.get(id) ?? null, deps), {
      concurrency: atOnce,
    });
    const followed = asked.filter(Boolean).length;
    if (followed > 0) done.push({ round: round.id, followed });
  }
  return done;
}

/** Whether an authority has a sheet that is to be looked at again: then that is asked for. */
async function follow(
  round: Round,
  id: AuthorityId,
  participation: Participation | null,
  { store, sheets, now }: FollowDependencies,
): Promise<boolean> {
  const standing = await store.standing(round, id);
  const counted = standing === null ? null : await store.submission(standing.submission);
  const last = laterOf(counted, await lastRefused(round, id, store));
  const closesAt = deadlineOf(round, participation);
  const sent = last !== null && isFollowedSheet(last, closesAt) ? stateOf(last) : null;
  const own = participation === null ? null : await ownSheet(round, participation, sent, store);
  const states = [sent, own].filter((state) => state !== null);
  for (const state of states) {
    await sheets.request({
      ...{ ...state, askedAt: now().toISOString() },
      ...(closesAt === null ? {} : { asOf: closesAt }),
    });
  }
  return states.length > 0;
}

/** What is known of a sheet: its state of a last change, and how that came in. */
type KnownState = Pick<SheetRequest, 'sheet' | 'pointer'> & { readonly known: string };

const stateOf = ({ receipt }: FollowedSheet): KnownState => ({
  ...{ sheet: receipt.sheet, pointer: receipt, known: receipt.changedAt },
});

/**
 * The sheet that the office has made for an authority, also while nobody has sent its link, and after a file that came otherwise;
 * null where there is none, where the authority has left the round, or where that sheet is what it sent last. It comes in as
 * from the office: all contacts are told, and none is named.
 */
async function ownSheet(
  round: Round,
  { authority, sheet, left }: Participation,
  sent: KnownState | null,
  store: FollowDependencies['store'],
): Promise<KnownState | null> {
  if (sheet === undefined || left !== null || sheet.id === sent?.sheet) return null;
  for (const { submission: id } of logOf(await store.history(authority), round.id).toReversed()) {
    const submission = await store.submission(id);
    if (submission !== null && isFollowedSheet(submission, null) && submission.receipt.sheet === sheet.id)
      return stateOf(submission);
  }
  const pointer: Receipt = {
    ...{ channel: 'office', sender: null, bucket: '', key: `sheet-of/${sheet.id}`, versionId: null },
    ...{ fileName: sheet.id, sha256: '', bytes: 0, receivedAt: sheet.madeAt, sequencer: '' },
  };
  return { sheet: sheet.id, pointer, known: sheet.madeAt };
}

/** What an authority sent last of all that was not accepted; null where that was for another round. */
async function lastRefused(
  round: Round,
  authority: string,
  store: FollowDependencies['store'],
): Promise<Submission | null> {
  const [newest] = await store.rejectionsOf(authority, 1);
  const submission = newest === undefined ? null : await store.submission(newest);
  return submission?.round === round.id ? submission : null;
}

function laterOf(one: Submission | null, other: Submission | null): Submission | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(other.receipt.receivedAt) > Date.parse(one.receipt.receivedAt) ? other : one;
}

function isFollowed(round: Round, which: Followed, now: Date): boolean {
  if (round.opensAt !== null && new Date(round.opensAt) > now) return false;
  return isDue({ first: round.closesAt, last: lastDeadlineOf(round) }, which, now);
}

/** By the deadline of the authority itself. */
function isLookedAt(round: Round, participation: Participation | null, which: Followed, now: Date): boolean {
  const own = deadlineOf(round, participation);
  return isDue({ first: own, last: own }, which, now);
}

function isDue(
  { first, last }: { readonly first: string | null; readonly last: string | null },
  which: Followed,
  now: Date,
): boolean {
  if (first === null || last === null) return which === 'each';
  if (which === 'each') return !hasPassed(last, 2 * day, now);
  return hasPassed(first, 0, now) && !hasPassed(last, justNow, now);
}

/** Whether an instant was more than so many milliseconds ago. */
const hasPassed = (instant: string, ago: number, now: Date): boolean => now.getTime() - Date.parse(instant) > ago;
