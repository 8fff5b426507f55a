import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { rescoredId } from '../../shared/domain/mail/delivery.ts';
import { signLink } from '../../shared/domain/mail/signed-link.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { tellAgain } from '../../shared/domain/standings/standing.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { OnlineSheets } from '../../shared/ports/online-sheets.ts';
import type { PortalState, UploadForm, UploadProgress } from '../../shared/rendering/portal/api-types.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { assessFile, userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@espoo.example';
const both = 'officer@both.example';
const reader = 'reader@espoo.example';

let pipeline: Pipeline;
let app: ReturnType<typeof portalApi>;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  const contact = (address: string) => ({ address, language: 'en' });
  const contacts = [contact(officer), contact(both), { ...contact(reader), role: 'reader' as const }];
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
  const others = [contact('officer@porto.example'), contact(both)];
  await pipeline.registry.putAuthority({ id: 'porto', name: 'Porto', country: 'PT', contacts: others });
  app = portalApi(pipeline.portal());
});
afterAll(() => pipeline.stop());

const keys = () => pipeline.portal().keys;
async function tokenOf(contact = officer, authority = 'espoo', of = round.id): Promise<string> {
  const making = { keys: keys(), portal: 'https://p.example', now: () => new Date() };
  return (await portalLink({ authority, contact, round: of }, making)).split('#')[1] ?? '';
}

