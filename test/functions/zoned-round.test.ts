import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalState } from '../../functions/serve-portal/portal-state.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { endOfDay, localDay } from '../../shared/domain/registry/time-zone.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { readableDay, readableInstant } from '../../shared/rendering/words/readable.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const sender = 'officer@espoo.example';
const contact = { address: sender, language: 'en' };
const espoo = { id: 'espoo', name: 'Espoo', country: 'FI', contacts: [contact] };
const base = { questionnaire: 'user-centricity@2023', opensAt: null, shards: 2 };
const { answers } = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putAuthority(espoo);
});
afterAll(() => pipeline.stop());

/** One file for a round, received at an instant; returns its submission and the words of the mail that answers it. */
async function send(round: Round, at: string) {
  await pipeline.registry.putRound(round);
  const about = { questionnaire: userCentricity2023, language: 'en', authority: espoo, round: round.id, answers };
  const bytes = await writeQuestionnaireWorkbook({ ...about, contact: crypto.randomUUID() });
  const key = `office/${crypto.randomUUID()}.xlsx`;
  const result = await pipeline.ingest(await pipeline.put({ key, bytes, metadata: { sender }, at }));
  await pipeline.deliverWaiting();
  const mail = (await pipeline.mailsTo(sender)).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
  return { outcome: result.outcome, submission: 'submission' in result ? result.submission : '', mail };
}

describe.each([
  {
    timeZone: 'Europe/Helsinki',
    last: '2025-10-31T21:59:59.999Z',
    shown: '31 October 2025 at 23:59 (Europe/Helsinki, UTC+2)',
  },
  {
    timeZone: 'America/Los_Angeles',
    last: '2025-11-01T06:59:59.999Z',
    shown: '31 October 2025 at 23:59 (America/Los_Angeles, UTC−7)',
  },
])('a round that closes on 31 October in $timeZone', ({ timeZone, last, shown }) => {
  const closesAt = endOfDay('2025-10-31', timeZone);
  const round = { ...base, id: `r${timeZone.length}`, closesAt, timeZone };

  test('takes files until that day ends there, and returns the next one in words of its clock', async () => {
    expect(closesAt).toBe(last);
    const taken = await send(round, last);
    expect(taken.outcome).toBe('accepted');
    expect(taken.mail).toContain(`received ${shown}`);
    const late = await send(round, new Date(Date.parse(last) + 1).toISOString());
    expect(late.outcome).toBe('rejected');
    expect(late.mail).toContain(`until ${shown}`);
    expect(late.mail).not.toMatch(/\d UTC/);
  });

  test('names its zone on the results page, in the workbook and on the page of the contact', async () => {
    // An hour that is another day in UTC, or in the zone.
    const at = timeZone === 'Europe/Helsinki' ? '2025-10-25T22:30:00.000Z' : '2025-10-26T05:30:00.000Z';
    const day = localDay(at, timeZone);
    const { submission } = await send(round, at);
    const key = `results/${round.id}/espoo/${submission}`;
    const page = new TextDecoder().decode((await pipeline.resultsWorkbook(`${key}.html`)) ?? new Uint8Array());
    const workbook = await open((await pipeline.resultsWorkbook(`${key}.xlsx`)) ?? new Uint8Array());
    const received = readableInstant(at, { ...messagesIn('en'), timeZone });
    expect(received).toMatch(
      timeZone === 'Europe/Helsinki' ? /^26 October 2025 at 01:30/ : /^25 October 2025 at 22:30/,
    );
    expect(page).toContain(received);
    expect(page).not.toMatch(/\d UTC/);
    const texts = workbook.worksheets.flatMap(textsOf).join('\n');
    expect(texts).toContain(received);
    expect(texts).toContain(readableDay(day, messagesIn('en')));
    expect(texts).not.toMatch(/\d\d:\d\d UTC/);
    const state = await portalState({ authority: espoo, contact, round, ownSheet: null }, pipeline.portal());
    expect(state.round).toMatchObject({ closesAt, timeZone });
  });
});

test('a reminder tells the deadline by the clock of the round, whatever the time of the year', async () => {
  const round = { ...base, id: 'open', timeZone: 'America/Los_Angeles' };
  const closesAt = endOfDay(
    localDay(new Date(Date.now() + 2 * 86_400_000).toISOString(), round.timeZone),
    round.timeZone,
  );
  await pipeline.registry.putRound({ ...round, closesAt });
  await pipeline.forgetMails();
  await pipeline.remind();
  await pipeline.deliverWaiting();
  const [mail] = await pipeline.mailsTo(sender);
  const when = readableInstant(closesAt, { ...messagesIn('en'), timeZone: round.timeZone });
  expect(when).toMatch(/at 23:59 \(America\/Los_Angeles, UTC−[78]\)$/);
  expect(mail?.subject).toContain(when);
  expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(when);
});

test('a round without a zone tells UTC, as before', async () => {
  const { mail } = await send({ ...base, id: 'old', closesAt: '2025-12-31T23:59:59.999Z' }, '2025-10-31T22:30:00.000Z');
  expect(mail).toContain('received 31 October 2025 at 22:30 UTC');
});
