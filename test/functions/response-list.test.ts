import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { mailed, seen } from '../../shared/domain/registry/participation.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import { countedByGroup, countResponses, type ResponseStage } from '../../shared/domain/standings/response-list.ts';
import { writeDataWorkbook } from '../../shared/rendering/workbooks/data-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { except } from '../../shared/use-cases/except.ts';
import { countTable, responseTable, tableCsv } from '../../shared/use-cases/response-table.ts';
import { open, sheetOf } from '../rendering/workbooks/writers/open.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const closesAt = new Date(Date.now() + 9 * 86_400_000).toISOString();
const round = { id: '2027', questionnaire: 'user-centricity@2023', opensAt: null, closesAt, shards: 3 };
const { answers } = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const some = new Map([...answers].slice(0, 30));
const by = { by: 'Anna Virtanen', reason: '=No staff' };
const at = '2026-11-01T10:00:00.000Z';

let pipeline: Pipeline;
const list = () => pipeline.responses(round);
const officer = (id: string): string => `officer@${id}.example`;

async function send(id: string, bytes: Uint8Array) {
  const upload = { key: `office/${crypto.randomUUID()}.xlsx`, bytes, metadata: { sender: officer(id) } };
  return pipeline.ingest(await pipeline.put(upload));
}
const filled = (id: string, of: typeof answers) =>
  writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: { id, name: id }, round: round.id, answers: of },
  });

/** By authority how far it is, as a plain model says it: what was done, in order. */
const model: readonly (readonly [id: string, stage: ResponseStage])[] = [
  ['a-complete', 'complete'],
  ['b-partial', 'partial'],
  ['c-returned', 'returned'],
  ['d-downloaded', 'downloaded'],
  ['e-opened', 'opened'],
  ['f-invited', 'invited'],
  ['g-none', 'none'],
  ['h-declined', 'left'],
  ['i-declined-and-sent', 'partial'],
];

beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  for (const [index, [id]] of model.entries()) {
    const contacts = [{ address: officer(id), language: 'en' }];
    const country = index % 2 === 0 ? 'FI' : null;
    await pipeline.registry.putAuthority({ id, name: id, country, population: index * 40_000, contacts });
  }
  const { participations } = pipeline.participation();
  const invite = (id: string) =>
    participations.change(round.id, id, (one) =>
      mailed(one, 'invitations', { step: 'invitation', at, address: officer(id) }),
    );
  for (const id of ['a-complete', 'd-downloaded', 'e-opened', 'f-invited']) await invite(id);
  for (const id of ['d-downloaded', 'e-opened'])
    await participations.change(round.id, id, (one) => seen(one, 'openedAt', at));
  await participations.change(round.id, 'd-downloaded', (one) => seen(one, 'downloadedAt', at));
  await participations.change(round.id, 'f-invited', (one) =>
    mailed(one, 'reminders', { step: 'reminder-14', at, address: officer('f-invited') }),
  );
  await send('a-complete', await filled('a-complete', answers));
  await send('b-partial', await filled('b-partial', some));
  await send('i-declined-and-sent', await filled('i-declined-and-sent', some));
  await send('c-returned', await filled('c-returned', new Map()));
  const decline = (id: string) =>
    except({ round: round.id, authorities: [id], exception: { kind: 'decline' } }, by, pipeline.participation());
  await decline('h-declined');
  await decline('i-declined-and-sent');
});
afterAll(() => pipeline.stop());

test('each authority stands in it as far as it has come', async () => {
  const found = await list();
  expect(found.map(({ authority, stage }) => [authority.id, stage])).toEqual(model);
  const [first, second] = found;
  expect(first).toMatchObject({ answered: { count: 41, of: 41 }, invitedAt: at, openedAt: null, isReviewed: false });
  expect(second?.answered).toEqual({ count: 30, of: 41 });
  expect(found.find(({ authority }) => authority.id === 'f-invited')).toMatchObject({ remindedAt: at, answered: null });
  expect(found.find(({ authority }) => authority.id === 'h-declined')?.left).toMatchObject({ reason: '=No staff' });
});