async function ask(path: string, token: string, body?: object) {
  const response = await app.request(`/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

const filled = (authority: { id: string; name: string } | null, answers = page.answers) =>
  writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    // Each file is another one.
    office: crypto.randomUUID(),
    authority,
    round: authority === null ? null : '2022',
    answers,
  });
const espoo = { id: 'espoo', name: 'Espoo' };

/** Sends a file as a browser does: by the form, into the bucket. */
async function post(token: string, bytes: Uint8Array, fileName = 'Größe.xlsx'): Promise<string> {
  const form = (await ask('/uploads', token, { fileName })).json as UploadForm;
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([Buffer.from(bytes)]), fileName);
  const response = await fetch(form.url, { method: 'POST', body: data });
  expect(response.ok).toBe(true);
  return form.upload;
}
const progress = async (token: string, upload: string) =>
  (await ask(`/uploads/${upload}`, token)).json as UploadProgress;

async function send(token: string, bytes: Uint8Array) {
  const upload = await post(token, bytes);
  await pipeline.ingest(await pipeline.arrived(upload));
  const scored = await progress(token, upload);
  await pipeline.deliverWaiting();
  return { upload, scored, after: await progress(token, upload) };
}

test('a file sent by the form is scored for the page it came from, in the name of whoever has the link', async () => {
  const token = await tokenOf();
  const upload = await post(token, await filled(espoo));
  const about = { kind: 'file', fileName: 'Größe.xlsx' };
  expect(await progress(token, upload)).toEqual({ ...about, stage: 'uploading', result: null });
  expect((await ask(`/uploads/${upload}`, token, { stage: 'sent' })).status).toBe(200);
  expect(await progress(token, upload)).toEqual({ ...about, stage: 'waiting', result: null });
  expect((await ask('/state', token)).json).toMatchObject({
    contact: officer,
    counting: null,
    underWay: [{ upload, fileName: 'Größe.xlsx' }],
    submissions: [],
  });
  expect(await pipeline.ingest(await pipeline.arrived(upload))).toMatchObject({ outcome: 'accepted' });
  const scored = await progress(token, upload);
  expect(scored).toMatchObject({
    stage: 'scored',
    result: {
      fileName: 'Größe.xlsx',
      stage: 'counts',
      mailed: false,
      score: { percent: 58, counted: '23 of 41 answered Yes' },
    },
  });
  expect(scored.result?.score?.pillars.map(({ met, total }) => `${met}/${total}`)).toEqual(['9/13', '12/22', '2/6']);
  await pipeline.deliverWaiting();
  expect((await progress(token, upload)).stage).toBe('mailed');
  const id = scored.result?.id ?? '';
  expect((await pipeline.store.submission(id))?.receipt).toMatchObject({ channel: 'page', sender: officer });
  const { json: state } = await ask('/state', token);
  expect(state).toMatchObject({
    authority: 'Espoo',
    maySend: true,
    counting: id,
    round: { id: '2022', state: 'open' },
  });
  expect((state as PortalState).submissions.map((one) => [one.id, one.fileName, one.percent])).toEqual([
    [id, 'Größe.xlsx', 58],
  ]);
  expect((state as PortalState).underWay).toEqual([]);
  // What the page says afterwards changes nothing.
  await ask(`/uploads/${upload}`, token, { stage: 'interrupted' });
  expect((await progress(token, upload)).stage).toBe('mailed');
  expect(scored.result).toMatchObject({ sentBy: officer, reference: referenceOf(id) });
  const { json } = await ask(`/submissions/${id}/workbook`, token);
  const { address } = json as { address: string };
  expect(new URL(address).searchParams.get('response-content-disposition')).toContain(
    'scorebook-results-espoo-2022.xlsx',
  );
  expect((await assessFile(new Uint8Array(await (await fetch(address)).arrayBuffer()))).score?.percent).toBe(58);
  expect((await ask(`/submissions/${id}/page`, token)).status).toBe(200);
});

test('a round that was scored again shows what the file counts with, and gives the results made then', async () => {
  const token = await tokenOf(both, 'porto');
  const { after } = await send(token, await filled({ id: 'porto', name: 'Porto' }));
  const id = after.result?.id;
  expect(after.result?.score?.countsWith).toBeNull();
  const standing = await pipeline.store.standing(round, 'porto');
  if (standing === null) throw new Error('Nothing counts');
  const again = tellAgain({ ...standing, score: { ...standing.score, percent: 60 } }, 'run-2');
  const deliveries = again.deliveries.map((one) => ({ ...one, state: 'sent' as const, messageId: 'm' }));
  await pipeline.store.putStanding(round, { ...again, deliveries });
  expect((await ask(`/submissions/${id}`, token)).json).toMatchObject({ score: { percent: 58, countsWith: 60 } });
  const { submissions } = (await ask('/state', token)).json as PortalState;
  expect(submissions.map((one) => [one.id, one.percent])).toEqual([[id, 60]]);
  const { address } = (await ask(`/submissions/${id}/workbook`, token)).json as { address: string };
  expect(new URL(address).pathname).toContain(`/${rescoredId(id ?? '', 'run-2')}.xlsx`);
});

test('a file that names neither authority nor round is for those of the page', async () => {
  const { after } = await send(await tokenOf(), await filled(null));
  expect(after).toMatchObject({ stage: 'mailed', result: { stage: 'counts', round: '2022' } });
});

test('a file for another authority is returned, and nothing of that authority is shown', async () => {
  const portos = await filled({ id: 'porto', name: 'Porto' });
  const counted = await send(await tokenOf(both, 'porto'), portos);
  expect(counted.after.result).toMatchObject({ stage: 'counts', score: { percent: 58 } });
  // The very file that counts there, from the other page of the same person, and from a stranger to Porto.
  for (const contact of [both, officer]) {
    const { after } = await send(await tokenOf(contact), portos);
    expect(after).toMatchObject({ stage: 'refused', result: { score: null, mailed: true } });
    expect(after.result?.problems[0]?.message).toContain('another authority');
    expect(JSON.stringify(after)).not.toMatch(/percent|Porto/);
  }
  const other = await send(await tokenOf(both), await filled({ id: 'porto', name: 'Porto' }));
  // Its mail is owed to whoever sent it, and once it went out the page has nothing more to wait for.
  expect(other.scored).toMatchObject({ stage: 'refused', result: { mailed: false } });
  expect(other.after).toMatchObject({ stage: 'refused', result: { mailed: true } });
  // It did not count there either, though its sender may send for Porto: the page was Espoo's.
  expect((await pipeline.store.standing(round, 'porto'))?.submission).toBe(counted.after.result?.id);
});

test('what is wrong is told by question and cell, with what was read and what to do', async () => {
  const answers = new Map(page.answers);
  const [first] = answers.keys();
  answers.set(first ?? '', { value: 'unclear', raw: 'perhaps', evidence: '', cell: null });
  const { after } = await send(await tokenOf(), await filled(espoo, answers));
  expect(after.result?.problems[0]).toMatchObject({
    severity: 'error',
    place: expect.stringMatching(/^Question 1\.1\.1, cell \S+ [A-Z]\d+$/),
    read: 'perhaps',
    remedy: expect.stringContaining('Choose Yes, No or NA'),
  });
  const unreadable = await send(await tokenOf(), Buffer.from(`no workbook ${crypto.randomUUID()}`));
  expect(unreadable.after).toMatchObject({ stage: 'refused', result: { score: null } });
});

test('a link to a sheet is followed, and its result found by the page', async () => {
  const token = await tokenOf();
  const sheet = '1AbCdEfGhIjKlMnOpQrStUvWxYz';
  const { json } = await ask('/sheets', token, {
    link: `see https://docs.google.com/spreadsheets/d/${sheet}/edit#gid=0`,
  });
  const { upload } = json as { upload: string };
  expect(await pipeline.ingest(await pipeline.arrived(upload))).toEqual({ outcome: 'forwarded' });
  expect((await progress(token, upload)).stage).toBe('following');
  const unshared = { address: 'x', fetch: async () => ({ outcome: 'not shared' }) } as unknown as OnlineSheets;
  const [fetched] = await pipeline.fetchWaiting(unshared);
  if (fetched === undefined || fetched instanceof Error || fetched.upload === undefined) throw fetched;
  await pipeline.ingest(fetched.upload);
  expect(await progress(token, upload)).toMatchObject({ stage: 'refused', result: { score: null } });
});

