import { readFileSync } from 'node:fs';
import { TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reminderDue } from '../../functions/remind-authorities/remind-authorities.ts';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { mailEventIn } from '../../functions/track-mail/event.ts';
import { sesAccount } from '../../infra/local/mail-emulator.ts';
import { fileAddress, type PortalLink, readLink, signFileLink } from '../../shared/domain/mail/signed-link.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Contact, Round } from '../../shared/domain/registry/registry.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { fileLinkIn, openedLink } from '../support/opened-link.ts';
import { office, type Pipeline, portalAddress, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const open: Round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

let pipeline: Pipeline;
let cities = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(open);
});
afterAll(() => pipeline.stop());

/** A city of its own for each test, with these contacts. */
async function newCity(people: Readonly<Record<string, string>> = { officer: 'en' }, readers: readonly string[] = []) {
  cities += 1;
  const id = `city-${cities}`;
  const contacts = Object.entries(people).map(
    ([who, language]): Contact => ({
      address: `${who}@${id}.example`,
      language,
      ...(readers.includes(who) ? { role: 'reader' } : {}),
    }),
  );
  await pipeline.registry.putAuthority({ id, name: `City ${cities}`, country: null, contacts });
  return { id, name: `City ${cities}`, address: (who: string) => `${who}@${id}.example` };
}

type City = Awaited<ReturnType<typeof newCity>>;

/** `office`: of another one the file is another, too. */
interface How {
  readonly sender?: string;
  readonly round?: string;
  readonly office?: string;
}

async function put(city: City, { sender, round = '2022', ...other }: How = {}) {
  const bytes = await writeQuestionnaireWorkbook({
    ...other,
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: city.id, name: city.name },
    round,
    answers: page.answers,
  });
  const metadata: Record<string, string> = sender === undefined ? {} : { sender };
  return pipeline.put({ key: `office/${crypto.randomUUID()}/${city.id}`, bytes, metadata });
}

/** Sends a questionnaire in, and all mails that become due by it; returns its id. */
async function send(city: City, how: How = {}): Promise<string> {
  const outcome = await pipeline.ingest(await put(city, how));
  await settle();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  return outcome.submission;
}

async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}

const deliveriesOf = async (city: City) => (await pipeline.store.standing(open, city.id))?.deliveries ?? [];
const suppressedOf = async (city: City) =>
  (await pipeline.registry.authority(city.id))?.contacts.map(({ suppressed }) => suppressed?.reason ?? null);

/** Whose page the link in a mail opens. */
async function openedBy(text = ''): Promise<PortalLink | null> {
  const [, token = ''] = new RegExp(`^${portalAddress}/#(\\S+)$`, 'm').exec(text) ?? [];
  return readLink(token, await pipeline.portal().keys.all(), new Date());
}

describe('the other contacts of an authority', () => {
  test('hear that a colleague sent it, each in a mail with a link to their own page, and by whom', async () => {
    const city = await newCity({ officer: 'en', deputy: 'fi', mayor: 'fi', clerk: 'sv' });
    await send(city, { sender: city.address('officer') });
    const mails = [];
    for (const who of ['deputy', 'mayor', 'clerk']) {
      const [mail, ...more] = await pipeline.mailsTo(city.address(who));
      expect([mail?.to, more]).toEqual([[city.address(who)], []]);
      expect(await openedBy(mail?.text)).toMatchObject({
        authority: city.id,
        contact: city.address(who),
        round: '2022',
      });
      if (mail !== undefined) mails.push(mail);
    }
    // There are no words in Swedish: that mail is in English, and says so.
    const finnish = [`${city.name}, kierros 2022: kollega lähetti kyselyn, 58 %`, `${city.name}: tulos 58 %`, 'fi'];
    expect(
      mails.map(({ subject, text, html }) => [subject, text.split('\n')[0], /<html lang="(..)">/.exec(html)?.[1]]),
    ).toEqual([
      finnish,
      finnish,
      [`${city.name}, round 2022: a colleague sent the questionnaire, 58%`, `${city.name} scores 58%`, 'en'],
    ]);
    for (const { text, html, attachments } of mails) {
      for (const told of [text, html]) expect(told).toContain(city.address('officer'));
      expect(attachments).toEqual([]);
    }
    const [results, ...more] = await pipeline.mailsTo(city.address('officer'));
    expect(more).toEqual([]);
    expect(await openedBy(results?.text)).toMatchObject({ contact: city.address('officer'), round: '2022' });
  });

  test('get results together without a link: each could send in the name of another', async () => {
    const city = await newCity({ officer: 'en', deputy: 'en' });
    await send(city);
    const [mail] = await pipeline.mailsTo(city.address('deputy'));
    expect(mail?.to).toHaveLength(2);
    expect(mail?.text).not.toContain(`${portalAddress}/#`);
  });

  test('hear of it once, however often the file comes; whoever sends it once more hears that it is the same', async () => {
    const city = await newCity({ officer: 'en', deputy: 'en' });
    for (const sender of ['officer', 'officer', 'deputy']) await send(city, { sender: city.address(sender) });
    const subjectsOf = async (who: string) =>
      (await pipeline.mailsTo(city.address(who))).map(({ subject }) => subject.split(': ')[1]);
    expect(await subjectsOf('deputy')).toEqual([
      expect.stringContaining('a colleague sent the questionnaire'),
      'the same file as before',
    ]);
    expect(await subjectsOf('officer')).toEqual(['58%', 'the same file as before']);
  });
});

