import type { DeliveryId } from '../../shared/domain/ids.ts';
import { claim, type Deliveries, markSent, release } from '../../shared/domain/mail/delivery.ts';
import type { DeliveryRequest, Outbox } from '../../shared/ports/outbox.ts';
import { untilWritten } from '../../shared/ports/until-written.ts';

export interface Claiming {
  readonly outbox: Outbox;
  readonly now: () => Date;
  readonly leaseSeconds: number;
}

/** Somebody else is sending this mail, or crashed doing so: the request comes again after the lease. */
class HeldByAnother extends Error {
  override readonly name = 'HeldByAnother';

  constructor(delivery: DeliveryId, until: string) {
    super(`The mail ${delivery} is being sent by another until ${until}`);
  }
}

/** An outbox as it was read, or as it was written. */
export type ReadOutbox = Awaited<ReturnType<Outbox['load']>> & {};

/** The outbox, where the mail in it is due; null: it is not. Asked before the work, so that a repeated request costs little. */
export async function readDue({ owner, delivery }: DeliveryRequest, deps: Claiming): Promise<ReadOutbox | null> {
  const outbox = await deps.outbox.load(owner);
  if (outbox === null) return null;
  const isDue = claimed(claim(outbox.deliveries, delivery, deps.now(), { holder: '', seconds: 0 }), delivery) !== null;
  return isDue ? outbox : null;
}

/** The outbox in which it is ours to send now, for as long as the lease; null: it is not. `read`: the outbox as it was. */
export function takeOver(
  { owner, delivery }: DeliveryRequest,
  read: ReadOutbox,
  holder: string,
  deps: Claiming,
): Promise<ReadOutbox | null> {
  let known: ReadOutbox | null = read;
  return untilWritten(`The outbox of the mail ${delivery}`, async () => {
    const outbox = known ?? (await deps.outbox.load(owner));
    known = null;
    if (outbox === null) return null;
    const lease = { holder, seconds: deps.leaseSeconds };
    const deliveries = claimed(claim(outbox.deliveries, delivery, deps.now(), lease), delivery);
    if (deliveries === null) return null;
    const { version } = outbox;
    const isWritten = (await deps.outbox.save(owner, deliveries, version)) === 'written';
    return isWritten ? { deliveries, version: version + 1 } : 'conflict';
  });
}

function claimed(result: ReturnType<typeof claim>, delivery: DeliveryId): Deliveries | null {
  if (result.outcome === 'held by another') throw new HeldByAnother(delivery, result.until);
  return result.outcome === 'claimed' ? result.deliveries : null;
}

/**
 * The mail is out: a fault from here to the mark would send it again, so the mark is tried again first. `read`: the outbox as
 * it was taken over.
 */
export async function mark(
  request: DeliveryRequest,
  read: ReadOutbox,
  { holder, messageId }: { readonly holder: string; readonly messageId: string | null },
  { outbox }: Claiming,
): Promise<void> {
  const { delivery } = request;
  let known: ReadOutbox | undefined = read;
  let fault: unknown = new Error(`The mail ${delivery} went out and could not be marked`);
  const attempt = async (): Promise<boolean | 'conflict'> => {
    const first = known;
    known = undefined;
    return (await changed(request, outbox, (of) => markSent(of, delivery, holder, messageId), first)) || 'conflict';
  };
  const noted = (error: unknown): 'conflict' => {
    fault = error;
    return 'conflict';
  };
  await untilWritten(`The outbox of the mail ${delivery}`, () => attempt().catch(noted)).catch(() => {
    throw fault;
  });
}

/** It was not sent and is due as before. A race that is lost ends with the lease, some seconds later. */
export async function giveBack(request: DeliveryRequest, holder: string, { outbox }: Claiming): Promise<void> {
  await changed(request, outbox, (of) => release(of, request.delivery, holder));
}

/** False when another writer was faster; a lease that was taken over meanwhile is the other's to change. */
async function changed(
  { owner }: DeliveryRequest,
  outbox: Outbox,
  change: (deliveries: Deliveries) => Deliveries | null,
  known?: ReadOutbox,
): Promise<boolean> {
  const read = known ?? (await outbox.load(owner));
  const deliveries = read === null ? null : change(read.deliveries);
  if (read === null || deliveries === null) return true;
  return (await outbox.save(owner, deliveries, read.version)) === 'written';
}
