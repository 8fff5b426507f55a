import { setTimeout as pause } from 'node:timers/promises';
import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { MailerBusy, type SendingPace } from '../../../ports/mailer.ts';

export interface PaceSettings {
  /** How many send at the same time: each keeps to its part of the account's rate. */
  readonly senders: number;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** The account is asked this seldom: its answer may be asked for once a second, by everybody together. */
const freshFor = 60_000;
/** The longest a message of the queue can be put off; the quota is of any 24 hours, so it frees by and by. */
const putOffSeconds = 900;

/** Keeps to what the account may send: mails a second as its part of MaxSendRate, mails a day as Max24HourSend. */
export function sesPace(client: SESv2Client, { senders, now = Date.now, wait = pause }: PaceSettings): SendingPace {
  let asked = Number.NEGATIVE_INFINITY;
  let perSecond = 1;
  let left = 0;
  let paused = false;
  let next = 0;
  const ask = async (): Promise<void> => {
    const { SendQuota: quota, SendingEnabled: enabled = true } = await client.send(new GetAccountCommand({}));
    const { MaxSendRate = 1, Max24HourSend = 0, SentLast24Hours = 0 } = quota ?? {};
    perSecond = MaxSendRate / senders;
    // -1 is no limit.
    left = Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend - SentLast24Hours;
    paused = !enabled;
    asked = now();
  };
  return {
    async turn() {
      if (now() - asked >= freshFor) await ask();
      if (paused) throw new MailerBusy('sending is paused', putOffSeconds);
      if (left < 1) throw new MailerBusy('the quota of the day is used up', putOffSeconds);
      left -= 1;
      const turn = Math.max(now(), next);
      next = turn + 1000 / perSecond;
      if (turn > now()) await wait(turn - now());
    },
  };
}