describe('an address at which mail comes back', () => {
  const bounce = (address: string, submission: string, messageId: string, more: object = {}) => ({
    eventType: 'Bounce',
    mail: { messageId, timestamp: '2026-11-24T10:00:00.000Z', tags: { submission: [submission] } },
    bounce: {
      bounceType: 'Permanent',
      bouncedRecipients: [{ emailAddress: address }],
      timestamp: '2026-11-24T10:00:01.000Z',
      ...more,
    },
  });
  const complaint = (address: string, submission: string, messageId: string, more: object = {}) => ({
    eventType: 'Complaint',
    mail: { messageId, timestamp: '2026-11-24T10:00:00.000Z', tags: { submission: [submission] } },
    complaint: { complainedRecipients: [{ emailAddress: address }], ...more },
  });
  const plain = (eventType: string, submission: string, messageId: string) => ({
    eventType,
    mail: { messageId, timestamp: '2026-11-24T10:00:00.000Z', tags: { submission: [submission] } },
  });

  test('gets no more: the next results go to the office, which is told once', async () => {
    const city = await newCity();
    const address = city.address('officer');
    const submission = await send(city);
    const [mail] = await pipeline.mailsTo(address);
    const event = bounce(address.toUpperCase(), submission, mail?.messageId ?? '');
    expect(await pipeline.track(event)).toBe('noted');
    expect(await pipeline.track(event)).toBe('known');
    await pipeline.track(complaint(address, submission, mail?.messageId ?? ''));
    await settle();
    expect(await suppressedOf(city)).toEqual(['bounce']);
    const told = (await pipeline.mailsTo(office)).filter(({ text }) => text.includes(address));
    expect(told).toHaveLength(1);
    expect(told[0]?.text.replace(/\s+/g, ' ')).toContain('bounced permanently on 24 November 2026 at 10:00 UTC');
    expect(told[0]?.text).toContain(city.name);
    const { heading } = messagesIn('en').workbook.registry.columns.stopped;
    expect(told[0]?.text.replace(/\s+/g, ' ')).toContain(`write a dash (-) in its row under “${heading}”`);
    const next = await send(city, { sender: address, office: 'another@benchmark.example' });
    expect(await pipeline.mailsTo(address)).toHaveLength(1);
    const [instead] = await pipeline.mailsOf(next);
    expect(instead?.to).toEqual([office]);
    expect(instead?.text.replace(/\s+/g, ' ')).toContain('only the benchmark office gets this mail');
  });

  test('is passed over; the other contacts get the results', async () => {
    const city = await newCity({ officer: 'en', deputy: 'en' });
    await pipeline.registry.suppress(city.address('officer'), { reason: 'bounce', at: '2026-01-01T00:00:00.000Z' });
    await send(city, { sender: city.address('officer') });
    expect((await pipeline.mailsTo(city.address('deputy'))).map(({ subject }) => subject)).toEqual([
      `${city.name}, round 2022: 58%`,
    ]);
    expect(await pipeline.mailsTo(city.address('officer'))).toEqual([]);
  });

  test('of the only contact: the office gets the results', async () => {
    const city = await newCity();
    await pipeline.registry.suppress(city.address('officer'), { reason: 'complaint', at: '2026-01-01T00:00:00.000Z' });
    const submission = await send(city);
    expect((await pipeline.mailsOf(submission)).map(({ to }) => to)).toEqual([[office]]);
  });

  test.each([
    ['for a while only', (a: string, s: string, m: string) => bounce(a, s, m, { bounceType: 'Transient' }), 'bounced'],
    [
      'and was taken for none',
      (a: string, s: string, m: string) => complaint(a, s, m, { complaintFeedbackType: 'not-spam' }),
      'delivered',
    ],
    ['later', (_: string, s: string, m: string) => plain('DeliveryDelay', s, m), 'delayed'],
    ['never, for a virus', (_: string, s: string, m: string) => plain('Reject', s, m), 'refused'],
  ])('%s stays as it is, and the mail shows it', async (_, event, fate) => {
    const city = await newCity();
    const submission = await send(city);
    const [mail] = await pipeline.mailsTo(city.address('officer'));
    await pipeline.track(event(city.address('officer'), submission, mail?.messageId ?? ''));
    expect(await suppressedOf(city)).toEqual([null]);
    expect(await deliveriesOf(city)).toMatchObject([{ state: 'sent', fate }]);
  });

  test('in any order and more than once ends the same: the gravest stays', async () => {
    const fates = [];
    for (const turn of [0, 1, 2, 3]) {
      const city = await newCity();
      const submission = await send(city);
      const messageId = (await pipeline.mailsTo(city.address('officer')))[0]?.messageId ?? '';
      const events = [
        plain('DeliveryDelay', submission, messageId),
        plain('Delivery', submission, messageId),
        bounce(city.address('officer'), submission, messageId),
        complaint(city.address('officer'), submission, 'another mail of the same submission'),
      ];
      for (const event of [...events.slice(turn), ...events.slice(0, turn), ...events]) await pipeline.track(event);
      fates.push((await deliveriesOf(city))[0]?.fate);
      const [reason] = (await suppressedOf(city)) ?? [];
      expect(['bounce', 'complaint']).toContain(reason);
    }
    expect(new Set(fates)).toEqual(new Set(['bounced']));
  });

  test('of a rejected file shows on it', async () => {
    const city = await newCity();
    const metadata = { sender: city.address('officer') };
    const upload = await pipeline.put({ key: 'office/x', bytes: Buffer.from(`%PDF ${city.id}`), metadata });
    const outcome = await pipeline.ingest(upload);
    await settle();
    const submission = 'submission' in outcome ? outcome.submission : '';
    const [mail] = await pipeline.mailsOf(submission);
    await pipeline.track(bounce(city.address('officer'), submission, mail?.messageId ?? ''));
    expect(await pipeline.store.submission(submission)).toMatchObject({ deliveries: [{ fate: 'bounced' }] });
  });

  test('that is nobody’s, or of a mail we know nothing of, changes nothing', async () => {
    await settle();
    const before = (await pipeline.mailsTo(office)).length;
    expect(await pipeline.track(bounce(office, 'nowhere', 'm'))).toBe('known');
    expect(await pipeline.track({ ...plain('Delivery', 'x', 'm'), mail: { messageId: 'm', timestamp: '' } })).toBe(
      'known',
    );
    await settle();
    expect(await pipeline.mailsTo(office)).toHaveLength(before);
  });

  test.each(['', '{}', '{"eventType":"Open","mail":{}}'])('an event that is none (%j) is a fault', (body) => {
    expect(() => mailEventIn(body)).toThrow();
  });
});

