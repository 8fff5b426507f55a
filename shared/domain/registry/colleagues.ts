import { type Authority, type Contact, maxContacts, sameAddress } from './registry.ts';

/** Colleagues whom the contacts of an authority may have added, at a time. */
export const maxColleagues = 10;

/** Why a colleague is not added. */
export type ColleagueRefusal = 'colleague-known' | 'colleague-most';

/** A colleague as a contact names one. */
export type NamedColleague = Pick<Contact, 'address' | 'name' | 'language'>;

/** Those of its contacts whom other contacts have added; the office has not made them its own. */
const colleaguesOf = ({ contacts }: Authority): Contact[] => contacts.filter((one) => one.added);

/**
 * The authority with one more contact, who may send. What is known of mail to the address stays known: an address that was
 * taken out and comes again gets none.
 */
export function withColleague(
  authority: Authority,
  colleague: NamedColleague,
  added: NonNullable<Contact['added']>,
): Authority | ColleagueRefusal {
  const { contacts, stopped = [] } = authority;
  const isOfColleague = ({ address }: { readonly address: string }) => sameAddress(address, colleague.address);
  if (contacts.some(isOfColleague)) return 'colleague-known';
  if (colleaguesOf(authority).length >= maxColleagues || contacts.length >= maxContacts) return 'colleague-most';
  const before = stopped.find(isOfColleague);
  const suppressed = before === undefined ? {} : { suppressed: { reason: before.reason, at: before.at } };
  return {
    ...authority,
    contacts: [...contacts, { ...colleague, role: 'contact', added, ...suppressed }],
    stopped: stopped.filter((one) => one !== before),
  };
}

/** Without a colleague whom a contact has added; null where there is none, or it is a contact of the office's own. */
export function withoutColleague(authority: Authority, address: string): Authority | null {
  const isMeant = (one: Contact): boolean => sameAddress(one.address, address);
  return colleaguesOf(authority).some(isMeant) ? withoutContacts(authority, isMeant) : null;
}

/** The authority without some of its contacts; that no mail goes to the address of one stays known. */
export function withoutContacts(authority: Authority, leaves: (contact: Contact) => boolean): Authority {
  const leaving = authority.contacts.filter(leaves);
  if (leaving.length === 0) return authority;
  const contacts = authority.contacts.filter((one) => !leaving.includes(one));
  const stopped = leaving.flatMap(({ address, suppressed }) => (suppressed ? [{ address, ...suppressed }] : []));
  if (stopped.length === 0) return { ...authority, contacts };
  const others = (authority.stopped ?? []).filter(
    (one) => !stopped.some((now) => sameAddress(now.address, one.address)),
  );
  return { ...authority, contacts, stopped: [...others, ...stopped] };
}
