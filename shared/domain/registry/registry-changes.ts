import { type Authority, sameAddress } from './registry.ts';
import { authorityFields, contactFields, fieldChanges } from './registry-fields.ts';
import { type AuthorityUpdate, type RegistryChange, updated } from './registry-plan.ts';

/** What the updates make different, field by field. */
export function changesOf(
  updates: readonly AuthorityUpdate[],
  before: ReadonlyMap<string, Authority>,
): RegistryChange[] {
  return updates.flatMap((update): RegistryChange[] => {
    const was = before.get(update.id) ?? null;
    const is = updated(was, update);
    if (is === null) return [];
    const changes: RegistryChange[] = [];
    const note = (
      kind: RegistryChange['kind'],
      address: string | null,
      known: boolean,
      fields: RegistryChange['fields'],
    ) => {
      if (fields.length > 0) changes.push({ kind, what: known ? 'changed' : 'added', id: is.id, address, fields });
    };
    note('authority', null, was !== null, fieldChanges(authorityFields, was, is));
    for (const contact of is.contacts) {
      const old = was?.contacts.find(({ address }) => sameAddress(address, contact.address)) ?? null;
      note('contact', contact.address, old !== null, fieldChanges(contactFields, old, contact));
    }
    const gone = was?.contacts.filter(({ address }) => !is.contacts.some((one) => sameAddress(one.address, address)));
    return [...changes, ...(gone ?? []).map(({ address }) => removal('contact', is.id, address))];
  });
}

export function removalsOf(removed: ReadonlySet<string>, before: ReadonlyMap<string, Authority>): RegistryChange[] {
  return [...removed].flatMap((id) => {
    const authority = before.get(id);
    if (authority === undefined) return [];
    return [
      removal('authority', id, null),
      ...authority.contacts.map(({ address }) => removal('contact', id, address)),
    ];
  });
}

const removal = (kind: RegistryChange['kind'], id: string, address: string | null): RegistryChange => ({
  kind,
  what: 'removed',
  id,
  address,
  fields: [],
});
