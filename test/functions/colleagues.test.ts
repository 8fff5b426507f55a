import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { dynamoActs } from '../../shared/adapters/aws/dynamo/acts.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { maxColleagues } from '../../shared/domain/registry/colleagues.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import type { PortalState, SubmissionResult, UploadForm } from '../../shared/rendering/portal/api-types.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { writeRegistryWorkbook } from '../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { actsCsv, factsText, toldActs } from '../../shared/use-cases/acts-table.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@espoo.example';
const reader = 'reader@espoo.example';
const other = 'officer@porto.example';

const pipeline: Pipeline = await startPipeline();
await pipeline.registry.putRound(round);
const app = portalApi(pipeline.portal());
afterAll(() => pipeline.stop());

let id = '';
let number = 0;
/** Each test has an authority of its own. */
beforeEach(async () => {
  // A person may be known of several authorities: those of earlier tests have gone.
  for (const one of await pipeline.registry.authorities()) await pipeline.registry.removeAuthority(one.id);
  await pipeline.loseMessages();
  number += 1;
  id = `espoo-${number}`;
  const contacts = [
    { address: officer, language: 'en' },
    { address: reader, language: 'en', role: 'reader' as const },
  ];
  await pipeline.registry.putAuthority({ id, name: `Espoo ${number}`, country: 'FI', contacts });
  await pipeline.forgetMails();
});

async function tokenOf(contact = officer): Promise<string> {
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
  return (await portalLink({ authority: id, contact, round: round.id }, making)).split('#')[1] ?? '';
}

