import type { S3Client } from '@aws-sdk/client-s3';
import { queueUrlsOf } from '../config/environment.ts';
import { definitionKey, planKey } from '../config/object-keys.ts';
import { mailLimits } from '../domain/mail/mail-limits.ts';
import { limits } from '../domain/submissions/limits.ts';
import type { StandingsStore } from '../ports/standings-store.ts';
import { s3Client, sesClient, sfnClient, sqsClient } from './aws/clients.ts';
import { dynamoImports } from './aws/dynamo/imports.ts';
import { dynamoStandings } from './aws/dynamo/standings.ts';
import { s3Inbox } from './aws/s3/inbox.ts';
import { s3InboxListing } from './aws/s3/inbox-listing.ts';
import { s3InboxWriter, s3SheetInbox } from './aws/s3/inbox-writers.ts';
import { s3ResultsArchive } from './aws/s3/results-archive.ts';
import { s3ScannedInbox } from './aws/s3/scanned-inbox.ts';
import { s3Site } from './aws/s3/site.ts';
import { s3StoredFiles, s3StoredObjects } from './aws/s3/stored-objects.ts';
import { type KeyOfText, s3Texts } from './aws/s3/texts.ts';
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
import type { Cloud, On } from './cloud.ts';
import { type OnTable, ofTable, questionnairesWith, storeWith } from './table-ports.ts';

/** Ports of the buckets, the queues, the mail and the machine that scores rounds, as `table-ports.ts` has those of the table. */

/** Of the table and the bucket of results, where long texts lie. */
type OnResults = On<'TABLE_NAME' | 'RESULTS_BUCKET'>;
export const texts = (on: On<'RESULTS_BUCKET'>, keyOf?: KeyOfText) =>
  s3Texts(on.client(s3Client), on.settings.RESULTS_BUCKET, keyOf);
export const store = (on: OnResults) => storeWith(on, texts(on));
export const imports = (on: OnResults) =>
  ofTable(on, (client, table) => dynamoImports(client, table, texts(on, planKey)));
export const standings = (on: OnResults) =>
  ofTable(on, (client, table) => dynamoStandings(client, table, (keyOf) => texts(on, keyOf)));
/** The accepted states of a round alone, for whoever reads nothing beside the table. */
export const entries = (on: OnTable): Pick<StandingsStore, 'accepted'> =>
  ofTable(on, (client, table) =>
    dynamoStandings(client, table, () => texts({ ...on, settings: { RESULTS_BUCKET: '' } })),
  );
export const questionnaires = (on: OnResults) => questionnairesWith(on, texts(on, definitionKey));
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
