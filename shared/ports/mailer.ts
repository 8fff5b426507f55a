import type { DeliveryId } from '../domain/ids.ts';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
  /** Names the mail, for events that come back about it. */
  readonly delivery: DeliveryId;
  /** Message-ID of the mail it answers. */
  readonly inReplyTo?: string | null;
}

export interface Mailer {
  /** Returns the provider's message id once it has accepted the mail; throws MailerBusy when it takes none now. */
  send(mail: Mail): Promise<string>;
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
