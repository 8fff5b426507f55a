import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { dynamoActs } from '../../shared/adapters/aws/dynamo/acts.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import type { PortalState, UploadProgress } from '../../shared/rendering/portal/api-types.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { countRequests } from '../bench/requests.ts';
import { acceptAnswers } from '../support/answered.ts';
import { endAmong, endsOf, interrupted, strikeAt } from '../support/faults.ts';
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

const x = (city: City): string => `x@${city.id}.example`;
const y = (city: City): string => `y@${city.id}.example`;
const adding = (address: string) => ['/colleagues', { name: '', language: 'en', address }] as const;
const removing = (address: string) => ['/colleagues/removed', { address }] as const;

/** Whoever is a contact is found by their address, and the acts say what was done and nothing else. */
async function expectTold(city: City, at: string): Promise<ReadonlySet<string>> {
  const contacts = ((await pipeline.registry.authority(city.id))?.contacts ?? []).map(({ address }) => address);
  for (const address of contacts) expect(await pipeline.registry.authoritiesOf(address), at).toEqual([city.id]);
  expect(new Set(contacts).size, at).toBe(contacts.length);
  return new Set(contacts);
}
async function changesOf(city: City, address: string): Promise<string[]> {
  const acts = await dynamoActs(pipeline.clients.dynamodb, pipeline.table).of(round.id);
  const own = acts.filter((act) => act.authority === city.id && act.facts['contact'] === contactHash(address));
  return own.map(({ facts }) => facts['change'] ?? '');
}
/** Also those of the files that other authorities have sent. */
async function deliverAll(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}
/** All mails that are owed by then: also those whose message was lost. */
async function mailsTo(address: string): Promise<number> {
  await deliverAll();
  pipeline.advance(2 * 3600);
  await pipeline.sweep();
  await deliverAll();
  return (await pipeline.mailsTo(address)).length;
}

describe('a new colleague', () => {
  const asking: Asking = async (city) => adding(x(city));

  test('whatever part of it was done when the process ended, is found, and asked for again gets one mail', async () => {
    const [reads = 0, ...writes] = await wavesOf(asking);
    expect(writes).toEqual([3, 1, 3]);
    const ends = endsOf([reads, ...writes]).filter(({ last }) => last > reads);
    for (const end of isDeep ? ends : ends.slice(-5)) {
      const at = `of ${end.last} calls, without ${[...end.lost]}`;
      const city = await newCity();
      const { app, clients } = await instance(city.token);
      endAmong(clients, end);
      const { status } = await ask(app, city.token, ...(await asking(city)));
      const isAdded = (await expectTold(city, at)).has(x(city));
      const changes = await changesOf(city, x(city));
      if (!isAdded) expect(changes, at).toEqual([]);
      if (status === 200) expect([isAdded, changes], at).toEqual([true, ['added']]);
      if (!isAdded) {
        await deliverAll();
        expect(await pipeline.mailsTo(x(city)), at).toEqual([]);
      }
      expect((await healthy(city.token, ...(await asking(city)))).status, at).toBe(isAdded ? 409 : 200);
      expect(await expectTold(city, at), at).toContain(x(city));
      expect(await changesOf(city, x(city)), at).toEqual(['added']);
      expect(await mailsTo(x(city)), at).toBe(1);
    }
  });

  test('whose mail was due when the process ended gets it, also if nobody asks again', async () => {
    const waves = await wavesOf(asking);
    const calls = waves.reduce((sum, size) => sum + size, 0);
    // The message to send it was lost.
    const city = await newCity();
    const { app, clients } = await instance(city.token);
    const message = strikeAt(clients, calls, 'error');
    expect((await ask(app, city.token, ...(await asking(city)))).status).toBe(500);
    expect(message.struck()).toBe('SendMessageCommand');
    expect(await mailsTo(x(city))).toBe(1);
  });

  test.each<[string, (city: City) => Promise<unknown>, (now: ReadonlySet<string>, city: City) => void]>([
    [
      'the same one is added',
      (city) => healthy(city.token, ...adding(x(city))),
      (now, city) => expect(now).toContain(x(city)),
    ],
    [
      'another one is added',
      (city) => healthy(city.token, ...adding(y(city))),
      (now, city) => expect(now).toContain(y(city)),
    ],
    ['the same one is taken out', (city) => healthy(city.token, ...removing(x(city))), () => {}],
    [
      'the office changes the authority',
      (city) => pipeline.registry.changeAuthority(city.id, (one) => one && { ...one, population: 7 }),
      () => {},
    ],
  ])('at whichever of its calls %s, both are done', async (_, other, expectOther) => {
    const calls = (await wavesOf(asking)).reduce((sum, size) => sum + size, 0);
    for (const n of pointsOf(calls, [calls - 3])) {
      const city = await newCity();
      const { app, clients } = await instance(city.token);
      interrupted(clients, n, () => other(city));
      const { status } = await ask(app, city.token, ...(await asking(city)));
      const at = `call ${n}, ${status}`;
      expect([200, 409], at).toContain(status);
      const now = await expectTold(city, at);
      expectOther(now, city);
      const changes = await changesOf(city, x(city));
      const [added, removed] = ['added', 'removed'].map((change) => changes.filter((one) => one === change).length);
      expect((added ?? 0) - (removed ?? 0), at).toBe(now.has(x(city)) ? 1 : 0);
      expect(await mailsTo(x(city)), at).toBe(now.has(x(city)) ? 1 : 0);
    }
  });
});

