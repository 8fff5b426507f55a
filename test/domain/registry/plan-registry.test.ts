import { describe, expect, test } from 'vitest';
import type { Registered } from '../../../shared/domain/registry/plan-registry.ts';
import type { Authority } from '../../../shared/domain/registry/registry.ts';
import { plannedRows, toldAt, type WrittenRegistry, type WrittenRow } from '../../support/registry-rows.ts';

const contact = { address: 'officer@espoo.example', language: 'fi' };
const espoo: Authority = { id: 'espoo', name: 'Espoo', country: 'FI', contacts: [contact] };
const porto: Authority = { id: 'porto', name: 'Porto', country: 'PT', contacts: [] };
const registered: Partial<Registered> = { authorities: [espoo, porto] };
const planned = (written: WrittenRegistry, about: Partial<Registered> = {}) =>
  plannedRows(written, { ...registered, ...about });
const told = (...authorities: WrittenRow[]) => toldAt(planned({ authorities }).report.problems);

describe('an authority', () => {
  test('is registered, and its contact with it', () =>
    expect(
      planned({
        authorities: [{ name: 'Île-de-France', country: 'France' }],
        contacts: [{ authority: 'Île-de-France', address: 'a@b.example' }],
      }).updates,
    ).toMatchObject([{ id: 'ile-de-france', given: { country: 'FR' }, contacts: [{ address: 'a@b.example' }] }]));

  test('whose row changes nothing is not updated', () =>
    expect(planned({ authorities: [{ id: 'espoo', name: 'Espoo' }] })).toMatchObject({
      ...{ updates: [], removals: [], report: { changes: [], problems: [] } },
    }));

  test.each<[string, WrittenRow[], string[]]>([
    [
      'of one id twice',
      [
        { id: 'oslo', name: 'Oslo' },
        { id: 'oslo', name: 'Bergen' },
      ],
      ['registry-id-twice A3'],
    ],
    ['without a name that is not registered', [{ id: 'oslo' }], ['registry-value-missing B2']],
    ['without a name that is registered', [{ id: 'espoo', country: 'FI' }], []],
    [
      'with a name that is too long is told so once',
      [{ id: 'oslo', name: 'o'.repeat(201) }],
      ['registry-name-long B2'],
    ],
    // Somebody has changed the id.
    ['under another id, its own gone', [{ id: 'espoo-fi', name: 'Espoo' }], ['registry-id-changed A2']],
    [
      'of the same name beside it',
      [
        { id: 'espoo', name: 'Espoo' },
        { id: 'espoo-2', name: 'ESPOO' },
      ],
      ['registry-name-twice B3'],
    ],
    [
      'of the same name in another country',
      [
        { id: 'espoo', name: 'Espoo' },
        { id: 'espoo-se', name: 'Espoo', country: 'SE' },
      ],
      [],
    ],
    ['of almost the same name', [{ id: 'espo', name: 'Espooo' }], ['registry-name-similar B2']],
    [
      'with the name of another as its other name',
      [{ id: 'oslo', name: 'Oslo', aliases: 'Porto' }],
      ['registry-name-shared F2'],
    ],
    [
      'that is called like another’s other name',
      [
        { id: 'oslo', name: 'Oslo', aliases: 'Kristiania' },
        { id: 'k', name: 'Kristiania' },
      ],
      ['registry-name-shared F2', 'registry-name-shared B3'],
    ],
  ])('%s', (_, rows, expected) => expect(told(...rows)).toEqual(expected));

  test('is registered under its new id only when the office has said so: a changed id does nothing', () => {
    const { updates, report } = planned({ authorities: [{ id: 'espoo-fi', name: 'Espoo', country: 'FI' }] });
    expect([updates, report.changes]).toEqual([[], []]);
  });
});

describe('a removal', () => {
  const remove: WrittenRow = { id: 'espoo', remove: 'yes' };

  test('takes the contacts with it', () => {
    const { removals, updates, report } = planned({ authorities: [remove], contacts: [] });
    expect([removals, updates]).toEqual([['espoo'], []]);
    expect(report.changes.map(({ kind, what, id }) => [kind, what, id])).toEqual([
      ['authority', 'removed', 'espoo'],
      ['contact', 'removed', 'espoo'],
    ]);
    expect(report.kept).toEqual([{ kind: 'authority', id: 'porto', address: null }]);
  });

  test('is refused where files have come in', () => {
    const { removals, report } = planned({ authorities: [remove] }, { withSubmissions: new Set(['espoo']) });
    expect([removals, toldAt(report.problems)]).toEqual([[], ['registry-removal-refused G2']]);
  });

  test('of what is not registered does nothing', () =>
    expect(planned({ authorities: [{ id: 'oslo', remove: 'yes' }] })).toMatchObject({ removals: [], updates: [] }));

  test('frees the name for another', () => expect(told(remove, { id: 'espoo-2', name: 'Espoo' })).toEqual([]));
});

describe('what is not in the workbook', () => {
  test('stays and is told, of the tables that are there', () => {
    expect(planned({ authorities: [] }).report.kept).toEqual([
      { kind: 'authority', id: 'espoo', address: null },
      { kind: 'authority', id: 'porto', address: null },
    ]);
    expect(planned({ contacts: [] }).report.kept).toEqual([{ kind: 'contact', id: 'espoo', address: contact.address }]);
    expect(planned({}).report.kept).toEqual([]);
  });

  test('is a contact of its own authority alone: the same address stands for one', () =>
    expect(
      planned(
        { contacts: [{ authority: 'espoo', address: 'OFFICER@espoo.example' }] },
        {
          authorities: [espoo, { ...porto, contacts: [contact] }],
        },
      ).report.kept,
    ).toEqual([{ kind: 'contact', id: 'porto', address: contact.address }]));
});

test('a row with an error does nothing, the others do', () => {
  const { updates, rounds, report } = planned({
    authorities: [
      { id: 'espoo', population: 'many' },
      { id: 'porto', population: '231 800' },
    ],
    contacts: [{ authority: 'espoo', address: 'nobody' }],
    rounds: [{ id: '2022' }, { id: '2023', deadline: 'soon' }],
  });
  expect(updates.map(({ id, given }) => [id, given.population])).toEqual([['porto', 231800]]);
  expect(rounds.map(({ id }) => id)).toEqual(['2022']);
  expect(toldAt(report.problems)).toEqual([
    'registry-population-unclear D2',
    'registry-address-unclear B2',
    'registry-date-unclear C3',
  ]);
});

describe('the kind of an authority', () => {
  const kindOf = (kind: string, before?: string) => {
    const { updates, report } = plannedRows(
      { authorities: [{ id: 'espoo', name: 'Espoo', kind }] },
      { authorities: [{ id: 'espoo', name: 'Espoo', country: 'FI', contacts: [], kind: before }] },
    );
    const changed = report.changes.flatMap(({ fields }) => fields);
    const [update] = updates;
    return [update?.given.kind, changed, toldAt(report.problems)];
  };

  test.each<[string, string, string | undefined, unknown[]]>([
    ['is a word of the office', 'county', undefined, ['county', [{ field: 'kind', before: '', after: 'county' }], []]],
    ['stays where nothing is written', '', 'city', [undefined, [], []]],
    ['goes with a dash', '-', 'city', [null, [{ field: 'kind', before: 'city', after: '' }], []]],
    ['is the same as before', 'city', 'city', [undefined, [], []]],
    ['is too long', 'c'.repeat(65), 'city', [undefined, [], ['registry-name-long E2']]],
  ])('%s', (_, written, before, expected) => expect(kindOf(written, before)).toEqual(expected));
});
