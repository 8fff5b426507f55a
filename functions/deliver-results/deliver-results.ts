import { claim, markSent } from '../../shared/domain/delivery.ts';
import type { DeliveryRequest, Mailer, Outbox, ResultsArchive, ResultsTabQueue } from '../../shared/ports.ts';
import { type Preparation, type PreparationSources, prepareDelivery } from './prepare-delivery.ts';
import { prepareRegistryAnswer, type RegistryAnswerSources } from './prepare-registry-answer.ts';

export interface DeliverDependencies extends PreparationSources, RegistryAnswerSources {
  readonly outbox: Outbox;
  readonly archive: ResultsArchive;
  readonly mailer: Mailer;
  readonly tabs: ResultsTabQueue;
  readonly now: () => Date;
  /** Makes the name of one try at sending, different each time. */
  readonly newHolder: () => string;
  readonly leaseSeconds: number;
}

export type DeliverOutcome = 'sent' | 'nothing due';

/** Somebody else is sending this mail, or crashed doing so: the request comes again after the lease. */
class HeldByAnother extends Error {
  override readonly name = 'HeldByAnother';

  constructor(submission: string, until: string) {
    super(`The mail of submission ${submission} is being sent by another until ${until}`);
  }
}

/** Saves of one outbox that may be lost to other writers before it is a fault. */
const mostAttempts = 8;

/**
 * One results workbook and its mail. The claim lies between making and sending, so a crash before it
 * sends nothing, and one after it sends again when the lease has run out: a duplicate is possible only
 * when the crash fell between the provider's acceptance and our mark.
 */
export async function deliverResults(request: DeliveryRequest, to: DeliverDependencies): Promise<DeliverOutcome> {
  if (!(await isDue(request, to))) return 'nothing due';
  const { mail, workbook, tab } = await prepare(request, to);
  if (workbook !== null) await to.archive.put(workbook.key, workbook.bytes);
  // Asked for before the mail is marked as sent: afterwards a crash would leave it unasked. Twice is harmless.
  if (tab !== null) await to.tabs.request(tab);
  const holder = to.newHolder();
  if (!(await takeOver(request, holder, to))) return 'nothing due';
  const messageId = await to.mailer.send(mail);
  await mark(request, holder, messageId, to);
  return 'sent';
}

async function prepare({ owner, submission: id }: DeliveryRequest, to: DeliverDependencies): Promise<Preparation> {
  if (owner.kind === 'import') return prepareRegistryAnswer(owner.import, to);
  const submission = await to.store.submission(id);
  if (submission === null) throw new Error(`Submission ${id} is due and not there`);
  return prepareDelivery(submission, to);
}

/** Asked before the work, so that a repeated request costs one read. */
async function isDue({ owner, submission }: DeliveryRequest, to: DeliverDependencies): Promise<boolean> {
  const outbox = await to.outbox.load(owner);
  if (outbox === null) return false;
  return claimed(claim(outbox.deliveries, submission, to.now(), { holder: '', seconds: 0 }), submission) !== null;
}

async function takeOver(
  { owner, submission }: DeliveryRequest,
  holder: string,
  to: DeliverDependencies,
): Promise<boolean> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const outbox = await to.outbox.load(owner);
    if (outbox === null) return false;
    const lease = { holder, seconds: to.leaseSeconds };
    const deliveries = claimed(claim(outbox.deliveries, submission, to.now(), lease), submission);
    if (deliveries === null) return false;
    if ((await to.outbox.save(owner, deliveries, outbox.version)) === 'written') return true;
  }
  throw new Error(`Submission ${submission} lost ${mostAttempts} races for its outbox`);
}

function claimed(result: ReturnType<typeof claim>, submission: string): Parameters<typeof claim>[0] | null {
  if (result.outcome === 'held by another') throw new HeldByAnother(submission, result.until);
  return result.outcome === 'claimed' ? result.deliveries : null;
}

/**
 * The mail is out: a fault from here to the mark would send it again, so the mark is tried again first.
 */
async function mark(
  request: DeliveryRequest,
  holder: string,
  messageId: string,
  to: DeliverDependencies,
): Promise<void> {
  let fault: unknown = new Error(`The mail of submission ${request.submission} went out and could not be marked`);
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    try {
      if (await markOnce(request, holder, messageId, to)) return;
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

async function markOnce(
  { owner, submission }: DeliveryRequest,
  holder: string,
  messageId: string,
  { outbox }: DeliverDependencies,
): Promise<boolean> {
  const read = await outbox.load(owner);
  const deliveries = read === null ? null : markSent(read.deliveries, submission, holder, messageId);
  // Taken over meanwhile: whoever holds it now marks it.
  if (read === null || deliveries === null) return true;
  return (await outbox.save(owner, deliveries, read.version)) === 'written';
}
