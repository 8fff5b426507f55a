import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import * as v from 'valibot';
import { dynamoClient } from '../../shared/adapters/aws-clients.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { sameAddress } from '../../shared/contacts.ts';
import { authorityId } from '../../shared/domain/submission.ts';
import type { Authority, Contact } from '../../shared/ports.ts';
import { UsageError } from './usage-error.ts';

export interface RegisterOptions {
  readonly table: string;
  readonly dryRun?: true;
}

const text = v.pipe(v.string(), v.trim());
const line = v.object({
  name: v.pipe(text, v.minLength(1, 'a name is needed'), v.maxLength(200, 'the name is too long')),
  /** Made of the name when it is not given. */
  id: v.optional(v.pipe(text, v.regex(/^[\p{Ll}\p{Lo}\p{N}-]*$/u, 'an id has small letters, digits and hyphens')), ''),
  country: v.optional(v.pipe(text, v.regex(/^([A-Z]{2})?$/, 'a country is two capital letters')), ''),
  address: v.pipe(text, v.email('this is no mail address')),
  language: v.optional(v.pipe(text, v.regex(/^([a-z]{2})?$/, 'a language is two small letters')), ''),
});

/** Registers authorities and their contacts from a CSV: one line a contact. Nothing is written unless every line is right. */
export async function registerCommand(file: string, { table, dryRun }: RegisterOptions): Promise<number> {
  const authorities = authoritiesIn(await readFile(file, 'utf8'), file);
  const registry = dynamoRegistry(dynamoClient(), table);
  for (const listed of authorities) {
    const before = await registry.authority(listed.id);
    const authority = { ...listed, contacts: listed.contacts.map((contact) => asKnown(contact, before)) };
    const change = before === null ? 'new' : same(before, authority) ? 'unchanged' : 'changed';
    if (change !== 'unchanged' && dryRun !== true) await registry.putAuthority(authority);
    console.log(`${change.padEnd(10)} ${authority.id.padEnd(24)} ${authority.contacts.length} contacts`);
  }
  console.log(
    dryRun === true ? 'Nothing was written (--dry-run).' : `${authorities.length} authorities registered in ${table}.`,
  );
  return 0;
}

function authoritiesIn(csv: string, file: string): Authority[] {
  const { data } = Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (heading) => heading.trim().toLowerCase(),
  });
  const wrong: string[] = [];
  const lines = data.flatMap((row, index) => {
    const parsed = v.safeParse(line, row);
    if (parsed.success) return [parsed.output];
    // Line 1 has the headings.
    wrong.push(...parsed.issues.map((issue) => `line ${index + 2}, ${v.getDotPath(issue)}: ${issue.message}`));
    return [];
  });
  if (data.length === 0) wrong.push('there is no line; the headings are name,id,country,address,language');
  if (wrong.length > 0) throw new UsageError(`${file} was not registered:\n  ${wrong.join('\n  ')}`);
  const byId = Map.groupBy(lines, ({ id, name }) => id || authorityId(name));
  return [...byId].map(([id, contacts]) => ({
    id,
    name: contacts[0]?.name ?? id,
    country: contacts[0]?.country || null,
    contacts: contacts.map(({ address, language }) => ({ address, language: language || 'en' })),
  }));
}

/** A list says nothing of whom mail no longer reaches: what is known of an address stays. */
function asKnown(contact: Contact, before: Authority | null): Contact {
  const known = before?.contacts.find(({ address }) => sameAddress(address, contact.address));
  return known?.suppressed ? { ...contact, suppressed: known.suppressed } : contact;
}

const same = (a: Authority, b: Authority): boolean =>
  a.name === b.name && a.country === b.country && JSON.stringify(a.contacts) === JSON.stringify(b.contacts);
