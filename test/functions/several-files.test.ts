import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reviewableOf } from '../../functions/import-review/reviewable-of.ts';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { actBytes } from '../../shared/queues/act-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { open as openWorkbook } from '../rendering/workbooks/writers/open.ts';
import { type Pipeline, portalAddress, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 2 };
const day = (n: number): string => `2026-05-${String(n).padStart(2, '0')}T10:00:00.000Z`;

let pipeline: Pipeline;
let city = '';
let cities = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  cities += 1;
  city = `town-${cities}`;
  await pipeline.registry.putAuthority({
    id: city,
    name: `Town ${cities}`,
    country: null,
    contacts: ['one', 'two'].map((who) => ({ address: `${who}@${city}.example`, language: 'en' })),
  });
});

const one = (): string => `one@${city}.example`;
type Given = Readonly<Record<string, 'yes' | 'no' | 'na' | '-' | 'perhaps'>>;
const all = (value: 'yes' | 'no', from: number, to: number): Given =>
  Object.fromEntries(ids.slice(from, to).map((id) => [id, value]));

async function workbook(given: Given, population?: string): Promise<Uint8Array> {
  const written = await writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: city, name: `Town ${cities}` },
    round: '2022',
    answers: new Map(
      Object.entries(given).flatMap(([id, value]) =>
        value === '-' || value === 'perhaps'
          ? []
          : [[id, { value, raw: value, evidence: `the report on ${id}`, cell: null }] as const],
      ),
    ),
    ...(population === undefined ? {} : { background: new Map([['population', population]]) }),
  });
  const odd = Object.entries(given).filter(([, value]) => value === '-' || value === 'perhaps');
  if (odd.length === 0) return written;
  const sheets = await openWorkbook(written);
  sheets.getWorksheet('Questionnaire')?.eachRow((row) => {
    const [, text] = odd.find(([id]) => row.getCell('B').text === `Q${id}` || row.getCell('A').text === `Q${id}`) ?? [];
    if (text !== undefined) row.getCell('D').value = text;
  });
  return new Uint8Array(await sheets.xlsx.writeBuffer());
}

async function send(
  bytes: Uint8Array,
  at: string,
  { sender = one(), key = `mail/${crypto.randomUUID()}/q.xlsx` } = {},
) {
  const upload = await pipeline.put({ key, bytes, metadata: { sender, filename: `of ${at.slice(0, 10)}.xlsx` }, at });
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  if (!('submission' in outcome)) throw new Error(outcome.outcome);
  return { ...outcome, upload };
}

async function act(kind: 'replace-all' | 'restore', submission: string, at: string, sender?: string) {
  const bytes = actBytes({ act: kind, round: '2022', authority: city, submission });
  const metadata = { act: kind, ...(sender === undefined ? {} : { sender }) };
  const prefix = sender === undefined ? 'office/acts' : 'mail';
  const upload = await pipeline.put({ key: `${prefix}/${crypto.randomUUID()}`, bytes, metadata, at });
  const outcome = await pipeline.ingest(upload);
  await pipeline.deliverWaiting();
  return { outcome, upload };
}

const standing = () => pipeline.store.standing(round, city);
const code = async (): Promise<string | undefined> => (await standing())?.answerCode;
/** The newest mail to the first contact. */
async function mail() {
  const mails = await pipeline.mailsTo(one());
  return mails.at(-1)?.text.replace(/\s+/g, ' ') ?? '';
}
const codeOf = (...parts: readonly [string, number][]): string => parts.map(([letter, n]) => letter.repeat(n)).join('');

