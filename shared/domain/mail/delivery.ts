import { hash } from 'node:crypto';
import type { DeliveryId, SubmissionId } from '../ids.ts';
import type { ScoreSummary } from '../scoring/score-summary.ts';

/**
 * One mail owed for one submission. The outbox is a list of these inside the item that made them
 * due (the standing, or a rejected submission), so that becoming due and being accepted are one write.
 *
 * due -> sending (for as long as the lease lasts) -> sent. A lease that ran out means that the
 * sender of it crashed; the mail is then sent again. So none is lost, and a duplicate is possible
 * only when the crash fell between the provider's acceptance and our mark.
 */
export interface Delivery {
  /** The submission's id, or that of its re-scoring: {@link rescoredId}; of a notice or an import its own. */
  readonly id: DeliveryId;
  readonly state: 'due' | 'sending' | 'sent';
  /** Who sends it now, and until when (ISO instant) nobody else may. */
  readonly lease: { readonly holder: string; readonly until: string } | null;
  /** How often sending was begun. */
  readonly attempts: number;
  /** Null in a sent one: there was nobody left to write to. */
  readonly messageId: string | null;
  /** What the provider told of it later, if anything. */
  readonly fate?: Fate | undefined;
  /** Of a mail that tells of a re-scoring: what had been told before it. */
  readonly before?: ScoreSummary | undefined;
  /** Of the mail that tells the final results of a round. */
  readonly tells?: 'final' | undefined;
}

/** From the mildest to the gravest. News comes in any order and more than once, so the gravest one stays. */
export const fates = ['delayed', 'delivered', 'refused', 'bounced', 'complained'] as const;
export type Fate = (typeof fates)[number];

export type Deliveries = readonly Delivery[];

/** Sent deliveries that an outbox keeps, for whoever asks whether a mail went out. */
const keptWhenSent = 5;

/** Names the mail by which a submission's result is told first: as the submission is named. */
export const firstDelivery = (submission: SubmissionId): DeliveryId => submission as string;

/** Names the mail by which a submission's result is told again after a run; in letters that any header takes. */
export function rescoredId(submission: SubmissionId, run: string): DeliveryId {
  return `${submission}_${hash('sha256', run, 'hex').slice(0, 16)}`;
}

/** Names the mail by which a submission's result is told as final. */
export const finalId = (submission: SubmissionId, run: string): DeliveryId => rescoredId(submission, `final ${run}`);

/** Whether a mail tells a result first. */
export const isFirst = (delivery: DeliveryId): boolean => delivery === firstDelivery(submissionOf(delivery));

/** The submission that a delivery is about. */
export const submissionOf = (delivery: DeliveryId): SubmissionId => delivery.split('_', 1)[0] as string;

export function addDue(
  deliveries: Deliveries,
  id: DeliveryId,
  before?: ScoreSummary,
  tells?: Delivery['tells'],
): Deliveries {
  if (deliveries.some((delivery) => delivery.id === id)) return deliveries;
  const sent = deliveries.filter((delivery) => delivery.state === 'sent').slice(-keptWhenSent);
  const owed = deliveries.filter((delivery) => delivery.state !== 'sent');
  return [
    ...sent,
    ...owed,
    {
      id,
      state: 'due',
      lease: null,
      attempts: 0,
      messageId: null,
      ...(before && { before }),
      ...(tells && { tells }),
    },
  ];
}

/** Forgets that a mail went out, so that it can become due again. */
export function withoutSent(deliveries: Deliveries, id: DeliveryId): Deliveries {
  return deliveries.filter((delivery) => delivery.id !== id || delivery.state !== 'sent');
}

export type Claim =
  | { readonly outcome: 'claimed'; readonly deliveries: Deliveries }
  | { readonly outcome: 'nothing due' }
  | { readonly outcome: 'held by another'; readonly until: string };

export function claim(
  deliveries: Deliveries,
  id: DeliveryId,
  now: Date,
  lease: { readonly holder: string; readonly seconds: number },
): Claim {
  const delivery = deliveries.find((one) => one.id === id);
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

/** Gives a claim back, the mail being certainly not sent; null when this holder's lease was taken over meanwhile. */
export function release(deliveries: Deliveries, id: DeliveryId, holder: string): Deliveries | null {
  const delivery = deliveries.find((one) => one.id === id);
  if (delivery?.lease?.holder !== holder) return null;
  return replace(deliveries, { ...delivery, state: 'due', lease: null });
}

/** Notes what became of a mail; null when that is known, or is of another mail than the one that counts. */
export function noteFate(deliveries: Deliveries, id: DeliveryId, messageId: string, fate: Fate): Deliveries | null {
  const delivery = deliveries.find((one) => one.id === id);
  if (delivery === undefined) return null;
  // News may be here before our own mark of the mail it is about.
  if (delivery.messageId !== null && delivery.messageId !== messageId) return null;
  if (delivery.fate !== undefined && fates.indexOf(delivery.fate) >= fates.indexOf(fate)) return null;
  return replace(deliveries, { ...delivery, fate });
}

/** Marks a mail as sent; null when this holder's lease was taken over meanwhile. */
export function markSent(
  deliveries: Deliveries,
  id: DeliveryId,
  holder: string,
  messageId: string | null,
): Deliveries | null {
  const delivery = deliveries.find((one) => one.id === id);
  if (delivery?.lease?.holder !== holder) return null;
  return replace(deliveries, { ...delivery, state: 'sent', lease: null, messageId });
}

function replace(deliveries: Deliveries, changed: Delivery): Deliveries {
  return deliveries.map((delivery) => (delivery.id === changed.id ? changed : delivery));
}
