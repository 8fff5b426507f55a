import type { Authority, Contact } from './ports.ts';

/** Contacts whom mail reaches. */
export function reachable({ contacts }: Authority): Contact[] {
  return contacts.filter(({ suppressed }) => suppressed === undefined || suppressed === null);
}

/** Each language once, in the order of the contacts. */
export const languagesOf = (contacts: readonly Contact[]): string[] => [
  ...new Set(contacts.map(({ language }) => language)),
];
