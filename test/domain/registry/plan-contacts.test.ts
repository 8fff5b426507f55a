import { describe, expect, test } from 'vitest';
import { checkContacts, placed } from '../../../shared/domain/registry/plan-contacts.ts';
import type { Authority } from '../../../shared/domain/registry/registry.ts';
import { parsedRows, toldAt, type WrittenRow } from '../../support/registry-rows.ts';

const authority = (id: string, name: string, about: Partial<Authority> = {}): Authority => ({
  ...{ id, name, country: 'DE', contacts: [] },
  ...about,
});
const espoo = authority('espoo', 'Espoo', { country: 'FI', aliases: ['Esbo'] });
const [saale, westfalen] = [
  authority('halle-saale', 'Halle'),
  authority('halle-westfalen', 'Halle', { country: 'BE' }),
];

function placedIn(
  rows: readonly WrittenRow[],
  registered: readonly Authority[],
  authorities: readonly WrittenRow[] = [],
) {
  const parsed = parsedRows({ contacts: rows, authorities }, registered);
  const before = new Map(registered.map((one) => [one.id, one]));
  const contacts = placed(parsed.contacts ?? [], parsed.authorities ?? [], before);
  checkContacts(contacts, before);
  return {
    ids: contacts.map(({ id, row }) => [id, row.address]),
    told: toldAt((parsed.contacts ?? []).flatMap(({ reader }) => reader.problems)),
  };
}

describe('a contact is of', () => {
  const address = 'a@b.example';
  test.each<[string, string | null, string[]]>([
    ['espoo', 'espoo', []],
    ['Espoo', 'espoo', []],
    [' ESBO ', 'espoo', []],
    ['Halle (BE)', 'halle-westfalen', []],
    ['halle-saale', 'halle-saale', []],
    // Mail must not go to the other one of that name.
    ['Halle', null, ['registry-authority-ambiguous A2']],
    ['Vantaa', null, ['registry-authority-not-registered A2']],
    ['', null, ['registry-value-missing A2']],
  ])('%j: %s', (text, id, told) =>
    expect(placedIn([{ authority: text, address }], [espoo, saale, westfalen])).toEqual({
      ...{ ids: id === null ? [] : [[id, address]], told },
    }),
  );

  test('an authority that the same workbook registers or names anew', () => {
    const rows = [
      { authority: 'Porto', address },
      { authority: 'Helsinge', address },
    ];
    const authorities = [
      { id: 'porto', name: 'Porto' },
      { id: 'espoo', name: 'Helsinge' },
    ];
    expect(placedIn(rows, [espoo], authorities).ids).toEqual([
      ['porto', address],
      ['espoo', address],
    ]);
  });

  test('none where its address is not clear', () =>
    expect(placedIn([{ authority: 'espoo', address: 'nobody' }], [espoo])).toEqual({
      ...{ ids: [], told: ['registry-address-unclear B2'] },
    }));
});

describe('the addresses of an authority', () => {
  const many = (count: number, from = 0): WrittenRow[] =>
    Array.from({ length: count }, (_, index) => ({ authority: 'espoo', address: `c${from + index}@espoo.example` }));
  const withContacts = (count: number): Authority => ({
    ...espoo,
    contacts: many(count).map(({ address = '' }) => ({ address, language: 'en' })),
  });

  test('stand once, in any case of letters', () =>
    expect(
      placedIn(
        [
          { authority: 'espoo', address: 'a@b.example' },
          { authority: 'Esbo', address: 'A@b.example' },
        ],
        [espoo],
      ).told,
    ).toEqual(['registry-address-twice B3']));

  test('may be the same as those of another authority', () =>
    expect(
      placedIn(
        [
          { authority: 'espoo', address: 'a@b.example' },
          { authority: 'halle-saale', address: 'a@b.example' },
        ],
        [espoo, saale],
      ).told,
    ).toEqual([]));

  test('are at most fifty, with those that are registered', () => {
    expect(placedIn(many(50), [espoo]).told).toEqual([]);
    expect(placedIn(many(51), [espoo]).told).toEqual(['registry-contacts-too-many B52']);
    expect(placedIn(many(2, 48), [withContacts(48)]).told).toEqual([]);
    expect(placedIn(many(3, 48), [withContacts(48)]).told).toEqual(['registry-contacts-too-many B4']);
    // Known ones count once.
    expect(placedIn(many(50), [withContacts(50)]).told).toEqual([]);
  });

  test('may leave where there are too many', () =>
    expect(
      placedIn(
        many(51).map((row) => ({ ...row, remove: 'yes' })),
        [withContacts(51)],
      ).told,
    ).toEqual([]));
});
