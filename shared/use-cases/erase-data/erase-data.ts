import { namesOf as allNamesOf } from '../../domain/registry/names.ts';
import { contactHash } from '../../domain/registry/participation.ts';
import { type Authority, sameAddress } from '../../domain/registry/registry.ts';
import type {
  Erasure,
  ErasureCounts,
  ErasureSubject,
  Erasures,
  StoredFiles,
  StoredItems,
  StoredObjects,
} from '../../ports/erasures.ts';
import type { Registry } from '../../ports/registry.ts';
import { eraseItems, findItems, type ItemSearch, keepVerified, type TextStore } from './erase-items.ts';
import { eraseObjects } from './erase-objects.ts';
import { erasedTexts } from './erased-texts.ts';

export interface EraseDependencies {
  readonly erasures: Erasures;
  readonly registry: Registry;
  readonly items: StoredItems;
  readonly longTexts: TextStore;
  readonly objects: StoredObjects;
  readonly files: StoredFiles;
  /** Where originals and results lie. */
  readonly buckets: readonly string[];
  readonly now: () => Date;
}

/** Passes over the table until one finds nothing: a file that was being read can bring something back once. */
const maxPasses = 5;

/**
 * Erases a person, or an authority with everything of it. Run again after a crash at any point it goes on: what
 * is looked for was written down first, and what was found is gone.
 */
export async function eraseData(subject: ErasureSubject, deps: EraseDependencies): Promise<ErasureCounts> {
  const erasure = (await deps.erasures.underway(subject)) ?? (await describe(subject, deps));
  // From here on nothing that came in before is read any more.
  await deps.erasures.begin(erasure);
  await leaveRegistry(subject, deps.registry);
  const search = await searchFor(erasure, deps, false);
  await keepVerified(search);
  // Long texts are written anew without the person before their objects go; an authority's items go after its files.
  const first = await eraseItems(search, 'stays');
  const objects = await eraseObjects({ ...deps, ...search });
  const rest = await eraseUntilNothingIsLeft(search);
  const counts = {
    itemsRemoved: first.removed + rest.removed,
    itemsChanged: first.changed + rest.changed,
    objectsRemoved: objects.removed,
    objectsUnsearched: objects.unsearched,
  };
  await deps.erasures.finish(erasure, counts, deps.now().toISOString());
  return counts;
}

/** What {@link eraseData} would do; nothing is written. */
export async function countStored(subject: ErasureSubject, deps: EraseDependencies): Promise<ErasureCounts> {
  const erasure = (await deps.erasures.underway(subject)) ?? (await describe(subject, deps));
  const search = await searchFor(erasure, deps, true);
  const items = await eraseItems(search);
  const objects = await eraseObjects({ ...deps, ...search });
  return {
    itemsRemoved: items.removed,
    itemsChanged: items.changed,
    objectsRemoved: objects.removed,
    objectsUnsearched: objects.unsearched,
  };
}

async function searchFor(erasure: Erasure, deps: EraseDependencies, dryRun: boolean): Promise<ItemSearch> {
  const { subject } = erasure;
  const authority = subject.kind === 'authority' ? subject.id : null;
  const found = await findItems(deps.items, authority);
  return { items: deps.items, longTexts: deps.longTexts, texts: erasedTexts(erasure.texts), authority, found, dryRun };
}

async function eraseUntilNothingIsLeft(search: ItemSearch): Promise<{ removed: number; changed: number }> {
  const counts = { removed: 0, changed: 0 };
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const { removed, changed } = await eraseItems(search);
    if (removed + changed === 0) return counts;
    counts.removed += removed;
    counts.changed += changed;
  }
  throw new Error(`Something was still coming in after ${maxPasses} passes; erase it again`);
}

/** Which texts to look for: of an authority those of the people who are registered for nobody else. */
async function describe(subject: ErasureSubject, { registry, now }: EraseDependencies): Promise<Erasure> {
  const startedAt = now().toISOString();
  if (subject.kind === 'contact') {
    const ids = await registry.authoritiesOf(subject.address);
    const names = await Promise.all(ids.map((id) => namesOf(id, subject.address, registry)));
    return { subject, startedAt, texts: [...tracesOf(subject.address), ...names.flat()] };
  }
  const texts: string[] = [];
  const authority = await registry.authority(subject.id);
  for (const { address } of authority?.contacts ?? []) {
    const others = (await registry.authoritiesOf(address)).filter((id) => id !== subject.id);
    if (others.length === 0) texts.push(...tracesOf(address), ...(await namesOf(subject.id, address, registry)));
  }
  return { subject, startedAt, texts, names: authority === null ? [] : allNamesOf(authority) };
}

/** An address, and what stands for it where it is not needed. */
const tracesOf = (address: string): string[] => [address.trim(), contactHash(address)];

/** Names of one word are too common to be looked for: Anna is also in Annalands. */
async function namesOf(id: string, address: string, registry: Registry): Promise<string[]> {
  const contacts = (await registry.authority(id))?.contacts ?? [];
  const names = contacts.filter((one) => sameAddress(one.address, address)).map(({ name = '' }) => name.trim());
  return names.filter((name) => name.includes(' '));
}

/** First of all, so that nothing new is taken in while the rest is looked for. */
async function leaveRegistry(subject: ErasureSubject, registry: Registry): Promise<void> {
  if (subject.kind === 'authority') return registry.removeAuthority(subject.id);
  const leaves = (address: string) => sameAddress(address, subject.address);
  // Also where somebody else is named by it: whom it added, or that no mail goes there, of an authority that it has left.
  for (const { id, ...of } of await registry.authorities()) {
    if (named(of).some(leaves))
      await registry.changeAuthority(id, (current) => current && withoutPerson(current, leaves));
  }
}

const named = ({ contacts, stopped = [] }: Pick<Authority, 'contacts' | 'stopped'>): string[] => [
  ...contacts.flatMap(({ address, added }) => [address, added?.by ?? '']),
  ...stopped.map(({ address }) => address),
];

function withoutPerson(authority: Authority, leaves: (address: string) => boolean): Authority {
  const contacts = authority.contacts.filter(({ address }) => !leaves(address));
  return {
    ...authority,
    contacts: contacts.map((one) =>
      one.added && leaves(one.added.by) ? { ...one, added: { ...one.added, by: '' } } : one,
    ),
    ...(authority.stopped && { stopped: authority.stopped.filter(({ address }) => !leaves(address)) }),
  };
}