describe('reminders', () => {
  const day = 24 * 3600_000;
  const at = new Date('2022-10-01T00:00:00Z');
  const inDays = (days: number): string => new Date(at.getTime() + days * day).toISOString();

  test.each([
    [15, null],
    [14, 14],
    [4, 14],
    [3, 3],
    [1.5, 3],
    [1, 1],
    [0.1, 1],
    [0, null],
    [-0.9, null],
    [-1, -1],
    [-6.9, -1],
    [-7, -7],
    [-30, -7],
    [-31, null],
  ])('%d days before a deadline: %s', (days, step) => expect(reminderDue(inDays(days), at)).toBe(step));

  test('of a round that is not open yet go to nobody', async () => {
    const [opensAt, closesAt] = [new Date(Date.now() + day), new Date(Date.now() + 2 * day)].map((of) =>
      of.toISOString(),
    );
    await pipeline.registry.putRound({ ...open, id: 'coming', opensAt: opensAt ?? '', closesAt: closesAt ?? '' });
    await newCity();
    expect((await pipeline.remind()).filter(({ round }) => round === 'coming')).toEqual([]);
  });

  test('go to whoever has not sent, in their language, each step once, and to nobody suppressed or only reading', async () => {
    const round: Round = { ...open, id: 'closing', closesAt: new Date(Date.now() + 13 * day).toISOString() };
    await pipeline.registry.putRound(round);
    const people = { officer: 'en', deputy: 'fi', gone: 'en', mayor: 'en' };
    const [sent, missing] = [await newCity(), await newCity(people, ['mayor'])];
    await pipeline.registry.suppress(missing.address('gone'), { reason: 'bounce', at: '2026-01-01T00:00:00.000Z' });
    await send(sent, { round: 'closing' });
    const reminders = async (address: string) =>
      (await pipeline.mailsTo(address)).filter(({ subject }) => /is due by|määräaika on/.test(subject));
    expect(await pipeline.remind()).toMatchObject([{ round: 'closing', invitations: 0 }]);
    expect(await pipeline.remind()).toEqual([]);
    await settle();
    expect(await reminders(sent.address('officer'))).toEqual([]);
    expect(await reminders(missing.address('gone'))).toEqual([]);
    expect(await reminders(missing.address('mayor'))).toEqual([]);
    const first = await reminders(missing.address('officer'));
    expect(first.map(({ to }) => to)).toEqual([[missing.address('officer')]]);
    expect(first[0]?.text.replace(/\s+/g, ' ')).toContain(`we have not accepted a questionnaire for ${missing.name}`);
    const finnish = await reminders(missing.address('deputy'));
    expect(finnish.map(({ subject }) => subject)).toEqual([expect.stringContaining('kyselyn määräaika on')]);
    const opened = { authority: missing.id, contact: missing.address('officer'), round: 'closing' };
    expect(await openedBy(first[0]?.text)).toMatchObject(opened);
    expect(first[0]?.html).toContain(`href="${portalAddress}/#`);

    await pipeline.registry.putRound({ ...round, closesAt: new Date(Date.now() + 2 * day).toISOString() });
    await pipeline.remind();
    // Sent in between: the reminder that is due already has become needless.
    await send(missing, { round: 'closing' });
    expect(await reminders(missing.address('officer'))).toHaveLength(1);
    await pipeline.registry.putRound({ ...round, closesAt: '2020-01-01T00:00:00Z' });
    expect(await pipeline.remind()).toEqual([]);
  });
});

