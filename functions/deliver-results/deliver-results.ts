import { submissionOf } from '../../shared/domain/mail/delivery.ts';
import type { Mail, Mailer } from '../../shared/ports/mailer.ts';
import { MailerBusy, type SendingPace } from '../../shared/ports/mailer.ts';
import type { ResultsTabQueue } from '../../shared/ports/online-sheets.ts';
import type { DeliveryQueue, DeliveryRequest, OwedMails } from '../../shared/ports/outbox.ts';
import { type Claiming, giveBack, mark, type ReadOutbox, readDue, takeOver } from './claim-delivery.ts';
import { type Preparation, type PreparationSources, prepareDelivery } from './prepare-delivery.ts';
import type { ImportAnswerSources } from './prepare-import-answer.ts';
import type { NoticeSources } from './prepare-notice.ts';
import { readAhead, readOnce, readRound } from './read-ahead.ts';

export interface DeliverDependencies extends PreparationSources, ImportAnswerSources, NoticeSources, Claiming {
  readonly mailer: Mailer;
  readonly pace: SendingPace;
  readonly tabs: ResultsTabQueue;
  readonly owed: OwedMails;
  /** Its own queue: a mail that cannot go now is asked for again later. */
  readonly deliveries: DeliveryQueue;
  /** Makes the name of one try at sending, different each time. */
  readonly newHolder: () => string;
}

export type DeliverOutcome = 'sent' | 'nothing due' | 'nobody to tell' | 'postponed';

/**
 * One mail that is owed, with its results workbook if it has one. The claim lies between making and
 * sending, so a crash before it sends nothing, and one after it sends again when the lease has run out: a
 * duplicate is possible only when the crash fell between the provider's acceptance and our mark.
 */
export async function deliverResults(request: DeliveryRequest, deps: DeliverDependencies): Promise<DeliverOutcome> {
  const reads = readOnce(deps);
  readRound(request, reads);
  const due = await readDue(request, deps);
  if (due === null) return settled(request, deps, 'old', 'nothing due');
  const ahead = readAhead(request, reads);
  const holder = deps.newHolder();
  try {
    // Before the work: while nothing may be sent, nothing is made either.
    await deps.pace.turn();
    const { mail, keep } = await prepare(request, ahead);
    const claimed = await claimAndKeep(request, { due, holder, keep }, deps);
    if (claimed === null) return 'nothing due';
    const messageId = mail === null ? null : await deps.mailer.send(mail);
    await mark(request, claimed, { holder, messageId }, deps);
    return await settled(request, deps, 'any', mail === null ? 'nobody to tell' : 'sent');
  } catch (error) {
    if (!(error instanceof MailerBusy)) throw error;
    await giveBack(request, holder, deps);
    await deps.deliveries.request(request, error.seconds);
    return 'postponed';
  }
}

interface Prepared {
  /** Null when there is nobody to write to any more. */
  readonly mail: Mail | null;
  readonly keep: Preparation['keep'];
}

async function prepare({ owner, delivery: id }: DeliveryRequest, deps: DeliverDependencies): Promise<Prepared> {
  // What makes a mail of each kind is loaded for the first of the kind.
  if (owner.kind === 'notice') {
    const { prepareNotice } = await import('./prepare-notice.ts');
    return { mail: await prepareNotice(owner.notice, deps), keep: null };
  }
  if (owner.kind === 'import') {
    const { prepareImportAnswer } = await import('./prepare-import-answer.ts');
    return { mail: await prepareImportAnswer(owner.import, deps), keep: null };
  }
  const submission = await deps.store.submission(submissionOf(id));
  if (submission === null) throw new Error(`Submission ${id} is due and not there`);
  const { mail, tab, keep } = await prepareDelivery(submission, id, deps);
  // Asked for before the mail is marked as sent: afterwards a crash would leave it unasked. Twice is harmless.
  if (tab !== null) await deps.tabs.request(tab);
  return { mail, keep };
}

/**
 * Takes the mail over while what it leads to is put where it is kept: both are there before it goes, and neither waits for
 * the other. Where it could not be kept, the mail is given back at once.
 */
async function claimAndKeep(
  request: DeliveryRequest,
  { due, holder, keep }: { readonly due: ReadOutbox; readonly holder: string; readonly keep: Prepared['keep'] },
  deps: Claiming,
): Promise<ReadOutbox | null> {
  if (keep === null) return takeOver(request, due, holder, deps);
  const [claiming, keeping] = await Promise.allSettled([takeOver(request, due, holder, deps), keep()]);
  if (claiming.status === 'rejected') throw claiming.reason;
  if (keeping.status === 'fulfilled') return claiming.value;
  if (claiming.value !== null) await giveBack(request, holder, deps);
  throw keeping.reason;
}

async function settled(
  request: DeliveryRequest,
  { owed }: DeliverDependencies,
  which: 'any' | 'old',
  outcome: DeliverOutcome,
): Promise<DeliverOutcome> {
  await owed.settle(request, which);
  return outcome;
}