test.each([
  ['no link at all', 'no-link'],
  ['https://docs.google.com/spreadsheets/d/e/2PACX-1vQxxxxxxxxxxxxxxxxxxxx/pubhtml', 'sheet-published'],
  ['https://bit.ly/3xYzAb', 'sheet-short'],
  ['https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit', 'sheet-other'],
  ['https://evil.example/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz', 'no-link'],
])('%s is answered with %s, and nothing comes in', async (link, error) => {
  expect(await ask('/sheets', await tokenOf(), { link })).toMatchObject({ status: 422, json: { error } });
});

test('an upload that its page gave up is under way no more, until somebody reads it all the same', async () => {
  const token = await tokenOf();
  const { upload } = (await ask('/uploads', token, { fileName: 'half.xlsx' })).json as UploadForm;
  const underWay = async () => ((await ask('/state', token)).json as PortalState).underWay.map((one) => one.upload);
  expect(await underWay()).toEqual([upload]);
  await ask(`/uploads/${upload}`, token, { stage: 'interrupted' });
  expect(await underWay()).toEqual([]);
  expect((await progress(token, upload)).stage).toBe('interrupted');
  await pipeline.portal().uploads.note(upload, { stage: 'reading', submission: null });
  expect(await underWay()).toEqual([upload]);
  for (const [path, body] of [
    [`/uploads/${upload}`, { stage: 'read' }],
    ['/uploads/none', { stage: 'sent' }],
  ] as const) {
    expect((await ask(path, token, body)).status).toBe(404);
  }
  expect(
    (await ask(`/uploads/${upload}`, await tokenOf('officer@porto.example', 'porto'), { stage: 'sent' })).status,
  ).toBe(404);
  await pipeline.portal().uploads.note(upload, { stage: 'unusable', submission: null });
  expect(await underWay()).toEqual([]);
});

