import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authority, Round } from '../../shared/domain/registry/registry.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { acceptAnswers } from '../support/answered.ts';
import { type FaultKind, strikeAt } from '../support/faults.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type RawCell, rawWorkbook } from '../support/raw-workbook.ts';
import { pointsOf } from '../support/tier.ts';

const round: Round = { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 };

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
});
afterAll(() => pipeline.stop());

const workbook = (authorities: RawCell[][], contacts: RawCell[][] = [], rounds: RawCell[][] = []): Uint8Array =>
  rawWorkbook([
    { name: 'Authorities', rows: [['Id', 'Name', 'Country', 'Remove'], ...authorities] },
    { name: 'Contacts', rows: [['Authority', 'Address', 'Name', 'Remove'], ...contacts] },
    { name: 'Rounds', rows: [['Id', 'Opens', 'Deadline'], ...rounds] },
  ]);

const put = (bytes: Uint8Array): Promise<InboxObject> =>
  pipeline.put({ key: `registry/${crypto.randomUUID()}`, bytes, metadata: { filename: 'registry.xlsx' } });

async function imported(bytes: Uint8Array) {
  const outcome = await pipeline.importRegistry(await put(bytes));
  await pipeline.deliverWaiting();
  return { ...outcome, mails: await pipeline.mailsOf(outcome.import) };
}

describe('a registry workbook that comes in', () => {
  test('is registered, and the office is answered with a workbook of what changed', async () => {
    const file = workbook(
      [
        ['lahti', 'Lahti', 'FI'],
        ['bad id', 'Oulu', 'FI'],
      ],
      [['lahti', 'officer@lahti.example', 'Olli Officer']],
      [['2031', '2031-09-01', '2031-10-31']],
    );
    const { outcome, changes, codes, mails, import: id } = await imported(file);
    expect({ outcome, changes, codes }).toEqual({ outcome: 'applied', changes: 3, codes: ['registry-id-unclear'] });
    expect(await pipeline.registry.authority('lahti')).toMatchObject({
      country: 'FI',
      contacts: [{ address: 'officer@lahti.example', name: 'Olli Officer', language: 'en' }],
    });
    expect(await pipeline.registry.authoritiesOf('officer@lahti.example')).toEqual(['lahti']);
    expect(await pipeline.registry.round('2031')).toMatchObject({ closesAt: '2031-10-31T23:59:59.999Z' });
    expect(mails).toMatchObject([
      {
        to: [office],
        subject: 'Registry: changes saved: 3; rows to check: 1',
        attachments: ['scorebook-registry-changes.xlsx'],
      },
    ]);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('“bad id” cannot be the id of an authority.');
    expect(await pipeline.resultsWorkbook(`registry/answers/${id}.xlsx`)).not.toBeNull();
  });

  test.each([
    ['of another method from now on is scored again', [['2032', '', '', 'exact']], ['2032']],
    ['whose deadline alone is another is not', [['2032', '', '2032-12-31', '']], []],
    ['that is new has nothing to be scored', [['2033', '', '', 'exact']], []],
  ])('a round %s', async (_, rows, asked) => {
    await pipeline.registry.putRound({ ...round, id: '2032' });
    const heads = ['Id', 'Opens', 'Deadline', 'Method'];
    const { import: id } = await imported(rawWorkbook([{ name: 'Rounds', rows: [heads, ...rows] }]));
    expect(await pipeline.rescoringsWaiting()).toEqual(
      asked.map((one) => ({ schemaVersion: 1, round: one, reason: `registry ${id}` })),
    );
  });

  test('gives an authority another name and country: its standings of rounds that go on show them, and are published', async () => {
    const goingOn = { ...round, id: '2034' };
    const ended = { ...round, id: '2004', closesAt: '2004-12-31T23:59:59.999Z' };
    for (const one of [goingOn, ended]) {
      await pipeline.registry.putRound(one);
      await acceptAnswers({ round: one, authority: 'oulu', answerCode: 'Y'.repeat(41) }, pipeline.rescoring());
    }
    await imported(workbook([['oulu', 'oulu', 'FI']]));
    await pipeline.rescoringsWaiting();
    await imported(workbook([['oulu', 'City of Oulu', 'SE']]));
    const shown = async (of: Round) => {
      const standing = await pipeline.store.standing(of, 'oulu');
      return [standing?.authorityName, standing?.country];
    };
    expect(await shown(goingOn)).toEqual(['City of Oulu', 'SE']);
    expect(await shown(ended)).toEqual(['oulu', null]);
    const asked = (await pipeline.rescoringsWaiting()).map((one) => ('round' in one ? one.round : ''));
    expect(asked).toContain('2034');
    expect(asked).not.toContain('2004');
    await pipeline.rescore('2034');
    expect((await pipeline.standings.current('2034'))?.profiles).toMatchObject([
      { name: 'City of Oulu', country: 'SE' },
    ]);
  });

  test('of which the event comes twice, or which is sent once more, changes nothing and mails nothing', async () => {
    const bytes = workbook([['salo', 'Salo', 'FI']]);
    const upload = await put(bytes);
    const first = await pipeline.importRegistry(upload);
    await pipeline.deliverWaiting();
    await pipeline.importRegistry(upload);
    const again = await pipeline.importRegistry(await put(bytes));
    expect(await pipeline.deliverWaiting()).toEqual([]);
    expect(again.outcome).toBe('repeated');
    expect(await pipeline.mailsOf(first.import)).toHaveLength(1);
    expect(await pipeline.mailsOf(again.import)).toEqual([]);
  });

  test('is taken again when something else was registered in between', async () => {
    const first = workbook([['vaasa', 'Vaasa', 'FI']]);
    await imported(first);
    await imported(workbook([['vaasa', 'Vasa', 'FI']]));
    expect((await imported(first)).changes).toBe(1);
    expect(await pipeline.registry.authority('vaasa')).toMatchObject({ name: 'Vaasa' });
  });

  test('that is none is answered with the reason and changes nothing', async () => {
    const { codes, mails } = await imported(Buffer.from('%PDF-1.7'));
    expect(codes).toEqual(['file-unsupported']);
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('The registry workbook was not accepted');
    expect(mails[0]?.text.replace(/\s+/g, ' ')).toContain('Nothing has changed.');
  });

  test('takes an authority out with its contacts, and keeps what somebody changed meanwhile', async () => {
    await imported(workbook([['kemi', 'Kemi', 'FI']], [['kemi', 'k@kemi.example', 'Kai Kemi']]));
    await pipeline.registry.changeAuthority('kemi', (current) => current && { ...current, population: 20_000 });
    await imported(workbook([['kemi', 'Kemi', 'SE']]));
    expect(await pipeline.registry.authority('kemi')).toMatchObject({ country: 'SE', population: 20_000 });
    await imported(workbook([['kemi', '', '', 'yes']]));
    expect(await pipeline.registry.authority('kemi')).toBeNull();
    expect(await pipeline.registry.authoritiesOf('k@kemi.example')).toEqual([]);
    expect((await pipeline.registry.authorities()).map(({ id }) => id)).not.toContain('kemi');
  });
});

