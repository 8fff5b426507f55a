import type { RoundId } from '../domain/ids.ts';
import type { Act, ActorId } from '../domain/registry/act.ts';
import { contactHash } from '../domain/registry/participation.ts';
import type { Acts } from '../ports/acts.ts';
import type { Registry } from '../ports/registry.ts';
import { csvHead, csvLines, type DataColumn, text } from '../rendering/site/data-table.ts';

/** An act with the name of who did it, where there is one still. */
export interface ToldAct extends Act {
  readonly name: string | null;
  /** Names of contacts, by the ids that may stand in its facts. */
  readonly persons: ReadonlyMap<string, string>;
}

/**
 * What the office did in a round, or that is about none, and what contacts did. A contact stands in an act by an id; the name, or
 * else the address, is that of the registry as it is: of who was erased or taken out there is none.
 */
export async function toldActs(
  round: RoundId | null,
  { acts, registry }: { readonly acts: Pick<Acts, 'of' | 'actors'>; readonly registry: Pick<Registry, 'authority'> },
): Promise<ToldAct[]> {
  const [all, names] = await Promise.all([acts.of(round), acts.actors()]);
  const ofContacts = all.filter(({ what }) => what === 'colleague').flatMap(({ authority }) => authority ?? []);
  const contacts = new Map<string, string>();
  for (const id of new Set(ofContacts)) {
    for (const { address, name } of (await registry.authority(id))?.contacts ?? [])
      contacts.set(contactHash(address), name === undefined || name === '' ? address : `${name} (${address})`);
  }
  const nameOf = (by: string): string | null =>
    names.get(by as ActorId) ?? contacts.get(by) ?? (withoutName.has(by) ? by : null);
  return all.map((act) => ({ ...act, name: nameOf(act.by), persons: act.what === 'colleague' ? contacts : nobody }));
}

/** Only acts about colleagues name contacts. */
const nobody: ReadonlyMap<string, string> = new Map();

const withoutName: ReadonlySet<string> = new Set(['office', 'schedule']);

const columns: readonly DataColumn[] = [
  text('at', 'When it was done, in UTC'),
  text('by', 'Who did it: an id that stands for the person'),
  text('name', 'The name of the person; blank where it was erased'),
  text('what', 'What was done'),
  text('authority', 'The authority that it is about; blank: all, or none'),
  text('facts', 'Values of it, such as a deadline'),
  text('reason', 'Why, in the words of the office'),
];

/** As a file; for others than the office without names. */
export function actsCsv(acts: readonly ToldAct[], { withNames }: { readonly withNames: boolean }): string {
  const rows = acts.map(({ persons, ...act }) => ({
    ...{ ...act, name: act.name ?? '' },
    facts: factsText(act.facts, withNames ? persons : undefined),
  }));
  const shown = columns.filter(({ name }) => withNames || name !== 'name');
  return csvHead(shown) + csvLines(rows.map((row) => shown.map(({ name }) => row[name as keyof typeof row] ?? '')));
}

/** `until: 2027-03-15T21:59:59.999Z; mails: 12` */
export const factsText = (facts: Act['facts'], persons: ToldAct['persons'] = new Map()): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${persons.get(value) ?? value}`)
    .join('; ');
