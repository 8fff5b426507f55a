import type { Notice } from './domain/notice.ts';
import type { DeliveryRequest } from './ports.ts';

/** What the steps that send and receive mail need beside the ports of all steps. */

/** Where ways in put the files they were given. The same key again replaces the file. */
export interface InboxWriter {
  put(key: string, bytes: Uint8Array, metadata: Readonly<Record<string, string>>): Promise<void>;
}

export interface Notices {
  load(id: string): Promise<Notice | null>;
  /** Writes a notice with its mail due, unless it is there: its outbox must not fall back to due. */
  put(id: string, notice: Notice): Promise<void>;
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

/** How much of one address is taken in a day. */
export interface DailyAllowance {
  /** Whether this one is within it; the same one again is counted once. */
  take(address: string, day: string, id: string): Promise<boolean>;
}

/** Why a mail was not taken. */
export type RefusalReason = 'unauthenticated' | 'unregistered' | 'over-limit' | 'virus' | 'unreadable';

export interface Refusal {
  readonly reason: RefusalReason;
  /** As written on the mail: nobody has proven it. */
  readonly from: string;
  readonly subject: string;
  readonly at: string;
}

/** Mails that were not taken, for the office to look at. */
export interface Refusals {
  /** The same mail again replaces itself. */
  note(day: string, mail: string, refusal: Refusal): Promise<void>;
  /** The first ones of a day, at most so many. */
  list(day: string, most: number): Promise<Refusal[]>;
}

/** Keeps within the rate at which the provider takes mails. */
export interface SendingPace {
  /** Ends when the next mail may go, whatever the number of its recipients; throws MailerBusy when none may for a while. */
  turn(): Promise<void>;
}

/** The provider takes no mail now, and has not taken this one: it is asked for again after some seconds. */
export class MailerBusy extends Error {
  override readonly name = 'MailerBusy';
  readonly seconds: number;

  constructor(reason: string, seconds: number) {
    super(`No mail is taken now: ${reason}`);
    this.seconds = seconds;
  }
}
