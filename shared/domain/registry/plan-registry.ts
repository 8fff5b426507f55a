import { foldedText } from '../answers/normalise/plain-text.ts';
import { byGravity, type Problem } from '../answers/problems.ts';
import { idsByName, labelsOf, nameKey, namesOf } from './names.ts';
import type { AuthorityRow, ParsedRegistry } from './parse-registry.ts';
import { checkContacts, type PlacedContact, placed } from './plan-contacts.ts';
import { type NamedBefore, planParticipants } from './plan-participants.ts';
import { planRounds } from './plan-rounds.ts';
import { planTexts } from './plan-texts.ts';
import type { Authority, Round } from './registry.ts';
import { changesOf, removalsOf } from './registry-changes.ts';
import { type AuthorityUpdate, type KeptInRegistry, type RegistryPlan, registeredAfter } from './registry-plan.ts';
import { mayBeOnePlace, type Named, similarNames } from './similar-names.ts';

export interface Registered {
  readonly authorities: readonly Authority[];
  readonly rounds: readonly Round[];
  /** Ids of authorities that have submissions: they are not removed. */
  readonly withSubmissions: ReadonlySet<string>;
  /** Participants that are named, by round; not said: none are. */
  readonly named?: NamedBefore;
}

/**
 * What a registry workbook does to what is registered. Rows with an error do nothing and are told;
 * what is not in the workbook stays, and is told too.
 */
export function planRegistry(
  parsed: ParsedRegistry,
  registered: Registered,
  currentQuestionnaire: string,
  now: Date,
): RegistryPlan {
  const before = new Map(registered.authorities.map((authority) => [authority.id, authority]));
  const rows = parsed.authorities ?? [];
  const renumbered = renumberedIn(rows, before);
  checkAuthorities(rows, before, renumbered, registered.withSubmissions);
  checkOtherNames(rows, before);
  const good = rows.filter(({ reader }) => !reader.hasErrors());
  const removed = new Set(good.filter(({ remove }) => remove).map(({ id }) => id));
  const standing = good.filter(({ id }) => !removed.has(id) && !renumbered.has(id));
  const contacts = placed(parsed.contacts ?? [], standing, before);
  checkContacts(contacts, before);
  const wanted = contacts.filter(({ id, row }) => !removed.has(id) && !row.reader.hasErrors());
  const updates = updatesOf(standing, wanted).filter((update) => changesOf([update], before).length > 0);
  const rounds = planRounds(parsed.rounds ?? [], registered.rounds, currentQuestionnaire, now);
  const planned = new Map([...registered.rounds, ...rounds.rounds].map((round) => [round.id, round]));
  const texts = planTexts(parsed.texts ?? [], [...planned.values()]);
  const after = registeredAfter(standing, before);
  for (const id of removed) after.delete(id);
  const { participants, changes: naming } = planParticipants(parsed.participants ?? [], {
    ...{ rounds: new Set(planned.keys()), authorities: after, named: registered.named ?? new Map() },
  });
  const { contacts: ofContacts, rounds: ofRounds, texts: ofTexts, participants: ofParticipants } = parsed;
  const others = [...(ofContacts ?? []), ...(ofRounds ?? []), ...(ofTexts ?? []), ...(ofParticipants ?? [])];
  const all = [...parsed.lost, ...rows, ...others];
  const problems = all.flatMap((row): readonly Problem[] => ('reader' in row ? row.reader.problems : row.problems));
  return {
    kind: 'registry',
    updates,
    removals: [...removed].filter((id) => before.has(id)),
    rounds: [...new Map([...rounds.rounds, ...texts.rounds].map((round) => [round.id, round])).values()],
    ...(participants.length === 0 ? {} : { participants }),
    goingOn: [],
    report: {
      changes: [
        ...changesOf(updates, before),
        ...removalsOf(removed, before),
        ...rounds.changes,
        ...texts.changes,
        ...naming,
      ],
      problems: byGravity(problems),
      kept: [...keptOf(parsed, contacts, removed, registered), ...rounds.kept(parsed.rounds !== null)],
    },
  };
}

function checkAuthorities(
  rows: readonly AuthorityRow[],
  before: ReadonlyMap<string, Authority>,
  renumbered: ReadonlySet<string>,
  withSubmissions: ReadonlySet<string>,
): void {
  const inWorkbook = new Map<string, AuthorityRow>();
  const names = namesAfter(rows, before, withSubmissions);
  const similar = similarNames(names);
  const byName = Map.groupBy(names, ({ name }) => foldedText(name));
  for (const row of rows) {
    const { id, given, remove, reader } = row;
    const first = inWorkbook.get(id);
    if (first !== undefined) reader.report('registry-id-twice', 'id', { id });
    else inWorkbook.set(id, row);
    const known = before.get(id);
    const name = given.name ?? known?.name;
    if (name === undefined) {
      if (!remove && !reader.hasErrorIn('name')) reader.report('registry-value-missing', 'name');
      continue;
    }
    if (remove && withSubmissions.has(id)) reader.report('registry-removal-refused', 'remove', { authority: name });
    if (remove || known?.name === name || first !== undefined) continue;
    const named = { id, name, country: given.country ?? known?.country ?? null };
    const same = byName.get(foldedText(name))?.find((other) => other.id !== id && mayBeOnePlace(other, named));
    const like = same ?? similar(named);
    if (like === undefined) continue;
    const facts = { authority: name, other: like.name, otherId: like.id, id };
    if (same === undefined) reader.report('registry-name-similar', 'name', facts);
    else if (renumbered.has(id)) reader.report('registry-id-changed', 'id', facts);
    else reader.report('registry-name-twice', 'name', facts);
  }
}