describe('a mail that is owed', () => {
  test('and whose message got lost is asked for again within two hours, once, and then no more', async () => {
    const city = await newCity();
    await settle();
    await pipeline.sweep();
    await settle();
    await pipeline.ingest(await put(city));
    await pipeline.loseMessages();
    await settle();
    expect(await pipeline.sweep()).toBe(0);
    pipeline.advance(2 * 3600);
    expect(await pipeline.sweep()).toBeGreaterThanOrEqual(1);
    expect(await pipeline.sweep()).toBe(0);
    await settle();
    expect(await pipeline.mailsTo(city.address('officer'))).toHaveLength(1);
    pipeline.advance(48 * 3600);
    expect(await pipeline.sweep()).toBe(0);
  });

  test('is sent later when the quota of the day is used up, and lost by no number of tries', async () => {
    const account = process.env['AWS_SES_ACCOUNT'];
    const city = await newCity();
    await pipeline.ingest(await put(city));
    try {
      const usedUp = sesAccount({ MaxSendRate: 14, Max24HourSend: 200, SentLast24Hours: 200 });
      process.env['AWS_SES_ACCOUNT'] = JSON.stringify(usedUp);
      expect(await pipeline.deliverWaiting()).toEqual(['postponed']);
    } finally {
      process.env['AWS_SES_ACCOUNT'] = account;
    }
    expect(await deliveriesOf(city)).toMatchObject([{ state: 'due', lease: null }]);
    // It lies in the queue, out of sight for a quarter of an hour; the sweep would find it, too.
    expect(await pipeline.deliverWaiting()).toEqual([]);
    pipeline.advance(2 * 3600);
    await pipeline.sweep();
    await settle();
    expect(await pipeline.mailsTo(city.address('officer'))).toHaveLength(1);
  });
});

