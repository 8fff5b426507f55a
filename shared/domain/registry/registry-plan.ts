import type { Problem } from '../answers/problems.ts';
import type { AuthorityId, RoundId } from '../ids.ts';
import type { Act } from './act.ts';
import { withoutContacts } from './colleagues.ts';
import { keepingNames } from './names.ts';
import type { AuthorityRow, Given } from './parse-registry.ts';
import { type Authority, type Contact, type Round, sameAddress } from './registry.ts';
import type { FieldChange } from './registry-fields.ts';

export type RegistryKind = 'authority' | 'contact' | 'round' | 'text' | 'participant';

/** What happened to one thing of the registry. */
export interface RegistryChange {
  readonly kind: RegistryKind;
  readonly what: 'added' | 'changed' | 'removed';
  /** Id of the authority or the round; of words for a mail also which one: `2027 invitation fi`, of a participant also whom: `2027 espoo`. */
  readonly id: string;
  readonly address: string | null;
  readonly fields: readonly FieldChange[];
}

/** What is registered and does not stand in the workbook: it stays. */
export interface KeptInRegistry {
  readonly kind: RegistryKind;
  readonly id: string;
  readonly address: string | null;
}

/** What the office is told. */
export interface RegistryReport {
  readonly changes: readonly RegistryChange[];
  readonly problems: readonly Problem[];
  readonly kept: readonly KeptInRegistry[];
}

/**
 * What is done to one authority. It says what to change and not what comes out: between planning and doing,
 * somebody else may have changed another field of it.
 */
export interface AuthorityUpdate {
  readonly id: string;
  readonly given: Given<Omit<Authority, 'id' | 'contacts'>>;
  readonly contacts: readonly { readonly address: string; readonly given: Given<Omit<Contact, 'address'>> }[];
  readonly leaving: readonly string[];
}

/** Who is named as a participant of a round from now on, and who is not any more. */
export interface NamedParticipants {
  readonly round: RoundId;
  readonly named: readonly AuthorityId[];
  readonly leaving: readonly AuthorityId[];
}

export interface RegistryPlan {
  readonly kind: 'registry';
  readonly updates: readonly AuthorityUpdate[];
  /** Ids of authorities that are removed with all their contacts. */
  readonly removals: readonly string[];
  readonly rounds: readonly Round[];
  /** Plans of before name none. */
  readonly participants?: readonly NamedParticipants[];
  /** Ids of the rounds whose standings show what authorities are called and where they are, when that changes. */
  readonly goingOn: readonly string[];
  readonly report: RegistryReport;
}

/** Ids of the authorities that were there before and of which something that standings hold is another from now on. */
export const renamed = (plan: RegistryPlan): string[] =>
  changedIn('authority', ['name', 'country', 'kind', 'population'], plan);

/** Ids of the rounds that were there before and whose standings are others for the plan. */
export const rescoredFor = (plan: RegistryPlan): string[] => [
  ...new Set([...changedIn('round', ['questionnaire', 'method'], plan), ...plan.goingOn]),
];

function changedIn(what: RegistryKind, of: readonly string[], { report }: RegistryPlan): string[] {
  return report.changes
    .filter((one) => one.kind === what && one.what === 'changed' && one.fields.some(({ field }) => of.includes(field)))
    .map(({ id }) => id);
}

/** The authority after the update; null when it is neither registered nor given a name to register it by. */
export function updated(current: Authority | null, update: AuthorityUpdate): Authority | null {
  const name = update.given.name ?? current?.name;
  if (name === undefined) return null;
  const base = current ?? { id: update.id, name, country: null, contacts: [] };
  const leaving = (address: string) => update.leaving.some((one) => sameAddress(one, address));
  const { contacts: staying, ...rest } = withoutContacts(base, ({ address }) => leaving(address));
  let contacts = staying;
  for (const { address, given } of update.contacts) {
    const before = contacts.find((one) => sameAddress(one.address, address)) ?? { address, language: 'en' };
    const after = { ...before, ...defined(given) };
    contacts = [...contacts.filter((one) => one !== before), after];
  }
  const inPlace = [...contacts].sort((a, b) => placeIn(base, a) - placeIn(base, b));
  return keepingNames(current, { ...rest, ...defined(update.given), name, contacts: inPlace });
}

/** All authorities that there are once these rows are applied, by id. */
export function registeredAfter(
  rows: readonly Pick<AuthorityRow, 'id' | 'given'>[],
  before: ReadonlyMap<string, Authority>,
): Map<string, Authority> {
  const after = new Map(before);
  for (const { id, given } of rows) {
    const one = updated(before.get(id) ?? null, { id, given, contacts: [], leaving: [] });
    if (one !== null) after.set(id, one);
  }
  return after;
}

/** Contacts stay in the order in which they were registered; new ones come last. */
function placeIn({ contacts }: Authority, { address }: Contact): number {
  const index = contacts.findIndex((one) => sameAddress(one.address, address));
  return index === -1 ? contacts.length : index;
}

/** The fields that were given; null is a value, undefined is none. */
export function defined<T extends object>(given: Given<T>): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** Who did it, and when. */
export type ActBy = Pick<Act, 'at' | 'by' | 'reason'>;

/**
 * What a plan does to the registry, as acts: of each round what was changed of it, and of authorities and contacts how many.
 * What is registered of a person stands in no act.
 */
export function registryActs({ report: { changes } }: Pick<RegistryPlan, 'report'>, who: ActBy): Act[] {
  const ofRounds = changes
    .filter(({ kind }) => kind === 'round')
    .map(({ id, fields }): Act => {
      const facts = Object.fromEntries(fields.map(({ field, after }) => [field, after]));
      return { ...who, round: id, authority: null, what: 'registry', facts };
    });
  const others = changes.filter(({ kind }) => kind !== 'round');
  const counts = new Map<string, number>();
  for (const { kind, what } of others) counts.set(`${kind} ${what}`, (counts.get(`${kind} ${what}`) ?? 0) + 1);
  const facts = Object.fromEntries([...counts].map(([name, count]) => [name, String(count)]));
  return counts.size === 0
    ? ofRounds
    : [...ofRounds, { ...who, round: null, authority: null, what: 'registry', facts }];
}