describe('parts of several people', () => {
  test('count together; the mail says first what was kept, of which file, and what is new', async () => {
    await send(await workbook(all('yes', 0, 13)), day(3));
    await send(await workbook(all('no', 13, 41), '305200'), day(4), { sender: `two@${city}.example` });
    expect(await code()).toBe(codeOf(['Y', 13], ['N', 28]));
    const told = (await pipeline.mailsTo(`two@${city}.example`)).at(-1)?.text.replace(/\s+/g, ' ') ?? '';
    expect(told).toContain('Kept from “of 2026-05-03.xlsx” of 3 May 2026 (answers and figures): 13 (1.1.1, 1.1.2');
    expect(told).toContain('New: 29 (');
    expect(told.indexOf('Kept from')).toBeLessThan(told.indexOf('answered Yes'));
    expect(told).not.toContain('Not answered (');
    expect((await standing())?.population).toBe(305200);
  });

  test('the results workbook has all of it, says what was kept, and sent back it changes nothing', async () => {
    await send(await workbook(all('yes', 0, 13)), day(3));
    const { submission } = await send(await workbook(all('no', 13, 41)), day(4));
    const bytes = (await pipeline.resultsWorkbook(`results/2022/${city}/${submission}.xlsx`)) ?? new Uint8Array();
    const read = await readWorkbook(bytes, catalogue);
    if ('code' in read) throw new Error(read.code);
    expect([...read.answers.values()].filter(({ value }) => value === 'yes')).toHaveLength(13);
    expect(read.answers.get('1.1.1')?.evidence).toBe('the report on 1.1.1');
    const sheets = await openWorkbook(bytes);
    expect(sheets.getWorksheet('Summary')?.getCell('B5').text).toContain('Kept from “of 2026-05-03.xlsx”');
    const history: string[] = [];
    sheets.getWorksheet('What changed')?.eachRow((row) => history.push(JSON.stringify(row.values)));
    expect(history.filter((row) => row.includes('"Kept"'))).toHaveLength(13);
    const back = await send(bytes, day(5));
    expect(back.codes.filter((one) => /several|alike|conflicting|recognised/.test(one))).toEqual([]);
    expect(await code()).toBe(codeOf(['Y', 13], ['N', 28]));
  });

  test('a dash takes back, and so does what is not understood; a blank does not', async () => {
    await send(await workbook(all('yes', 0, 41)), day(3));
    await send(await workbook({ '1.1.1': '-', '1.1.2': 'perhaps', '1.1.3': 'no' }), day(4));
    expect(await code()).toBe(`-?N${'Y'.repeat(38)}`);
    expect(await mail()).toContain('Changed: 1 (1.1.3)');
    expect(await mail()).toContain('These no longer count: 2 (1.1.1, 1.1.2)');
  });

  test('figures alone count where answers are there, and come back where none are', async () => {
    expect((await send(await workbook({}, '305200'), day(2))).outcome).toBe('rejected');
    await send(await workbook(all('yes', 0, 41)), day(3));
    expect((await send(await workbook({}, '305200'), day(4))).outcome).toBe('accepted');
    expect(await standing()).toMatchObject({ answerCode: 'Y'.repeat(41), population: 305200 });
    expect((await send(await workbook({}), day(5))).outcome).toBe('rejected');
  });

  test('problems of what was kept are told with their file, and gaps that are filled are none', async () => {
    const first = await workbook({ ...all('yes', 0, 13), '1.1.2': 'perhaps' });
    await send(first, day(3));
    const { submission } = await send(await workbook(all('no', 13, 41)), day(4));
    expect(await mail()).toContain('Questionnaire D10, in your file of 3 May 2026');
    const sources = { store: pipeline.store, reviews: pipeline.reviews, registry: pipeline.registry };
    const open = await reviewableOf(round, city, { ...sources, known: catalogue });
    expect(open?.submission).toBe(submission);
    expect(open?.claimed.get('1.1.1')?.evidence).toBe('the report on 1.1.1');
    const codes = open?.problems.map(({ code: problem, indicator }) => `${problem} ${indicator}`) ?? [];
    expect(codes).toContain('answer-unclear 1.1.2');
    expect(codes.filter((one) => one.startsWith('questions-unanswered'))).toEqual([]);
  });
});

