import { expect, test } from 'vitest';
import type { RegistryChange } from '../../../shared/domain/registry/registry-plan.ts';
import { registryActs } from '../../../shared/domain/registry/registry-plan.ts';

const who = { at: '2027-01-15T09:00:00.000Z', by: 'office', reason: null } as const;
const contact = (address: string, what: RegistryChange['what'] = 'added'): RegistryChange => ({
  ...{ kind: 'contact', what, id: 'espoo', address },
  fields: [{ field: 'name', before: '', after: 'Anna Virtanen' }],
});
const actsOf = (...changes: RegistryChange[]) =>
  registryActs({ report: { changes, problems: [], kept: [] } }, who).map(({ round, what, facts }) => [
    round,
    what,
    facts,
  ]);

test('what changed of a round is an act of that round', () => {
  const fields = [{ field: 'deadline', before: '2027-03-01', after: '2027-03-15' }] as const;
  expect(actsOf({ kind: 'round', what: 'changed', id: '2027', address: null, fields })).toEqual([
    ['2027', 'registry', { deadline: '2027-03-15' }],
  ]);
});

test('of authorities and contacts it is said how many, and nothing of a person', () => {
  const added: RegistryChange = { kind: 'authority', what: 'added', id: 'espoo', address: null, fields: [] };
  const acts = actsOf(
    added,
    contact('a@espoo.example'),
    contact('b@espoo.example'),
    contact('c@espoo.example', 'removed'),
  );
  expect(acts).toEqual([[null, 'registry', { 'authority added': '1', 'contact added': '2', 'contact removed': '1' }]]);
  expect(JSON.stringify(acts)).not.toMatch(/Anna|@|espoo/);
});

test('what changes nothing is no act', () => expect(actsOf()).toEqual([]));
