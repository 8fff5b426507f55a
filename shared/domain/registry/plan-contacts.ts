import { idsByName, labelsOf, nameKey } from './names.ts';
import type { AuthorityRow, ContactRow } from './parse-registry.ts';
import type { Authority } from './registry.ts';
import { registeredAfter } from './registry-plan.ts';

/** SES takes at most 50 recipients of one mail, and a mail may go to all contacts of an authority. */
const mostContacts = 50;

export interface PlacedContact {
  readonly id: string;
  readonly row: ContactRow & { readonly address: string };
}

/** Contacts beside the authority they are of, by its id or its name; those of none we know are told. */
export function placed(
  rows: readonly ContactRow[],
  authorities: readonly AuthorityRow[],
  before: ReadonlyMap<string, Authority>,
): PlacedContact[] {
  const known = registeredAfter(authorities, before);
  const byName = idsByName(known.values());
  return rows.flatMap((row): PlacedContact[] => {
    const { authority, address } = row;
    if (authority === null) return [];
    const called = new Set([...(known.has(authority) ? [authority] : []), ...(byName.get(nameKey(authority)) ?? [])]);
    const [id] = called;
    if (id !== undefined && called.size === 1) return address === null ? [] : [{ id, row: { ...row, address } }];
    // Mail must not go to the other one of that name.
    if (id === undefined) row.reader.report('registry-authority-not-registered', 'authority');
    else {
      const list = labelsOf([...known.values()].filter((one) => called.has(one.id))).join('; ');
      row.reader.report('registry-authority-ambiguous', 'authority', { authorities: list });
    }
    return [];
  });
}

export function checkContacts(contacts: readonly PlacedContact[], before: ReadonlyMap<string, Authority>): void {
  for (const [id, rows] of Map.groupBy(contacts, (one) => one.id)) {
    const addresses = new Set<string>();
    const others = new Set(before.get(id)?.contacts.map(({ address }) => address.toLowerCase()));
    for (const { row } of rows) {
      const address = row.address.toLowerCase();
      if (addresses.has(address)) row.reader.report('registry-address-twice', 'address');
      addresses.add(address);
      others.delete(address);
      const tooMany = !row.remove && others.size + addresses.size > mostContacts;
      if (tooMany) row.reader.report('registry-contacts-too-many', 'address', { most: String(mostContacts) });
    }
  }
}
