import { expect, test } from 'vitest';
import type { Authority } from '../../../shared/domain/registry/registry.ts';
import { changesOf, removalsOf } from '../../../shared/domain/registry/registry-changes.ts';
import type { AuthorityUpdate } from '../../../shared/domain/registry/registry-plan.ts';

const espoo: Authority = {
  ...{ id: 'espoo', name: 'Espoo', country: 'FI', population: 305200 },
  contacts: [
    { address: 'Officer@espoo.example', language: 'fi' },
    { address: 'second@espoo.example', language: 'en' },
  ],
};
const before = new Map([['espoo', espoo]]);
const update = (of: Partial<AuthorityUpdate>): AuthorityUpdate => ({
  ...{ id: 'espoo', given: {}, contacts: [], leaving: [] },
  ...of,
});
const changed = (of: Partial<AuthorityUpdate>) => changesOf([update(of)], before);
const of = { kind: 'contact', what: 'changed', id: 'espoo' } as const;

test('the same values once more change nothing', () =>
  expect(
    changed({
      given: { name: 'Espoo', country: 'FI', population: 305200 },
      contacts: [{ address: 'officer@ESPOO.example', given: { language: 'fi' } }],
    }),
  ).toEqual([]));

test('fields that differ are told with what they were', () =>
  expect(changed({ given: { country: null, population: 310000 } })).toEqual([
    {
      ...{ kind: 'authority', what: 'changed', id: 'espoo', address: null },
      fields: [
        { field: 'country', before: 'FI', after: '' },
        { field: 'population', before: '305200', after: '310000' },
      ],
    },
  ]));

test('a contact is known by its address in any case of letters; another one is added, one that leaves is removed', () =>
  expect(
    changed({
      contacts: [
        { address: 'OFFICER@espoo.example', given: { language: 'en' } },
        { address: 'third@espoo.example', given: { name: 'Third' } },
      ],
      leaving: ['SECOND@espoo.example'],
    }),
  ).toEqual([
    { ...of, address: 'Officer@espoo.example', fields: [{ field: 'language', before: 'fi', after: 'en' }] },
    {
      ...{ ...of, what: 'added', address: 'third@espoo.example' },
      fields: [
        { field: 'address', before: '', after: 'third@espoo.example' },
        { field: 'name', before: '', after: 'Third' },
        { field: 'language', before: '', after: 'en' },
        { field: 'role', before: '', after: 'contact' },
      ],
    },
    { ...of, what: 'removed', address: 'second@espoo.example', fields: [] },
  ]));

test('an authority that is new is added with what is said of it; without a name it is none', () => {
  const given = { name: 'Porto', country: 'PT' };
  expect(changesOf([update({ id: 'porto', given })], before)).toMatchObject([
    { kind: 'authority', what: 'added', id: 'porto', fields: [{ field: 'name' }, { field: 'country' }] },
  ]);
  expect(changesOf([update({ id: 'porto', given: { country: 'PT' } })], before)).toEqual([]);
});

test('an authority is removed with its contacts; one that is not registered is not', () =>
  expect(removalsOf(new Set(['espoo', 'porto']), before)).toEqual([
    { kind: 'authority', what: 'removed', id: 'espoo', address: null, fields: [] },
    { ...of, what: 'removed', address: 'Officer@espoo.example', fields: [] },
    { ...of, what: 'removed', address: 'second@espoo.example', fields: [] },
  ]));
