import {
  type ColleagueRefusal,
  type NamedColleague,
  withColleague,
  withoutColleague,
} from '../../shared/domain/registry/colleagues.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import { type Authority, type Contact, maySendFor, sameAddress } from '../../shared/domain/registry/registry.ts';
import { addressValue, nameValue } from '../../shared/domain/registry/registry-values.ts';
import { printable } from '../../shared/domain/submissions/file-name.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { DailyAllowance } from '../../shared/ports/mail-intake.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { together } from '../../shared/ports/together.ts';
import type { PortalError, TypedColleague } from '../../shared/rendering/portal/api-types.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { type Announcing, announce } from '../../shared/use-cases/announce.ts';
import type { Visitor } from './visitor.ts';

export interface ColleagueSources extends Announcing {
  readonly registry: Registry;
  readonly acts: Pick<Acts, 'append'>;
  /** How many colleagues the contacts of one authority add in a day. */
  readonly colleagueAllowance: DailyAllowance;
  readonly now: () => Date;
}

/**
 * Makes a colleague of the visitor's a contact of the authority, and writes to them. The registry is changed first: a
 * crash behind it leaves a colleague who got no mail yet, and gets it when the same is asked for again.
 */
export async function addColleague(
  typed: TypedColleague,
  { authority, contact, round }: Visitor,
  deps: ColleagueSources,
): Promise<{ readonly address: string } | PortalError> {
  if (!maySendFor(authority, contact.address)) return 'not-a-sender';
  const named = colleagueIn(typed);
  if (typeof named === 'string') return named;
  const now = deps.now().toISOString();
  const once = hashedId(['colleague', authority.id, named.address.toLowerCase()]);
  const [isAllowed, suppressed] = await together([
    deps.colleagueAllowance.take(authority.id, now.slice(0, 10), once),
    suppressedElsewhere(named.address, deps.registry),
  ]);
  if (!isAllowed) return 'too-many';
  const colleague = { ...named, ...suppressed };
  const outcome = await changed(authority.id, contact, deps.registry, (current) =>
    withColleague(current, colleague, { by: contact.address, at: now }),
  );
  if (outcome.refusal !== null && outcome.refusal !== 'colleague-known') return outcome.refusal;
  const { address, added } = contactIn(outcome.authority, named.address) ?? {};
  if (address !== undefined && added) {
    const day = added.at.slice(0, 10);
    await together([
      announce({ kind: 'colleague', authority: authority.id, round: round.id, to: address, day }, deps),
      note('added', address, { authority, round, by: added.by, at: added.at }, deps),
    ]);
  }
  return outcome.refusal ?? { address: named.address };
}

/** Takes a colleague out whom a contact has added: their link opens nothing from this moment on. */
export async function removeColleague(
  address: string,
  { authority, contact, round }: Visitor,
  deps: Pick<ColleagueSources, 'registry' | 'acts' | 'now'>,
): Promise<{ readonly address: string } | PortalError> {
  if (!maySendFor(authority, contact.address)) return 'not-a-sender';
  const outcome = await changed(
    authority.id,
    contact,
    deps.registry,
    (current) => withoutColleague(current, address) ?? 'unknown',
  );
  if (outcome.refusal !== null) return outcome.refusal;
  const at = deps.now().toISOString();
  await note('removed', address, { authority, round, by: contact.address, at }, deps);
  return { address };
}

/** As the registry checks addresses, names and languages. */
function colleagueIn({ name, address, language }: TypedColleague): NamedColleague | PortalError {
  const [to, called] = [addressValue(address.trim()), nameValue(printable(name).trim())];
  if (!('value' in to)) return 'no-address';
  if (!('value' in called)) return 'name-long';
  if (!messageLanguages().includes(language)) return 'unknown';
  return { address: to.value, language, ...(called.value === '' ? {} : { name: called.value }) };
}

type Refusal = ColleagueRefusal | 'not-a-sender' | 'unknown';

/** Changes the authority as it is at that moment; whoever asks for it must be a contact who may send even then. */
async function changed(
  id: string,
  by: Contact,
  registry: Registry,
  change: (current: Authority) => Authority | Refusal,
): Promise<{ readonly authority: Authority | null; readonly refusal: Refusal | null }> {
  let outcome: { authority: Authority | null; refusal: Refusal | null } = { authority: null, refusal: 'unknown' };
  await registry.changeAuthority(id, (current) => {
    const next = current === null || !maySendFor(current, by.address) ? 'not-a-sender' : change(current);
    const isRefused = typeof next === 'string';
    outcome = { authority: isRefused ? current : next, refusal: isRefused ? next : null };
    return isRefused ? null : next;
  });
  return outcome;
}

/** That no mail goes to an address holds for whichever authority it is a contact of. */
async function suppressedElsewhere(address: string, registry: Registry): Promise<Pick<Contact, 'suppressed'>> {
  const of = await Promise.all((await registry.authoritiesOf(address)).map((id) => registry.authority(id)));
  const suppressed = of.map((one) => contactIn(one, address)?.suppressed).find(Boolean);
  return suppressed ? { suppressed } : {};
}

const contactIn = (authority: Authority | null, address: string): Contact | undefined =>
  authority?.contacts.find((one) => sameAddress(one.address, address));

/** Among what is remembered of the round; a person stands there by an id. */
function note(
  change: 'added' | 'removed',
  address: string,
  { authority, round, by, at }: Pick<Visitor, 'authority' | 'round'> & { readonly by: string; readonly at: string },
  { acts }: Pick<ColleagueSources, 'acts'>,
): Promise<void> {
  const facts = { change, contact: contactHash(address) };
  const act = { round: round.id, authority: authority.id, at, by: contactHash(by), what: 'colleague' } as const;
  return acts.append({ ...act, facts, reason: null });
}