test('what could not be used stands among the earlier ones, by whichever way it came', async () => {
  const own = { address: 'officer@turku.example', language: 'en' };
  await pipeline.registry.putAuthority({ id: 'turku', name: 'Turku', country: 'FI', contacts: [own] });
  const token = await tokenOf(own.address, 'turku');
  const listed = async () =>
    ((await ask('/state', token)).json as PortalState).submissions.map(({ fileName, percent }) => [fileName, percent]);
  const unreadable = await post(token, Buffer.from(`no workbook ${crypto.randomUUID()}`), 'letter.pdf');
  await pipeline.ingest(await pipeline.arrived(unreadable));
  const portos = await post(token, await filled({ id: 'porto', name: 'Porto' }), 'porto.xlsx');
  await pipeline.ingest(await pipeline.arrived(portos));
  expect(await listed()).toEqual([
    ['porto.xlsx', null],
    ['letter.pdf', null],
  ]);
  const { submissions } = (await ask('/state', token)).json as PortalState;
  expect(submissions.map(({ upload }) => upload)).toEqual([portos, unreadable]);
  // For a round that is not open, by the office: the file says whose it is.
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', office: crypto.randomUUID() },
    ...{ authority: { id: 'turku', name: 'Turku' }, round: '1999', answers: page.answers },
  });
  await pipeline.ingest(await pipeline.put({ key: 'office/late.xlsx', bytes }));
  // A stranger writes the same name on a file.
  const metadata = { sender: 'stranger@nowhere.example' };
  await pipeline.ingest(
    await pipeline.put({ key: 'office/stranger.xlsx', bytes: await filled({ id: 'turku', name: 'Turku' }), metadata }),
  );
  expect(await listed()).toEqual([
    ['late.xlsx', null],
    ['porto.xlsx', null],
    ['letter.pdf', null],
  ]);
  const [late] = ((await ask('/state', token)).json as PortalState).submissions;
  expect((await ask(`/submissions/${late?.id}`, token)).json).toMatchObject({
    stage: 'refused',
    fileName: 'late.xlsx',
  });
});

test('a result says what it gained on the file before and on the round before', async () => {
  const own = { address: 'officer@oulu.example', language: 'en' };
  await pipeline.registry.putAuthority({ id: 'oulu', name: 'Oulu', country: 'FI', contacts: [own] });
  await pipeline.registry.putRound({ ...round, id: '2021' });
  const of = (answers: typeof page.answers, year: string) =>
    writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', office: crypto.randomUUID() },
      ...{ authority: { id: 'oulu', name: 'Oulu' }, round: year, answers },
    });
  const fewer = new Map(page.answers);
  fewer.set('1.1.2', { value: 'no', raw: 'No', evidence: '', cell: null });
  const changes: unknown[] = [];
  for (const [answers, year] of [
    [fewer, '2021'],
    [fewer, '2022'],
    [page.answers, '2022'],
  ] as const) {
    const { after } = await send(await tokenOf(own.address, 'oulu', year), await of(answers, year));
    changes.push(after.result?.score?.changes);
  }
  expect(changes).toEqual([
    { onFileBefore: null, onRoundBefore: null },
    { onFileBefore: null, onRoundBefore: { round: '2021', points: 0 } },
    { onFileBefore: 2, onRoundBefore: { round: '2021', points: 2 } },
  ]);
});

describe('a link', () => {
  const refused = { status: 401, json: { error: 'refused' } };

  test('lets nobody in when it ended, was changed, or names a person, authority or round that is not there', async () => {
    const [key] = await keys().all();
    const at = Math.floor(Date.now() / 1000);
    const of = { authority: 'espoo', contact: officer, round: '2022', issuedAt: at - 10, expiresAt: at + 10 };
    const sign = (change: object): string => (key === undefined ? '' : signLink({ ...of, ...change }, key));
    expect((await ask('/state', sign({}))).status).toBe(200);
    const changed = sign({}).replace(/^./, 'X');
    const ones = [
      '',
      changed,
      sign({ expiresAt: at }),
      sign({ contact: 'stranger@nowhere.example' }),
      sign({ contact: 'officer@porto.example' }),
      sign({ authority: 'atlantis' }),
      sign({ round: '1999' }),
    ];
    for (const path of ['/state', '/uploads/0', '/submissions/0/workbook', '/nowhere']) {
      for (const token of ones) {
        const { status, json } = await ask(path, token);
        expect({ status, json }).toEqual(refused);
      }
    }
  });

  test('shows nothing of another authority, as if it were not there', async () => {
    const { upload, after } = await send(
      await tokenOf('officer@porto.example', 'porto'),
      await filled({ id: 'porto', name: 'Porto' }),
    );
    const id = after.result?.id;
    for (const path of [
      `/uploads/${upload}`,
      `/submissions/${id}`,
      `/submissions/${id}/workbook`,
      '/submissions/none',
    ]) {
      const { status, json } = await ask(path, await tokenOf());
      expect({ status, json }, path).toEqual({ status: 404, json: { error: 'unknown' } });
    }
  });

  test('of a reader shows results and sends nothing', async () => {
    const token = await tokenOf(reader);
    expect((await ask('/state', token)).json).toMatchObject({ maySend: false });
    expect(await ask('/uploads', token, { fileName: 'x' })).toMatchObject({ status: 403 });
  });

  test('ends when its key is revoked, and not by a rotation', async () => {
    const token = await tokenOf();
    await pipeline.portal().keys.rotate();
    expect((await ask('/state', token)).status).toBe(200);
    expect(await pipeline.portal().keys.revokeOlder()).toBe(1);
    expect((await ask('/state', token)).status).toBe(401);
    expect((await ask('/state', await tokenOf())).status).toBe(200);
  });

  test('made before its person was erased lets nobody in, registered again or not', async () => {
    const gone = { address: 'gone@espoo.example', language: 'en' };
    const add = () =>
      pipeline.registry.changeAuthority('espoo', (of) => of && { ...of, contacts: [...of.contacts, gone] });
    await add();
    const token = await tokenOf(gone.address);
    expect((await ask('/state', token)).status).toBe(200);
    await eraseData({ kind: 'contact', address: gone.address }, pipeline.erasing());
    expect((await ask('/state', token)).status).toBe(401);
    await add();
    expect((await ask('/state', token)).status).toBe(401);
  });
});

