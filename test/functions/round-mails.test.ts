import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prepareRoundMail } from '../../functions/deliver-results/prepare-round-mail.ts';
import { dynamoActs } from '../../shared/adapters/aws/dynamo/acts.ts';
import { dynamoParticipations } from '../../shared/adapters/aws/dynamo/participations.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { readLink } from '../../shared/domain/mail/signed-link.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import type { Contact, Round } from '../../shared/domain/registry/registry.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { letterText } from '../../shared/rendering/letters/letter.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { except } from '../../shared/use-cases/except.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { tellDeadline } from '../../shared/use-cases/tell-deadline.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { strikeAt } from '../support/faults.ts';
import { mailIn, office, type Pipeline, portalAddress, type SentMail, startPipeline } from '../support/pipeline.ts';
import { pointsOf } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const day = 24 * 3600_000;
const espooPage = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();
const questionnaire = 'user-centricity@2023';

let pipeline: Pipeline;
let cities = 0;
let rounds = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** Each test has the registry to itself. */
beforeEach(async () => {
  for (const { id } of await pipeline.registry.authorities()) await pipeline.registry.removeAuthority(id);
  for (const round of await pipeline.registry.rounds())
    await pipeline.registry.putRound({ ...round, closesAt: inDays(-99) });
  await pipeline.forgetMails();
});

async function newRound(given: Partial<Round> = {}): Promise<Round> {
  rounds += 1;
  const round = { id: `r${rounds}`, questionnaire, opensAt: null, closesAt: inDays(60), shards: 1, ...given };
  await pipeline.registry.putRound(round);
  return round;
}

async function newCity(people: Readonly<Record<string, Partial<Contact>>> = { officer: {} }) {
  cities += 1;
  const id = `city-${cities}`;
  const name = `City & ${cities} <b>`;
  const contacts = Object.entries(people).map(([who, more]) => ({
    ...{ address: `${who}@${id}.example`, language: 'en', ...more },
  }));
  await pipeline.registry.putAuthority({ id, name, country: 'FI', contacts });
  return { id, name, address: (who = 'officer') => `${who}@${id}.example` };
}
type City = Awaited<ReturnType<typeof newCity>>;

async function send(city: City, round: Round, answers: Answers = espooPage.answers): Promise<void> {
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: city, round: round.id, answers },
  });
  const upload = await pipeline.put({ key: `office/${crypto.randomUUID()}`, bytes });
  expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'accepted' });
  await settle();
  await pipeline.forgetMails();
}

async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}
async function morning(): Promise<void> {
  await pipeline.remind();
  await settle();
}
const mailsTo = async (city: City, who = 'officer'): Promise<SentMail[]> => pipeline.mailsTo(city.address(who));
const flat = (text = ''): string => text.replaceAll(/\s+/g, ' ');
const participations = () => dynamoParticipations(pipeline.clients.dynamodb, pipeline.table);
const readBack = async (bytes: Uint8Array = new Uint8Array()) => {
  const read = await readWorkbook(bytes, readingCatalogue);
  if ('code' in read) throw new Error(read.code);
  return read;
};
const answered = ({ answers }: Awaited<ReturnType<typeof readBack>>) =>
  [...answers].filter(([, { value }]) => value !== 'unanswered').map(([id, { value }]) => `${id} ${String(value)}`);
/** The answers without those to these questions. */
const without = (...ids: string[]): Answers => new Map([...espooPage.answers].filter(([id]) => !ids.includes(id)));

