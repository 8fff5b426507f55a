import { definitionKey, type ObjectKey, textKey } from '../config/object-keys.ts';
import type { InboxWriter } from '../ports/inbox.ts';
import type { DeliveryQueue } from '../ports/outbox.ts';
import type { UploadForms } from '../ports/page-uploads.ts';
import type { ResultsArchive } from '../ports/results-archive.ts';
import type { Texts } from './aws/s3/text-store.ts';
import { type CloudOf, clock, compose } from './cloud.ts';
import { loadedLater } from './loaded-later.ts';
import {
  acts,
  colleagueAllowance,
  counters,
  erasures,
  keys,
  notices,
  owed,
  participations,
  questionnairesWith,
  registry,
  reviews,
  sentWorkbooks,
  storeWith,
  storeWithoutEvidence,
  uploadAllowance,
  uploads,
} from './table-ports.ts';

/** What the contact's page works with. What is not of the table is loaded with the first request that needs it: most need none. */
export function portalPorts(on: CloudOf<'serve-portal'>) {
  const buckets = () => import('./portal-buckets.ts').then(({ portalBuckets }) => portalBuckets(on));
  const textsBy = (keyOf: (hash: string) => ObjectKey): Texts =>
    loadedLater<Texts>(() => buckets().then((found) => found.textsBy(keyOf)), { keep: true, get: true });
  return {
    ...compose(on, {
      ...{ keys, registry, store: storeWithoutEvidence, reviews, standings: counters, erasures, sentWorkbooks },
      ...{ uploads, allowance: uploadAllowance, participations, now: clock, notices, owed, acts, colleagueAllowance },
    }),
    storeWithEvidence: storeWith(on, textsBy(textKey)),
    questionnaires: questionnairesWith(on, textsBy(definitionKey)),
    archive: loadedLater<ResultsArchive>(() => buckets().then(({ archive }) => archive), { put: true, link: true }),
    deliveries: loadedLater<DeliveryQueue>(() => buckets().then(({ deliveries }) => deliveries), { request: true }),
    forms: loadedLater<UploadForms>(() => buckets().then(({ forms }) => forms), { offer: true }),
    inbox: loadedLater<InboxWriter>(() => buckets().then(({ inbox }) => inbox), { put: true }),
  };
}
