import {
  GetAccountCommand,
  SESv2Client,
  SendingPausedException,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentials, type Emulators, region, startEmulators } from '../../../../infra/local/emulators.ts';
import { sesAccount } from '../../../../infra/local/mail-emulator.ts';
import { sesMailer } from '../../../../shared/adapters/aws/ses/mailer.ts';
import { sesPace } from '../../../../shared/adapters/aws/ses/pace.ts';

let emulators: Emulators;
const before = process.env['AWS_SES_ACCOUNT'];
beforeAll(async () => {
  emulators = await startEmulators(null);
});
afterAll(async () => {
  process.env['AWS_SES_ACCOUNT'] = before;
  await emulators.stop();
});

const client = () => new SESv2Client({ region, credentials, endpoint: emulators.endpoints.ses, maxAttempts: 1 });

/** A pace on a clock of the test's own: waiting moves it. */
function paced(senders: number) {
  let now = 0;
  let asked = 0;
  const ses = client();
  ses.middlewareStack.add(
    (next, { commandName }) =>
      (parameters) => {
        if (commandName === GetAccountCommand.name) asked += 1;
        return next(parameters);
      },
    { step: 'initialize' },
  );
  const wait = async (milliseconds: number) => {
    now += milliseconds;
  };
  const pace = sesPace(ses, { senders, now: () => now, wait });
  return { pace, now: () => now, asked: () => asked, pass: (milliseconds: number) => wait(milliseconds) };
}

const account = (quota: Parameters<typeof sesAccount>[0], more: object = {}) => {
  process.env['AWS_SES_ACCOUNT'] = JSON.stringify({ ...sesAccount(quota), ...more });
};

describe('the pace of sending', () => {
  test.each([
    [14, 1, 14],
    [14, 5, 2.8],
    [1, 5, 0.2],
  ])('is %d a second, among %d: %d', async (MaxSendRate, senders, perSecond) => {
    account({ MaxSendRate, Max24HourSend: 50_000 });
    const { pace, now, asked } = paced(senders);
    for (let mail = 0; mail < 8; mail += 1) await pace.turn();
    expect(now()).toBeCloseTo((7 * 1000) / perSecond, 3);
    expect(asked()).toBe(1);
  });

  test('asks the account again after a minute', async () => {
    account({ MaxSendRate: 1, Max24HourSend: -1 });
    const { pace, now, pass, asked } = paced(1);
    await pace.turn();
    account({ MaxSendRate: 10, Max24HourSend: -1 });
    await pass(60_000);
    const began = now();
    for (let mail = 0; mail < 11; mail += 1) await pace.turn();
    expect(now() - began).toBeCloseTo(1000, 3);
    expect(asked()).toBe(2);
  });

  test('ends when the quota of 24 hours is used up, by others or by us', async () => {
    account({ MaxSendRate: 1000, Max24HourSend: 200, SentLast24Hours: 198 });
    const { pace } = paced(1);
    await pace.turn();
    await pace.turn();
    await expect(pace.turn()).rejects.toMatchObject({ name: 'MailerBusy', seconds: 900 });
  });

  test('ends while sending is paused', async () => {
    account({ MaxSendRate: 1000, Max24HourSend: 200 }, { SendingEnabled: false });
    const { pace } = paced(1);
    for (const _ of [1, 2]) await expect(pace.turn()).rejects.toMatchObject({ name: 'MailerBusy' });
  });
});

test.each([
  [new TooManyRequestsException({ message: 'Maximum sending rate exceeded.', $metadata: {} }), 60],
  [new SendingPausedException({ message: 'Paused', $metadata: {} }), 900],
])('SES that says %s is busy, and has taken nothing', async (refusal, seconds) => {
  const ses = client();
  ses.middlewareStack.add(() => () => Promise.reject(refusal), { step: 'initialize' });
  const mailer = sesMailer(ses, { from: 'a@b.example', replyTo: 'a@b.example', configurationSet: 'test' });
  const mail = { to: ['x@y.example'], subject: 's', text: 't', html: 't', attachments: [], delivery: 'id' };
  await expect(mailer.send(mail)).rejects.toMatchObject({ name: 'MailerBusy', seconds });
});
