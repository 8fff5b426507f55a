import type { AuthorityId, RoundId } from '../../shared/domain/ids.ts';
import type { PortalLink } from '../../shared/domain/mail/signed-link.ts';
import {
  type ColleagueRefusal,
  type NamedColleague,
  withColleague,
  withoutColleague,
} from '../../shared/domain/registry/colleagues.ts';
import { addressValue, nameValue } from '../../shared/domain/registry/contact-values.ts';
import { contactHash } from '../../shared/domain/registry/participation.ts';
import { type Authority, type Contact, maySendFor, sameAddress } from '../../shared/domain/registry/registry.ts';
import { printable } from '../../shared/domain/submissions/file-name.ts';
import { hashedId } from '../../shared/domain/submissions/hashed-id.ts';
import type { Acts } from '../../shared/ports/acts.ts';
import type { DailyAllowance } from '../../shared/ports/mail-intake.ts';
import type { BesideChange, Registry } from '../../shared/ports/registry.ts';
import { together } from '../../shared/ports/together.ts';
import type { PortalError, TypedColleague } from '../../shared/rendering/portal/api-types.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { type Announcing, announce, announcement } from '../../shared/use-cases/announce.ts';
import type { Visitor } from './visitor.ts';

export interface ColleagueSources extends Announcing {
  readonly registry: Registry;
  readonly acts: Pick<Acts, 'append'>;
  /** How many colleagues the contacts of one authority add in a day. */
  readonly colleagueAllowance: DailyAllowance;
  readonly now: () => Date;
}

/**
 * Makes a colleague of the visitor's a contact of the authority, and writes to them. Their mail is noted as owed before the
 * registry is changed, and made due once it is: a crash in between leaves a colleague who got no mail yet, and gets it when
 * the same is asked for again.
 */
export async function addColleague(
  typed: TypedColleague,
  { authority, contact, round }: Visitor,
  deps: ColleagueSources,
): Promise<{ readonly address: string } | PortalError> {
  if (!maySendFor(authority, contact.address)) return 'not-a-sender';
  const named = colleagueIn(typed);
  if (typeof named === 'string') return named;
  const at = deps.now().toISOString();
  const adding = addingOf(named, { authority: authority.id, round: round.id, day: at.slice(0, 10) }, deps);
  const [hasLeft, suppressed, isKnown] = await Promise.all(adding.reads());
  if (!hasLeft) return 'too-many';
  const added = { by: contact.address, at };
  let isTaken = true;
  const outcome = await changed(
    authority,
    contact,
    deps.registry,
    (current) => withColleague(current, { ...named, ...suppressed }, added),
    {
      async before() {
        [isTaken] = await together([adding.take(), isKnown || adding.mail.owe()]);
        return isTaken;
      },
      after: () =>
        together([isKnown || adding.mail.make(), note('added', named.address, { authority, round, ...added }, deps)]),
    },
  );
  if (!isTaken) return 'too-many';
  if (outcome.refusal === null) return { address: named.address };
  if (outcome.refusal === 'colleague-known') await makeUp(named.address, outcome.authority, round, deps);
  return outcome.refusal;
}

/** Whoever added a colleague may have ended before the mail was due: the same mail is made due once. */
async function makeUp(
  named: string,
  authority: Authority | null,
  round: Visitor['round'],
  deps: ColleagueSources,
): Promise<void> {
  const { address, added } = contactIn(authority, named) ?? {};
  if (authority === null || address === undefined || !added) return;
  const day = added.at.slice(0, 10);
  await together([
    announce({ kind: 'colleague', authority: authority.id, round: round.id, to: address, day }, deps),
    note('added', address, { authority, round, by: added.by, at: added.at }, deps),
  ]);
}

/** Reads, before anybody is let in, what adding a colleague takes. */
export function colleagueReads(
  typed: TypedColleague,
  { authority, round }: PortalLink,
  deps: ColleagueSources,
): readonly Promise<unknown>[] {
  const named = colleagueIn(typed);
  if (typeof named === 'string') return [];
  return addingOf(named, { authority, round, day: deps.now().toISOString().slice(0, 10) }, deps).reads();
}

function addingOf(
  { address }: NamedColleague,
  { authority, round, day }: { readonly authority: AuthorityId; readonly round: RoundId; readonly day: string },
  deps: ColleagueSources,
) {
  const once = hashedId(['colleague', authority, address.toLowerCase()]);
  const mail = announcement({ kind: 'colleague', authority, round, to: address, day }, deps);
  return {
    mail,
    take: () => deps.colleagueAllowance.take(authority, day, once),
    reads: () =>
      [
        deps.colleagueAllowance.hasLeft(authority, day, once),
        suppressedElsewhere(address, deps.registry),
        mail.isKnown(),
      ] as const,
  };
}

/** Takes a colleague out whom a contact has added: their link opens nothing from this moment on. */
export async function removeColleague(
  address: string,
  { authority, contact, round }: Visitor,
  deps: Pick<ColleagueSources, 'registry' | 'acts' | 'now'>,
): Promise<{ readonly address: string } | PortalError> {
  if (!maySendFor(authority, contact.address)) return 'not-a-sender';
  const at = deps.now().toISOString();
  const { refusal } = await changed(
    authority,
    contact,
    deps.registry,
    (current) => withoutColleague(current, address) ?? 'unknown',
    { after: () => note('removed', address, { authority, round, by: contact.address, at }, deps) },
  );
  return refusal ?? { address };
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
  read: Authority,
  by: Contact,
  registry: Registry,
  change: (current: Authority) => Authority | Refusal,
  beside: Pick<BesideChange, 'before' | 'after'>,
): Promise<{ readonly authority: Authority | null; readonly refusal: Refusal | null }> {
  let outcome: { authority: Authority | null; refusal: Refusal | null } = { authority: null, refusal: 'unknown' };
  await registry.changeAuthority(
    read.id,
    (current) => {
      const next = current === null || !maySendFor(current, by.address) ? 'not-a-sender' : change(current);
      const isRefused = typeof next === 'string';
      outcome = { authority: isRefused ? current : next, refusal: isRefused ? next : null };
      return isRefused ? null : next;
    },
    { ...beside, read },
  );
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
