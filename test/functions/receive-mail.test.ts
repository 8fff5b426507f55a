import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailIn as mailInOf, type ReceivedMail, type Verdict } from '../../functions/receive-mail/event.ts';
import { provenSender } from '../../functions/receive-mail/sender.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { oddMails } from '../support/mail-corpus.ts';
import { compose, xlsx } from '../support/mails.ts';
import { mailIn, office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { deepTest, runs } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

let pipeline: Pipeline;
let cities = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

/** A city of its own for each test, with one contact, and its filled questionnaire. */
async function newCity(): Promise<{ id: string; officer: string; workbook: Buffer }> {
  cities += 1;
  const id = `city-${cities}`;
  const officer = `officer@${id}.example`;
  await pipeline.registry.putAuthority({
    id,
    name: 'Espoo',
    country: 'FI',
    contacts: [{ address: officer, language: 'en' }],
  });
  const workbook = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id, name: 'Espoo' },
    round: '2022',
    answers: page.answers,
  });
  return { id, officer, workbook: Buffer.from(workbook) };
}

/** Everything that waits is worked on, until nothing does. */
async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}

/** The files of a mail are read, sheets that they link to as far as they can be, and all mails are sent. */
async function read(uploads: readonly InboxObject[]): Promise<void> {
  for (const upload of uploads) await pipeline.ingest(upload);
  for (const fetched of await pipeline.fetchWaiting(null)) {
    if (!(fetched instanceof Error) && fetched.upload !== undefined) await pipeline.ingest(fetched.upload);
  }
  await settle();
}

/** The whole way of one mail: received, its files read, all mails sent. */
async function send(message: Buffer) {
  const received = await pipeline.receive(message);
  await read(received.uploads);
  return received;
}

const filled = ({ officer, workbook }: { officer: string; workbook: Buffer }, more: object = {}) =>
  compose({ from: officer, attachments: [{ filename: 'q.xlsx', content: workbook, contentType: xlsx }], ...more });

describe('an odd or hostile mail:', () => {
  test.each(oddMails)('$name', async ({ message, verdicts, outcome }) => {
    const { officer, workbook } = await newCity();
    const { result, uploads } = await pipeline.receive(await message(officer, workbook), verdicts);
    expect(result).toEqual(outcome);
    expect(uploads).toHaveLength(outcome.outcome === 'taken' ? outcome.files : 0);
    await read(uploads);
    // Whoever is proven and known gets an answer for each file or to the mail; nobody else gets anything.
    const answers = { taken: uploads.length, answered: 1 }[outcome.outcome as string] ?? 0;
    expect(await pipeline.mailsTo(officer)).toHaveLength(answers);
    expect(await pipeline.mailsTo('a@stranger.example')).toEqual([]);
    expect(await pipeline.mailsTo(mailIn)).toEqual([]);
  });

  test('there are more than thirty of them', () => {
    expect(oddMails.length).toBeGreaterThan(30);
  });
});

describe('a sender is proven', () => {
  const officer = 'officer@city.example';
  const mail = (from: string[], dmarc: Verdict): ReceivedMail => ({
    id: '1',
    key: '1',
    source: officer,
    receivedAt: '2026-11-24T00:00:00.000Z',
    from,
    subject: '',
    messageId: '',
    headers: [],
    verdicts: { dmarc, spam: 'PASS', virus: 'PASS' },
  });

  test.each([
    [[officer], [officer], 'PASS', officer],
    [['Officer <Officer@City.example>'], ['"Officer, (the) <x@y>" <officer@city.example> (me)'], 'PASS', officer],
    [[officer], [officer], 'GRAY', null],
    [[officer], [officer], 'PROCESSING_FAILED', null],
    [[officer], [officer], 'DISABLED', null],
    // The receiving server told of one, the message shows another, or two.
    [[officer], ['a@stranger.example'], 'PASS', null],
    [[officer], [officer, 'a@stranger.example'], 'PASS', null],
    [[officer], [], 'PASS', null],
    [[officer, officer], [officer], 'PASS', null],
  ] as const)('told %j, written %j, DMARC %s: %s', (told, written, dmarc, proven) => {
    const headers = written.map((value) => ({ name: 'from', value }));
    expect(provenSender(mail([...told], dmarc), headers)).toBe(proven);
  });
});

