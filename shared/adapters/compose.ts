import type { SettingsOf } from '../config/environment.ts';
import {
  archive,
  deliveries,
  files,
  imports,
  inboxWriter,
  listing,
  mailer,
  mails,
  pace,
  publications,
  questionnaires,
  rescoringQueue,
  rescorings,
  scannedInbox,
  sheets,
  site,
  standings,
  store,
  storedFiles,
  storedObjects,
  tabs,
  texts,
  waysIn,
} from './bucket-ports.ts';
import { type Cloud, type CloudOf, clock, compose } from './cloud.ts';
import {
  acts,
  counters,
  erasures,
  finals,
  keys,
  ledger,
  mailAllowance,
  notices,
  outbox,
  owed,
  participations,
  publishedNames,
  refusals,
  registry,
  reviews,
  runs,
  sentWorkbooks,
  storedItems,
  storeWithoutEvidence,
  storeWithoutTexts,
  uploads,
} from './table-ports.ts';

type Names<K extends string> = Readonly<Record<K, string>>;

/** What each function works with, its handler as well as the tests of the whole way; those of the page are in `portal-ports.ts`. */
const announcing = { notices, owed, deliveries };

export const ingestPorts = (on: CloudOf<'ingest-submission'>) =>
  compose(on, {
    ...announcing,
    ...{ inbox: files, registry, store, reviews, questionnaires, sentWorkbooks, sheets, ledger, erasures, uploads },
    ...{ participations, acts, now: clock },
  });

export const receivePorts = (on: CloudOf<'receive-mail'>) =>
  compose(on, { ...announcing, mails, inbox: inboxWriter, registry, allowance: mailAllowance, refusals, now: clock });

export const importPorts = (on: CloudOf<'import-registry'>) =>
  compose(on, {
    ...{ inbox: files, registry, store, questionnaires, imports, owed, deliveries },
    ...{ rescorings: rescoringQueue, ledger, acts, participations },
  });

export const reviewPorts = (on: CloudOf<'import-review'>) => ({ ...importPorts(on), reviews: reviews(on) });

export const questionnairePorts = (on: CloudOf<'import-questionnaire'>) =>
  compose(on, { inbox: files, questionnaires, imports, owed, deliveries, ledger, acts });

export const reconcilePorts = (on: CloudOf<'reconcile-inbox'>) => compose(on, { waysIn, listing, ledger, now: clock });

export const passPorts = (on: CloudOf<'pass-scanned'>) => compose(on, { inbox: scannedInbox, waysIn });

export const deliverPorts = (on: CloudOf<'deliver-results'>) =>
  compose(on, {
    ...announcing,
    ...{ registry, store, imports, reviews, questionnaires, standings, outbox, refusals, archive },
    ...{ participations, sentWorkbooks },
    ...{ pace, mailer, tabs, keys, now: clock },
  });

export const trackPorts = (on: CloudOf<'track-mail'>) =>
  compose(on, { ...announcing, registry, store: storeWithoutTexts, outbox });

/** Of the schedule, and of the office that invites and reminds by hand. */
export const remindPorts = (on: Cloud<Omit<SettingsOf<'remind-authorities'>, 'SHEETS_QUEUE_URL'>>) =>
  compose(on, { ...announcing, registry, store: storeWithoutTexts, outbox, participations, acts, now: clock });

export const followPorts = (on: CloudOf<'remind-authorities'>) =>
  compose(on, { registry, store: storeWithoutTexts, participations, sheets, now: clock });

export const sweepPorts = (on: CloudOf<'sweep-outbox'>) => compose(on, { owed, deliveries });

export const rescorePorts = (on: CloudOf<'rescore-round'>) =>
  compose(on, {
    registry,
    store: storeWithoutTexts,
    standings,
    questionnaires,
    runs,
    finals,
    participations,
    owed,
    deliveries,
    publications,
    acts,
    now: clock,
  });

export const startPorts = (on: CloudOf<'start-rescoring'>) =>
  compose(on, { registry, standings: counters, finals, rescorings, now: clock });

/** Without the entries, whose client is in `cloudfront/site-entries.ts`. */
export const publishPorts = (on: Cloud<Omit<SettingsOf<'publish-dashboard'>, 'SITE_ENTRIES'>>) =>
  compose(on, { registry, standings, erasures, store, questionnaires, site, publications, now: clock });

/** What the command line, the local cloud and the tests work with. */
export const roundPorts = (on: Cloud<Names<'TABLE_NAME' | 'STATE_MACHINE_ARN'>>) =>
  compose(on, { registry, runs, standings: counters, finals, rescorings, acts });

/** What an exception, the acts and the response list of a round take. */
export const participationPorts = (on: Cloud<Names<'TABLE_NAME'>>) =>
  compose(on, { registry, store: storeWithoutEvidence, participations, acts, reviews, now: clock });

export const registryPorts = (on: Cloud<Names<'TABLE_NAME'>>) =>
  compose(on, { registry, store: storeWithoutTexts, questionnaires: publishedNames, acts, participations });

export const officePorts = (on: Cloud<Names<'TABLE_NAME' | 'RESULTS_BUCKET'>>) =>
  compose(on, { registry, store, reviews, questionnaires });

/** Of whoever makes workbooks that come filled in. */
export const prefillPorts = (on: Cloud<Names<'TABLE_NAME' | 'RESULTS_BUCKET'>>) =>
  compose(on, { registry, store, reviews, questionnaires, sentWorkbooks, participations });

/** Of whoever looks at such mails before they go. */
export const mailPreviewPorts = (on: Cloud<Names<'TABLE_NAME' | 'RESULTS_BUCKET'>>) =>
  compose(on, { registry, store, reviews, questionnaires, participations, refusals, keys, now: clock });

export const exportPorts = (on: Cloud<Names<'TABLE_NAME' | 'RESULTS_BUCKET'>>) =>
  compose(on, { registry, store, standings, questionnaires, acts, participations, reviews });

export const erasePorts = (on: Cloud<Names<'TABLE_NAME' | 'RESULTS_BUCKET'>>) =>
  compose(on, {
    ...{ erasures, registry, items: storedItems, longTexts: texts, acts, participations },
    ...{ objects: storedObjects, files: storedFiles, now: clock },
  });