const old: Authority = {
  id: 'old',
  name: 'Old Town',
  country: 'FI',
  contacts: [
    { address: 'gone@old.example', language: 'fi' },
    { address: 'kept@old.example', language: 'fi' },
  ],
};
const removed: Authority = { id: 'removed', name: 'Elsewhere', country: 'SE', contacts: [] };
const change = workbook(
  [
    ['old', '', 'SE'],
    ['new', 'Newcastle', 'GB'],
    ['removed', '', '', 'yes'],
  ],
  [
    ['old', 'gone@old.example', '', 'yes'],
    ['new', 'n@new.example'],
  ],
  [['2040', '2040-01-01', '2040-02-01']],
);

/** The whole way with one fault at the n-th call of import-registry; everything that is left when the dust has settled. */
async function run(n: number, kind: FaultKind) {
  const { registry } = pipeline;
  for (const authority of [old, removed]) await registry.putAuthority(authority);
  await registry.removeAuthority('new');
  // A round is never removed: each run opens it anew from here.
  await registry.putRound({ ...round, id: '2040' });
  const upload = await put(change);
  const faulty = pipeline.newClients();
  const fault = strikeAt(faulty, n, kind);
  let outcome: object | null = null;
  for (let received = 0; received < 5 && outcome === null; received += 1) {
    const clients = received === 0 ? faulty : pipeline.clients;
    outcome = await pipeline.importRegistry(upload, clients).then(
      ({ changes, codes }) => ({ changes, codes }),
      () => null,
    );
  }
  const sent = [...(await pipeline.deliverWaiting()), ...(await pipeline.deliverWaiting())];
  const state = {
    outcome,
    old: await registry.authority('old'),
    new: await registry.authority('new'),
    removed: await registry.authority('removed'),
    listed: (await registry.authorities()).map(({ id }) => id),
    gone: await registry.authoritiesOf('gone@old.example'),
    round: await registry.round('2040'),
    mails: sent.filter((one) => one === 'sent').length,
  };
  return { state, calls: fault.calls, struck: fault.struck() };
}

test.each(['error', 'crash after'] as const)(
  'with a fault (%s) at any call it ends as without one, and the office is answered once with all of it',
  async (kind) => {
    const clean = await run(0, kind);
    expect(clean.state).toMatchObject({ outcome: { changes: 6, codes: [] }, removed: null, mails: 1 });
    for (const n of pointsOf(clean.calls.length)) {
      const { state, struck } = await run(n, kind);
      expect(struck, `call ${n}`).toBeDefined();
      expect(state, `${kind} at call ${n}, ${struck}`).toEqual(clean.state);
    }
  },
);