describe('a mail with a filled questionnaire', () => {
  test('is answered beneath it: the outcome first, then its own subject', async () => {
    const city = await newCity();
    const message = await filled(city, {
      subject: 'RE: Fwd: Kysely – vastaus',
      messageId: '<abc.1@mail.city.example>',
    });
    expect((await send(message)).result).toEqual({ outcome: 'taken', files: 1 });
    const [answer, ...others] = await pipeline.mailsTo(city.officer);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      subject: 'Espoo, round 2022: 58% (Re: Kysely – vastaus)',
      attachments: [`scorebook-results-${city.id}-2022.xlsx`],
      headers: { 'In-Reply-To': '<abc.1@mail.city.example>', References: '<abc.1@mail.city.example>' },
    });
    expect(answer?.text.split('\n')[0]).toBe('Espoo scores 58%');
  });

  test('counts from when it came, whenever its file is taken out of it', async () => {
    const city = await newCity();
    const { uploads } = await pipeline.receive(await filled(city));
    const [upload] = uploads;
    if (upload === undefined) throw new Error('Nothing came into the inbox');
    await pipeline.ingest({ ...upload, receivedAt: '2999-01-01T00:00:00.000Z' });
    const standing = await pipeline.store.standing(round, city.id);
    expect(standing?.order.slice(0, 4)).toBe(String(new Date().getUTCFullYear()));
  });

  test('that cannot be used comes back beneath it, with the reason', async () => {
    const { officer } = await newCity();
    const winmail = { filename: 'winmail.dat', content: Buffer.from('789f3e22', 'hex') };
    await send(await compose({ from: officer, attachments: [winmail] }));
    const [answer] = await pipeline.mailsTo(officer);
    expect(answer?.subject).toBe('Your questionnaire was not accepted (Re: Our questionnaire)');
    expect(answer?.headers).toHaveProperty('In-Reply-To', '<one@mail.city.example>');
    expect(answer?.text.replace(/\s+/g, ' ')).toContain('winmail.dat of Outlook');
  });

  test('in an online sheet that it links to is answered beneath it, too', async () => {
    const { officer } = await newCity();
    const text = `See https://docs.google.com/spreadsheets/d/${'A1b2-_'.repeat(7)}/edit`;
    await send(await compose({ from: officer, text, messageId: '<sheet.1@mail.city.example>' }));
    const [answer] = await pipeline.mailsTo(officer);
    expect(answer?.headers).toMatchObject({ 'In-Reply-To': '<sheet.1@mail.city.example>' });
    expect(answer?.subject).toBe('Your questionnaire was not accepted (Re: Our questionnaire)');
  });

  test('of which the same event comes twice is one submission and one mail', async () => {
    const city = await newCity();
    const { again, uploads } = await send(await filled(city));
    expect(await again()).toEqual({ outcome: 'taken', files: 1 });
    for (const upload of uploads) expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'repeated' });
    await settle();
    expect(await pipeline.mailsTo(city.officer)).toHaveLength(1);
  });

  test('also sent in by the page is one submission and one mail', async () => {
    const city = await newCity();
    await send(await filled(city));
    const metadata = { sender: city.officer };
    const upload = await pipeline.put({ key: `page/${city.id}`, bytes: city.workbook, metadata });
    expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'repeated' });
  });

  test('for another authority than the sender is a contact of changes nothing there', async () => {
    const [city, other] = [await newCity(), await newCity()];
    await send(await filled({ officer: other.officer, workbook: city.workbook }));
    expect(await pipeline.store.standing(round, city.id)).toBeNull();
    expect(await pipeline.mailsTo(city.officer)).toEqual([]);
  });

  test('keeps its name, whatever is in it, within what S3 takes', async () => {
    const { officer, workbook } = await newCity();
    const filename = `${'Füllbogen 日本 '.repeat(40)}.xlsx`;
    const subject = '日本'.repeat(400);
    const { uploads } = await send(
      await compose({ from: officer, subject, attachments: [{ filename, content: workbook }] }),
    );
    expect(uploads).toHaveLength(1);
    const [answer] = await pipeline.mailsTo(officer);
    expect(answer?.text).toContain('Füllbogen 日本');
    expect(answer?.subject.length).toBeLessThan(200);
  });
});

describe('no header of an answer comes from the mail that is answered', () => {
  test('but an id that is one, and its subject in one line', async () => {
    const { officer, workbook } = await newCity();
    const broken = fc.constantFrom(
      'a',
      '\r',
      '\n',
      '\r\nBcc: x@evil.example',
      '\u0000',
      '\u2028',
      '<',
      '>',
      '@',
      ' ',
      'ä',
    );
    let before = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: broken, maxLength: 12 }), async (text) => {
        const changed = Buffer.concat([workbook, Buffer.from(`${before}`)]);
        const { uploads } = await pipeline.receive(await filled({ officer, workbook: changed }));
        for (const upload of uploads) {
          const metadata = {
            sender: officer,
            subject: encodeURIComponent(text),
            'message-id': encodeURIComponent(text),
          };
          await pipeline.ingest(await pipeline.put({ key: upload.key, bytes: changed, metadata }));
        }
        await settle();
        const mails = await pipeline.mailsTo(officer);
        expect(mails).toHaveLength(before + 1);
        before = mails.length;
        const answer = mails.at(-1);
        expect(answer?.to).toEqual([officer]);
        expect(answer?.subject).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
        for (const [name, value] of Object.entries(answer?.headers ?? {})) {
          expect(['Auto-Submitted', 'X-Auto-Response-Suppress', 'X-Loop', 'In-Reply-To', 'References']).toContain(name);
          expect(value).toMatch(/^[!-~]+$/);
        }
      }),
      { numRuns: runs(3, 12) },
    );
  });
});

