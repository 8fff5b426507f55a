import type { AuthorityId, DeliveryId, RoundId, SubmissionId } from '../domain/ids.ts';
import type { Deliveries } from '../domain/mail/delivery.ts';

/** Whose outbox a delivery lies in. */
export type OutboxOwner =
  | { readonly kind: 'standing'; readonly round: RoundId; readonly authority: AuthorityId }
  | { readonly kind: 'rejected'; readonly submission: SubmissionId }
  | { readonly kind: 'notice'; readonly notice: string }
  | { readonly kind: 'import'; readonly import: string };

export interface Outbox {
  load(owner: OutboxOwner): Promise<{ readonly deliveries: Deliveries; readonly version: number } | null>;
  save(owner: OutboxOwner, deliveries: Deliveries, version: number): Promise<'written' | 'conflict'>;
}

export interface DeliveryRequest {
  readonly owner: OutboxOwner;
  readonly delivery: DeliveryId;
}

/** Tells deliver-results that something is due. Asking twice is harmless. */
export interface DeliveryQueue {
  /** `delaySeconds`, 0 to 900: nobody hears of it sooner. */
  request(request: DeliveryRequest, delaySeconds?: number): Promise<void>;
}

/**
 * The mails owed, each under its own key while it is owed, so that a request which got lost is found without
 * reading all standings. Whoever makes a mail due notes it here first.
 */
export interface OwedMails {
  /** `askAt`: not asked for again before that; by default in an hour. */
  note(request: DeliveryRequest, askAt?: Date): Promise<void>;
  /** Those to be asked for by now, up to some thousands. */
  toAsk(): Promise<DeliveryRequest[]>;
  /** It was asked for: not again before tomorrow. */
  asked(request: DeliveryRequest): Promise<void>;
  /** Forgets a mail that is owed no more. `old`: unless it was noted within the hour, maybe by whoever is about to make it due. */
  settle(request: DeliveryRequest, which: 'any' | 'old'): Promise<void>;
}
