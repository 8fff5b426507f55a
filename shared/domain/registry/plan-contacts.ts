import { foldedText } from '../normalise/plain-text.ts';
import type { AuthorityRow, ContactRow } from './parse-registry.ts';
import type { Authority } from './registry.ts';

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
  const ids = new Map<string, string>();
  for (const { id, name } of before.values()) ids.set(foldedText(name), id);
  for (const { id, given } of authorities) if (given.name !== undefined) ids.set(foldedText(given.name), id);
  const known = new Set([...before.keys(), ...authorities.map(({ id }) => id)]);
  return rows.flatMap((row): PlacedContact[] => {
    const { authority, address } = row;
    if (authority === null) return [];
    const id = known.has(authority) ? authority : ids.get(foldedText(authority));
    if (id === undefined) row.reader.report('registry-authority-not-registered', 'authority');
    return id === undefined || address === null ? [] : [{ id, row: { ...row, address } }];
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
