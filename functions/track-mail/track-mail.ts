import type { DeliveryId } from '../../shared/domain/ids.ts';
import { noteFate, submissionOf } from '../../shared/domain/mail/delivery.ts';
import type { Outbox, OutboxOwner } from '../../shared/ports/outbox.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { untilWritten } from '../../shared/ports/until-written.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';
import type { MailEvent } from './event.ts';

export interface TrackDependencies extends Announcing {
  readonly registry: Registry;
  readonly store: Pick<SubmissionStore, 'submission'>;
  readonly outbox: Outbox;
}

export type TrackOutcome = 'noted' | 'known';

/**
 * What became of one mail: an address at which mail came back for good, or was complained about, gets none any
 * more and the office is told; the mail's outbox shows its fate. Events come in any order and more than once:
 * an address stays suppressed for the first reason, and the gravest fate stays.
 */
export async function trackMail(event: MailEvent, deps: TrackDependencies): Promise<TrackOutcome> {
  for (const address of event.suppress) await suppress(address, event, deps);
  if (event.delivery === null) return 'known';
  const owner = await ownerOf(event.delivery, deps);
  return owner === null ? 'known' : note(owner, event.delivery, event, deps);
}

/** An address that is no contact is the office's own, or one that was taken out: nobody needs to be told. */
async function suppress(address: string, { suppression }: MailEvent, deps: TrackDependencies): Promise<void> {
  const noted = suppression === null ? null : await deps.registry.suppress(address, suppression);
  if (noted !== null) await announce({ kind: 'suppressed', address: address.toLowerCase(), ...noted }, deps);
}

async function ownerOf(id: DeliveryId, { store, notices }: TrackDependencies): Promise<OutboxOwner | null> {
  const submission = await store.submission(submissionOf(id));
  if (submission === null) return (await notices.load(id)) === null ? null : { kind: 'notice', notice: id };
  const { stage, round, authority } = submission;
  if (stage === 'rejected') return { kind: 'rejected', submission: submission.id };
  return round === null || authority === null ? null : { kind: 'standing', round, authority };
}

function note(
  owner: OutboxOwner,
  delivery: DeliveryId,
  { messageId, fate }: MailEvent,
  { outbox }: TrackDependencies,
): Promise<TrackOutcome> {
  return untilWritten(`The outbox of the mail ${delivery}`, async () => {
    const read = await outbox.load(owner);
    const deliveries = read === null ? null : noteFate(read.deliveries, delivery, messageId, fate);
    if (read === null || deliveries === null) return 'known';
    return (await outbox.save(owner, deliveries, read.version)) === 'conflict' ? 'conflict' : 'noted';
  });
}