describe('invitations', () => {
  test('go on the day of the round, to who may send, in their language, with their own workbook', async () => {
    const before = await newRound({ closesAt: inDays(1) });
    const city = await newCity({ officer: {}, deputy: { language: 'fi' }, mayor: { role: 'reader' } });
    await send(city, before);
    await pipeline.registry.putRound({ ...before, closesAt: inDays(-90) });
    const timeZone = 'Europe/Helsinki';
    const round = await newRound({
      previous: before.id,
      invitesAt: inDays(1),
      timeZone,
      closesAt: '2099-10-31T21:59:59.999Z',
    });
    await morning();
    expect(await mailsTo(city)).toEqual([]);
    await pipeline.registry.putRound({ ...round, invitesAt: inDays(-1) });
    await morning();
    expect(await mailsTo(city, 'mayor')).toEqual([]);
    const [[mail, ...more], [finnish]] = [await mailsTo(city), await mailsTo(city, 'deputy')];
    expect(more).toEqual([]);
    const deadline = '31 October 2099 at 23:59 (Europe/Helsinki, UTC+2)';
    expect(mail?.subject).toBe(`${city.name}: questionnaire for round ${round.id}, due by ${deadline}`);
    expect(finnish?.subject).toBe(
      `${city.name}: kierroksen ${round.id} kysely, määräaika 31. lokakuuta 2099 klo 23.59 (Europe/Helsinki, UTC+2)`,
    );
    // Names are of people: they are escaped in HTML, and stand as they are in text.
    expect(mail?.html).toContain(city.name.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;'));
    expect(mail?.html).not.toContain('<b>');
    expect(flat(mail?.text)).toContain(`We invite ${city.name} to take part in round ${round.id}.`);
    expect(flat(mail?.text)).toContain(`The answers and evidence from round ${before.id} are already in it.`);
    expect(flat(mail?.text)).toContain(mailIn);
    const [, token = ''] = new RegExp(`^${portalAddress}/#(\\S+)$`, 'm').exec(mail?.text ?? '') ?? [];
    expect(readLink(token, await pipeline.portal().keys.all(), new Date())).toMatchObject({
      ...{ authority: city.id, contact: city.address(), round: round.id },
    });

    expect(mail?.attachments).toEqual([`${round.id}-${city.id}.xlsx`]);
    const workbook = await readBack(mail?.files[0]);
    expect(workbook.identity).toMatchObject({ authority: city.id, round: round.id });
    expect(answered(workbook)).toHaveLength([...espooPage.answers].length);
    const cover = textsOf((await open(finnish?.files[0] ?? new Uint8Array())).worksheets[0] as never);
    expect(cover.join('\n')).toContain(city.name);
    expect(cover.join('\n')).toContain('Kaikki nämä ovat yhä oikein');
    expect(cover.join('\n')).toContain('2099');

    const noted = await participations().of(round.id, city.id);
    expect(noted.invitations).toMatchObject([
      {
        step: 'invitation',
        to: expect.arrayContaining([contactHash(city.address()), contactHash(city.address('deputy'))]),
      },
    ]);
    const acts = await dynamoActs(pipeline.clients.dynamodb, pipeline.table).of(round.id);
    expect(acts).toMatchObject([{ what: 'invite', by: 'schedule', facts: { mails: '2' } }]);
  });

  test('go once: each morning only to who is new, whatever case their address is written in', async () => {
    const round = await newRound({ invitesAt: inDays(-1) });
    const city = await newCity();
    await morning();
    await morning();
    expect(await mailsTo(city)).toHaveLength(1);
    await pipeline.registry.changeAuthority(city.id, (current) =>
      current === null
        ? null
        : {
            ...current,
            contacts: [
              { address: city.address().toUpperCase(), language: 'en' },
              { address: city.address('new'), language: 'fr' },
            ],
          },
    );
    await morning();
    expect(await pipeline.mailsTo(city.address().toUpperCase())).toEqual([]);
    const [mail] = await mailsTo(city, 'new');
    expect(mail?.subject).toContain(`questionnaire de l’édition ${round.id}`);
    // Nothing was filled in: nothing is said of an earlier round.
    expect(mail?.text).not.toContain('justificatifs de');
  });

  test('go neither to who has sent, nor to who is out of the round, also where that is so only when they are sent', async () => {
    const round = await newRound({ invitesAt: inDays(-1) });
    const [sent, declined, late, lateOut] = [await newCity(), await newCity(), await newCity(), await newCity()];
    const decline = (city: City) =>
      participations().change(round.id, city.id, (current) => ({
        ...current,
        left: { way: 'declined', at: inDays(0), by: 'x', reason: 'no time' },
      }));
    await send(sent, round);
    await decline(declined);
    // Not even made for those of whom it is known.
    expect(await pipeline.remind()).toMatchObject([{ invitations: 2 }]);
    await decline(lateOut);
    await send(late, round);
    await settle();
    for (const city of [sent, declined, late, lateOut]) expect([city.id, await mailsTo(city)]).toEqual([city.id, []]);
  });

  test('go to nobody before the round opens, nor after it has closed', async () => {
    const city = await newCity();
    await newRound({ invitesAt: inDays(-1), opensAt: inDays(1) });
    await newRound({ invitesAt: inDays(-9), closesAt: inDays(-0.5) });
    await morning();
    expect(await mailsTo(city)).toEqual([]);
  });

  test('have the office’s words where it has written some, as plain text, with what they name', async () => {
    const round = await newRound({
      invitesAt: inDays(-1),
      texts: [
        {
          ...{ mail: 'invitation', language: 'fi', subject: 'Kutsu: {authority}' },
          text: 'Hei <i>kaikki</i>!\n\nVastaa {deadline} mennessä: {link}\nTerveisin {office}, {address}',
        },
      ],
      closesAt: '2099-10-31T21:59:59.999Z',
    });
    const city = await newCity({ officer: { language: 'fi' }, other: { language: 'en' } });
    await morning();
    const [mail] = await mailsTo(city);
    expect(mail?.subject).toBe(`Kutsu: ${city.name}`);
    expect(mail?.html).toContain('Hei &lt;i&gt;kaikki&lt;/i&gt;!');
    // In HTML a link is short: a long one would widen the mail.
    const shown = mail?.html.replaceAll(/<[^>]*>/g, '') ?? '';
    expect(shown).toContain(`mennessä: ${new URL(portalAddress).host}`);
    expect(shown).not.toContain(`${portalAddress}/#`);
    expect(flat(mail?.text)).toContain(
      `Hei <i>kaikki</i>! Vastaa 31. lokakuuta 2099 klo 21.59 UTC mennessä: ${portalAddress}/#`,
    );
    expect(flat(mail?.text)).toContain(`Terveisin ${office}, ${mailIn}`);
    expect(mail?.text).not.toContain('kutsuttu mukaan');
    expect(mail?.text).toContain(round.id);
    expect((await mailsTo(city, 'other'))[0]?.subject).toContain('questionnaire for round');
  });

  test('bring the link alone where the workbook is too large for a mail, unless there is no page', async () => {
    const round = await newRound();
    const city = await newCity();
    const mailWith = async (portal: string, maxAttached?: number) => {
      const { keys } = pipeline.portal();
      const now = () => new Date();
      const sources = { questionnaires: pipeline.questionnaires, catalogue, participations: participations() };
      const pages = contactPages({ keys, portal, now });
      const deps = { ...pipeline.prefilling(), ...sources, pages, office, mailIn, now, maxAttached };
      const notice = { kind: 'invitation', round: round.id, authority: city.id, to: city.address() } as const;
      const mail = await prepareRoundMail(notice, deps);
      const about = { messages: messagesIn('en'), footer: [], office, mailIn };
      return [mail?.attachments.length, mail === null ? '' : flat(letterText(mail.words(about).letter))] as const;
    };
    expect((await mailWith(portalAddress))[0]).toBe(1);
    const [none, text] = await mailWith(portalAddress, 1000);
    expect([none, text]).toEqual([0, expect.stringContaining('too large for a mail. Download it from your page.')]);
    expect(text).not.toContain(`${round.id}-${city.id}.xlsx`);
    expect((await mailWith('', 1000))[0]).toBe(1);
  });

  test('of which the making broke off go on where it was: each contact gets one', async () => {
    const runOf = async (n: number) => {
      const round = await newRound({ invitesAt: inDays(-1) });
      const people = [await newCity(), await newCity(), await newCity()];
      const faulty = pipeline.newClients();
      const fault = strikeAt(faulty, n, 'crash after');
      await pipeline.remind(faulty).catch(() => null);
      await settle();
      await morning();
      pipeline.advance(2 * 3600);
      await pipeline.sweep();
      await settle();
      for (const city of people) {
        const mails = await mailsTo(city);
        expect([n, fault.struck(), mails.length, mails[0]?.subject.includes(round.id)]).toEqual([
          ...[n, fault.struck(), 1, true],
        ]);
      }
      await pipeline.registry.putRound({ ...round, closesAt: inDays(-99) });
      for (const { id } of people) await pipeline.registry.removeAuthority(id);
      return fault.calls.length;
    };
    const calls = await runOf(Number.POSITIVE_INFINITY);
    expect(calls).toBeGreaterThan(12);
    for (const n of pointsOf(calls, [5, 9])) await runOf(n);
  });
});

describe('reminders', () => {
  test('name what is missing to who has not answered all, with the workbook as it now counts', async () => {
    const round = await newRound({ closesAt: inDays(2.5) });
    const [partly, whole, nothing] = [await newCity(), await newCity(), await newCity()];
    await send(partly, round, without('1.1.2', '1.2.3'));
    await send(whole, round);
    await morning();
    const [mail] = await mailsTo(partly);
    expect(mail?.subject).toMatch(/: some questions are not answered yet; due by /);
    expect(flat(mail?.text)).toMatch(/Not answered yet \(2\): \* 1\.1\.2 .+ \* 1\.2\.3 /);
    const workbook = await readBack(mail?.files[0]);
    expect(answered(workbook)).toHaveLength([...espooPage.answers].length - 2);
    expect(await mailsTo(whole)).toEqual([]);
    const [first] = await mailsTo(nothing);
    expect(first?.subject).toMatch(/: your questionnaire is due by /);
    expect(first?.attachments).toEqual([`${round.id}-${nothing.id}.xlsx`]);
    expect(await participations().of(round.id, nothing.id)).toMatchObject({ reminders: [{ step: 'reminder-3' }] });
  });

  test('name a few questions, and then how many more there are', async () => {
    const round = await newRound({ closesAt: inDays(2.5) });
    const city = await newCity();
    await send(city, round, new Map([...espooPage.answers].slice(0, 1)));
    await morning();
    const [mail] = await mailsTo(city);
    expect(mail?.text.match(/^\* \d/gm)).toHaveLength(5);
    expect(flat(mail?.text)).toContain('And 35 more, which you find in the workbook.');
  });

  test('go after the deadline, too, each step once, and never to who has declined', async () => {
    const round = await newRound({ closesAt: inDays(-1.5) });
    const [city, declined] = [await newCity(), await newCity()];
    await participations().change(round.id, declined.id, (current) => ({
      ...current,
      left: { way: 'declined', at: inDays(0), by: 'x', reason: 'no' },
    }));
    await morning();
    await morning();
    const mails = await mailsTo(city);
    expect(mails.map(({ subject }) => subject)).toEqual([
      `${city.name}: round ${round.id} closed without your questionnaire`,
    ]);
    expect(mails[0]?.attachments).toHaveLength(1);
    expect(await mailsTo(declined)).toEqual([]);
    await pipeline.registry.putRound({ ...round, closesAt: inDays(-8) });
    await morning();
    expect(await mailsTo(city)).toHaveLength(2);
  });

  test('go by the authority’s own deadline, and tell it', async () => {
    const round = await newRound({ closesAt: inDays(-1.5), timeZone: 'Europe/Helsinki' });
    const city = await newCity();
    const closesAt = inDays(2.5);
    await participations().change(round.id, city.id, (current) => ({
      ...current,
      deadline: { closesAt, at: inDays(0), by: 'x', reason: 'elections' },
    }));
    await participations().setParticipants(round.id, { lastDeadline: closesAt, named: false, left: false });
    await morning();
    const [mail, ...more] = await mailsTo(city);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/: your questionnaire is due by /);
    const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Helsinki' });
    expect(mail?.subject).toContain(local.format(new Date(closesAt)));
  });

  test('go again for a deadline that was moved, and not for one that no longer is', async () => {
    const round = await newRound({ closesAt: inDays(0.9) });
    const city = await newCity();
    await morning();
    await pipeline.registry.putRound({ ...round, closesAt: inDays(13) });
    await morning();
    await morning();
    expect(await mailsTo(city)).toHaveLength(2);
    // Due, and moved far away before it is sent: the mail would tell a deadline that nobody has to be reminded of.
    await pipeline.registry.putRound({ ...round, closesAt: inDays(-1.5) });
    await pipeline.remind();
    await pipeline.registry.putRound({ ...round, closesAt: inDays(50) });
    await settle();
    expect(await mailsTo(city)).toHaveLength(2);
  });
});

