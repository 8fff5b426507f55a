import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { queueUrlsOf } from '../config/environment.ts';
import { definitionKey, planKey } from '../config/object-keys.ts';
import { mailLimits } from '../domain/mail/mail-limits.ts';
import { limits } from '../domain/submissions/limits.ts';
import type { StandingsStore } from '../ports/standings-store.ts';
import { s3Client, sesClient, sfnClient, sqsClient } from './aws/clients.ts';
import { dynamoActs } from './aws/dynamo/acts.ts';
import { dynamoErasures } from './aws/dynamo/erasures.ts';
import { dynamoFinals } from './aws/dynamo/finals.ts';
import { dynamoImports } from './aws/dynamo/imports.ts';
import type { AllowanceWay } from './aws/dynamo/keys.ts';
import { dynamoLedger } from './aws/dynamo/ledger.ts';
import { dynamoLinkKeys } from './aws/dynamo/link-keys.ts';
import { dynamoAllowance, dynamoRefusals } from './aws/dynamo/mail-intake.ts';
import { dynamoNotices } from './aws/dynamo/notices.ts';
import { dynamoOutbox } from './aws/dynamo/outbox.ts';
import { dynamoOwedMails } from './aws/dynamo/owed-mails.ts';
import { dynamoPageUploads } from './aws/dynamo/page-uploads.ts';
import { dynamoParticipations } from './aws/dynamo/participations.ts';
import { dynamoQuestionnaires } from './aws/dynamo/questionnaires.ts';
import { dynamoRegistry } from './aws/dynamo/registry.ts';
import { dynamoReviews } from './aws/dynamo/reviews.ts';
import { dynamoScoringRuns } from './aws/dynamo/scoring-runs.ts';
import { dynamoSentWorkbooks } from './aws/dynamo/sent-workbooks.ts';
import { dynamoCounters, dynamoStandings } from './aws/dynamo/standings.ts';
import { dynamoStoredItems } from './aws/dynamo/stored-items.ts';
import { dynamoSubmissionStore } from './aws/dynamo/submission-store.ts';
import { dynamoClient } from './aws/dynamo-client.ts';
import { s3Inbox } from './aws/s3/inbox.ts';
import { s3InboxListing } from './aws/s3/inbox-listing.ts';
import { s3InboxWriter, s3SheetInbox } from './aws/s3/inbox-writers.ts';
import { s3ResultsArchive } from './aws/s3/results-archive.ts';
import { s3ScannedInbox } from './aws/s3/scanned-inbox.ts';
import { s3Site } from './aws/s3/site.ts';
import { s3StoredFiles, s3StoredObjects } from './aws/s3/stored-objects.ts';
import { evidenceLeftOut, type KeyOfText, s3Texts, withoutTextStore } from './aws/s3/texts.ts';
import { s3UploadForms } from './aws/s3/upload-forms.ts';
import { sesMailer } from './aws/ses/mailer.ts';
import { sesPace } from './aws/ses/pace.ts';
import {
  sqsDeliveryQueue,
  sqsPublicationQueue,
  sqsRescoringQueue,
  sqsResultsTabQueue,
  sqsSheetQueue,
  sqsWaysIn,
} from './aws/sqs/queues.ts';
import { stateMachineRescorings } from './aws/step-functions/rescorings.ts';

/**
 * What the functions, the command line, the local cloud and the tests work with, each port made in one place. Whatever
 * a bundle does not name is dropped from it: nothing here may run when the file is loaded.
 */
export interface Cloud<S> {
  /** Values by the names of the environment. */
  readonly settings: S;
  /** The one client of its kind, made when it is first asked for. */
  client<C>(make: () => C): C;
  readonly now: () => Date;
}

/** `made`: clients that are there already, by what would make them. */
export function cloudOf<S>(
  settings: S,
  { made = [], now = () => new Date() }: { readonly made?: readonly MadeClient[]; readonly now?: () => Date } = {},
): Cloud<S> {
  const clients = new Map<() => unknown, unknown>(made);
  return {
    settings,
    client<C>(make: () => C): C {
      const client = clients.has(make) ? clients.get(make) : make();
      clients.set(make, client);
      return client as C;
    },
    now,
  };
}

