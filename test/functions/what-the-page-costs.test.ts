import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import type { Answers } from '../../shared/domain/answers/answer.ts';
import { signLink } from '../../shared/domain/mail/signed-link.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { PortalState, PortalWorkbook, UploadForm } from '../../shared/rendering/portal/api-types.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { beyondBudget, type budgets } from '../bench/budgets.ts';
import { allRequests, countRequests, type Requests } from '../bench/requests.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
const before = { id: '2021', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const round = { ...before, id: '2022', previous: before.id };
const officer = 'officer@espoo.example';

let pipeline: Pipeline;
let token: string;
/** Of an authority that has answered in the round before, too. */
let tokenOfE: string;
beforeAll(async () => {
  pipeline = await startPipeline();
  for (const one of [before, round]) await pipeline.registry.putRound(one);
  for (const id of ['espoo', 'a', 'b', 'c', 'd', 'e']) {
    const contacts = [{ address: `officer@${id}.example`, language: 'en' }];
    await pipeline.registry.putAuthority({ id, name: `City of ${id}`, country: 'FI', contacts });
    await pipeline.ingest(await pipeline.put({ key: `office/${id}.xlsx`, bytes: await filled(id) }));
  }
  await pipeline.ingest(
    await pipeline.put({ key: 'office/e/before.xlsx', bytes: await filled('e', undefined, before.id) }),
  );
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published' });
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
  const tokenOf = async (id: string): Promise<string> => {
    const link = await portalLink({ authority: id, contact: `officer@${id}.example`, round: round.id }, making);
    return link.split('#')[1] ?? '';
  };
  [token, tokenOfE] = [await tokenOf('espoo'), await tokenOf('e')];
});
afterAll(() => pipeline.stop());

const filled = (id: string, office?: string, of = round.id, answers: Answers = page.answers): Promise<Uint8Array> =>
  writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: of, answers },
    authority: { id, name: `City of ${id}` },
    ...(office === undefined ? {} : { office }),
  });

type App = ReturnType<typeof portalApi>;

