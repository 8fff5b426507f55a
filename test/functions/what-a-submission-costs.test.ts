import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
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

async function costOf(work: (clients: Clients) => Promise<unknown>): Promise<Requests> {
  const clients = pipeline.newClients();
  const requests = countRequests(clients);
  await work(clients);
  return requests;
}

test.each([
  ['the office', null],
  ['a contact', officer],
])('a submission from %s costs few units, and few round trips that wait for each other', async (who, sender) => {
  const upload = await sent(who.replaceAll(' ', '-'), sender);
  const ingest = await costOf((clients) => pipeline.ingest(upload, clients));
  expect(ingest.written).toBeLessThanOrEqual(16);
  expect(ingest.read).toBeLessThanOrEqual(12);
  expect(ingest.roundTrips).toBeLessThanOrEqual(9);
  const deliver = await costOf((clients) => pipeline.deliverWaiting(clients));
  expect(deliver.calls.get('SES SendEmail')).toBe(1);
  expect(deliver.written).toBeLessThanOrEqual(3);
  expect(deliver.read).toBeLessThanOrEqual(12);
  expect(deliver.roundTrips).toBeLessThanOrEqual(8);
  expect(deliver.calls.get('S3 PutObject')).toBe(2);
  const again = await costOf((clients) => pipeline.ingest(upload, clients));
  expect([again.written, again.roundTrips]).toEqual([1, 6]);
});

test('a mail that is told a rank costs no round trip more, also in a process that has read nothing yet', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await pipeline.ingest(await sent(id, null));
  await pipeline.deliverWaiting();
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published' });
  await pipeline.ingest(await sent('e', officer));
  const deliver = await costOf((clients) => pipeline.deliverWaiting(clients));
  expect(deliver.calls.get('SES SendEmail')).toBe(1);
  expect(deliver.calls.get('S3 GetObject')).toBe(3);
  expect(deliver.roundTrips).toBeLessThanOrEqual(8);
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
    const [ingest, deliver] = [countRequests(ingesting), countRequests(delivering)];
    await pipeline.ingest(upload, ingesting);
    await pipeline.deliverWaiting(delivering);
    expect(deliver.calls.get('SES SendEmail'), id).toBe(1);
    expect(ingest.written, id).toBeLessThanOrEqual(16);
    expect(ingest.read, id).toBeLessThanOrEqual(12);
    expect(ingest.roundTrips, id).toBeLessThanOrEqual(9 + more);
    expect(deliver.written, id).toBeLessThanOrEqual(3);
    expect(deliver.read, id).toBeLessThanOrEqual(12);
    expect(deliver.roundTrips, id).toBeLessThanOrEqual(8 + more);
    expect([ingest.calls.get('S3 GetObject'), deliver.calls.get('S3 GetObject') ?? 0], id).toEqual([1 + more, more]);
  }
});