describe('a deadline of its own', () => {
  /** As the command does: the exception, then the mails. */
  async function give(city: City, round: Round, closesAt: string): Promise<number> {
    const exception = { kind: 'deadline', closesAt } as const;
    const decided = { by: 'Anna Virtanen', reason: 'Elections <b>' };
    const of = { round: round.id, authorities: [city.id], exception };
    expect(await except(of, decided, pipeline.participation())).toEqual({ outcome: 'done' });
    return tellDeadline({ round, authorities: [city.id], closesAt }, pipeline.mailing());
  }

  test('is told once to who may send, in their language, with their workbook, and another one again', async () => {
    const round = await newRound({ timeZone: 'Europe/Helsinki', closesAt: '2098-10-31T21:59:59.999Z' });
    const people = { officer: {}, deputy: { language: 'fi' }, mayor: { role: 'reader' } } as const;
    const [city, other] = [await newCity(people), await newCity()];
    const closesAt = '2098-11-14T21:59:59.999Z';
    expect(await give(city, round, closesAt)).toBe(2);
    expect(await give(city, round, closesAt)).toBe(0);
    await settle();
    expect([await mailsTo(other), await mailsTo(city, 'mayor')]).toEqual([[], []]);
    const [[mail, ...more], [finnish]] = [await mailsTo(city), await mailsTo(city, 'deputy')];
    expect(more).toEqual([]);
    const told = '14 November 2098 at 23:59 (Europe/Helsinki, UTC+2)';
    expect(mail?.subject).toBe(`${city.name}: your deadline in round ${round.id} is now ${told}`);
    expect(finnish?.subject).toContain('14. marraskuuta 2098 klo 23.59');
    expect(flat(mail?.text)).toContain(`Answers count until ${told}.`);
    expect(flat(mail?.text)).not.toContain('The answers and evidence from round');
    // Why the office gave it is its own business.
    expect(`${mail?.html} ${mail?.text}`).not.toContain('Elections');
    expect(mail?.attachments).toEqual([`${round.id}-${city.id}.xlsx`]);
    const cover = textsOf((await open(mail?.files[0] ?? new Uint8Array())).worksheets[0] as never);
    expect(cover.join(' ')).toContain('14 November 2098');
    // It is neither an invitation nor a reminder.
    expect(await participations().of(round.id, city.id)).toMatchObject({ invitations: [], reminders: [] });
    expect(await give(city, round, '2098-12-01T21:59:59.999Z')).toBe(2);
    await settle();
    expect(await mailsTo(city)).toHaveLength(2);
  });

  test('is told also to who has answered all, in the words of the office where it has some', async () => {
    const texts = [{ mail: 'deadline', language: 'en', text: 'More time: {deadline} <b>' }] as const;
    const round = await newRound({ texts, closesAt: inDays(3) });
    const city = await newCity();
    await send(city, round);
    await give(city, round, '2098-11-14T21:59:59.999Z');
    await settle();
    const [mail] = await mailsTo(city);
    expect(mail?.html).toContain('More time: 14 November 2098 at 21:59 UTC &lt;b&gt;');
  });

  test('that was taken back, is over, or is not the latest any more is told to nobody', async () => {
    const round = await newRound({ closesAt: inDays(2) });
    const city = await newCity();
    await give(city, round, inDays(5));
    const undo = { round: round.id, authorities: [city.id], exception: { kind: 'undo' } } as const;
    await except(undo, { by: 'A', reason: 'b' }, pipeline.participation());
    await settle();
    await give(city, round, inDays(6));
    await pipeline.registry.putRound({ ...round, closesAt: inDays(9) });
    await settle();
    expect(await mailsTo(city)).toEqual([]);
  });

  test('without a queue it is due for the next sweep', async () => {
    const round = await newRound({ closesAt: inDays(2) });
    const city = await newCity();
    const closesAt = inDays(5);
    const exception = { kind: 'deadline', closesAt } as const;
    await except(
      { round: round.id, authorities: [city.id], exception },
      { by: 'A', reason: 'b' },
      pipeline.participation(),
    );
    await tellDeadline({ round, authorities: [city.id], closesAt }, pipeline.mailing(), new Date());
    await settle();
    expect(await mailsTo(city)).toEqual([]);
    pipeline.advance(3600);
    await pipeline.sweep();
    await settle();
    expect(await mailsTo(city)).toHaveLength(1);
  });
});