test('a form lets in one key, the sender’s own name and up to 25 MB, for ten minutes', async () => {
  const { fields, upload } = (await ask('/uploads', await tokenOf(), { fileName: 'a'.repeat(900) })).json as UploadForm;
  const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString());
  const until = (new Date(policy.expiration).getTime() - Date.now()) / 1000;
  expect(until).toBeGreaterThan(590);
  expect(until).toBeLessThanOrEqual(600);
  expect(policy.conditions).toEqual(
    expect.arrayContaining([
      ['content-length-range', 1, 25 * 1024 * 1024],
      { key: `page/${upload}` },
      { bucket: 'scorebook-test-inbox' },
      { 'x-amz-meta-sender': encodeURIComponent(officer) },
      { 'Content-Type': 'application/octet-stream' },
    ]),
  );
  expect(fields['x-amz-meta-filename']?.length).toBeLessThan(450);
  // Nothing may be written but what a condition names.
  const named = policy.conditions.flatMap((one: object) => (Array.isArray(one) ? [] : Object.keys(one)));
  expect(
    Object.keys(fields)
      .filter((name) => !['Policy', 'X-Amz-Signature'].includes(name))
      .sort(),
  ).toEqual(named.sort());
});

test('a contact sends fifty times a day and not more; requests over 16 KB and what nobody asks are turned away', async () => {
  const many = { address: 'many@espoo.example', language: 'en' };
  await pipeline.registry.changeAuthority('espoo', (of) => of && { ...of, contacts: [...of.contacts, many] });
  const token = await tokenOf(many.address);
  const statuses = [];
  for (let count = 0; count < 51; count += 1) statuses.push((await ask('/uploads', token, { fileName: 'x' })).status);
  expect(statuses).toEqual([...Array(50).fill(200), 429]);
  expect((await ask('/sheets', token, { link: 'x'.repeat(20_000) })).status).toBe(413);
  expect((await ask('/uploads', token, { fileName: 7 })).status).toBe(404);
  expect((await ask('/state', token)).headers.get('cache-control')).toBe('no-store');
});

test('a later file is said to have been read before this one only where it was', async () => {
  const city = { id: 'late', name: 'Late' };
  const contacts = [{ address: 'officer@late.example', language: 'en' }];
  await pipeline.registry.putAuthority({ ...city, country: 'FI', contacts });
  const token = await tokenOf('officer@late.example', city.id);
  const part = (id: string) => filled(city, new Map([...page.answers].filter(([one]) => one === id)));
  const uploads: string[] = [];
  const objects: Awaited<ReturnType<typeof pipeline.arrived>>[] = [];
  for (const id of ['1.1.1', '1.1.2', '1.1.3', '1.1.4']) {
    const upload = await post(token, await part(id));
    uploads.push(upload);
    objects.push(await pipeline.arrived(upload));
  }
  // The last one is read before the third.
  for (const index of [0, 1, 3, 2]) await pipeline.ingest(objects[index] as (typeof objects)[0]);
  const told = await Promise.all(
    uploads.map(async (upload) => (await progress(token, upload)).result?.sequel?.lines.join(' ') ?? ''),
  );
  expect(told.map((lines) => lines.includes('before this one'))).toEqual([false, false, true, false]);
});

