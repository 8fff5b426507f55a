import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { beyondBudget } from '../bench/budgets.ts';
import { countRequests, type Requests } from '../bench/requests.ts';
import { authored, rowsOfCsv } from '../support/authored.ts';
import { filledForm } from '../support/filled-form.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@city.example';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  // What is done once for a registry is no call of the steps that are counted.
  await pipeline.ingest(await sent('first', null));
  await pipeline.deliverWaiting();
});
afterAll(() => pipeline.stop());

/** Espoo's filled questionnaire, of an authority of its own. */
async function sent(id: string, sender: string | null): Promise<InboxObject> {
  const authority = { id, name: `City of ${id}` };
  const contacts = [{ address: officer, language: 'en' }];
  await pipeline.registry.putAuthority({ ...authority, country: 'FI', contacts });
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority, round: round.id },
    ...{ answers: page.answers, background: page.background },
  });
  return pipeline.put({ key: `office/${id}.xlsx`, bytes, metadata: sender === null ? {} : { sender } });
}

async function costOf(clients: Clients, work: (clients: Clients) => Promise<unknown>): Promise<Requests> {
  const requests = countRequests(clients, { inStep: true });
  await work(clients);
  return requests;
}

/** An instance that knows the round: of each step it has done one. */
async function instance(step: 'ingest' | 'deliver', before: string): Promise<Clients> {
  const clients = pipeline.newClients();
  await pipeline.ingest(await sent(before, null), step === 'ingest' ? clients : pipeline.clients);
  await pipeline.deliverWaiting(step === 'deliver' ? clients : pipeline.clients);
  return clients;
}

test.each([
  ['the office', null],
  ['a contact', officer],
])('a submission from %s keeps to the budget of each step', async (who, sender) => {
  const id = who.replaceAll(' ', '-');
  const [ingesting, delivering] = [await instance('ingest', `1-${id}`), await instance('deliver', `2-${id}`)];
  const upload = await sent(id, sender);
  const ingest = await costOf(ingesting, (clients) => pipeline.ingest(upload, clients));
  expect(beyondBudget('ingest-submission', ingest)).toEqual([]);
  const deliver = await costOf(delivering, (clients) => pipeline.deliverWaiting(clients));
  expect(deliver.calls.get('SES SendEmail')).toBe(1);
  expect(deliver.calls.get('S3 PutObject')).toBe(2);
  expect(beyondBudget('deliver-results', deliver)).toEqual([]);
  const again = await costOf(await instance('ingest', `3-${id}`), (clients) => pipeline.ingest(upload, clients));
  expect(beyondBudget('ingest-submission, the same event again', again)).toEqual([]);
  expect(again.written).toBe(1);
});

test('an instance that meets a round for the first time takes one round trip more, and the next time none', async () => {
  const clients = pipeline.newClients();
  const upload = await sent('first-of-all', officer);
  const cold = await costOf(clients, () => pipeline.ingest(upload, clients));
  expect(beyondBudget('ingest-submission', cold, { waves: 1 })).toEqual([]);
  const mailing = pipeline.newClients();
  const deliver = await costOf(mailing, () => pipeline.deliverWaiting(mailing));
  expect(beyondBudget('deliver-results', deliver, { waves: 1 })).toEqual([]);
});

test('what is beyond its budget is told by its number, with the calls of each wave', async () => {
  const waves = Array.from({ length: 8 }, (_, number) => [`DynamoDB GetItem ROUND ${number}`]);
  const calls = new Map([['DynamoDB GetItem', 8]]);
  expect(beyondBudget('ingest-submission', { calls, read: 12, written: 16, waves })).toEqual([
    'ingest-submission: 8 round trips one after the other, and its budget is 7',
    ...waves.map(([call], number) => `${number + 1}: ${call}`),
  ]);
});

test('a mail that is told a rank costs no round trip more, also in a process that has read nothing yet', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await pipeline.ingest(await sent(id, null));
  await pipeline.deliverWaiting();
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published' });
  await pipeline.ingest(await sent('e', officer));
  const deliver = await costOf(pipeline.newClients(), (clients) => pipeline.deliverWaiting(clients));
  expect(deliver.calls.get('SES SendEmail')).toBe(1);
  expect(deliver.calls.get('S3 GetObject')).toBe(3);
  expect(beyondBudget('deliver-results', deliver, { requests: 3, waves: 1 })).toEqual([]);
});

test('a submission of an office’s own questionnaire costs no more, in a process that knows its definition and in one that does not', async () => {
  await pipeline.importQuestionnaire(
    await pipeline.put({ key: 'questionnaires/1', bytes: readFileSync('examples/public-libraries.authoring.xlsx') }),
  );
  const rows = [
    ['Id', 'Opens', 'Questionnaire'],
    ['libraries', '2026-01-01', 'public-libraries@2026'],
  ];
  await pipeline.importRegistry(await pipeline.put({ key: 'registry/1', bytes: rawWorkbook([{ name: 'R', rows }]) }));
  const definition = await authored('examples/public-libraries.authoring.xlsx');
  const all = rowsOfCsv('examples/public-libraries.answers.csv');
  const northwood = all.filter(({ authority }) => authority === 'Northwood');
  const sendAs = async (id: string) => {
    const contacts = [{ address: `officer@${id}.example`, language: 'en' }];
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', kind: 'city', contacts });
    const bytes = await filledForm(
      definition,
      northwood.map((row) => ({ ...row, authority: id })),
      { authority: id, round: 'libraries' },
    );
    return pipeline.put({ key: `office/${id}.xlsx`, bytes, metadata: { sender: `officer@${id}.example` } });
  };
  await pipeline.deliverWaiting();
  // An instance that has not read the definition yet reads it, once.
  for (const [id, more] of [
    ['cold', 1],
    ['warm', 0],
  ] as const) {
    const upload = await sendAs(id);
    const [ingesting, delivering] = [pipeline.newClients(), pipeline.newClients()];
    if (more === 0) {
      await pipeline.ingest(await sendAs('before'), ingesting);
      await pipeline.deliverWaiting(delivering);
    }
    const inStep = { inStep: true };
    const [ingest, deliver] = [countRequests(ingesting, inStep), countRequests(delivering, inStep)];
    await pipeline.ingest(upload, ingesting);
    await pipeline.deliverWaiting(delivering);
    expect(deliver.calls.get('SES SendEmail'), id).toBe(1);
    // The round is new to it as well.
    const first = { requests: 2 * more, waves: 2 * more };
    // This file names its authority and has no id of it: what is read of it waits for who that is.
    expect(beyondBudget('ingest-submission', ingest, { ...first, waves: 1 + more }), id).toEqual([]);
    expect(beyondBudget('deliver-results', deliver, first), id).toEqual([]);
    expect([ingest.calls.get('S3 GetObject'), deliver.calls.get('S3 GetObject') ?? 0], id).toEqual([1 + more, more]);
  }
});
