import type { DeliveryId, SubmissionId } from '../../shared/domain/ids.ts';
import { firstDelivery, rescoredId } from '../../shared/domain/mail/delivery.ts';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import { accept, type Standing } from '../../shared/domain/standings/standing.ts';
import type { FiledAnswers } from '../../shared/domain/submissions/fold.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import { type EntryKind, type HistoryEntry, logOf } from '../../shared/domain/submissions/history.ts';
import {
  type Receipt,
  receivedIn,
  type Submission,
  submissionOrder,
} from '../../shared/domain/submissions/submission.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { together } from '../../shared/ports/together.ts';
import type { Announcing } from '../../shared/use-cases/announce.ts';
import { countedState } from '../../shared/use-cases/counted-state.ts';
import { deliveryRequest, requestIfOwed } from '../../shared/use-cases/delivery-request.ts';
import {
  type LogBefore,
  type LogEntry,
  type RecountSources,
  readLog,
  recount,
} from '../../shared/use-cases/recount.ts';
import { updateEntry } from '../../shared/use-cases/update-entry.ts';
import { tellColleagues, tellUnchanged } from './announcements.ts';

interface Owner {
  readonly round: Round;
  readonly authority: Authority;
}

export type CommitDependencies = RecountSources & { readonly store: SubmissionStore } & Announcing;

/** What is there of a submission and of its authority before it is committed. */
export interface Before {
  /** The submission itself, when it came in before. */
  readonly before: Submission | null;
  readonly current: Standing | null;
}

export async function readBefore(
  { id, round, authority }: Owner & { readonly id: SubmissionId },
  store: Pick<SubmissionStore, 'submission' | 'standing'>,
): Promise<Before> {
  const [before, current] = await Promise.all([store.submission(id), store.standing(round, authority.id)]);
  return { before, current };
}

/**
 * Answers first, under the submission's own id; then its entry in the log; then one conditional write of the standing,
 * from which moment they count and the mail is due; then the header's final stage. Nobody sees a half. Only what nobody
 * looks at yet is written together.
 */
export async function commitSubmission(
  {
    submission,
    filed,
    round,
    authority,
    read: { before, current },
  }: Owner & { readonly submission: Submission; readonly filed: FiledAnswers; readonly read: Before },
  deps: CommitDependencies,
): Promise<'accepted' | 'superseded' | 'repeated'> {
  const entry = entryOf('file', submission.id, submission.receipt);
  const known = isDone(before) ? entryIn(logOf(await deps.store.history(authority.id), round.id), entry) : undefined;
  if (known !== undefined && current !== null) {
    await requestIfOwed(current, firstDelivery(submission.id), deps.deliveries);
    if (known.unchanged === true) await tellUnchanged(submission, known.order, authority, deps);
    else if (current.submission === submission.id) await tellColleagues(submission, current.order, authority, deps);
    return 'repeated';
  }
  const delivery = firstDelivery(submission.id);
  // Of this submission itself it is being written.
  const of = current?.submission === submission.id ? null : current;
  const [log, state] = await together([
    readLog({ round, authority }, deps),
    of === null ? null : countedState(of, deps.store),
    deps.store.putSubmission(submission),
    deps.store.putAnswers(submission.id, filed.answers),
    deps.owed.note(deliveryRequest({ delivery, round: round.id, authority: authority.id })),
  ]);
  const { standing, unchanged } = await putEntry(
    { round, authority, entry, delivery, filed, current, log: { ...log, counted: { of, state } } },
    deps,
  );
  const stage = standing.order === entry.order ? 'accepted' : 'superseded';
  await together([
    // Nothing came of what was sent once more: what is kept of the file is that it came in first.
    deps.store.putSubmission({ ...(unchanged && isDone(before) && before !== null ? before : submission), stage }),
    requestIfOwed(standing, delivery, deps.deliveries),
    unchanged
      ? tellUnchanged(submission, entry.order, authority, deps)
      : stage === 'accepted'
        ? tellColleagues(submission, standing.order, authority, deps)
        : null,
  ]);
  return unchanged ? 'repeated' : stage;
}

/** The authority's or the office's word on which file counts, at its place in the order of receipt. */
export async function commitAct(
  act: {
    readonly kind: Exclude<EntryKind, 'file'>;
    readonly submission: SubmissionId;
    readonly receipt: Receipt;
    readonly round: Round;
    readonly authority: Authority;
  },
  deps: CommitDependencies,
): Promise<Standing> {
  const { kind, submission, receipt, round, authority } = act;
  const entry = entryOf(kind, submission, receipt);
  const delivery = rescoredId(submission, entry.order);
  await deps.owed.note(deliveryRequest({ delivery, round: round.id, authority: authority.id }));
  const { standing } = await putEntry({ round, authority, entry, delivery }, deps);
  await requestIfOwed(standing, delivery, deps.deliveries);
  return standing;
}

/** `current` and `log`: what was read already, the standing before the log. */
async function putEntry(
  {
    current: read,
    log,
    delivery,
    ...of
  }: Omit<Parameters<typeof recount>[0], 'read'> & {
    readonly delivery: DeliveryId;
    readonly current?: Standing | null;
    readonly log?: LogBefore;
  },
  deps: CommitDependencies,
): Promise<{ readonly standing: Standing; readonly unchanged: boolean }> {
  const { round, authority, entry } = of;
  let unchanged = false;
  let known = log;
  // The log is read after the standing, and written before it: whoever writes the standing has seen every entry that
  // an earlier one was made of. A review may come in between, too, and is read anew for each attempt.
  const change = async (current: Standing | null): Promise<Standing> => {
    const counted = await recount({ ...of, read: known }, deps);
    known = undefined;
    unchanged = counted.unchanged;
    return accept(current, counted.folded, { delivery, order: entry.order, unchanged });
  };
  const owner = { round, authority: authority.id };
  const standing = await updateEntry(read === undefined ? owner : { ...owner, read }, change, deps.store);
  return { standing, unchanged };
}

function entryOf(kind: EntryKind, submission: SubmissionId, receipt: Receipt): LogEntry {
  const { bucket, key, versionId } = receipt;
  const object = hashedId([bucket, key, versionId, submission], 16);
  return { kind, submission, order: submissionOrder(submission, receipt), object };
}

const isDone = (before: Submission | null): boolean => before?.stage === 'accepted' || before?.stage === 'superseded';

/** Seconds by which a listing of the inbox tells another time of receipt than the event of the same object did. */
const listingSeconds = 2;

/** The entry of the same object, which may be told of again: with the inbox's own time, which has no fractions. */
function entryIn(log: readonly HistoryEntry[], { order, object }: LogEntry): HistoryEntry | undefined {
  const instant = (of: string): number => new Date(receivedIn(of)).getTime();
  return log.find(
    (one) =>
      one.order === order ||
      (one.object === object && Math.abs(instant(one.order) - instant(order)) < listingSeconds * 1000),
  );
}
