import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoActs } from '../../shared/adapters/aws/dynamo/acts.ts';
import { dynamoParticipations } from '../../shared/adapters/aws/dynamo/participations.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import type { Act } from '../../shared/domain/registry/act.ts';
import {
  contactHash,
  mailed,
  nothingNoted,
  type Participation,
  seen,
} from '../../shared/domain/registry/participation.ts';
import type { Dynamo } from '../support/dynamo.ts';
import { round } from './samples.ts';

/** What any store of participations and acts must hold, run over each DynamoDB there is. */
export function participationStoreContract(start: () => Promise<Dynamo>): void {
  let dynamo: Dynamo;
  beforeAll(async () => {
    dynamo = await start();
  });
  afterAll(() => dynamo.stop());
  const participations = () => dynamoParticipations(dynamo.client, dynamo.table);
  const acts = () => dynamoActs(dynamo.client, dynamo.table);
  const at = '2026-03-01T09:00:00.000Z';

  describe('what is noted of an authority in a round', () => {
    test('nothing, of one that nobody has noted anything of', async () => {
      expect(await participations().of('2026', 'oulu')).toEqual(nothingNoted('2026', 'oulu'));
    });

    test('is found with all its fields, alone and among others', async () => {
      const decision = { at, by: 'a', reason: 'Flood – “höga flöden”' };
      const next: Participation = {
        ...mailed(nothingNoted('2026', 'espoo'), 'invitations', { step: 'invitation', at, address: 'a@espoo.example' }),
        ...{ openedAt: at, downloadedAt: at, deadline: { closesAt: at, ...decision }, named: decision },
        ...{ left: { way: 'declined', ...decision }, accepted: [{ sha256: 'f'.repeat(64), ...decision }] },
      };
      await participations().change('2026', 'espoo', () => next);
      expect(await participations().of('2026', 'espoo')).toEqual(next);
      expect(next.invitations[0]?.to).toEqual([contactHash('a@espoo.example')]);
      const all = await participations().ofRound('2026', ['turku', 'espoo']);
      expect([...all]).toEqual([
        ['turku', nothingNoted('2026', 'turku')],
        ['espoo', next],
      ]);
      expect(await participations().of('2027', 'espoo')).toEqual(nothingNoted('2027', 'espoo'));
    });

    test('of more authorities than one request may ask for', async () => {
      const ids = Array.from({ length: 205 }, (_, index) => `city-${index}`);
      await participations().change('2026', 'city-204', (one) => seen(one, 'openedAt', at));
      const all = await participations().ofRound('2026', ids);
      expect(all.size).toBe(205);
      expect([...all.values()].filter(({ openedAt }) => openedAt !== null)).toEqual([
        { ...nothingNoted('2026', 'city-204'), openedAt: at },
      ]);
    });

    test('of writers in one moment none is lost', async () => {
      const note = (address: string) =>
        participations().change('2026', 'turku', (one) =>
          mailed(one, 'reminders', { step: 'reminder-3', at, address: `${address}@turku.example` }),
        );
      await Promise.all(['a', 'b', 'c', 'd'].map(note));
      const { reminders } = await participations().of('2026', 'turku');
      expect(reminders.map(({ to }) => [...to].sort())).toEqual([
        ['a', 'b', 'c', 'd'].map((name) => contactHash(`${name}@turku.example`)).sort(),
      ]);
    });

    test('what changes nothing writes nothing', async () => {
      const refusing = dynamo.another();
      refusing.middlewareStack.add(
        (next, context) => (args) => {
          if (context.commandName === 'PutItemCommand') throw new Error('It writes');
          return next(args);
        },
        { step: 'initialize' },
      );
      const one = dynamoParticipations(refusing, dynamo.table);
      await one.change('2026', 'vaasa', (current) => current);
      await expect(one.change('2026', 'vaasa', (current) => ({ ...current }))).rejects.toThrow('It writes');
      refusing.destroy();
    });
  });

  test('a round says who takes part, and the latest deadline, also after it was written anew', async () => {
    const registry = dynamoRegistry(dynamo.client, dynamo.table);
    await registry.putRound(round);
    expect(await registry.round('2022')).toEqual(round);
    await participations().setParticipants('2022', { lastDeadline: at, named: true, left: true });
    const withBoth = { ...round, lastDeadline: at, participants: 'named', left: true } as const;
    expect(await registry.round('2022')).toEqual(withBoth);
    await registry.putRound({ ...round, closesAt: at });
    expect(await registry.rounds()).toEqual([{ ...withBoth, closesAt: at }]);
    await participations().setParticipants('2022', { lastDeadline: null, named: false, left: false });
    expect(await registry.round('2022')).toEqual({ ...round, closesAt: at });
  });

  describe('acts', () => {
    const act: Act = {
      ...{ round: '2026', authority: 'espoo', at, by: 'a', what: 'deadline' },
      ...{ facts: { until: '2026-04-15' }, reason: 'Flood' },
    };

    test('are told in the order of their times, each once', async () => {
      const later: Act = { ...act, at: '2026-03-02T09:00:00.000Z', what: 'undo', reason: null };
      await acts().append(later);
      await acts().append(act);
      await acts().append({ ...act });
      expect(await acts().of('2026')).toEqual([act, later]);
    });

    test('of no round lie apart, and two of one moment are two', async () => {
      const imported: Act = { ...act, round: null, authority: null, what: 'registry', facts: {}, reason: null };
      await acts().append(imported);
      await acts().append({ ...imported, facts: { rows: '2' } });
      expect((await acts().of(null)).map(({ facts }) => facts)).toHaveLength(2);
      expect(await acts().of('2030')).toEqual([]);
    });

    test('a person has one id in any case of letters; a name that is erased leaves it', async () => {
      const id = await acts().actor('Anna Virtanen');
      expect(await acts().actor(' anna virtanen')).toBe(id);
      const other = await acts().actor('Bo Ek');
      expect(await acts().actors()).toEqual(
        new Map([
          [id, 'Anna Virtanen'],
          [other, 'Bo Ek'],
        ]),
      );
      expect(await acts().forgetActor('ANNA VIRTANEN')).toBe(true);
      expect(await acts().forgetActor('ANNA VIRTANEN')).toBe(false);
      expect(await acts().actors()).toEqual(new Map([[other, 'Bo Ek']]));
      expect(await acts().actor('Anna Virtanen')).not.toBe(id);
    });
  });
}