test('a file that is sent again stands first once more: it counts again', async () => {
  const token = await tokenOf();
  const [first, second] = [await filled(espoo), await filled(espoo)];
  const ids: (string | undefined)[] = [];
  for (const bytes of [first, second, first]) ids.push((await send(token, bytes)).after.result?.id);
  const { submissions, counting } = (await ask('/state', token)).json as PortalState;
  expect([counting, ...submissions.slice(0, 2).map(({ id }) => id)]).toEqual([ids[0], ids[0], ids[1]]);
});

test('after a review the page shows what counts, why, and each file once', async () => {
  const token = await tokenOf();
  const { scored } = await send(token, await filled(espoo));
  const id = scored.result?.id ?? '';
  const rows = [
    ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'],
    ['2022', 'espoo', '1.1.2', 'No', 'It ended in 2019', id],
  ];
  await pipeline.importReview(await pipeline.put({ key: 'review/1', bytes: rawWorkbook([{ name: 'R', rows }]) }));
  await pipeline.deliverWaiting();
  const { json } = await ask(`/submissions/${id}`, token);
  expect(json).toMatchObject({ stage: 'counts', score: { counted: '22 of 41 answered Yes' } });
  expect(JSON.stringify(json)).toContain('It ended in 2019');
  const { submissions } = (await ask('/state', token)).json as PortalState;
  expect(submissions.filter((one) => one.id === id).map(({ percent }) => percent)).toEqual([
    (json as { score: { percent: number } }).score.percent,
  ]);
});

describe('the questionnaire to download', () => {
  const next = { ...round, id: '2024', previous: '2022' };
  const downloaded = async (fill: string, token: string) => {
    const { status, json } = await ask(`/workbooks/${fill}`, token);
    if (status !== 200) return { status, json };
    const { fileName, base64 } = json as { fileName: string; base64: string };
    const read = await assessFile(Buffer.from(base64, 'base64'));
    const answered = [...read.answers.values()].filter(({ value }) => value !== 'unanswered').length;
    return { status, fileName, authority: read.authority?.id, round: read.round, answered };
  };

  test('as last round, as it now counts and blank, for the authority of the link alone', async () => {
    await pipeline.registry.putRound(next);
    const token = await tokenOf(officer, 'espoo', next.id);
    const own = { status: 200, fileName: '2024-espoo.xlsx', authority: 'espoo', round: '2024' };
    const [before] = await Promise.all([pipeline.store.standing(round, 'espoo')]);
    expect(before).not.toBeNull();
    expect(await downloaded('last', token)).toEqual({ ...own, answered: expect.toSatisfy((n: number) => n > 20) });
    expect(await downloaded('now', token)).toEqual({ ...own, answered: 0 });
    expect(await downloaded('blank', token)).toEqual({ ...own, answered: 0 });
    const state = (await ask('/state', token)).json as PortalState;
    expect(state.round.previous).toBe('2022');
    const noted = await pipeline.portal().participations.of('2024', 'espoo');
    expect(noted.downloadedAt).not.toBeNull();
  });

  test('not without a link that holds, and nothing else is filled in', async () => {
    expect((await ask('/workbooks/last', 'nothing')).status).toBe(401);
    expect((await ask('/workbooks/best', await tokenOf())).status).toBe(404);
  });

  test('long evidence is in it, though the page reads none', async () => {
    const token = await tokenOf(officer, 'espoo', next.id);
    const long = 'A service with a name. '.repeat(600);
    const answers = new Map(
      [...page.answers].map(([id, one]) => [id, id === '1.1.1' ? { ...one, evidence: long } : one]),
    );
    const file = await filled({ id: 'espoo', name: 'Espoo' }, answers);
    await pipeline.ingest(await pipeline.put({ key: 'office/long.xlsx', bytes: file }));
    const { json } = await ask('/workbooks/last', token);
    const read = await assessFile(Buffer.from((json as { base64: string }).base64, 'base64'));
    expect(read.answers.get('1.1.1')?.evidence).toBe(long.trim());
  });
});