/** A name that leads to two authorities leads to none: the office is told when it gives one another name that is taken. */
function checkOtherNames(rows: readonly AuthorityRow[], before: ReadonlyMap<string, Authority>): void {
  const staying = rows.filter(({ remove }) => !remove);
  const after = registeredAfter(staying, before);
  for (const { id, remove } of rows) if (remove) after.delete(id);
  const ids = idsByName(after.values());
  for (const { id, reader } of staying) {
    const [was, is] = [before.get(id), after.get(id)];
    if (is === undefined) continue;
    const known = new Set((was === undefined ? [] : namesOf(was)).map(nameKey));
    for (const name of namesOf(is).filter((one) => !known.has(nameKey(one)))) {
      const others = [...(ids.get(nameKey(name)) ?? [])].flatMap((one) => after.get(one) ?? []);
      // Two present names that are the same are told of where they may be one place.
      const isAlias = (one: Authority): boolean => nameKey(one.name) !== nameKey(name);
      if (others.length < 2 || !others.some(isAlias)) continue;
      const column = nameKey(is.name) === nameKey(name) ? 'name' : 'aliases';
      reader.report('registry-name-shared', column, { name, authorities: labelsOf(others).join('; ') });
    }
  }
}

/** All names there are once the workbook is applied. */
function namesAfter(
  rows: readonly AuthorityRow[],
  before: ReadonlyMap<string, Authority>,
  withSubmissions: ReadonlySet<string>,
): Named[] {
  const names = new Map<string, Named>([...before].map(([id, authority]) => [id, authority]));
  for (const { id, given, remove } of rows) {
    const known = before.get(id);
    const name = given.name ?? known?.name;
    if (remove && !withSubmissions.has(id)) names.delete(id);
    else if (!remove && name !== undefined)
      names.set(id, { id, name, country: given.country ?? known?.country ?? null });
  }
  return [...names.values()];
}

/**
 * Ids that are new beside the name of an authority whose own id is gone from the workbook: somebody changed the
 * id. With both ids in the workbook they are two places of one name.
 */
function renumberedIn(rows: readonly AuthorityRow[], before: ReadonlyMap<string, Authority>): Set<string> {
  const inWorkbook = new Set(rows.map(({ id }) => id));
  const gone = [...before.values()].filter(({ id }) => !inWorkbook.has(id));
  const goneByName = Map.groupBy(gone, ({ name }) => foldedText(name));
  const renumbered = rows.filter(({ id, given }) => {
    if (given.name === undefined || before.has(id)) return false;
    const named = { id, name: given.name, country: given.country ?? null };
    return goneByName.get(foldedText(named.name))?.some((other) => mayBeOnePlace(other, named)) ?? false;
  });
  return new Set(renumbered.map(({ id }) => id));
}

function updatesOf(authorities: readonly AuthorityRow[], contacts: readonly PlacedContact[]): AuthorityUpdate[] {
  const given = new Map(authorities.map((row) => [row.id, row.given]));
  const byAuthority = Map.groupBy(contacts, ({ id }) => id);
  return [...new Set([...given.keys(), ...byAuthority.keys()])].map((id) => {
    const rows = (byAuthority.get(id) ?? []).map(({ row }) => row);
    return {
      id,
      given: given.get(id) ?? {},
      contacts: rows.filter(({ remove }) => !remove).map((row) => ({ address: row.address, given: row.given })),
      leaving: rows.filter(({ remove }) => remove).map(({ address }) => address),
    };
  });
}

function keptOf(
  parsed: ParsedRegistry,
  contacts: readonly PlacedContact[],
  removed: ReadonlySet<string>,
  { authorities }: Registered,
): KeptInRegistry[] {
  const ids = new Set(parsed.authorities?.map(({ id }) => id));
  const written = new Set(contacts.map(({ id, row }) => JSON.stringify([id, row.address.toLowerCase()])));
  return authorities.flatMap(({ id, contacts: registered }): KeptInRegistry[] => {
    if (removed.has(id)) return [];
    const missing = parsed.authorities !== null && !ids.has(id);
    const lost = registered.filter(({ address }) => !written.has(JSON.stringify([id, address.toLowerCase()])));
    return [
      ...(missing ? [{ kind: 'authority', id, address: null } as const] : []),
      ...(parsed.contacts === null ? [] : lost.map(({ address }) => ({ kind: 'contact', id, address }) as const)),
    ];
  });
}
