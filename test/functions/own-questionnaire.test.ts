import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { authored, rowsOfCsv } from '../support/authored.ts';
import { defined } from '../support/defined.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** Rounds of a questionnaire that an office has defined, from the file to the mail. */
const northwood = readFileSync('examples/public-libraries.northwood.xlsx');
const officerOf = (id: string) => `officer@${id}.example`;
const round = { id: 'libraries', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 4 };
const cities = { id: 'cities', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const shownOf = (authority: string): number => {
  const rows = rowsOfCsv('examples/public-libraries.scores.csv');
  return Number(rows.find((one) => one['authority'] === authority && one['node'] === 'index')?.['shown']);
};

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  const libraries = await authored('examples/public-libraries.authoring.xlsx');
  await pipeline.questionnaires.publish(libraries, '2026-11-30T09:00:00.000Z');
  await pipeline.questionnaires.fix(round.questionnaire);
  await pipeline.registry.putRound(round);
  await pipeline.registry.putRound(cities);
});
afterAll(() => pipeline.stop());

async function register(id: string, of: Partial<Authority> = {}): Promise<void> {
  const contacts = [{ address: officerOf(id), language: 'en' }];
  await pipeline.registry.putAuthority({ id, name: id, country: 'GB', contacts, ...of });
}

let files = 0;
async function send(id: string, bytes: Uint8Array) {
  files += 1;
  const key = `office/${files}.xlsx`;
  return pipeline.ingest(await pipeline.put({ key, bytes, metadata: { sender: officerOf(id) } }));
}

const countedOf = async (id: string) => (await pipeline.store.standing(round, id))?.score.percent;

/** Answers by question, in a layout of the sender's own. */
const answering = (answers: Readonly<Record<string, string | number>>): Uint8Array => {
  const rows = Object.entries(wordings).map(([id, question]) => [id, question, answers[id] ?? '']);
  return rawWorkbook([{ name: 'Ours', rows: [['No', 'Question', 'Answer'], ...rows] }]);
};
const wordings = {
  population: 'Inhabitants',
  Q1a: 'Is a branch open in the evening?',
  Q1b: 'If yes, hours a week',
  Q1c: 'Was a branch closed?',
  Q2: 'Can branches be entered without steps?',
  Q3: 'Visits a year for each inhabitant',
  Q4: 'Does a library boat call?',
};

test('a file is scored by what it asks of that kind of authority, and its sender is told in its words', async () => {
  await register('northwood', { name: 'Northwood', kind: 'city' });
  expect(await send('northwood', northwood)).toMatchObject({ outcome: 'accepted' });
  expect(await countedOf('northwood')).toBe(shownOf('Northwood'));
  expect(await pipeline.deliverWaiting()).toEqual(['sent']);
  const [mail] = await pipeline.mailsTo(officerOf('northwood'));
  expect(mail?.subject).toBe('Northwood, round libraries: 71.6%');
  expect(mail?.text).toContain('B  Services ########..  3 of 4 points');
  expect(mail?.attachments).toEqual(['scorebook-results-northwood-libraries.xlsx']);
});

test('of another kind it counts what it leaves blank', async () => {
  await register('islands', { kind: 'island' });
  const { outcome, codes } = (await send('islands', northwood)) as { outcome: string; codes: string[] };
  expect([outcome, codes.includes('questions-unanswered')]).toEqual(['accepted', true]);
  expect(await countedOf('islands')).toBeLessThan(shownOf('Northwood'));
});

test('its answers, codes and number stand as they were read', async () => {
  const standing = await pipeline.store.standing(round, 'northwood');
  expect(standing).toMatchObject({
    answerCode: '80000|3200000|t|0|45|0|0|6||0 1|t|2|9|1',
    evidenceCode: '00010010000000',
    score: { method: 'definition', percent: shownOf('Northwood') },
    kind: 'city',
  });
  const answers = await pipeline.store.answers(standing?.submission ?? '');
  expect(answers.get('Q5')).toMatchObject({ value: '=books events', evidence: '' });
  const [entry] = await pipeline.store.history('northwood');
  expect(entry).toMatchObject({ method: 'definition', facts: { kind: 'city', country: 'GB', population: null } });
});

describe('several files', () => {
  test('what one leaves blank stays as another has said it', async () => {
    await register('parts');
    await register('whole');
    await send('parts', answering({ Q1c: 'none', Q2: 'all' }));
    expect(await send('parts', answering({ Q3: 4 }))).toMatchObject({ outcome: 'accepted' });
    await send('whole', answering({ Q1c: 'none', Q2: 'all', Q3: 4 }));
    const [parts, whole] = await Promise.all(['parts', 'whole'].map((id) => pipeline.store.standing(round, id)));
    expect(parts?.answerCode).toBe('|||||0|0|4||||||');
    expect([parts?.answerCode, parts?.score]).toEqual([whole?.answerCode, whole?.score]);
  });
});

describe('where little is answered', () => {
  const halves = { id: 'halves', questionnaire: 'made@1', opensAt: null, closesAt: null, shards: 4 };
  const half = (answers: readonly string[]) => {
    const rows = ['q1', 'q2', 'q3', 'q4'].map((name, index) => [name, name, answers[index] ?? '']);
    return rawWorkbook([{ name: 'Ours', rows: [['No', 'Question', 'Answer'], ...rows] }]);
  };
  beforeAll(async () => {
    const nodes = ['q1', 'q2', 'q3', 'q4'].map((name) => ({ type: 'select_one', name, list: 'yes_no_na' }) as const);
    const index = { aggregate: 'mean', missing: 'left_out', leastShare: '0.5' } as const;
    await pipeline.questionnaires.publish(defined(nodes, { index }), '2026-11-30T10:00:00.000Z');
    await pipeline.questionnaires.fix('made@1');
    await pipeline.registry.putRound(halves);
    await register('little');
  });

  test('a file that is too little for a score is not accepted, and says what is needed', async () => {
    expect(await send('little', half(['Yes']))).toMatchObject({
      outcome: 'rejected',
      codes: expect.arrayContaining(['too-little-answered']),
    });
    await pipeline.deliverWaiting();
    const mails = await pipeline.mailsTo(officerOf('little'));
    expect(mails.at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain(
      'There are too few answers for a score: 1 of 4 questions that count are answered. Answer more of them, at least 2,',
    );
  });

  test('after enough of it, one answer alone is taken', async () => {
    expect(await send('little', half(['Yes', 'No']))).toMatchObject({ outcome: 'accepted' });
    expect(await send('little', half(['', '', 'Yes']))).toMatchObject({ outcome: 'accepted' });
    expect((await pipeline.store.standing(halves, 'little'))?.score.percent).toBe(67);
  });
});

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

test('a file of another questionnaire than the round’s is not accepted', async () => {
  await register('elsewhere');
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: round.id },
    ...{ authority: { id: 'elsewhere', name: 'elsewhere' }, answers: page.answers },
  });
  const { outcome, codes } = (await send('elsewhere', bytes)) as { outcome: string; codes: string[] };
  expect([outcome, codes.includes('questionnaire-other-family')]).toEqual(['rejected', true]);
});
