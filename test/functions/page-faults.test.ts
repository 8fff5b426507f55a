import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import type { PortalState, UploadProgress } from '../../shared/rendering/portal/api-types.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { countRequests } from '../bench/requests.ts';
import { acceptAnswers } from '../support/answered.ts';
import { endAmong, endsOf, strikeAt } from '../support/faults.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { isDeep, pointsOf } from '../support/tier.ts';

/** What the contact's page writes is written at once, wherever it can be: a process may end with any part of that done. */

const round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };
const sheet = 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit';

let pipeline: Pipeline;
let cities = 0;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

interface City {
  readonly id: string;
  readonly officer: string;
  readonly token: string;
}

/** An authority of its own for each end of a process. */
async function newCity(): Promise<City> {
  cities += 1;
  const [id, officer] = [`city-${cities}`, `officer@city-${cities}.example`];
  await pipeline.registry.putAuthority({
    ...{ id, name: `City ${cities}`, country: 'FI' },
    contacts: [{ address: officer, language: 'en' }],
  });
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: pipeline.now };
  const link = await portalLink({ authority: id, contact: officer, round: round.id }, making);
  return { id, officer, token: link.split('#')[1] ?? '' };
}

/** A file of the authority that counts. */
const sent = ({ id }: City): Promise<string> =>
  acceptAnswers({ round, authority: id, answerCode: 'Y'.repeat(41) }, pipeline.rescoring());

async function ask(app: ReturnType<typeof portalApi>, token: string, path: string, body?: object) {
  const response = await app.request(`/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}
const healthy = (token: string, path: string, body?: object) => ask(portalApi(pipeline.portal()), token, path, body);

/** An instance that has answered before, whose faults are answered as those of the function are. */
async function instance(token: string) {
  const clients = pipeline.newClients();
  const app = portalApi({ ...pipeline.portal(clients), failed: () => {} });
  await ask(app, token, '/state');
  return { app, clients };
}

/** What came in by pages since then. */
async function arrived(): Promise<ReadonlySet<string>> {
  const list = new ListObjectsV2Command({ Bucket: pipeline.inbox, Prefix: 'page/' });
  const { Contents = [] } = await pipeline.clients.s3.send(list);
  return new Set(Contents.map(({ Key = '' }) => Key.slice('page/'.length)));
}

const takenToday = async ({ officer }: City): Promise<number> => {
  for await (const page of pipeline.erasing().items.all()) {
    const taken = page.find(({ pk }) => pk === `UPLOADS#${officer}`)?.['mails'];
    if (taken instanceof Set) return taken.size;
  }
  return 0;
};

type Asking = (city: City) => Promise<readonly [path: string, body: object]>;
const sending: Readonly<Record<string, Asking>> = {
  'the form of an upload': async () => ['/uploads', { fileName: 'q.xlsx' }],
  'a link to a sheet': async () => ['/sheets', { link: sheet }],
  'an act': async (city) => ['/acts', { act: 'restore', submission: await sent(city) }],
};

/** How many calls there are in each wave of a request. */
async function wavesOf(asking: Asking): Promise<number[]> {
  const city = await newCity();
  const { app, clients } = await instance(city.token);
  const spent = countRequests(clients, { inStep: true });
  expect((await ask(app, city.token, ...(await asking(city)))).status).toBe(200);
  return spent.waves.map((wave) => wave.length);
}

/** Whatever was done: nothing is there that was not announced and taken from the allowance, and the page says what is. */
async function expectWhole(city: City, before: ReadonlySet<string>, status: number): Promise<void> {
  const came = [...(await arrived())].filter((one) => !before.has(one));
  const { latestOf } = pipeline.portal().uploads;
  const announced = await latestOf(city.id, 10);
  expect(came.filter((one) => !announced.some(({ id }) => id === one))).toEqual([]);
  expect(came.length).toBeLessThanOrEqual(await takenToday(city));
  expect(announced.length).toBeLessThanOrEqual(1);
  const state = await healthy(city.token, '/state');
  expect(state.status).toBe(200);
  if (status === 200) expect(announced).toHaveLength(1);
}