test('sums add up, as a whole and by country and size; who has declined and sent nothing is not waited for', async () => {
  const found = await list();
  const counts = countResponses(found);
  expect(counts).toMatchObject({ all: 8, sent: 3, stages: { complete: 1, partial: 2, left: 1, none: 1 } });
  const { countries, sizes } = countedByGroup(found);
  for (const groups of [countries, sizes]) {
    const sum = (of: 'all' | 'sent') => groups.reduce((total, [, one]) => total + one[of], 0);
    expect([sum('all'), sum('sent')]).toEqual([counts.all, counts.sent]);
  }
  expect(countries.map(([country]) => country)).toEqual(['FI', null]);
  expect(sizes.map(([band]) => band)).toEqual([0, 50_000, 100_000, 250_000]);
});

test('what is odd in the last file is to be checked until it is verified', async () => {
  const found = async () => (await list()).find(({ authority }) => authority.id === 'b-partial');
  const before = await found();
  expect(before?.toCheck).toBeGreaterThan(0);
  const standing = await pipeline.store.standing(round, 'b-partial');
  const header = await pipeline.store.submission(standing?.submission ?? '');
  const odd = header?.problems.filter(({ severity }) => severity === 'query' || severity === 'error') ?? [];
  expect(before?.toCheck).toBe(odd.length);
  const question = odd.find(({ indicator }) => indicator !== null)?.indicator ?? '';
  const evidence = evidenceMark({ evidence: answers.get(question)?.evidence ?? '' });
  const decided = { claimed: 'yes', evidence, verified: 'yes', reason: 'Seen', at };
  await pipeline.reviews.change(round.id, 'b-partial', () => ({ [question]: decided }));
  const ofQuestion = odd.filter(({ indicator }) => indicator === question).length;
  expect(await found()).toMatchObject({ toCheck: odd.length - ofQuestion, isReviewed: true });
});

test('the list as text and as a workbook says the same, and no text in it is a formula', async () => {
  const found = await list();
  const table = responseTable(found, round);
  const { data } = Papa.parse<string[]>(tableCsv(table), { skipEmptyLines: true });
  expect(data.length).toBe(model.length + 1);
  expect(data[8]?.at(-1)).toBe('declined: =No staff');
  const said = { certifiedBy: ['@Anna'], notes: ['=cmd|x', '+1\n-2'] };
  const hostile = found.map((one) => ({
    ...{ ...one, ...said },
    authority: { ...one.authority, name: '=HYPERLINK("x")' },
  }));
  const written = Papa.parse<string[]>(tableCsv(responseTable(hostile, round))).data.flat();
  expect(written.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  expect(written).toContain("'=cmd|x\n\n+1\n-2");
  const bytes = await writeDataWorkbook('Responses', 'en', [responseTable(hostile, round), countTable(hostile)]);
  const book = await open(bytes);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['Responses', 'Counts']);
  const sheet = sheetOf(book, 'Responses');
  expect(sheet.getCell('A2').value).toBe('=HYPERLINK("x")');
  expect(sheet.autoFilter).toBe('A1:U10');
  expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
  const { rows } = responseTable(hostile, round);
  const read = rows.map((row, index) => row.map((_, column) => sheet.getCell(index + 2, column + 1).value));
  expect(read).toEqual(rows);
});

test('only those who are named stand in it, and who has sent all the same', async () => {
  const only = { round: round.id, authorities: ['g-none'], exception: { kind: 'only' } } as const;
  await except(only, by, pipeline.participation());
  const named = (await pipeline.registry.round(round.id)) ?? round;
  const found = await pipeline.responses(named);
  expect(found.map(({ authority }) => authority.id)).toEqual([
    ...['a-complete', 'b-partial', 'c-returned', 'g-none', 'h-declined', 'i-declined-and-sent'],
  ]);
});
