import { describe, expect, test } from 'vitest';
import { planRounds } from '../../../shared/domain/registry/plan-rounds.ts';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { parsedRows, questionnaireOfRegistry, toldAt, type WrittenRow } from '../../support/registry-rows.ts';

const round: Round = {
  ...{ id: '2022', questionnaire: questionnaireOfRegistry, shards: 4 },
  opensAt: '2022-09-01T00:00:00.000Z',
  closesAt: '2022-10-31T23:59:59.999Z',
};

const now = new Date('2022-09-15T12:00:00.000Z');

function planned(rows: readonly WrittenRow[], registered: readonly Round[] = [round]) {
  const parsed = parsedRows({ rounds: rows }).rounds ?? [];
  const plan = planRounds(parsed, registered, questionnaireOfRegistry, now);
  return { ...plan, told: toldAt(parsed.flatMap(({ reader }) => reader.problems)) };
}
const roundOf = (row: WrittenRow, of: Round = round): Round | undefined =>
  planned([{ id: '2022', ...row }], [of]).rounds[0];

test('a new round has the questionnaire and as many shards as are said when nothing is said, and no limits', () =>
  expect(planned([{ id: '2023' }]).rounds).toEqual([
    { id: '2023', questionnaire: questionnaireOfRegistry, opensAt: null, closesAt: null, shards: 16 },
  ]));

test('what is written as it is registered changes nothing', () =>
  expect(planned([{ id: '2022', opens: '2022-09-01', deadline: '31.10.2022', shards: '4' }])).toMatchObject({
    ...{ rounds: [], changes: [], told: [] },
  }));

test('a change names the field and what it was', () =>
  expect(planned([{ id: '2022', deadline: '2022-11-15' }]).changes).toEqual([
    {
      ...{ kind: 'round', what: 'changed', id: '2022', address: null },
      fields: [{ field: 'deadline', before: '2022-10-31', after: '2022-11-15' }],
    },
  ]));

describe('the days of a round', () => {
  test('stay the same days when its zone changes; a time of a day stays the same instant', () => {
    expect(roundOf({ timeZone: 'Europe/Helsinki' })).toMatchObject({
      opensAt: '2022-08-31T21:00:00.000Z',
      closesAt: '2022-10-31T21:59:59.999Z',
    });
    expect(roundOf({ timeZone: 'Europe/Helsinki' }, { ...round, closesAt: '2022-10-31T16:00:00.000Z' })).toMatchObject({
      closesAt: '2022-10-31T16:00:00.000Z',
    });
  });

  test('are days of the zone that is written beside them', () =>
    expect(roundOf({ deadline: '2022-11-30', timeZone: 'Europe/Helsinki' })).toMatchObject({
      closesAt: '2022-11-30T21:59:59.999Z',
    }));

  test('are limits no more after a dash', () =>
    expect(roundOf({ opens: '-', deadline: '–' })).toMatchObject({ opensAt: null, closesAt: null }));
});

describe('when results become final', () => {
  const [byOffice, fromDay] = [
    { ...round, finalResults: 'by office' },
    { ...round, finalResults: '2022-12-01T00:00:00.000Z' },
  ];

  test.each<[string, WrittenRow, Round, string | undefined]>([
    ['a word stays when the zone changes', { timeZone: 'Europe/Helsinki' }, byOffice, 'by office'],
    [
      'a day stays that day when the zone changes',
      { timeZone: 'Europe/Helsinki' },
      fromDay,
      '2022-11-30T22:00:00.000Z',
    ],
    ['a day is written', { finalResults: '2022-12-24' }, round, '2022-12-24T00:00:00.000Z'],
    ['a word takes the place of a day', { finalResults: 'by office' }, fromDay, 'by office'],
    ['a dash: when it closes', { finalResults: '-' }, fromDay, undefined],
  ])('%s', (_, row, of, expected) => expect(roundOf(row, of)?.finalResults).toBe(expected));
});

