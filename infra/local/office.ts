import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoReviews } from '../../shared/adapters/aws/dynamo/reviews.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import type { Reviews } from '../../shared/ports/reviews.ts';
import type { SubmissionStore } from '../../shared/ports/submission-store.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import type { LocalCloud } from './local-cloud.ts';

/** The local cloud's registry and store, as the benchmark office has them. */
export interface Office {
  readonly registry: Registry;
  readonly store: SubmissionStore;
  readonly reviews: Reviews;
}

export function officeOf({ clients, table, resources }: LocalCloud): Office {
  const results =
    resources.functions.find(({ environment }) => 'RESULTS_BUCKET' in environment)?.environment['RESULTS_BUCKET'] ?? '';
  return {
    registry: dynamoRegistry(clients.dynamodb, table),
    store: dynamoSubmissionStore(clients.dynamodb, table, s3Texts(clients.s3, results)),
    reviews: dynamoReviews(clients.dynamodb, table),
  };
}

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
export function espooLink({ clients, table, portal }: LocalCloud): Promise<string> {
  const keys = dynamoLinkKeys(clients.dynamodb, table);
  const of = { authority: 'espoo', contact: espooContact, round: localRound.id };
  return portalLink(of, { keys, portal, now: () => new Date() });
}
