import { foldedText } from '../answers/normalise/plain-text.ts';
import { countryCode } from './country-code.ts';
import type { Authority } from './registry.ts';

/** What is compared of a name: nothing of it is cut or left out but the case of letters, spaces and invisible characters. */
export const nameKey = foldedText;

/** A name that is kept of before, an alias that the office has registered, and the name as it is now. */
export function namesOf({ name, earlierNames = [], aliases = [] }: Authority): string[] {
  return [name, ...earlierNames, ...aliases];
}

/** Whether a text leads to the authority: its registered id, or any of its names. */
export function isCalled(authority: Authority, text: string): boolean {
  return authority.id === text.trim() || namesOf(authority).some((name) => nameKey(name) === nameKey(text));
}

/** Which authorities go by each name, by its key. */
export function idsByName(authorities: Iterable<Authority>): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const one of authorities) {
    for (const name of namesOf(one)) ids.set(nameKey(name), (ids.get(nameKey(name)) ?? new Set()).add(one.id));
  }
  return ids;
}

/**
 * What is registered next, with the names it had before: files that were sent out under one still lead to it. A name
 * that the office has withdrawn is kept no more.
 */
export function keepingNames(before: Authority | null, next: Authority): Authority {
  const known = [
    ...(before?.earlierNames ?? []),
    ...(next.earlierNames ?? []),
    ...(before === null ? [] : [before.name]),
  ];
  const gone = new Set([next.name, ...(next.withdrawnNames ?? [])].map(nameKey));
  const earlier = [...new Map(known.map((name) => [nameKey(name), name]))].filter(([key]) => !gone.has(key));
  const { earlierNames: _, ...others } = next;
  return earlier.length === 0 ? others : { ...others, earlierNames: earlier.map(([, name]) => name) };
}

/**
 * How each of several authorities is told from the others, and how a person may name it: `Halle (BE)`, and with the
 * id where the country is not enough: `Halle (DE, halle-saale)`.
 */
export function labelsOf(authorities: readonly Authority[]): string[] {
  return authorities.map((one) => {
    const { id, name, country } = one;
    const others = authorities.filter((other) => other.id !== id && nameKey(other.name) === nameKey(name));
    const isEnough = country !== null && others.every((other) => other.country !== country);
    return `${name} (${isEnough ? country : [country, id].filter((part) => part !== null).join(', ')})`;
  });
}

/** Its name, and how it is told from others of that name where there are any. */
export function labelAmong(authority: Authority, named: readonly Authority[]): string {
  const isShared = named.some(({ id, name }) => id !== authority.id && nameKey(name) === nameKey(authority.name));
  return isShared ? (labelsOf([authority, ...named])[0] ?? authority.name) : authority.name;
}

/** `Halle (BE)` as the name and what is to tell its authority from others of that name; null for any other text. */
export function labelIn(text: string): { readonly name: string; readonly isMeant: (one: Authority) => boolean } | null {
  const [, name, inner] = /^(.+?)\s*\(([^()]+)\)$/u.exec(text.trim()) ?? [];
  if (name === undefined || inner === undefined) return null;
  const parts = inner.split(',').map((part) => part.trim());
  const tells = (part: string, { id, country }: Authority): boolean =>
    part === id || (country !== null && countryCode(part) === country);
  return { name, isMeant: (one) => parts.every((part) => tells(part, one)) };
}
