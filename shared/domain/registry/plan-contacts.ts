import { idsByName, labelIn, labelsOf, nameKey } from './names.ts';
import type { AuthorityRow, ContactRow } from './parse-registry.ts';
import { type Authority, maxContacts } from './registry.ts';
import { registeredAfter } from './registry-plan.ts';
import type { RowReader } from './registry-rows.ts';

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
    const id = theOneCalled(authority, known, byName, row.reader);
    return id === null || address === null ? [] : [{ id, row: { ...row, address } }];
  });
}

/** The id of the one that goes by an id or a name; none, or several, are told where it is written. */
export function theOneCalled(
  text: string,
  known: ReadonlyMap<string, Authority>,
  byName: ReadonlyMap<string, ReadonlySet<string>>,
  reader: RowReader,
): string | null {
  const called = idsCalled(text, known, byName);
  const [id] = called;
  if (id !== undefined && called.size === 1) return id;
  // Mail must not go to the other one of that name.
  if (id === undefined) reader.report('registry-authority-not-registered', 'authority');
  else {
    const list = labelsOf([...known.values()].filter((one) => called.has(one.id))).join('; ');
    reader.report('registry-authority-ambiguous', 'authority', { authorities: list });
  }
  return null;
}

/** By id or by any name; where neither is registered, as a message tells one of several: `Halle (BE)`. */
function idsCalled(
  text: string,
  known: ReadonlyMap<string, Authority>,
  byName: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const exactly = new Set([...(known.has(text) ? [text] : []), ...(byName.get(nameKey(text)) ?? [])]);
  const label = exactly.size === 0 ? labelIn(text) : null;
  if (label === null) return exactly;
  const alike = [...(byName.get(nameKey(label.name)) ?? [])].flatMap((id) => known.get(id) ?? []);
  return new Set(alike.filter(label.isMeant).map(({ id }) => id));
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
      const tooMany = !row.remove && others.size + addresses.size > maxContacts;
      if (tooMany) row.reader.report('registry-contacts-too-many', 'address', { most: String(maxContacts) });
    }
  }
}
