import { officePorts } from '../../shared/adapters/compose.ts';
import { keys } from '../../shared/adapters/table-ports.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import type { LocalCloud } from './local-cloud.ts';

/** The local cloud's registry and store, as the benchmark office has them. */
export type Office = ReturnType<typeof officePorts>;

export const officeOf = ({ reached }: Pick<LocalCloud, 'reached'>): Office => officePorts(reached);

export const localRound: Round = {
  id: '2022',
  questionnaire: 'user-centricity@2023',
  opensAt: null,
  closesAt: null,
  shards: 4,
  publishesResults: true,
  publishesEvidence: true,
};
export const espooContact = 'officer@espoo.example';

/** What is registered before the first questionnaire: one authority, its contact, one open round. */
export async function registerEspoo({ registry }: Office): Promise<void> {
  await registry.putRound(localRound);
  const contacts = [{ address: espooContact, language: 'en' }];
  await registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
}

/** The page of Espoo's contact. */
export function espooLink({ reached, portal }: LocalCloud): Promise<string> {
  const of = { authority: 'espoo', contact: espooContact, round: localRound.id };
  return portalLink(of, { keys: keys(reached), portal, now: reached.now });
}
