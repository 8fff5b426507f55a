import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import type { InboxListing } from '../../shared/ports/inbox.ts';
import type { IntakeQueue } from '../../shared/ports/intake-queue.ts';
import type { Ledger } from '../../shared/ports/ledger.ts';

export interface ReconcileDependencies {
  readonly waysIn: readonly IntakeQueue[];
  readonly listing: InboxListing;
  readonly ledger: Ledger;
  readonly now: () => Date;
}

/** Counts of objects. */
export interface ReconcileOutcome {
  readonly looked: number;
  readonly requeued: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** What came in since then may still be on its way. */
const settledAfter = 15 * minute;
/** As far back as the table restores: after a restore, what came in since is found here and read again. */
const lookedBack = 35 * day;
/** In one run. Those beyond are found by the next one. */
const maxRequeued = 500;
/** Of one object: what fails after so many times fails for a reason of its own, and lies in the dead letters. */
const maxTimes = 3;

/** Puts what came into the inbox and was never worked on back on its queue: its message was lost. */
export async function reconcileInbox(deps: ReconcileDependencies): Promise<ReconcileOutcome> {
  let looked = 0;
  let requeued = 0;
  for (const { prefix, queue } of deps.waysIn) {
    for await (const page of deps.listing.under(prefix)) {
      const settled = page.filter((upload) => isSettled(upload, deps.now()));
      looked += settled.length;
      const lost = await deps.ledger.open(settled, maxTimes);
      for (const upload of settled.filter((one) => lost.includes(one)).slice(0, maxRequeued - requeued)) {
        await queue.put(upload);
        // Counted after it is queued: a crash in between queues it once more, which is harmless.
        await deps.ledger.countRequeue(upload);
        requeued += 1;
      }
      if (requeued >= maxRequeued) return { looked, requeued };
    }
  }
  return { looked, requeued };
}

function isSettled({ receivedAt }: InboxObject, now: Date): boolean {
  const age = now.getTime() - new Date(receivedAt).getTime();
  return age >= settledAfter && age <= lookedBack;
}