test('a dash takes the round before and the method of its own away; a blank leaves them', () => {
  const of: Round = { ...round, previous: '2020', method: 'exact' };
  const before = { ...round, id: '2020' };
  const after = (row: WrittenRow) => planned([{ id: '2022', shards: '4', ...row }], [of, before]);
  expect(after({}).rounds).toEqual([]);
  expect(after({ previous: '-', method: '-' }).rounds).toEqual([round]);
});

test.each<[string, WrittenRow[], string[]]>([
  ['twice', [{ id: '2023' }, { id: '2023' }], ['registry-id-twice A3']],
  ['after itself', [{ id: '2023', previous: '2023' }], ['registry-previous-unknown I2']],
  ['after none we know', [{ id: '2023', previous: '2019' }], ['registry-previous-unknown I2']],
  ['after one of the same workbook', [{ id: '2023', previous: '2024' }, { id: '2024' }], []],
  ['in other shards than registered', [{ id: '2022', shards: '5' }], ['registry-shards-fixed J2']],
  ['closing before it opens', [{ id: '2022', deadline: '2022-08-31' }], ['registry-deadline-early C2']],
  ['closing at the moment it opens', [{ id: '2022', deadline: '2022-09-01T00:00Z' }], ['registry-deadline-early C2']],
  ['closing on the day it opens', [{ id: '2022', deadline: '2022-09-01' }], []],
  ['final before it closes', [{ id: '2022', finalResults: '2022-10-31' }], ['registry-final-early M2']],
  ['final on the day after it closes', [{ id: '2022', finalResults: '2022-11-01' }], []],
  ['final by the office', [{ id: '2022', finalResults: 'by office' }], []],
  [
    'without an id, and wrong elsewhere',
    [{ deadline: 'soon' }],
    ['registry-value-missing A2', 'registry-date-unclear C2'],
  ],
])('a round %s', (_, rows, told) => {
  const plan = planned(rows);
  expect(plan.told).toEqual(told);
  const wrong = new Set(told.map((one) => one.at(-1)));
  expect(plan.changes.length).toBe(rows.filter((_, index) => !wrong.has(String(index + 2))).length);
});

test('what does not stand in the table stays and is told, if there is a table', () => {
  expect(planned([{ id: '2023' }]).kept(true)).toEqual([{ kind: 'round', id: '2022', address: null }]);
  expect(planned([{ id: '2022' }]).kept(true)).toEqual([]);
  expect(planned([]).kept(false)).toEqual([]);
});

describe('the day of the invitations', () => {
  const at = (invitations: string, more: WrittenRow = {}, of = round) =>
    planned([{ id: '2022', invitations, ...more }], [of]);

  test('begins in the zone of the round, and today is not past', () => {
    expect(at('2022-09-15').rounds).toMatchObject([{ invitesAt: '2022-09-15T00:00:00.000Z' }]);
    expect(at('2022-09-15', { timeZone: 'Europe/Helsinki' }).rounds).toMatchObject([
      { invitesAt: '2022-09-14T21:00:00.000Z' },
    ]);
    // In Auckland it is the 16th already.
    expect(at('2022-09-15', { timeZone: 'Pacific/Auckland' }).told).toEqual(['registry-invitations-past N2']);
  });

  test.each([
    ['2022-09-14', 'registry-invitations-past N2'],
    ['2022-11-01', 'registry-invitations-outside N2'],
    ['soon', 'registry-date-unclear N2'],
  ])('%s is refused', (invitations, told) => expect(at(invitations)).toMatchObject({ rounds: [], told: [told] }));

  test('before the opening is refused', () =>
    expect(at('2022-09-20', { opens: '2022-09-21' }).told).toEqual(['registry-invitations-outside N2']));

  test('that is past and registered stays as it is, and a dash takes it away', () => {
    const past = { ...round, invitesAt: '2022-09-02T00:00:00.000Z' };
    expect(at('2022-09-02', { mails: 'link' }, past)).toMatchObject({ told: [], rounds: [{ mails: 'link' }] });
    expect(at('-', {}, past).rounds[0]).not.toHaveProperty('invitesAt');
  });
});