async function ask(app: App, path: string, by = token, body?: object) {
  const response = await app.request(`/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

/** An instance that has answered before: it knows the round, and which keys there were. */
async function instance() {
  const clients = pipeline.newClients();
  const app = portalApi(pipeline.portal(clients));
  await ask(app, '/state');
  return { app, clients };
}

async function costOf(path: string, body?: object, by = token, before?: string) {
  const { app, clients } = await instance();
  if (before !== undefined) await ask(app, before);
  const spent = countRequests(clients, { inStep: true });
  return { ...(await ask(app, path, by, body)), spent };
}

const upload = async (): Promise<UploadForm> =>
  (await ask(portalApi(pipeline.portal()), '/uploads', token, { fileName: 'q.xlsx' })).json as UploadForm;

async function sentAndRead(): Promise<string> {
  const form = await upload();
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([Buffer.from(await filled('espoo', crypto.randomUUID()))]), 'q.xlsx');
  await fetch(form.url, { method: 'POST', body: data });
  await pipeline.ingest(await pipeline.arrived(form.upload));
  return form.upload;
}

const ownSubmission = async (): Promise<string> => {
  const { submissions } = (await ask(portalApi(pipeline.portal()), '/state')).json as PortalState;
  return submissions[0]?.id ?? '';
};

interface Asked {
  readonly path: string;
  readonly body?: object;
  /** What another authority has asked of the instance before. */
  readonly before?: string;
  readonly by?: string;
}
const requests: Readonly<Record<Extract<keyof typeof budgets, `page: ${string}`>, () => Promise<Asked>>> = {
  'page: state': async () => ({ path: '/state' }),
  'page: words': async () => ({ path: '/words' }),
  'page: form of an upload': async () => ({ path: '/uploads', body: { fileName: 'q.xlsx' } }),
  'page: an upload was sent': async () => ({ path: `/uploads/${(await upload()).upload}`, body: { stage: 'sent' } }),
  'page: how far an upload is': async () => ({ path: `/uploads/${(await upload()).upload}` }),
  'page: what came of an upload': async () => ({ path: `/uploads/${await sentAndRead()}` }),
  'page: a result': async () => ({ path: `/submissions/${await ownSubmission()}` }),
  'page: a results workbook': async () => ({ path: `/submissions/${await ownSubmission()}/workbook` }),
  'page: a blank questionnaire': async () => ({ path: '/workbooks/blank' }),
  'page: a questionnaire with the answers': async () => ({ path: '/workbooks/now' }),
  'page: a questionnaire with the answers of before': async () => ({
    path: '/workbooks/last',
    before: '/workbooks/last',
    by: tokenOfE,
  }),
  'page: a link to a sheet': async () => ({
    path: '/sheets',
    body: { link: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit' },
  }),
  'page: an act': async () => ({ path: '/acts', body: { act: 'restore', submission: await ownSubmission() } }),
  'page: a new colleague': async () => ({
    path: '/colleagues',
    body: { name: 'X', address: 'colleague@espoo.example', language: 'en' },
  }),
  'page: a colleague who leaves': async () => ({
    path: '/colleagues/removed',
    body: { address: 'colleague@espoo.example' },
  }),
};

test.each(Object.entries(requests) as [keyof typeof requests, () => Promise<Asked>][])(
  '%s keeps to its budget',
  async (name, asked) => {
    const { path, body, before: first, by } = await asked();
    const { status, spent } = await costOf(path, body, by, first);
    expect(status).toBe(200);
    expect(beyondBudget(name, spent)).toEqual([]);
  },
);

const callsOf = ({ calls }: Requests): unknown[] => [...calls];

test('a link that nobody has signed has the keys read and nothing else, also in an instance that knows them', async () => {
  const at = Math.floor(Date.now() / 1000);
  const of = { authority: 'espoo', contact: officer, round: round.id, issuedAt: at, expiresAt: at + 1000 };
  const forged = signLink(of, { id: 1, secret: new Uint8Array(32) });
  for (const path of ['/state', '/uploads/0', '/submissions/0', '/workbooks/now', '/nowhere']) {
    const { status, spent } = await costOf(path, undefined, forged);
    expect([status, callsOf(spent)], path).toEqual([401, [['DynamoDB Query', 1]]]);
  }
});

test('a file that came in since the page was opened is listed when it is opened again', async () => {
  const { app, clients } = await instance();
  const listed = async () =>
    ((await ask(app, '/state')).json as PortalState).submissions.map(({ fileName }) => fileName);
  const before = await listed();
  await pipeline.ingest(await pipeline.put({ key: 'office/again.xlsx', bytes: await filled('espoo', 'again') }));
  const spent = countRequests(clients, { inStep: true });
  expect((await listed()).toSorted()).toEqual([...before, 'again.xlsx'].toSorted());
  expect(spent.waves).toHaveLength(2);
});

test('a questionnaire is filled with what counts when it is asked for, in an instance that read other answers last', async () => {
  const { app, clients } = await instance();
  const now = async (of: App) => ((await ask(of, '/workbooks/now')).json as PortalWorkbook).base64;
  const before = await now(app);
  const answers = new Map(page.answers).set('1.1.1', { value: 'na', raw: 'NA', evidence: 'ours', cell: null });
  await pipeline.ingest(
    await pipeline.put({ key: 'office/espoo/since.xlsx', bytes: await filled('espoo', 'since', round.id, answers) }),
  );
  const spent = countRequests(clients, { inStep: true });
  const made = await now(app);
  expect(spent.waves).toHaveLength(3);
  expect(made).toBe(await now(portalApi(pipeline.portal())));
  expect(made).not.toBe(before);
});

test('a link of a key that was taken away lets nobody in, in an instance that knew the key a moment ago', async () => {
  const { app } = await instance();
  const { keys } = pipeline.portal();
  await keys.rotate();
  expect((await ask(app, '/state')).status).toBe(200);
  await keys.revokeOlder();
  for (const path of ['/state', '/words', '/workbooks/now', '/uploads/0', '/nowhere']) {
    expect(await ask(app, path), path).toEqual({ status: 401, json: { error: 'refused' } });
  }
  expect((await ask(app, '/uploads', token, { fileName: 'q.xlsx' })).status).toBe(401);
});

test('an instance that has answered nothing yet takes a round trip or two more, and asks no more of anything', async () => {
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
  const fresh = (await portalLink({ authority: 'a', contact: 'officer@a.example', round: round.id }, making)).split(
    '#',
  );
  await ask(portalApi(pipeline.portal()), '/state', fresh[1]);
  const clients = pipeline.newClients();
  const spent = countRequests(clients, { inStep: true });
  expect((await ask(portalApi(pipeline.portal(clients)), '/state', fresh[1])).status).toBe(200);
  // The keys are read before anything else, and the log before the names of its files.
  expect(beyondBudget('page: state', spent, { waves: 2 })).toEqual([]);
  expect(allRequests(spent)).toBeGreaterThan(5);
});
