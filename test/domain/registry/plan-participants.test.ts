import { describe, expect, test } from 'vitest';
import { plannedRows, toldAt } from '../../support/registry-rows.ts';

const cities = ['espoo', 'porto', 'kiel'].map((id) => ({
  ...{ id, name: id.toUpperCase(), country: null, contacts: [] },
}));
const twins = ['halle-be', 'halle-de'].map((id) => ({ id, name: 'Halle', country: null, contacts: [] }));
const round = { id: '2027', questionnaire: 'q@1', opensAt: null, closesAt: null, shards: 1 };
const registered = { authorities: [...cities, ...twins], rounds: [round] };
const plan = (participants: object[], named: string[] = [], more: object = {}) =>
  plannedRows({ participants, ...more } as never, { ...registered, named: new Map([['2027', new Set(named)]]) });
const row = (authority: string, remove = '', of = '2027') => ({ round: of, authority, remove });

describe('participants of a round in the registry workbook', () => {
  test('are named by id or name; who is named already changes nothing', () => {
    const { participants, report } = plan([row('espoo'), row('Porto'), row('kiel')], ['kiel']);
    expect(participants).toEqual([{ round: '2027', named: ['espoo', 'porto'], leaving: [] }]);
    expect(report.changes.map(({ what, kind, id }) => `${what} ${kind} ${id}`)).toEqual([
      'added participant 2027 espoo',
      'added participant 2027 porto',
    ]);
  });

  test('leave when they are removed; a row that is not there removes nobody', () => {
    expect(plan([row('espoo', 'yes'), row('porto', 'yes')], ['espoo', 'kiel']).participants).toEqual([
      { round: '2027', named: [], leaving: ['espoo'] },
    ]);
    expect(plan([], ['espoo']).participants).toBeUndefined();
    expect(plan([row('espoo')], ['espoo', 'kiel']).participants).toBeUndefined();
  });

  test('of several rows of one authority the last is meant', () => {
    expect(plan([row('espoo'), row('ESPOO', 'yes')]).participants).toBeUndefined();
    expect(plan([row('espoo', 'yes'), row('ESPOO')]).participants).toEqual([
      { round: '2027', named: ['espoo'], leaving: [] },
    ]);
  });

  test('may be of an authority and a round that the same workbook registers', () => {
    const more = { authorities: [{ id: 'turku', name: 'Turku' }], rounds: [{ id: '2028', questionnaire: '' }] };
    expect(plan([row('Turku', '', '2028')], [], more).participants).toEqual([
      { round: '2028', named: ['turku'], leaving: [] },
    ]);
  });

  test.each([
    ['an authority that nobody knows', row('Lahti'), 'registry-authority-not-registered B2'],
    ['one of two of a name', row('Halle'), 'registry-authority-ambiguous B2'],
    ['a round that is not there', row('espoo', '', '2031'), 'registry-round-not-registered A2'],
    ['no authority', row(''), 'registry-value-missing B2'],
    ['an unclear removal', row('espoo', 'perhaps'), 'registry-yes-or-no C2'],
  ])('%s is told by its cell, and the other rows are taken', (_, wrong, told) => {
    const { participants, report } = plan([wrong, row('kiel')]);
    expect(toldAt(report.problems).map((one) => one.replace(/registry-\S*yes\S*/, 'registry-yes-or-no'))).toEqual([
      told,
    ]);
    expect(participants).toEqual([{ round: '2027', named: ['kiel'], leaving: [] }]);
  });

  test('who is removed from the registry is named for nothing', () => {
    const more = { authorities: [{ id: 'espoo', remove: 'yes' }] };
    expect(toldAt(plan([row('espoo')], [], more).report.problems)).toEqual(['registry-authority-not-registered B2']);
  });
});
