import { describe, expect, test } from 'vitest';
import {
  idsByName,
  isCalled,
  keepingNames,
  labelAmong,
  labelIn,
  labelsOf,
  namesOf,
} from '../../../shared/domain/registry/names.ts';
import type { Authority } from '../../../shared/domain/registry/registry.ts';

const authority = (id: string, name: string, about: Partial<Authority> = {}): Authority => ({
  ...{ id, name, country: 'DE', population: null, contacts: [] },
  ...about,
});
const halle = authority('halle-saale', 'Halle');
const other = authority('halle-westfalen', 'Halle');
const abroad = authority('halle-be', 'halle', { country: 'BE' });
const nowhere = authority('halle-x', 'Halle', { country: null });

describe('an authority is called', () => {
  const espoo = authority('espoo', 'Espoo', { earlierNames: ['Espoon kauppala'], aliases: ['Esbo'] });

  test.each(['espoo', ' espoo ', 'Espoo', 'ESPOO', 'esbo', 'Espoon  kauppala'])('%s', (text) =>
    expect(isCalled(espoo, text)).toBe(true),
  );
  test.each(['', 'Espoo (FI)', 'Esp', 'espoo2'])('not %j', (text) => expect(isCalled(espoo, text)).toBe(false));

  test('by its name first, then by names of before, then by aliases', () =>
    expect(namesOf(espoo)).toEqual(['Espoo', 'Espoon kauppala', 'Esbo']));

  test('and a name may lead to several', () => {
    const ids = idsByName([halle, abroad, espoo]);
    expect(ids.get('halle')).toEqual(new Set(['halle-saale', 'halle-be']));
    expect(ids.get('esbo')).toEqual(new Set(['espoo']));
  });
});

test.each<[string, Authority | null, Authority, readonly string[] | undefined]>([
  ['a new one has none', null, authority('a', 'New'), undefined],
  ['the same name is no earlier one', authority('a', 'Old'), authority('a', 'OLD'), undefined],
  ['a changed name is kept', authority('a', 'Old'), authority('a', 'New'), ['Old']],
  [
    'one that came back is the name again',
    authority('a', 'New', { earlierNames: ['Old'] }),
    authority('a', 'Old'),
    ['New'],
  ],
  [
    'each is kept once, as it was written last',
    authority('a', 'Mid', { earlierNames: ['Old', 'MID'] }),
    authority('a', 'New', { earlierNames: ['old'] }),
    ['old', 'Mid'],
  ],
  ['a withdrawn one is gone', authority('a', 'Old'), authority('a', 'New', { withdrawnNames: ['old'] }), undefined],
])('earlier names: %s', (_, before, next, expected) => {
  const kept = keepingNames(before, next);
  expect(kept.earlierNames).toEqual(expected);
  expect('earlierNames' in kept).toBe(expected !== undefined);
});

test.each([
  [
    [halle, abroad],
    ['Halle (DE)', 'halle (BE)'],
  ],
  [
    [halle, other],
    ['Halle (DE, halle-saale)', 'Halle (DE, halle-westfalen)'],
  ],
  [
    [halle, nowhere],
    ['Halle (DE)', 'Halle (halle-x)'],
  ],
  [[halle], ['Halle (DE)']],
])('several of one name are told apart: %#', (all, labels) => expect(labelsOf(all)).toEqual(labels));

test('a name that no other has needs no label', () => {
  expect(labelAmong(halle, [halle, authority('bonn', 'Bonn')])).toBe('Halle');
  expect(labelAmong(halle, [abroad])).toBe('Halle (DE)');
});

test.each([
  ['Halle (BE)', 'Halle', [abroad]],
  ['Halle (be)', 'Halle', [abroad]],
  ['Halle (Belgium)', 'Halle', [abroad]],
  ['Halle (halle-x)', 'Halle', [nowhere]],
  [' Halle (DE, halle-saale) ', 'Halle', [halle]],
  ['Halle (DE, halle-be)', 'Halle', []],
  ['Halle (Saale) (DE)', 'Halle (Saale)', [halle, other]],
])('%j is %s', (text, name, meant) => {
  const label = labelIn(text);
  expect(label?.name).toBe(name);
  expect([halle, other, abroad, nowhere].filter((one) => label?.isMeant(one))).toEqual(meant);
});

test.each(['Halle', '(BE)', 'Halle ()', 'Halle (BE) an der Saale'])('%j is no label', (text) =>
  expect(labelIn(text)).toBeNull(),
);
