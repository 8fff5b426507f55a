import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isOpen, reviewableOf } from '../../functions/import-review/reviewable-of.ts';
import type { Answer } from '../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Contact } from '../../shared/domain/registry/registry.ts';
import { reviewColumns } from '../../shared/domain/review/review-rows.ts';
import type { Standing } from '../../shared/domain/standings/standing.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeReviewWorkbook } from '../../shared/rendering/workbooks/review/review-workbook.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { acceptAnswers } from '../support/answered.ts';
import { strikeAt } from '../support/faults.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { percentBy, scoredDifferently } from '../support/scored-differently.ts';
import { deepTest, stride } from '../support/tier.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

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
  city = `city-${cities}`;
  const contacts = [{ address: `officer@${city}.example`, language: 'en' }];
  await pipeline.registry.putAuthority({ id: city, name: city, country: null, contacts });
});

type Changes = Readonly<Record<string, Partial<Answer>>>;

async function sent(changes: Changes = {}, delivered = true, metadata: Record<string, string> = {}): Promise<void> {
  const answers = new Map([...page.answers].map(([id, answer]) => [id, { ...answer, ...changes[id] }]));
  const authority = { id: city, name: city };
  const form = { questionnaire: userCentricity2023, language: 'en', authority, round: '2022', answers };
  const bytes = await writeQuestionnaireWorkbook(form);
  const key = `office/${crypto.randomUUID()}`;
  expect(await pipeline.ingest(await pipeline.put({ key, bytes, metadata }))).toMatchObject({ outcome: 'accepted' });
  if (delivered) await pipeline.deliverWaiting();
}

/** What the office downloads, as rows of texts by heading. */
async function downloaded(): Promise<{ bytes: Uint8Array; sheet: ExcelJS.Worksheet; workbook: ExcelJS.Workbook }> {
  const found = await reviewableOf(round, city, { ...pipeline, known: catalogue });
  const bytes = await writeReviewWorkbook('2022', found === null ? [] : [found]);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('It has no sheet');
  return { bytes, sheet, workbook };
}

type Decided = Readonly<Record<string, readonly [verified: string, reason: string]>>;

