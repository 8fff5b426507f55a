import { type LinkKey, type PortalLink, readLink } from '../../shared/domain/mail/signed-link.ts';
import { type OwnSheet, roundFor, sheetOf } from '../../shared/domain/registry/participation.ts';
import type { Authority, Contact, Round } from '../../shared/domain/registry/registry.ts';
import { sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Erasures } from '../../shared/ports/erasures.ts';
import type { LinkKeys } from '../../shared/ports/link-keys.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Registry } from '../../shared/ports/registry.ts';

/** Who has opened the page, by a link that holds. */
export interface Visitor {
  readonly authority: Authority;
  readonly contact: Contact;
  /** It closes at the deadline of the authority. */
  readonly round: Round;
  /** The online sheet that the office has made for the authority, where it is shared with the contact and still read. */
  readonly ownSheet: OwnSheet | null;
}

export interface AdmissionSources {
  readonly keys: Pick<LinkKeys, 'all'>;
  readonly registry: Registry;
  readonly erasures: Pick<Erasures, 'covers'>;
  readonly participations: Pick<Participations, 'of' | 'change'>;
  readonly now: () => Date;
}

/**
 * Whom a link lets in: somebody who is a contact of its authority still, for a round that there is. A link that was
 * made before its person or authority was erased lets nobody in, also when they were registered again.
 */
export async function visitorOf(link: PortalLink, deps: AdmissionSources): Promise<Visitor | null> {
  const [authority, round, erased, noted] = await Promise.all(admissionReads(link, deps));
  const contact = authority?.contacts.find(({ address }) => sameAddress(address, link.contact));
  if (!authority || !round || !contact || erased) return null;
  const ownSheet = noted === null || noted.left !== null ? null : sheetOf(noted, contact.address);
  return { authority, round: roundFor(round, noted), contact, ownSheet };
}

/** What decides about a link, beside its signature. */
export function admissionReads(link: PortalLink, deps: AdmissionSources) {
  const made = { sender: link.contact, authority: link.authority, receivedAt: instantOf(link.issuedAt) };
  return [
    deps.registry.authority(link.authority),
    deps.registry.round(link.round),
    deps.erasures.covers(made),
    deps.participations.of(link.round, link.authority),
  ] as const;
}

/**
 * Reads links: by the keys that are valid at this moment, and by no others. `likely` is told at once of a link that the keys
 * read last have signed, so that what it leads to can be read at the same time as the keys; of every other one once they
 * are read. Nobody is let in by that, and a link that nobody has signed makes nobody read more than the keys.
 */
export function linkReader({ keys, now }: Pick<AdmissionSources, 'keys' | 'now'>) {
  let last: readonly LinkKey[] = [];
  return async (token: string, likely: (link: PortalLink) => void): Promise<PortalLink | null> => {
    const reading = keys.all();
    const before = readLink(token, last, now());
    if (before !== null) likely(before);
    last = await reading;
    const link = readLink(token, last, now());
    if (link !== null && before === null) likely(link);
    return link;
  };
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