describe('a mail without a questionnaire', () => {
  test('is answered beneath it, once a day, with what to attach', async () => {
    const { officer } = await newCity();
    for (const messageId of ['<1@city.example>', '<2@city.example>', '<3@city.example>']) {
      expect((await send(await compose({ from: officer, messageId }))).result.outcome).toBe('answered');
    }
    const answers = await pipeline.mailsTo(officer);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.subject).toBe('We could not read a questionnaire from your mail (Re: Our questionnaire)');
    expect(answers[0]?.headers).toHaveProperty('In-Reply-To', '<1@city.example>');
    expect(answers[0]?.text.replace(/\s+/g, ' ')).toContain('Attach the questionnaire as an Excel workbook (.xlsx)');
  });
});

describe('an address', () => {
  deepTest('has fifty mails a day; the rest is not taken, and a repeated event counts once', async () => {
    const { officer } = await newCity();
    const message = await compose({ from: officer });
    const first = await pipeline.receive(message);
    for (let sent = 1; sent < 50; sent += 1) await pipeline.receive(message);
    expect((await pipeline.receive(message)).result).toEqual({ outcome: 'refused', reason: 'over-limit' });
    expect(await first.again()).toEqual({ outcome: 'answered', reason: 'no-workbook' });
    await settle();
    expect(await pipeline.mailsTo(officer)).toHaveLength(1);
  });
});

describe('two that answer by themselves', () => {
  /** Answers whatever comes, as bad ones do: to whoever is in Reply-To, with no header that says what it is. */
  const badResponder = (officer: string) => compose({ from: officer, subject: 'I am away', text: 'Back on Monday.' });

  test('wired together end at one mail', async () => {
    const { officer } = await newCity();
    let answered = 0;
    for (let rounds = 0; rounds < 10; rounds += 1) {
      await send(await badResponder(officer));
      const mails = (await pipeline.mailsTo(officer)).length;
      if (mails === answered) break;
      answered = mails;
    }
    expect(answered).toBe(1);
  });

  test('of which the other one is ours end at one mail as well', async () => {
    const { officer } = await newCity();
    await send(await compose({ from: officer }));
    const [ours] = await pipeline.mailsTo(officer);
    const back = await compose({
      from: officer,
      headers: ours?.headers ?? {},
      subject: ours?.subject,
      text: ours?.text,
    });
    expect((await send(back)).result).toEqual({ outcome: 'dropped', rule: 'auto-submitted' });
    expect(await pipeline.mailsTo(officer)).toHaveLength(1);
  });
});

describe('mails that are not taken', () => {
  test('are told to the office in one mail, when their day is over', async () => {
    const { officer, workbook } = await newCity();
    const before = (await pipeline.mailsTo(office)).length;
    const subject = '<b>Look at https://evil.example/login';
    await pipeline.receive(await filled({ officer, workbook }, { subject }), { dmarc: 'FAIL' });
    await pipeline.receive(await filled({ officer: 'new@elsewhere.example', workbook }));
    await pipeline.receive(await filled({ officer: 'spam@elsewhere.example', workbook }), { spam: 'FAIL' });
    await settle();
    expect(await pipeline.mailsTo(office)).toHaveLength(before);
    pipeline.advance(25 * 3600);
    await pipeline.sweep();
    await settle();
    await pipeline.sweep();
    await settle();
    const mails = (await pipeline.mailsTo(office)).slice(before);
    expect(mails.map(({ subject: one }) => one)).toEqual([expect.stringContaining('Mails not accepted on')]);
    const text = mails[0]?.text.replace(/\s+/g, ' ');
    expect(text).toContain(`${officer}: “<b>Look at (a link)”. The sender’s mail domain does not confirm the mail`);
    expect(text).toContain('new@elsewhere.example: “Our questionnaire”. The sender is not a contact of any authority.');
    expect(text).not.toContain('spam@elsewhere.example');
    expect(mails[0]?.html).toContain('&lt;b&gt;Look at');
    expect(mails[0]?.html).not.toContain('<b>');
  });
});

describe('the notification of the receiving server', () => {
  test('that it sends when the topic is connected tells of nothing', () => {
    expect(mailInOf('Successfully validated SNS topic for Amazon SES email receiving.')).toBeNull();
  });

  test.each(['', 'hello', '{}', '{"notificationType":"Received"}', '{"notificationType":"Bounce"}'])(
    'that is none (%j) is a fault',
    (body) => {
      expect(() => mailInOf(body)).toThrow();
    },
  );
});