/** The downloaded workbook, filled in by question, as Excel would save it. */
async function filledIn(decided: Decided): Promise<Uint8Array> {
  const { sheet, workbook } = await downloaded();
  const column = (name: (typeof reviewColumns)[number]): number => reviewColumns.indexOf(name) + 2;
  sheet.eachRow((row) => {
    const [verified, reason] = decided[String(row.getCell(column('indicator')).value)] ?? [];
    if (verified === undefined) return;
    row.getCell(column('verified')).value = verified;
    row.getCell(column('reason')).value = reason ?? '';
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function review(bytes: Uint8Array) {
  const upload = await pipeline.put({ key: `review/${crypto.randomUUID()}`, bytes, metadata: { filename: 'r.xlsx' } });
  const result = await pipeline.importReview(upload);
  await pipeline.deliverWaiting();
  return { ...result, upload, mails: await pipeline.mailsOf(result.import) };
}

const standing = () => pipeline.store.standing(round, city);
const mailsToCity = () => pipeline.mailsTo(`officer@${city}.example`);

describe('a review of a round', () => {
  test('changes what counts, keeps what was claimed, and tells the authority what and why', async () => {
    await sent();
    const { outcome, changes, mails } = await review(
      await filledIn({ '1.1.1': ['yes', 'Seen on site'], '1.2.2': ['No', 'It ended in 2019'] }),
    );
    expect([outcome, changes]).toEqual(['applied', 2]);
    expect(mails).toMatchObject([
      {
        to: [office],
        subject: 'Review of answers: decided: 2; to check: 0',
        attachments: ['scorebook-review-changes.xlsx'],
        text: expect.stringContaining('We are now scoring all authorities of round 2022 again'),
      },
    ]);
    expect(await pipeline.rescoringsWaiting()).toEqual([
      { schemaVersion: 1, round: '2022', reason: expect.stringMatching(/^review \w{32}$/) },
    ]);
    const now = await standing();
    const claimed = await pipeline.store.answers(now?.submission ?? '');
    const differing = [...claimed].filter(([id, { value }]) => value !== page.answers.get(id)?.value);
    expect(differing).toEqual([]);
    const before = [page.answers.get('1.1.1')?.value, page.answers.get('1.2.2')?.value];
    expect(before).toEqual(['no', 'yes']);
    expect(yesIn(now ?? null)).toBe(23);
    const firstCategories = [now?.answerCode.slice(0, 4), now?.answerCode.slice(4, 10)];
    expect(firstCategories.map((code) => code?.replaceAll(/[^Y]/g, ''))).toEqual(['YYYY', 'YY']);
    const told = (await mailsToCity()).at(-1);
    expect(told?.text.replace(/\s+/g, ' ')).toContain(
      'The benchmark office verified this answer: No counts. Its reason: It ended in 2019',
    );
    expect(told?.subject).toContain(`${now?.score.percent}%`);
    const workbook = await pipeline.resultsWorkbook(`results/2022/${city}/${now?.submission}.xlsx`);
    const read = await readWorkbook(workbook ?? new Uint8Array(), catalogue);
    expect('answers' in read && read.answers.get('1.2.2')?.value).toBe('no');
    expect((await pipeline.store.history(city)).map(({ percent }) => percent)).toEqual([58, now?.score.percent]);
  });

  test('as it was downloaded changes nothing, also after answers were verified', async () => {
    await sent();
    expect(await review((await downloaded()).bytes)).toMatchObject({ changes: 0, codes: [] });
    expect(await pipeline.rescoringsWaiting()).toEqual([]);
    await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
    const told = (await mailsToCity()).length;
    expect(await review((await downloaded()).bytes)).toMatchObject({ changes: 0, codes: [] });
    expect(await mailsToCity()).toHaveLength(told);
  });

  test('that confirms what was claimed is kept, and writes to nobody', async () => {
    await sent();
    const before = await standing();
    expect(await review(await filledIn({ '1.2.2': ['Yes', ''] }))).toMatchObject({ changes: 1 });
    const now = await standing();
    expect({ ...now, version: before?.version, verifiedCode: '' }).toEqual(before);
    // 1.2.2 is the sixth question.
    expect(now?.verifiedCode).toBe('1'.padStart(6, '0').padEnd(41, '0'));
    expect(Object.keys((await pipeline.reviews.of('2022', city))?.verified ?? {})).toEqual(['1.2.2']);
    expect(await mailsToCity()).toHaveLength(1);
  });

  deepTest('is told first and with its whole reason, however much else is to be looked at', async () => {
    const odd = [...page.answers].filter(([id, { value }]) => value === 'yes' && id !== '1.2.2').slice(0, 12);
    await sent(Object.fromEntries(odd.map(([id]) => [id, { evidence: 'ok' }])));
    const reason = `${'The post ended in 2019 and nobody has held it since. '.repeat(8)}That is all.`;
    await review(await filledIn({ '1.2.2': ['No', reason] }));
    const told = (await mailsToCity()).at(-1)?.text.replace(/\s+/g, ' ') ?? '';
    expect(told).toContain(`Its reason: ${reason}`);
    expect(told.indexOf('Its reason')).toBeLessThan(told.indexOf('does not say what to check'));
    expect(told.startsWith('What the benchmark office decided:')).toBe(true);
    expect(told.indexOf('Its reason')).toBeLessThan(told.indexOf(`${city} scores`));
  });

  deepTest('is told by the method that the round is judged by since', async () => {
    const own = { ...round, id: 'judged-otherwise' };
    await pipeline.registry.putRound(own);
    // What counts after the review is shown as another percentage by each method.
    const doubtful = scoredDifferently.indexOf('N');
    const answerCode = [...scoredDifferently].with(doubtful, 'Y').join('');
    const submission = await acceptAnswers({ round: own, authority: city, answerCode }, pipeline.rescoring());
    await pipeline.registry.putRound({ ...own, method: 'exact' });
    await pipeline.rescore(own.id);
    while ((await pipeline.deliverWaiting()).length > 0);
    const rows = [
      ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'],
      [own.id, city, [...page.answers.keys()][doubtful] ?? '', 'No', 'It ended', submission],
    ];
    await review(rawWorkbook([{ name: 'R', rows }]));
    const percent = percentBy(scoredDifferently, 'exact');
    expect((await pipeline.store.standing(own, city))?.score).toMatchObject({ method: 'exact', percent });
    expect((await mailsToCity()).at(-1)?.subject).toContain(`${percent}%`);
  });

  deepTest('is told to the colleagues of whoever sent the file and has left', async () => {
    const colleague = { address: `colleague@${city}.example`, language: 'en' };
    const register = (contacts: readonly Contact[]) =>
      pipeline.registry.putAuthority({ id: city, name: city, country: null, contacts });
    await register([{ address: `officer@${city}.example`, language: 'en' }, colleague]);
    await sent({}, true, { sender: `officer@${city}.example` });
    await register([colleague]);
    await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
    expect((await pipeline.mailsTo(colleague.address)).at(-1)?.text.replace(/\s+/g, ' ')).toContain('It ended');
    expect(await mailsToCity()).toHaveLength(1);
  });

  test('is taken back by “As claimed”', async () => {
    await sent();
    await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
    expect(yesIn(await standing())).toBe(22);
    const { codes } = await review(await filledIn({ '1.2.2': ['As claimed', ''] }));
    expect([codes, yesIn(await standing())]).toEqual([['review-reason-missing'], 22]);
    await review(await filledIn({ '1.2.2': ['As claimed', 'The report was found'] }));
    expect(yesIn(await standing())).toBe(23);
    const mails = await mailsToCity();
    expect(mails).toHaveLength(3);
    expect(mails.at(-1)?.text.replace(/\s+/g, ' ')).toContain(
      'again counts this answer as you gave it: Yes. Its reason: The report was found',
    );
    // Of a file that comes later nothing of it is told.
    await sent({ '1.1.2': { evidence: 'Another file, whatever else it says, of this very day.' } });
    expect((await mailsToCity()).at(-1)?.text).not.toContain('The report was found');
  });

  test('the same event again, or the same file, does nothing more', async () => {
    await sent();
    const bytes = await filledIn({ '1.2.2': ['No', 'It ended'] });
    const { upload } = await review(bytes);
    const after = await standing();
    await pipeline.importReview(upload);
    expect(await review(bytes)).toMatchObject({ outcome: 'repeated' });
    await pipeline.deliverWaiting();
    expect((await standing())?.version).toBe(after?.version);
    expect(await mailsToCity()).toHaveLength(2);
  });
});

test('the history in results says which row is a review, and that the authority changed nothing', async () => {
  await sent();
  await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
  const key = `results/2022/${city}/${(await standing())?.submission}`;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(
    Buffer.from((await pipeline.resultsWorkbook(`${key}.xlsx`)) ?? []) as unknown as ArrayBuffer,
  );
  const rows: string[] = [];
  workbook.getWorksheet('Earlier files')?.eachRow((row) => rows.push(String(row.values)));
  expect(rows.at(-1)).toMatch(/Review by the benchmark office, .* UTC,0\.56,-2,0,-2,0,/);
  const html = Buffer.from((await pipeline.resultsWorkbook(`${key}.html`)) ?? []).toString();
  expect(html.match(/Review by the office/g)).toHaveLength(1);
});

test('the same workbook once more, when another file counts by then, is answered: it is about the file before', async () => {
  await sent();
  const bytes = await filledIn({ '1.2.2': ['No', 'It ended'] });
  await review(bytes);
  await sent({ '1.2.2': { evidence: 'It began again in May 2022, see the report.' } });
  const { outcome, codes, mails } = await review(bytes);
  expect([outcome, [...new Set(codes)], mails.length]).toEqual(['applied', ['review-outdated'], 1]);
  expect(yesIn(await standing())).toBe(23);
});

describe('a file that comes in after a review', () => {
  test.each([
    ['with the same claim and evidence counts as verified', {}, 22],
    [
      'with new evidence counts as claimed',
      { '1.2.2': { evidence: 'It began again in May 2022, see the report.' } },
      23,
    ],
    ['with another claim counts as claimed', { '1.2.2': { value: 'na' as const } }, 22],
    ['with another question changed counts as verified', { '1.1.1': { value: 'yes' as const } }, 23],
  ])('%s', async (_, changes, met) => {
    await sent();
    await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
    await sent({ '1.1.2': { evidence: 'Another file, whatever else it says, of this very day.' }, ...changes });
    expect(yesIn(await standing())).toBe(met);
  });
});

test('what is verified stays so when the results workbook is sent back as it is, and can be taken back', async () => {
  await sent();
  await review(await filledIn({ '1.1.1': ['Yes', 'Seen on site'], '1.2.2': ['No', 'It ended'] }));
  const before = await standing();
  const bytes = await pipeline.resultsWorkbook(`results/2022/${city}/${before?.submission}.xlsx`);
  await pipeline.ingest(await pipeline.put({ key: `office/${city}`, bytes: bytes ?? new Uint8Array() }));
  const after = await standing();
  expect(after?.submission).not.toBe(before?.submission);
  expect([after?.verifiedCode, after?.answerCode]).toEqual([before?.verifiedCode, before?.answerCode]);
  expect(await review((await downloaded()).bytes)).toMatchObject({ changes: 0, codes: [] });
  await review(await filledIn({ '1.2.2': ['As claimed', 'It goes on'] }));
  expect((await standing())?.verifiedCode).toBe('1'.padEnd(41, '0'));
});

test('the mail says what to do in its workbook where the office is wrong, and that counts', async () => {
  await sent();
  await review(await filledIn({ '1.2.2': ['No', 'It ended'] }));
  // The workbook has the answer that counts: evidence alone would make the office's No the authority's own.
  const told = (await mailsToCity()).at(-1)?.text.replace(/\s+/g, ' ');
  expect(told).toContain('choose your answer again, add to the evidence what shows it, and send the workbook');
  const workbook = new ExcelJS.Workbook();
  const results = await pipeline.resultsWorkbook(`results/2022/${city}/${(await standing())?.submission}.xlsx`);
  await workbook.xlsx.load(Buffer.from(results ?? []) as unknown as ArrayBuffer);
  const form = workbook.getWorksheet('Questionnaire');
  form?.eachRow((row) => {
    if (!String(row.getCell('E').value).startsWith('While there is no position of Chief Digital')) return;
    row.getCell('D').value = 'Yes';
    row.getCell('E').value = 'The post began again in May 2022, see the annual report.';
  });
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  await pipeline.ingest(await pipeline.put({ key: 'office/contradicted', bytes }));
  expect(yesIn(await standing())).toBe(23);
});

test('something is left to check until it is verified, and again when its evidence is another', async () => {
  const open = async () =>
    isOpen((await reviewableOf(round, city, { ...pipeline, known: catalogue })) ?? expect.unreachable());
  await sent();
  // Of the city's page the evidence of 2.1.3 and a figure are odd.
  expect(await open()).toBe(true);
  await review(await filledIn({ '2.1.3': ['NA', ''] }));
  expect(await open()).toBe(false);
  await sent({ '2.1.3': { evidence: 'yes' } });
  expect(await open()).toBe(true);
});

describe('a row that cannot be taken', () => {
  const heads = ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'];
  const valid = async () => ['2022', city, '1.2.2', 'No', 'It ended', (await standing())?.submission ?? ''];
  const rows: readonly (readonly [what: string, change: (row: string[]) => string[], code: string, cell: string])[] = [
    ['another round', (row) => row.with(0, '1999'), 'review-authority-unknown', 'B2'],
    ['an authority nobody knows', (row) => row.with(1, 'nowhere'), 'review-authority-unknown', 'B2'],
    ['an older file', (row) => row.with(5, 'abc'), 'review-outdated', 'F2'],
    ['a question nobody asks', (row) => row.with(2, '9.9.9'), 'review-indicator-unknown', 'C2'],
    ['no clear answer', (row) => row.with(3, 'perhaps'), 'review-answer-unclear', 'D2'],
    ['a reason and no answer', (row) => row.with(3, ''), 'review-answer-unclear', 'D2'],
    ['no reason', (row) => row.with(4, ''), 'review-reason-missing', 'E2'],
    ['a reason too long', (row) => row.with(4, 'x'.repeat(501)), 'review-reason-long', 'E2'],
  ];
  test.each(rows)('%s is told by its cell, and the row after it is taken', async (_, change, code, cell) => {
    await sent();
    const good = (await valid()).with(2, '1.3.1').with(3, 'No');
    const bytes = rawWorkbook([{ name: 'R', rows: [heads, change(await valid()), good] }]);
    const { codes, changes, import: id } = await review(bytes);
    expect([codes, changes]).toEqual([[code], 1]);
    const [mail] = await pipeline.mailsOf(id);
    expect(mail?.text.replace(/\s+/g, ' ')).toContain(`Cell R ${cell}`);
    expect(yesIn(await standing())).toBe(22);
  });

  test('a question decided twice: the first row counts', async () => {
    await sent();
    const row = await valid();
    const { codes } = await review(rawWorkbook([{ name: 'R', rows: [heads, row, row.with(3, 'NA')] }]));
    expect(codes).toEqual(['review-twice']);
    expect((await standing())?.answerCode).not.toBe('');
    expect((await pipeline.reviews.of('2022', city))?.verified['1.2.2']?.verified).toBe('no');
  });

  test.each([
    [
      'a questionnaire',
      async () =>
        writeQuestionnaireWorkbook({
          questionnaire: userCentricity2023,
          language: 'en',
          authority: null,
          round: null,
        }),
      'not-a-review',
    ],
    ['a PDF', async () => Buffer.from('%PDF-1.7'), 'file-unsupported'],
  ])('%s instead of a review workbook is refused, and the office hears why', async (_, file, code) => {
    const { codes, mails } = await review(await file());
    expect(codes).toEqual([code]);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('Nothing has changed.');
  });
});

test('a reason that looks like a formula or markup stays text', async () => {
  await sent();
  await review(await filledIn({ '1.2.2': ['No', '=HYPERLINK("https://evil.example","<b>x</b>")'] }));
  const mail = (await mailsToCity()).at(-1);
  expect(mail?.html).not.toContain('<b>x</b>');
  expect(mail?.html).not.toContain('evil.example');
  const workbook = new ExcelJS.Workbook();
  const { submission = '' } = (await standing()) ?? {};
  const bytes = await pipeline.resultsWorkbook(`results/2022/${city}/${submission}.xlsx`);
  await workbook.xlsx.load(Buffer.from(bytes ?? []) as unknown as ArrayBuffer);
  const formulas: string[] = [];
  workbook.eachSheet((sheet) =>
    sheet.eachRow((row) =>
      row.eachCell((cell) => /HYPERLINK/i.test(cell.formula ?? '') && formulas.push(cell.address)),
    ),
  );
  expect(formulas).toEqual([]);
});

deepTest('a crash at any call, and the event again, ends as without it: one change, each told', async () => {
  for (let n = 1, more = true; more; n += stride) {
    cities += 1;
    city = `crash-${n}`;
    const contacts = [{ address: `officer@${city}.example`, language: 'en' }];
    await pipeline.registry.putAuthority({ id: city, name: city, country: null, contacts });
    // Its results are not sent yet when the review comes: one mail tells of both.
    await sent({}, false);
    await pipeline.loseMessages();
    await pipeline.forgetMails();
    const bytes = await filledIn({ '1.2.2': ['No', 'It ended'] });
    const upload = await pipeline.put({ key: `review/${city}`, bytes });
    const faulty = pipeline.newClients();
    const fault = strikeAt(faulty, n, 'crash after');
    await pipeline.importReview(upload, faulty).catch(() => null);
    more = fault.struck() !== undefined;
    const { import: id } = await pipeline.importReview(upload);
    pipeline.advance(2 * 3600);
    await pipeline.sweep();
    await pipeline.deliverWaiting();
    await pipeline.deliverWaiting();
    expect(yesIn(await standing()), `after call ${n}`).toBe(22);
    expect((await pipeline.mailsOf(id)).length, `after call ${n}`).toBe(1);
    expect((await mailsToCity()).length, `after call ${n}`).toBe(1);
    expect((await pipeline.store.history(city)).length, `after call ${n}`).toBe(2);
  }
});

/** Every Yes is met. */
const yesIn = (standing: Standing | null): number => standing?.answerCode.replaceAll(/[^Y]/g, '').length ?? 0;