describe('the same file', () => {
  test('told of twice changes nothing and writes to nobody; sent again later it says so', async () => {
    const bytes = await workbook(all('yes', 0, 41));
    const { upload } = await send(bytes, day(3));
    await pipeline.ingest(upload);
    await pipeline.ingest({ ...upload, receivedAt: day(3).replace('.000Z', '.400Z'), sequencer: '' });
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo(one())).toHaveLength(1);
    const again = await send(bytes, day(9));
    expect(again.outcome).toBe('repeated');
    expect(await pipeline.mailsTo(one())).toHaveLength(2);
    expect(await mail()).toContain(
      'It is the same file as on 3 May 2026 at 10:00 UTC, and every answer counts as before',
    );
    // By the name that it was sent under this time.
    expect(await mail()).toContain('of 2026-05-09.xlsx');
    await pipeline.ingest(again.upload);
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo(one())).toHaveLength(2);
  });

  test('counts again where another one counts by now', async () => {
    const bytes = await workbook(all('yes', 0, 41));
    await send(bytes, day(3));
    await send(await workbook(all('no', 0, 41)), day(4));
    const again = await send(bytes, day(5));
    expect(again.outcome).toBe('accepted');
    expect(await code()).toBe('Y'.repeat(41));
    expect(await mail()).toContain('Changed: 41');
  });
});

describe('what counts may be chosen', () => {
  test('one file alone, and back: by a contact and by the office, told to all contacts', async () => {
    await send(await workbook(all('yes', 0, 13)), day(3));
    const second = await send(await workbook(all('no', 13, 41)), day(4));
    const alone = await act('replace-all', second.submission, day(5), one());
    expect(alone.outcome).toMatchObject({ outcome: 'accepted', submission: second.submission });
    expect(await code()).toBe(codeOf(['-', 13], ['N', 28]));
    expect(await mail()).toContain('Now only “of 2026-05-04.xlsx” of 4 May 2026 counts');
    expect(await mail()).toContain('These no longer count: 13');
    const told = (await pipeline.mailsTo(one())).length;
    await pipeline.ingest(alone.upload);
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo(one())).toHaveLength(told);

    await act('restore', second.submission, day(6));
    // What counted when it came in was both files; that it counted alone since then is in the log.
    expect((await pipeline.store.history(city)).map(({ kind = 'file' }) => kind)).toEqual([
      ...['file', 'file', 'replace-all', 'restore'],
    ]);
  });

  test('an earlier one again: what counted when it came in', async () => {
    const first = await send(await workbook(all('yes', 0, 41)), day(3));
    await send(await workbook(all('no', 0, 20)), day(4));
    await act('restore', first.submission, day(5), one());
    expect(await code()).toBe('Y'.repeat(41));
    expect(await mail()).toContain(
      '“of 2026-05-03.xlsx” of 3 May 2026 counts again, with everything that counted then',
    );
    await send(await workbook({ '1.1.1': 'no' }), day(6));
    expect(await code()).toBe(`N${'Y'.repeat(40)}`);
  });

  test.each(['nobody@elsewhere.example', 'foreign'])('not by %s', async (who) => {
    const { submission } = await send(await workbook(all('yes', 0, 41)), day(3));
    await send(await workbook(all('no', 0, 41)), day(4));
    const other = who === 'foreign' ? `one@town-${cities - 1}.example` : who;
    const { outcome } = await act('restore', submission, day(5), other);
    expect(outcome).toMatchObject({ outcome: 'rejected', codes: ['sender-not-registered'] });
    expect(await code()).toBe('N'.repeat(41));
  });

  test('by the API of the contact’s page, of the own authority’s files alone', async () => {
    const first = await send(await workbook(all('yes', 0, 41)), day(3));
    await send(await workbook(all('no', 0, 41)), day(4));
    const dependencies = pipeline.portal();
    const pages = contactPages({ keys: dependencies.keys, portal: portalAddress, now: () => new Date() });
    const link = (await pages.addressOf({ authority: city, contact: one(), round: '2022' })) ?? '';
    const api = portalApi(dependencies);
    const ask = (body: object) =>
      api.request('/api/acts', {
        method: 'POST',
        headers: { authorization: `Bearer ${link.split('#')[1]}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await ask({ act: 'delete', submission: first.submission })).status).toBe(404);
    const response = await ask({ act: 'restore', submission: first.submission });
    expect(response.status).toBe(200);
    const { upload } = (await response.json()) as { upload: string };
    await pipeline.ingest(await pipeline.arrived(upload));
    expect(await code()).toBe('Y'.repeat(41));
  });
});