async function ask(path: string, token: string, body?: object) {
  const response = await app.request(`/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}
const stateOf = async (token: string) => (await ask('/state', token)).json as PortalState;
const add = async (address: string, of: { name?: string; language?: string; by?: string } = {}) =>
  ask('/colleagues', await tokenOf(of.by), { name: '', language: 'en', ...of, address });
const remove = async (address: string, by = officer) => ask('/colleagues/removed', await tokenOf(by), { address });
const addressesOf = (authority: Authority | null) => authority?.contacts.map(({ address }) => address);
const registered = async () => addressesOf(await pipeline.registry.authority(id));
const acts = () => dynamoActs(pipeline.clients.dynamodb, pipeline.table);
const actsHere = async () =>
  (await acts().of(round.id))
    .filter(({ authority }) => authority === id)
    .map(({ by, what, facts }) => ({ by, what, facts }));

test('a colleague becomes a contact, marked with who added them, and opens their own page with the link of their mail', async () => {
  expect(await add('Anna@espoo.example', { name: 'Anna Åberg', language: 'fi' })).toMatchObject({ status: 200 });
  const authority = await pipeline.registry.authority(id);
  expect(authority?.contacts.at(-1)).toMatchObject({
    ...{ address: 'Anna@espoo.example', name: 'Anna Åberg', language: 'fi', role: 'contact' },
    added: { by: officer, at: expect.stringMatching(/^\d{4}-/) },
  });
  expect(await pipeline.registry.authoritiesOf('anna@ESPOO.example')).toEqual([id]);
  await pipeline.deliverWaiting();
  const [mail, ...more] = await pipeline.mailsTo('Anna@espoo.example');
  expect(more).toEqual([]);
  expect(mail?.subject).toBe(`Espoo ${number}: voit nyt täyttää kierroksen 2022 kyselyä`);
  expect(mail?.text).toContain(`${officer} lisäsi sinut`);
  // The name was typed by somebody: it goes to nobody.
  expect(mail?.text).not.toContain('Åberg');
  const [, token = ''] = /#(\S+)/.exec(mail?.text ?? '') ?? [];
  const state = await stateOf(token);
  expect(state).toMatchObject({ maySend: true, contact: 'Anna@espoo.example', locale: 'fi-FI' });
  expect(state.contacts.map(({ address, name, added, maySend }) => [address, name, added?.by, maySend])).toEqual([
    [officer, '', undefined, true],
    [reader, '', undefined, false],
    ['Anna@espoo.example', 'Anna Åberg', officer, true],
  ]);
  expect(await actsHere()).toEqual([
    {
      by: contactHash(officer),
      what: 'colleague',
      facts: { change: 'added', contact: contactHash('anna@espoo.example') },
    },
  ]);
});

test('an act of a contact shows who it was and about whom, as long as they are registered', async () => {
  const told = async () =>
    (await toldActs(round.id, pipeline.participation()))
      .filter(({ authority }) => authority === id)
      .map(({ name, facts, persons }) => [name, factsText(facts, persons)]);
  await add('anna@espoo.example', { name: 'Anna Åberg' });
  await add('bo@espoo.example', { by: 'anna@espoo.example' });
  expect(await told()).toEqual([
    [officer, 'change: added; contact: Anna Åberg (anna@espoo.example)'],
    ['Anna Åberg (anna@espoo.example)', 'change: added; contact: bo@espoo.example'],
  ]);
  const csv = actsCsv(await toldActs(round.id, pipeline.participation()), { withNames: false });
  expect(csv).not.toMatch(/Anna|anna@|bo@/);
  await remove('anna@espoo.example');
  const anna = contactHash('anna@espoo.example');
  expect(await told()).toEqual([
    [officer, `change: added; contact: ${anna}`],
    [null, 'change: added; contact: bo@espoo.example'],
    [officer, `change: removed; contact: ${anna}`],
  ]);
});

test.each(messageLanguages())(
  'in %s the mail says who, where and what to do when it is a mistake',
  async (language) => {
    await add('anna@espoo.example', { language });
    await pipeline.deliverWaiting();
    const [mail] = await pipeline.mailsTo('anna@espoo.example');
    const words = messagesIn(language).notices.colleague;
    for (const text of [
      officer,
      `Espoo ${number}`,
      '2022',
      'office@benchmark.example',
      'https://portal.benchmark.example/#',
    ])
      expect(mail?.text).toContain(text);
    expect(mail?.text.replaceAll('\n', ' ')).toContain(words.together);
  },
);

describe('is not added', () => {
  test.each<[string, object, string]>([
    ['without an address', { address: '' }, 'no-address'],
    ['at two addresses', { address: 'a@b.example, c@d.example' }, 'no-address'],
    ['with a line end in the address', { address: 'a@b.example\nBcc: c@d.example' }, 'no-address'],
    ['with a name that nobody has', { address: 'a@b.example', name: 'x'.repeat(900) }, 'name-long'],
    ['in a language that there is not', { address: 'a@b.example', language: 'xx' }, 'unknown'],
    ['who is one of the office’s own contacts', { address: ' OFFICER@espoo.example ' }, 'colleague-known'],
    ['with more in the request than a person types', { address: 'x'.repeat(2000) }, 'unknown'],
  ])('%s', async (_, typed, error) => {
    const body = { name: '', language: 'en', ...typed };
    expect((await ask('/colleagues', await tokenOf(), body)).json).toEqual({ error });
    expect(await registered()).toEqual([officer, reader]);
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo('a@b.example')).toEqual([]);
  });

  test('by somebody who only receives results, nor taken out', async () => {
    await add('anna@espoo.example');
    expect((await add('ben@espoo.example', { by: reader })).json).toEqual({ error: 'not-a-sender' });
    expect((await remove('anna@espoo.example', reader)).json).toEqual({ error: 'not-a-sender' });
    expect(await registered()).toEqual([officer, reader, 'anna@espoo.example']);
  });

  test('as an eleventh', async () => {
    for (let one = 1; one <= maxColleagues; one += 1) expect((await add(`c${one}@espoo.example`)).status).toBe(200);
    expect(await add('c11@espoo.example')).toEqual({ status: 409, json: { error: 'colleague-most' } });
    expect((await registered())?.length).toBe(2 + maxColleagues);
    await remove('c3@espoo.example');
    expect((await add('c11@espoo.example')).status).toBe(200);
  });
});

test('of two contacts who add at once, both are added, and the same address once', async () => {
  await add('anna@espoo.example');
  const two = await Promise.all([
    add('ben@espoo.example'),
    add('cleo@espoo.example', { by: 'anna@espoo.example' }),
    add('dan@espoo.example'),
    add('DAN@espoo.example', { by: 'anna@espoo.example' }),
  ]);
  expect(two.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
  expect((await registered())?.map((one) => one.toLowerCase()).sort()).toEqual(
    ['anna', 'ben', 'cleo', 'dan', 'officer', 'reader'].map((name) => `${name}@espoo.example`),
  );
  await pipeline.deliverWaiting();
  const [lower, upper] = [await pipeline.mailsTo('dan@espoo.example'), await pipeline.mailsTo('DAN@espoo.example')];
  expect(lower.length + upper.length).toBe(1);
});

test('of ten places, two who want the last one at once get it once', async () => {
  for (let one = 1; one < maxColleagues; one += 1) await add(`c${one}@espoo.example`);
  const last = await Promise.all([add('x@espoo.example'), add('y@espoo.example', { by: 'c1@espoo.example' })]);
  expect(last.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await registered())?.length).toBe(2 + maxColleagues);
});

describe('a colleague who is taken out', () => {
  test('has a link that opens nothing from then on, and a form that brings in nothing', async () => {
    await add('anna@espoo.example');
    const token = await tokenOf('anna@espoo.example');
    const form = (await ask('/uploads', token, { fileName: 'late.xlsx' })).json as UploadForm;
    expect((await remove('ANNA@espoo.example')).status).toBe(200);
    expect(await ask('/state', token)).toEqual({ status: 401, json: { error: 'refused' } });
    const bytes = await writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', authority: { id, name: 'Espoo' }, round: '2022' },
      answers: page.answers,
    });
    const data = new FormData();
    for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
    data.set('file', new Blob([Buffer.from(bytes)]), 'late.xlsx');
    await fetch(form.url, { method: 'POST', body: data });
    expect(await pipeline.ingest(await pipeline.arrived(form.upload))).toMatchObject({ outcome: 'rejected' });
    expect(await pipeline.store.standing(round, id)).toBeNull();
    expect((await actsHere()).map(({ facts }) => facts['change'])).toEqual(['added', 'removed']);
  });

  test('is nobody whom the office has registered', async () => {
    expect((await remove(reader)).json).toEqual({ error: 'unknown' });
    expect((await remove('nobody@espoo.example')).json).toEqual({ error: 'unknown' });
    expect(await registered()).toEqual([officer, reader]);
    expect(await actsHere()).toEqual([]);
  });

  test('and is added again on the same day gets no second mail', async () => {
    for (let time = 0; time < 3; time += 1) {
      await add('anna@espoo.example');
      await remove('anna@espoo.example');
    }
    await add('anna@espoo.example');
    await pipeline.deliverWaiting();
    expect((await pipeline.mailsTo('anna@espoo.example')).length).toBe(1);
  });

  test('before the mail went gets none', async () => {
    await add('anna@espoo.example');
    await remove('anna@espoo.example');
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo('anna@espoo.example')).toEqual([]);
  });

  test('while no mail went to them gets none when they are added again', async () => {
    await add('anna@espoo.example');
    await pipeline.registry.suppress('anna@espoo.example', { reason: 'complaint', at: '2026-01-01T00:00:00.000Z' });
    await remove('anna@espoo.example');
    await add('anna@espoo.example');
    await pipeline.deliverWaiting();
    expect(await pipeline.mailsTo('anna@espoo.example')).toEqual([]);
    expect((await stateOf(await tokenOf())).contacts.at(-1)).toMatchObject({ isStopped: true });
  });
});

test('an address that gets no mail elsewhere gets none here', async () => {
  const contacts = [{ address: other, language: 'en' }];
  await pipeline.registry.putAuthority({ id: `porto-${number}`, name: `Porto ${number}`, country: 'PT', contacts });
  await pipeline.registry.suppress(other, { reason: 'bounce', at: '2026-01-01T00:00:00.000Z' });
  expect((await add(other)).status).toBe(200);
  await pipeline.deliverWaiting();
  expect(await pipeline.mailsTo(other)).toEqual([]);
});

test('in a day the contacts of one authority add at most twenty, also when they take others out', async () => {
  for (let one = 1; one <= 20; one += 1) {
    expect((await add(`c${one}@espoo.example`)).status).toBe(200);
    await remove(`c${one}@espoo.example`);
  }
  expect(await add('c21@espoo.example')).toEqual({ status: 429, json: { error: 'too-many' } });
});

test('a crash before the mail was asked for is made up for when the same is asked for again', async () => {
  const deps = pipeline.portal();
  const broken = portalApi({
    ...deps,
    notices: { ...deps.notices, put: () => Promise.reject(new Error('the table is away')) },
    failed: () => {},
  });
  const typed = { name: '', address: 'anna@espoo.example', language: 'en' };
  const response = await broken.request('/api/colleagues', {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf()}` },
    body: JSON.stringify(typed),
  });
  expect(response.status).toBe(500);
  expect(await add('anna@espoo.example')).toEqual({ status: 409, json: { error: 'colleague-known' } });
  await pipeline.deliverWaiting();
  expect((await pipeline.mailsTo('anna@espoo.example')).length).toBe(1);
  expect((await actsHere()).length).toBe(1);
});