test('a mail that SES throttles is due again at once, and is asked for a minute later', async () => {
  const city = await newCity();
  await pipeline.ingest(await put(city));
  const throttled = pipeline.newClients();
  throttled.ses.middlewareStack.add(
    (next, { commandName }) =>
      (parameters) =>
        commandName === 'SendEmailCommand'
          ? Promise.reject(new TooManyRequestsException({ message: 'Maximum sending rate exceeded.', $metadata: {} }))
          : next(parameters),
    { step: 'initialize' },
  );
  expect(await pipeline.deliverWaiting(throttled)).toEqual(['postponed']);
  expect(await deliveriesOf(city)).toMatchObject([{ state: 'due', lease: null, attempts: 1 }]);
  pipeline.advance(2 * 3600);
  await pipeline.sweep();
  await settle();
  expect(await pipeline.mailsTo(city.address('officer'))).toHaveLength(1);
});

describe('a round whose results go as links', () => {
  const day = 24 * 3600;
  let sent: City;
  beforeAll(async () => {
    sent = await newCity();
    await pipeline.registry.putRound({ ...open, id: 'linked', mails: 'link' });
    await send(sent, { round: 'linked' });
  });

  test('mails an address that gives the workbook, and attaches nothing', async () => {
    const [mail] = await pipeline.mailsTo(sent.address('officer'));
    expect(mail?.attachments).toEqual([]);
    const [, link = ''] = [...(mail?.text ?? '').matchAll(/^https:\S+\/api\/open\?t=\S+$/gm)].map(([one]) => one);
    expect(mail?.html).toContain(link);
    const read = await readWorkbook(
      new Uint8Array(await (await fetch(await openedLink(pipeline, link))).arrayBuffer()),
      catalogue,
    );
    expect('code' in read ? read.code : read.answers.size).toBe(41);
  });

  test('signs for S3 when it is opened, for five minutes, and holds no address of S3', async () => {
    const [mail] = await pipeline.mailsTo(sent.address('officer'));
    expect(mail?.text).not.toMatch(/X-Amz-|amazonaws/);
    const page = fileLinkIn(mail?.text);
    const signed = new URL(await openedLink(pipeline, page));
    expect(signed.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(signed.pathname).toMatch(/\/results\/linked\/.*\.html$/);
  });

  test('opens for as long as the mail says, and then leads to the page that says so', async () => {
    const [mail] = await pipeline.mailsTo(sent.address('officer'));
    const page = fileLinkIn(mail?.text);
    expect(await openedLink(pipeline, page, 90 * day - 60)).toMatch(/\.html\?/);
    expect(await openedLink(pipeline, page, 400 * day)).toBe('/');
  });

  test.each([
    ['changed', (link: string) => link.replace(/.{3}$/, 'AAA')],
    ['without a token', (link: string) => link.replace(/t=.*/, '')],
    ['with the token of a page', async () => `https://p.example/api/open?t=${(await pageLink()).split('#')[1]}`],
    ['of another kind of file', () => signedFor('texts/secret')],
    ['that leads out of the results', () => signedFor('inbox/office/a.xlsx')],
  ])('%s opens nothing', async (_, change) => {
    const [mail] = await pipeline.mailsTo(sent.address('officer'));
    const page = fileLinkIn(mail?.text);
    expect(await openedLink(pipeline, await change(page))).toBe('/');
  });

  test('a token of a file is none of a page', async () => {
    const [mail] = await pipeline.mailsTo(sent.address('officer'));
    const [, token = ''] = /\/api\/open\?t=(\S+)$/m.exec(mail?.text ?? '') ?? [];
    const headers = { authorization: `Bearer ${token}` };
    expect((await portalApi(pipeline.portal()).request('/api/state', { headers })).status).toBe(401);
  });

  const pageLink = async (): Promise<string> => {
    const of = { authority: sent.id, contact: sent.address('officer'), round: 'linked' };
    return portalLink(of, { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() });
  };
  const signedFor = async (key: string): Promise<string> => {
    const [by] = await pipeline.portal().keys.all();
    if (by === undefined) throw new Error('There is no key');
    const expiresAt = Math.floor(Date.now() / 1000) + day;
    return fileAddress('https://p.example', signFileLink({ key, downloadAs: null, expiresAt }, by));
  };
});