export type MadeClient = readonly [make: () => unknown, client: unknown];

export const clock = ({ now }: Cloud<unknown>): (() => Date) => now;

type On<K extends string> = Cloud<Readonly<Record<K, string>>>;

/** Of the table. */
type OnTable = On<'TABLE_NAME'>;
const ofTable = <P>(on: OnTable, make: (client: DynamoDBDocumentClient, table: string, now: () => Date) => P): P =>
  make(on.client(dynamoClient), on.settings.TABLE_NAME, on.now);

export const acts = (on: OnTable) => ofTable(on, dynamoActs);
export const erasures = (on: OnTable) => ofTable(on, dynamoErasures);
export const finals = (on: OnTable) => ofTable(on, dynamoFinals);
export const ledger = (on: OnTable) => ofTable(on, dynamoLedger);
export const keys = (on: OnTable) => ofTable(on, dynamoLinkKeys);
export const notices = (on: OnTable) => ofTable(on, dynamoNotices);
export const owed = (on: OnTable) => ofTable(on, dynamoOwedMails);
export const participations = (on: OnTable) => ofTable(on, dynamoParticipations);
export const uploads = (on: OnTable) => ofTable(on, dynamoPageUploads);
export const refusals = (on: OnTable) => ofTable(on, dynamoRefusals);
export const registry = (on: OnTable) => ofTable(on, dynamoRegistry);
export const reviews = (on: OnTable) => ofTable(on, dynamoReviews);
export const sentWorkbooks = (on: OnTable) => ofTable(on, dynamoSentWorkbooks);
export const runs = (on: OnTable) => ofTable(on, dynamoScoringRuns);
export const storedItems = (on: OnTable) => ofTable(on, dynamoStoredItems);
/** The newest counters alone, for whoever may not read what lies beside them. */
export const counters = (on: OnTable) => ofTable(on, dynamoCounters);
export const outbox = (on: OnTable) => ofTable(on, (client, table) => dynamoOutbox(client, table, registry(on)));
const allowance = (on: OnTable, of: { readonly way: AllowanceWay; readonly most: number }) =>
  ofTable(on, (client, table, now) => dynamoAllowance(client, table, of, now));
export const mailAllowance = (on: OnTable) => allowance(on, { way: 'MAILS', most: mailLimits.mailsADay });
export const colleagueAllowance = (on: OnTable) => allowance(on, { way: 'COLLEAGUES', most: limits.colleaguesADay });
export const uploadAllowance = (on: OnTable) => allowance(on, { way: 'UPLOADS', most: limits.uploadsADay });

/** Of the table and the bucket of results, where long texts lie. */
type OnResults = On<'TABLE_NAME' | 'RESULTS_BUCKET'>;
export const texts = (on: On<'RESULTS_BUCKET'>, keyOf?: KeyOfText) =>
  s3Texts(on.client(s3Client), on.settings.RESULTS_BUCKET, keyOf);
const storeWith = (on: OnTable, evidence: Parameters<typeof dynamoSubmissionStore>[2]) =>
  ofTable(on, (client, table) => dynamoSubmissionStore(client, table, evidence));
export const store = (on: OnResults) => storeWith(on, texts(on));
/** For whoever reads headers and entries alone. */
export const storeWithoutTexts = (on: OnTable) => storeWith(on, withoutTextStore);
/** For whoever reads answers and not their evidence. */
export const storeWithoutEvidence = (on: OnTable) => storeWith(on, evidenceLeftOut);
export const imports = (on: OnResults) =>
  ofTable(on, (client, table) => dynamoImports(client, table, texts(on, planKey)));
export const standings = (on: OnResults) =>
  ofTable(on, (client, table) => dynamoStandings(client, table, (keyOf) => texts(on, keyOf)));
/** The accepted states of a round alone, for whoever reads nothing beside the table. */
export const entries = (on: OnTable): Pick<StandingsStore, 'accepted'> =>
  ofTable(on, (client, table) =>
    dynamoStandings(client, table, () => texts({ ...on, settings: { RESULTS_BUCKET: '' } })),
  );
