import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { identitySheet, type only, questionnaireSheet } from '../support/filled-rows.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { runs as cases } from '../support/tier.ts';

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

let pipeline: Pipeline;
let runs = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

/** A filled questionnaire of the authority in which so many of the first questions are answered No. */
function filled(authority: string, noes: number): Uint8Array {
  const first = ['1.1.1', '1.1.2', '1.1.3', '1.1.4'].slice(0, noes);
  const change = (id: string, row: Parameters<ReturnType<typeof only>>[1]) =>
    first.includes(id) ? row.with(2, 'No') : row;
  const identity = identitySheet.rows.map((row) =>
    row[0] === 'authority' || row[0] === 'authorityName' ? [row[0], authority] : row,
  );
  return rawWorkbook([questionnaireSheet(change), { ...identitySheet, rows: identity }]);
}

/** Told of by S3 with the time the inbox has for it. */
async function put(key: string, bytes: Uint8Array): Promise<InboxObject> {
  const upload = await pipeline.put({ key, bytes });
  const listed = (await pipeline.listing()).find((one) => one.key === key);
  return { ...upload, receivedAt: listed?.receivedAt ?? '' };
}

const work = (upload: InboxObject): Promise<unknown> =>
  upload.key.startsWith('registry/') ? pipeline.importRegistry(upload) : pipeline.ingest(upload);

/** Two cities send three files each and the office a registry workbook; the events of the kept ones arrive. */
async function run(kept: readonly boolean[]) {
  runs += 1;
  const cities = ['a', 'b'].map((letter) => `city-${letter}-${runs}`);
  for (const id of cities) await pipeline.registry.putAuthority({ id, name: id, country: null, contacts: [] });
  const uploads: InboxObject[] = [];
  for (const noes of [1, 2, 3]) {
    for (const city of cities) uploads.push(await put(`office/${city}/${noes}`, filled(city, noes)));
  }
  const registry = {
    name: 'A',
    rows: [
      ['id', 'name', 'country'],
      [`added-${runs}`, 'x'.repeat(4 * runs), 'FI'],
    ],
  };
  uploads.push(await put(`registry/${runs}`, rawWorkbook([registry])));
  for (const [index, upload] of uploads.entries()) if (kept[index]) await work(upload);
  const { outcome, uploads: found } = await pipeline.reconcile(minutes(60));
  for (const upload of found) await work(upload);
  const standings = await Promise.all(cities.map((city) => pipeline.store.standing(round, city)));
  const counting = await Promise.all(standings.map((one) => pipeline.store.submission(one?.submission ?? '')));
  return {
    requeued: outcome.requeued,
    state: {
      counts: counting.map((one) => one?.receipt.key.split('/').at(-1)),
      received: counting.map((one, index) => one?.receipt.receivedAt === uploads[4 + index]?.receivedAt),
      shown: standings.map((one) => one?.score.percent),
      registered: (await pipeline.registry.authority(`added-${runs}`)) !== null,
    },
  };
}

test('whichever events were lost, after it everything is as if none had been', async () => {
  const all = Array<boolean>(7).fill(true);
  const clean = await run(all);
  expect(clean).toEqual({
    requeued: 0,
    state: { counts: ['3', '3'], received: [true, true], shown: [94, 94], registered: true },
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), async (kept) => {
      const { requeued, state } = await run(kept);
      expect(requeued).toBe(kept.filter((one) => !one).length);
      expect(state).toEqual(clean.state);
    }),
    { numRuns: cases(1, 20), examples: [[all.map(() => false)]] },
  );
  expect((await pipeline.reconcile(minutes(120))).outcome.requeued).toBe(0);
});

test('what may still be on its way is left alone, and what is older than the table restores to', async () => {
  await put('office/late', Buffer.from('hello'));
  expect((await pipeline.reconcile(minutes(14))).uploads).toEqual([]);
  expect((await pipeline.reconcile(minutes(36 * 24 * 60))).uploads).toEqual([]);
  const { uploads } = await pipeline.reconcile(minutes(16));
  expect(uploads.map(({ key }) => key)).toEqual(['office/late']);
  await Promise.all(uploads.map(work));
});

test('what fails each time is put back three times, and no more', async () => {
  await put('office/poison', Buffer.from('hello'));
  const found: number[] = [];
  for (let hour = 1; hour <= 5; hour += 1) found.push((await pipeline.reconcile(minutes(60 * hour))).outcome.requeued);
  expect(found).toEqual([1, 1, 1, 0, 0]);
});
