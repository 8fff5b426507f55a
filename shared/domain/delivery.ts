/**
 * One mail owed for one submission. The outbox is a list of these inside the item that made them
 * due (the standing, or a rejected submission), so that becoming due and being accepted are one write.
 *
 * due -> sending (for as long as the lease lasts) -> sent. A lease that ran out means that the
 * sender of it crashed; the mail is then sent again. So none is lost, and a duplicate is possible
 * only when the crash fell between the provider's acceptance and our mark.
 */
export interface Delivery {
  readonly submission: string;
  readonly state: 'due' | 'sending' | 'sent';
  /** Who sends it now, and until when (ISO instant) nobody else may. */
  readonly lease: { readonly holder: string; readonly until: string } | null;
  /** How often sending was begun. */
  readonly attempts: number;
  readonly messageId: string | null;
}

export type Deliveries = readonly Delivery[];

/** Sent deliveries that an outbox keeps, for whoever asks whether a mail went out. */
const keptWhenSent = 5;

export function addDue(deliveries: Deliveries, submission: string): Deliveries {
  if (deliveries.some((delivery) => delivery.submission === submission)) return deliveries;
  const sent = deliveries.filter((delivery) => delivery.state === 'sent').slice(-keptWhenSent);
  const owed = deliveries.filter((delivery) => delivery.state !== 'sent');
  return [...sent, ...owed, { submission, state: 'due', lease: null, attempts: 0, messageId: null }];
}

/** Forgets that a submission's mail went out, so that it can become due again. */
export function withoutSent(deliveries: Deliveries, submission: string): Deliveries {
  return deliveries.filter((delivery) => delivery.submission !== submission || delivery.state !== 'sent');
}

export type Claim =
  | { readonly outcome: 'claimed'; readonly deliveries: Deliveries }
  | { readonly outcome: 'nothing due' }
  | { readonly outcome: 'held by another'; readonly until: string };

export function claim(
  deliveries: Deliveries,
  submission: string,
  now: Date,
  lease: { readonly holder: string; readonly seconds: number },
): Claim {
  const delivery = deliveries.find((one) => one.submission === submission);
  if (delivery === undefined || delivery.state === 'sent') return { outcome: 'nothing due' };
  if (delivery.lease !== null && new Date(delivery.lease.until) > now) {
    return { outcome: 'held by another', until: delivery.lease.until };
  }
  const until = new Date(now.getTime() + lease.seconds * 1000).toISOString();
  const claimed: Delivery = {
    ...delivery,
    state: 'sending',
    lease: { holder: lease.holder, until },
    attempts: delivery.attempts + 1,
  };
  return { outcome: 'claimed', deliveries: replace(deliveries, claimed) };
}

/** Marks a mail as sent; null when this holder's lease was taken over meanwhile. */
export function markSent(
  deliveries: Deliveries,
  submission: string,
  holder: string,
  messageId: string,
): Deliveries | null {
  const delivery = deliveries.find((one) => one.submission === submission);
  if (delivery?.lease?.holder !== holder) return null;
  return replace(deliveries, { ...delivery, state: 'sent', lease: null, messageId });
}

function replace(deliveries: Deliveries, changed: Delivery): Deliveries {
  return deliveries.map((delivery) => (delivery.submission === changed.submission ? changed : delivery));
}
