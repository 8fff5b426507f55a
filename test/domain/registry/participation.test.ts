import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contactHash,
  deadlineOf,
  isAsked,
  lastDeadlineOf,
  mailed,
  nothingNoted,
  type Participation,
  participantsOf,
  roundFor,
  seen,
} from '../../../shared/domain/registry/participation.ts';

const decision = { at: '2026-03-01T09:00:00.000Z', by: 'a', reason: 'Flood' };
const none = nothingNoted('2026', 'espoo');
const withDeadline = (closesAt: string): Participation => ({ ...none, deadline: { closesAt, ...decision } });
const march = '2026-03-31T21:59:59.999Z';
const april = '2026-04-15T21:59:59.999Z';

test.each([
  ['of the round', march, none, march],
  ['of the round where nothing is noted', march, null, march],
  ['its own', march, withDeadline(april), april],
  ['of the round, which was extended beyond its own', april, withDeadline(march), april],
  ['none, as the round has none', null, withDeadline(april), null],
])('the deadline of an authority is that %s', (_, closesAt, participation, deadline) => {
  expect(deadlineOf({ closesAt }, participation)).toBe(deadline);
  const round = { id: '2026', questionnaire: 'q@1', opensAt: null, closesAt, shards: 1 };
  expect(roundFor(round, participation)).toEqual({ ...round, closesAt: deadline });
});

test('nobody may send later than the latest of all deadlines', () => {
  expect(lastDeadlineOf({ closesAt: march })).toBe(march);
  expect(lastDeadlineOf({ closesAt: march, lastDeadline: april })).toBe(april);
  expect(lastDeadlineOf({ closesAt: april, lastDeadline: march })).toBe(april);
  expect(lastDeadlineOf({ closesAt: null, lastDeadline: april })).toBeNull();
});

describe('who is asked', () => {
  const left = { ...none, left: { way: 'declined', ...decision } } as const;
  const named = { ...none, named: decision };
  test.each([
    ['all', none, true],
    ['all', null, true],
    ['all', left, false],
    ['all', { ...left, named: decision }, false],
    ['named', none, false],
    ['named', null, false],
    ['named', named, true],
    ['named', { ...named, ...left, named: decision }, false],
  ] as const)('of a round for %s: %j is asked: %s', (who, participation, asked) => {
    expect(isAsked(who === 'named' ? { participants: who } : {}, participation)).toBe(asked);
  });

  test('who has left is a participant all the same', () => {
    const authorities = ['espoo', 'turku'].map((id) => ({ id, name: id, country: null, contacts: [] }));
    const noted = new Map([['espoo', { ...left, named: decision }]]);
    expect(participantsOf({}, authorities, noted)).toEqual(authorities);
    expect(participantsOf({ participants: 'named' }, authorities, noted).map(({ id }) => id)).toEqual(['espoo']);
  });
});

test('a mail is noted once to each contact, and its step has the time of the first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('invitation', 'reminder-3', 'reminder-1'), fc.constantFrom('a', 'b', 'C'))),
      (mails) => {
        const noteAll = (start: Participation): Participation =>
          mails.reduce(
            (before, [step, name], index) =>
              mailed(before, 'reminders', { step, at: String(index), address: `${name}@espoo.example` }),
            start,
          );
        const once = noteAll(none);
        expect(noteAll(once)).toBe(once);
        for (const { step, at, to } of once.reminders) {
          expect(at).toBe(String(mails.findIndex((one) => one[0] === step)));
          const names = mails.filter((one) => one[0] === step).map((one) => one[1]);
          expect(to).toEqual([...new Set(names)].map((name) => contactHash(`${name}@espoo.example`)));
        }
      },
    ),
  );
});

test('a contact is known by its address in any case of letters, and the address is not told', () => {
  expect(contactHash(' Officer@Espoo.example')).toBe(contactHash('officer@espoo.example'));
  expect(contactHash('officer@espoo.example')).toMatch(/^[0-9a-f]{16}$/);
  expect(contactHash('officer@espoo.example')).not.toBe(contactHash('other@espoo.example'));
});

test('the first time stays', () => {
  const first = seen(none, 'openedAt', march);
  expect(first).toEqual({ ...none, openedAt: march });
  expect(seen(first, 'openedAt', april)).toBe(first);
  expect(seen(first, 'downloadedAt', april)).toEqual({ ...none, openedAt: march, downloadedAt: april });
});