export const questionnaires = (on: OnResults) =>
  ofTable(on, (client, table) => dynamoQuestionnaires(client, table, texts(on, definitionKey)));
/** Which ones there are, for whoever reads no definition. */
export const publishedNames = (on: OnTable) =>
  ofTable(on, (client, table) => dynamoQuestionnaires(client, table, withoutTextStore));
export const archive = (on: On<'RESULTS_BUCKET'>) => s3ResultsArchive(on.client(s3Client), on.settings.RESULTS_BUCKET);

/** Of the buckets. */
const ofInbox = <P>(on: On<'INBOX_BUCKET'>, make: (client: S3Client, bucket: string) => P): P =>
  make(on.client(s3Client), on.settings.INBOX_BUCKET);
export const inboxWriter = (on: On<'INBOX_BUCKET'>) => ofInbox(on, s3InboxWriter);
export const listing = (on: On<'INBOX_BUCKET'>) => ofInbox(on, s3InboxListing);
export const sheetInbox = (on: On<'INBOX_BUCKET'>) => ofInbox(on, s3SheetInbox);
export const forms = (on: On<'INBOX_BUCKET'>) =>
  ofInbox(on, (client, bucket) => s3UploadForms(client, bucket, limits.file));
/** Of whatever bucket an event names. */
type Anywhere = Cloud<unknown>;
export const files = (on: Anywhere) => s3Inbox(on.client(s3Client), limits.file);
export const mails = (on: Anywhere) => s3Inbox(on.client(s3Client), mailLimits.bytes);
export const scannedInbox = (on: Anywhere) => s3ScannedInbox(on.client(s3Client));
export const storedObjects = (on: Anywhere) => s3StoredObjects(on.client(s3Client));
export const storedFiles = (on: Anywhere) => s3StoredFiles(on.client(s3Client), limits.file);
export const site = (on: On<'SITE_BUCKET'>) => s3Site(on.client(s3Client), on.settings.SITE_BUCKET);

/** Of the queues. */
export const deliveries = (on: On<'DELIVERIES_QUEUE_URL'>) =>
  sqsDeliveryQueue(on.client(sqsClient), on.settings.DELIVERIES_QUEUE_URL);
export const publications = (on: On<'PUBLICATIONS_QUEUE_URL'>) =>
  sqsPublicationQueue(on.client(sqsClient), on.settings.PUBLICATIONS_QUEUE_URL);
export const rescoringQueue = (on: On<'RESCORINGS_QUEUE_URL'>) =>
  sqsRescoringQueue(on.client(sqsClient), on.settings.RESCORINGS_QUEUE_URL);
export const sheets = (on: On<'SHEETS_QUEUE_URL'>) => sqsSheetQueue(on.client(sqsClient), on.settings.SHEETS_QUEUE_URL);
export const tabs = (on: On<'RESULTS_TABS_QUEUE_URL'>) =>
  sqsResultsTabQueue(on.client(sqsClient), on.settings.RESULTS_TABS_QUEUE_URL);
export const waysIn = (on: Cloud<Parameters<typeof queueUrlsOf>[0]>) =>
  sqsWaysIn(on.client(sqsClient), queueUrlsOf(on.settings));

/** Of the mail, and of the machine that scores rounds. */
export const pace = (on: Cloud<{ readonly MAIL_SENDERS: number }>) =>
  sesPace(on.client(sesClient), { senders: on.settings.MAIL_SENDERS });
export const mailer = (on: On<'MAIL_FROM' | 'MAIL_IN' | 'MAIL_CONFIGURATION_SET'>) =>
  sesMailer(on.client(sesClient), {
    from: on.settings.MAIL_FROM,
    replyTo: on.settings.MAIL_IN,
    configurationSet: on.settings.MAIL_CONFIGURATION_SET,
  });
export const rescorings = (on: On<'STATE_MACHINE_ARN'>) =>
  stateMachineRescorings(on.client(sfnClient), on.settings.STATE_MACHINE_ARN);