/** What somebody knows of the answers: the first of a question's numbers is its pillar. */
const partOf = (pillar: string, pick = (id: string) => id.startsWith(`${pillar}.`)) =>
  new Map([...page.answers].filter(([one]) => pick(one)));
async function sends(by: string, fileName: string, answers: Answers): Promise<string> {
  const bytes = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', authority: { id, name: `Espoo ${number}` }, round: '2022' },
    ...{ office: crypto.randomUUID(), answers },
  });
  const metadata = { sender: by, filename: fileName };
  const upload = await pipeline.put({ key: `page/${crypto.randomUUID()}`, bytes, metadata });
  const outcome = await pipeline.ingest(upload);
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.submission;
}
const cells = async (bytes: Uint8Array | null, name: string): Promise<string[][]> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes ?? new Uint8Array()) as never);
  const sheet = workbook.getWorksheet(name);
  const rows: string[][] = [];
  sheet?.eachRow((row) => rows.push((row.values as unknown[]).slice(2).map(String)));
  return rows;
};

describe('of files of several people', () => {
  test('who gave which answers is on the page and in the results workbook, and mails say what each has changed', async () => {
    await add('anna@espoo.example', { language: 'en' });
    const first = await sends(officer, 'part-1.xlsx', partOf('1'));
    await pipeline.deliverWaiting();
    await pipeline.forgetMails();
    const second = await sends(
      'anna@espoo.example',
      'parts-2-and-3.xlsx',
      partOf('', (one) => !one.startsWith('1.')),
    );
    await pipeline.deliverWaiting();
    const result = (await ask(`/submissions/${second}`, await tokenOf())).json as SubmissionResult;
    expect(result.givenBy.map(({ fileName, by, ids }) => [fileName, by, ids.length])).toEqual([
      ['part-1.xlsx', officer, partOf('1').size],
      ['parts-2-and-3.xlsx', 'anna@espoo.example', page.answers.size - partOf('1').size],
    ]);
    const [results] = await pipeline.mailsTo('anna@espoo.example');
    expect(results?.text.replaceAll('\n', ' ')).toContain(`“part-1.xlsx” was sent by ${officer}.`);
    const [told] = await pipeline.mailsTo(officer);
    const text = told?.text.replaceAll('\n', ' ') ?? '';
    expect(text).toContain('“parts-2-and-3.xlsx” was sent by anna@espoo.example.');
    expect(text).toMatch(/New: 28 \(2\.1\.1, /);
    const kept = await pipeline.resultsWorkbook(`results/2022/${id}/${second}.xlsx`);
    const rows = await cells(kept, 'Who answered');
    expect(
      rows.filter(([number]) => number === '1.1.1' || number === '2.1.1').map(([, , ...said]) => said.slice(0, 2)),
    ).toEqual([
      [officer, 'part-1.xlsx'],
      ['anna@espoo.example', 'parts-2-and-3.xlsx'],
    ]);
    // Whoever has the link of the page of results is not told.
    const shown = await pipeline.resultsWorkbook(`results/2022/${id}/${second}.html`);
    expect(Buffer.from(shown ?? []).toString()).not.toMatch(/officer@espoo|anna@espoo/);
    // The first file counted alone: nothing is to be told apart.
    expect(await cells(await pipeline.resultsWorkbook(`results/2022/${id}/${first}.xlsx`), 'Who answered')).toEqual([]);
    // It is read back as any other: the sheet is none of the questionnaire.
    const again = await pipeline.put({
      key: `page/${crypto.randomUUID()}`,
      bytes: kept ?? new Uint8Array(),
      metadata: { sender: officer, filename: 'again.xlsx' },
    });
    expect(await pipeline.ingest(again)).toMatchObject({ outcome: 'accepted' });
  });

  test('nobody of another authority, and nobody without a link, is told', async () => {
    const sent = await sends(officer, 'part-1.xlsx', partOf('1'));
    await pipeline.registry.putAuthority({
      id: `porto-${number}`,
      name: `Porto ${number}`,
      country: 'PT',
      contacts: [{ address: other, language: 'en' }],
    });
    const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
    const [, theirs = ''] = (
      await portalLink({ authority: `porto-${number}`, contact: other, round: round.id }, making)
    ).split('#');
    expect((await ask(`/submissions/${sent}`, theirs)).status).toBe(404);
    expect((await ask(`/submissions/${sent}`, 'nobody')).status).toBe(401);
  });
});

describe('the registry workbook', () => {
  const importing = async (authorities: readonly Authority[]) => {
    const known = { rounds: [], languages: ['en'], questionnaires: ['user-centricity@2023'] };
    const bytes = await writeRegistryWorkbook({ authorities, ...known });
    return pipeline.importRegistry(await pipeline.put({ key: `registry/${crypto.randomUUID()}.xlsx`, bytes }));
  };
  const now = async () => (await pipeline.registry.authority(id)) as Authority;

  test('shows who added whom, and changes nothing when it is read back', async () => {
    await add('anna@espoo.example');
    const before = await now();
    await importing([before]);
    expect(await now()).toEqual(before);
  });

  test('that does not name a colleague keeps them', async () => {
    const before = await now();
    await add('anna@espoo.example');
    await importing([{ ...before, name: `Espoo anew ${number}` }]);
    expect(await registered()).toEqual([officer, reader, 'anna@espoo.example']);
    expect((await now()).contacts.at(-1)?.added?.by).toBe(officer);
  });

  test('makes a colleague a contact of the office’s own by a dash: contacts take them out no more', async () => {
    await add('anna@espoo.example');
    const before = await now();
    const contacts = before.contacts.map((one) => (one.added ? { ...one, added: { by: '-', at: '' } } : one));
    await importing([{ ...before, contacts }]);
    expect((await remove('anna@espoo.example')).json).toEqual({ error: 'unknown' });
    expect(await registered()).toEqual([officer, reader, 'anna@espoo.example']);
  });
});

describe('an erasure', () => {
  test('of a colleague leaves nothing of them', async () => {
    await add('anna@espoo.example', { name: 'Anna Åberg' });
    await pipeline.deliverWaiting();
    await eraseData({ kind: 'contact', address: 'anna@espoo.example' }, pipeline.erasing());
    expect(await registered()).toEqual([officer, reader]);
    expect(await storedText()).not.toMatch(/anna@espoo|Åberg/i);
  });

  test('of whoever added them leaves the colleague, added by nobody', async () => {
    await add('eva@espoo.example');
    await add('ben@espoo.example', { by: 'eva@espoo.example' });
    await remove('eva@espoo.example');
    await eraseData({ kind: 'contact', address: 'eva@espoo.example' }, pipeline.erasing());
    expect((await pipeline.registry.authority(id))?.contacts.at(-1)?.added).toMatchObject({ by: '' });
    expect(await storedText()).not.toMatch(/eva@espoo/i);
  });

  test('of the authority leaves nothing of its colleagues', async () => {
    await add('anna@espoo.example');
    await eraseData({ kind: 'authority', id }, pipeline.erasing());
    expect(await storedText()).not.toMatch(new RegExp(`anna@espoo|${id}"`, 'i'));
  });

  async function storedText(): Promise<string> {
    const items: unknown[] = [];
    for await (const page of pipeline.erasing().items.all())
      items.push(...page.filter(({ pk }) => !pk.startsWith('ERASURE')));
    return JSON.stringify(items);
  }
});
