import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mailLimits } from '../domain/mail/mail-limits.ts';
import { limits } from '../domain/submissions/limits.ts';
import { dynamoActs } from './aws/dynamo/acts.ts';
import { dynamoErasures } from './aws/dynamo/erasures.ts';
import { dynamoFinals } from './aws/dynamo/finals.ts';
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
import { dynamoCounters } from './aws/dynamo/standings.ts';
import { dynamoStoredItems } from './aws/dynamo/stored-items.ts';
import { dynamoSubmissionStore } from './aws/dynamo/submission-store.ts';
import { dynamoClient } from './aws/dynamo-client.ts';
import { evidenceLeftOut, type Texts, withoutTextStore } from './aws/s3/text-store.ts';
import type { On } from './cloud.ts';

/**
 * Ports of the table, each made in one place. Whatever a bundle does not name is dropped from it: nothing here may run when
 * the file is loaded. Apart from those of the buckets and queues, which the contact's page loads later: a bundle is divided
 * between files.
 */

/** Of the table. */
export type OnTable = On<'TABLE_NAME'>;
export const ofTable = <P>(
  on: OnTable,
  make: (client: DynamoDBDocumentClient, table: string, now: () => Date) => P,
): P => make(on.client(dynamoClient), on.settings.TABLE_NAME, on.now);

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
export const storeWith = (on: OnTable, evidence: Texts) =>
  ofTable(on, (client, table) => dynamoSubmissionStore(client, table, evidence));
/** For whoever reads headers and entries alone. */
export const storeWithoutTexts = (on: OnTable) => storeWith(on, withoutTextStore);
/** For whoever reads answers and not their evidence. */
export const storeWithoutEvidence = (on: OnTable) => storeWith(on, evidenceLeftOut);
export const questionnairesWith = (on: OnTable, definitions: Texts) =>
  ofTable(on, (client, table) => dynamoQuestionnaires(client, table, definitions));
/** Which ones there are, for whoever reads no definition. */
export const publishedNames = (on: OnTable) => questionnairesWith(on, withoutTextStore);
