import type { Authority, Contact } from './registry.ts';

/** Contacts whom mail reaches. */
export function reachable({ contacts }: Authority): Contact[] {
  return contacts.filter(({ suppressed }) => suppressed === undefined || suppressed === null);
}
