import { readLink } from '../../shared/domain/mail/signed-link.ts';
import { roundFor } from '../../shared/domain/registry/participation.ts';
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
export async function visitorOf(token: string, deps: AdmissionSources): Promise<Visitor | null> {
  const link = readLink(token, await deps.keys.all(), deps.now());
  if (link === null) return null;
  const made = { sender: link.contact, authority: link.authority, receivedAt: instantOf(link.issuedAt) };
  const [authority, round, erased, noted] = await Promise.all([
    deps.registry.authority(link.authority),
    deps.registry.round(link.round),
    deps.erasures.covers(made),
    deps.participations.of(link.round, link.authority),
  ]);
  const contact = authority?.contacts.find(({ address }) => sameAddress(address, link.contact));
  return authority && round && contact && !erased ? { authority, round: roundFor(round, noted), contact } : null;
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