describe('a colleague who leaves', () => {
  const asking: Asking = async (city) => removing(x(city));
  const withColleague = async (): Promise<City> => {
    const city = await newCity();
    expect((await healthy(city.token, ...adding(x(city)))).status).toBe(200);
    return city;
  };
  const callsOf = async (): Promise<number[]> => {
    const city = await withColleague();
    const { app, clients } = await instance(city.token);
    const spent = countRequests(clients, { inStep: true });
    expect((await ask(app, city.token, ...(await asking(city)))).status).toBe(200);
    return spent.waves.map((wave) => wave.length);
  };

  test('is a contact or is none, whatever part of it was done when the process ended', async () => {
    const [reads = 0, ...writes] = await callsOf();
    expect(writes).toEqual([1, 2]);
    for (const end of endsOf([reads, ...writes]).filter(({ last }) => last > reads)) {
      const at = `of ${end.last} calls, without ${[...end.lost]}`;
      const city = await withColleague();
      const { app, clients } = await instance(city.token);
      endAmong(clients, end);
      const { status } = await ask(app, city.token, ...(await asking(city)));
      const isThere = (await expectTold(city, at)).has(x(city));
      expect(await pipeline.registry.authoritiesOf(x(city)), at).toEqual(isThere ? [city.id] : []);
      if (isThere || status === 200)
        expect(await changesOf(city, x(city)), at).toEqual(isThere ? ['added'] : ['added', 'removed']);
      expect((await healthy(city.token, ...(await asking(city)))).status, at).toBe(isThere ? 200 : 404);
      expect((await healthy(city.token, ...adding(x(city)))).status, at).toBe(200);
      expect(await expectTold(city, at), at).toContain(x(city));
    }
  });

  test.each<[string, (city: City) => Promise<unknown>]>([
    ['is added again', (city) => healthy(city.token, ...adding(x(city)))],
    ['leaves by somebody else', (city) => healthy(city.token, ...removing(x(city)))],
    ['has another one added', (city) => healthy(city.token, ...adding(y(city)))],
  ])('and at whichever call of it %s, is found as long as they are a contact', async (_, other) => {
    const calls = (await callsOf()).reduce((sum, size) => sum + size, 0);
    for (let n = 1; n <= calls; n += 1) {
      const city = await withColleague();
      const { app, clients } = await instance(city.token);
      interrupted(clients, n, () => other(city));
      const { status } = await ask(app, city.token, ...(await asking(city)));
      const at = `call ${n}, ${status}`;
      const now = await expectTold(city, at);
      const changes = await changesOf(city, x(city));
      const [added, removed] = ['added', 'removed'].map((change) => changes.filter((one) => one === change).length);
      expect((added ?? 0) - (removed ?? 0), at).toBe(now.has(x(city)) ? 1 : 0);
    }
  });
});