describe.each(Object.entries(sending))('%s', (_, asking) => {
  test('whatever part of it was done when the process ended, it is asked for again as if nothing had been', async () => {
    const [reads = 0, ...writes] = await wavesOf(asking);
    const ends = endsOf([reads, ...writes]).filter(({ last }) => last > reads);
    for (const end of isDeep ? ends : ends.slice(-4)) {
      const city = await newCity();
      const before = await arrived();
      const { app, clients } = await instance(city.token);
      endAmong(clients, end);
      const { status } = await ask(app, city.token, ...(await asking(city)));
      await expectWhole(city, before, status);
      expect((await healthy(city.token, ...(await asking(city)))).status).toBe(200);
      expect(await takenToday(city)).toBeLessThanOrEqual(2);
    }
  });

  test('a fault of any call is told, and what did not come in is not said to be under way', async () => {
    const calls = (await wavesOf(asking)).reduce((sum, size) => sum + size, 0);
    for (const n of pointsOf(calls, [calls])) {
      const city = await newCity();
      const before = await arrived();
      const { app, clients } = await instance(city.token);
      const fault = strikeAt(clients, n, 'error');
      const { status } = await ask(app, city.token, ...(await asking(city)));
      expect(status, `${n}, ${fault.struck()}`).toBe(500);
      await expectWhole(city, before, status);
      if (fault.struck() === 'PutObjectCommand') {
        expect(((await healthy(city.token, '/state')).json as PortalState).underWay).toEqual([]);
      }
    }
  });

  test('of the last that a day allows, two who ask at once get one', async () => {
    const city = await newCity();
    const before = await arrived();
    const today = pipeline.now().toISOString().slice(0, 10);
    const allowance = allowanceOf(pipeline.clients);
    for (let one = 1; one < limits.uploadsADay; one += 1) await allowance.take(city.officer, today, `${one}`);
    const instances = [await instance(city.token), await instance(city.token)];
    const asked = await asking(city);
    const answers = await Promise.all(instances.map(({ app }) => ask(app, city.token, ...asked)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(await takenToday(city)).toBe(limits.uploadsADay);
    const one = answers.find(({ status }) => status === 200)?.json as { upload: string };
    const { underWay } = (await healthy(city.token, '/state')).json as PortalState;
    expect(underWay.map(({ upload }) => upload)).toEqual([one.upload]);
    expect([...(await arrived())].filter((id) => !before.has(id) && id !== one.upload)).toEqual([]);
    // From then on nothing is written.
    const { app, clients } = await instance(city.token);
    const spent = countRequests(clients);
    expect(await ask(app, city.token, ...(await asking(city)))).toEqual({ status: 429, json: { error: 'too-many' } });
    expect(spent.written).toBe(0);
  });
});

const allowanceOf = (clients: Clients) => pipeline.portal(clients).allowance;

test.each(['a link to a sheet', 'an act'] as const)(
  '%s that was announced and never came in is said to be waited for until it would have been read, and then to be missing',
  async (name) => {
    const asking = sending[name] as Asking;
    const city = await newCity();
    const [reads = 0, announcing = 0] = await wavesOf(asking);
    const { app, clients } = await instance(city.token);
    endAmong(clients, { last: reads + announcing, lost: new Set() });
    expect((await ask(app, city.token, ...(await asking(city)))).status).toBe(500);
    const [announced] = await pipeline.portal().uploads.latestOf(city.id, 10);
    const stage = async () => ((await healthy(city.token, `/uploads/${announced?.id}`)).json as UploadProgress).stage;
    expect(await stage()).toBe('waiting');
    pipeline.advance(4 * 3600 + 60);
    const again = await newCity();
    expect(await stage()).toBe('missing');
    expect(((await healthy(city.token, '/state')).json as PortalState).underWay).toEqual([]);
    expect((await healthy(again.token, ...(await asking(again)))).status).toBe(200);
  },
);
