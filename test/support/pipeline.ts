import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  type DeliverDependencies,
  type DeliverOutcome,
  deliverResults,
} from '../../functions/deliver-results/deliver-results.ts';
import { type FetchOutcome, fetchSheet } from '../../functions/fetch-sheet/fetch-sheet.ts';
import { importRegistry } from '../../functions/import-registry/import-registry.ts';
import { importReview } from '../../functions/import-review/import-review.ts';
import { type IngestDependencies, ingestSubmission } from '../../functions/ingest-submission/ingest-submission.ts';
import type { IngestOutcome } from '../../functions/ingest-submission/page-upload.ts';
import { scannedIn } from '../../functions/pass-scanned/event.ts';
import { type PassOutcome, passScanned } from '../../functions/pass-scanned/pass-scanned.ts';
import { mailIn as mailInOf } from '../../functions/receive-mail/event.ts';
import { type ReceiveOutcome, receiveMail } from '../../functions/receive-mail/receive-mail.ts';
import { type ReconcileOutcome, reconcileInbox } from '../../functions/reconcile-inbox/reconcile-inbox.ts';
import { remindAuthorities } from '../../functions/remind-authorities/remind-authorities.ts';
import type { FinishedRun } from '../../functions/rescore-round/finish-run.ts';
import { uploadsADay } from '../../functions/serve-portal/receive-upload.ts';
import type { PortalDependencies } from '../../functions/serve-portal/routes.ts';
import { sweepOutbox } from '../../functions/sweep-outbox/sweep-outbox.ts';
import { mailEventIn } from '../../functions/track-mail/event.ts';
import { type TrackOutcome, trackMail } from '../../functions/track-mail/track-mail.ts';
import { type WriteOutcome, writeResultsTab } from '../../functions/write-results-tab/write-results-tab.ts';
import { credentials, type Emulators, type Endpoints, region, startEmulators } from '../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { type ReceiptVerdicts, receiptOf } from '../../infra/local/local-mail.ts';
import type { EmulatedMail } from '../../infra/local/mail-emulator.ts';
import { dynamoErasures } from '../../shared/adapters/aws/dynamo/erasures.ts';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { dynamoImports, plansPrefix } from '../../shared/adapters/aws/dynamo/imports.ts';
import { dynamoLedger } from '../../shared/adapters/aws/dynamo/ledger.ts';
import { dynamoLinkKeys } from '../../shared/adapters/aws/dynamo/link-keys.ts';
import { dynamoAllowance, dynamoRefusals } from '../../shared/adapters/aws/dynamo/mail-intake.ts';
import { dynamoNotices } from '../../shared/adapters/aws/dynamo/notices.ts';
import { dynamoOutbox } from '../../shared/adapters/aws/dynamo/outbox.ts';
import { dynamoOwedMails } from '../../shared/adapters/aws/dynamo/owed-mails.ts';
import { dynamoPageUploads } from '../../shared/adapters/aws/dynamo/page-uploads.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoReviews } from '../../shared/adapters/aws/dynamo/reviews.ts';
import { dynamoScoringRuns } from '../../shared/adapters/aws/dynamo/scoring-runs.ts';
import { dynamoCounters, dynamoStandings } from '../../shared/adapters/aws/dynamo/standings.ts';
import { dynamoHeldItems } from '../../shared/adapters/aws/dynamo/stored-items.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/aws/dynamo/submission-store.ts';
import { evidenceLeftOut } from '../../shared/adapters/aws/dynamo/without-text-store.ts';
import { s3Inbox } from '../../shared/adapters/aws/s3/inbox.ts';
import { s3InboxListing } from '../../shared/adapters/aws/s3/inbox-listing.ts';
import { s3InboxWriter } from '../../shared/adapters/aws/s3/inbox-writer.ts';
import { s3ResultsArchive } from '../../shared/adapters/aws/s3/results-archive.ts';
import { s3ScannedInbox } from '../../shared/adapters/aws/s3/scanned-inbox.ts';
import { s3SheetInbox } from '../../shared/adapters/aws/s3/sheet-inbox.ts';
import { s3HeldFiles } from '../../shared/adapters/aws/s3/stored-files.ts';
import { s3HeldObjects } from '../../shared/adapters/aws/s3/stored-objects.ts';
import { s3Texts } from '../../shared/adapters/aws/s3/texts.ts';
import { s3UploadForms } from '../../shared/adapters/aws/s3/upload-forms.ts';
import { sesMailer } from '../../shared/adapters/aws/ses/mailer.ts';
import { sesPace } from '../../shared/adapters/aws/ses/pace.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/aws/sqs/delivery-queue.ts';
import { sqsRescoringQueue } from '../../shared/adapters/aws/sqs/rescoring-queue.ts';
import { sqsResultsTabQueue, sqsSheetQueue } from '../../shared/adapters/aws/sqs/sheet-queues.ts';
import { sqsWaysIn } from '../../shared/adapters/aws/sqs/upload-queue.ts';
import { mailLimits } from '../../shared/domain/mail/mail-limits.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { limits } from '../../shared/domain/submissions/limits.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { LinkKeys } from '../../shared/ports/link-keys.ts';
import type { OnlineSheets } from '../../shared/ports/online-sheets.ts';
import { pageKey } from '../../shared/ports/page-uploads.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';
import { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { parseResultsTabMessage, parseSheetMessage } from '../../shared/queues/sheet-messages.ts';
import { uploadMessage, uploadsIn } from '../../shared/queues/upload.ts';
import type { EraseDependencies } from '../../shared/use-cases/erase-data/erase-data.ts';
import type { ImportOutcome } from '../../shared/use-cases/import-workbook.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { tableFor } from './dynamo.ts';
import { type Rescoring, rescoreRound } from './rescore-round.ts';
import { scanResultOf } from './scan-result.ts';

export interface Clients extends LocalClients {
  readonly ses: SESv2Client;
}

export interface SentMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly messageId: string;
  /** The second it went out. */
  readonly at: number;
}

const table = 'scorebook-test';
const inbox = 'scorebook-test-inbox';
const results = 'scorebook-test-results';
const mailBucket = 'scorebook-test-mail';
export const office = 'office@benchmark.example';
export const mailIn = 'questionnaires@in.benchmark.example';
export const mailFrom = 'Scorebook <results@benchmark.example>';
export const leaseSeconds = 60;
export const portalAddress = 'https://portal.benchmark.example';

/** All steps on real clients and emulators, and a clock of the test's own. */
export interface Pipeline {
  readonly clients: Clients;
  readonly endpoints: Endpoints;
  readonly table: string;
  /** The bucket of results. */
  readonly results: string;
  readonly registry: ReturnType<typeof dynamoRegistry>;
  readonly reviews: ReturnType<typeof dynamoReviews>;
  readonly store: ReturnType<typeof dynamoSubmissionStore>;
  readonly standings: StandingsStore;
  /** Clients of their own, as another instance of the function has them. */
  newClients(): Clients;
  /** Puts a file into the inbox and returns what S3 would tell of it. */
  put(file: { key: string; bytes: Uint8Array; metadata?: Record<string, string>; at?: string }): Promise<InboxObject>;
  ingest(upload: InboxObject, clients?: Clients): Promise<IngestOutcome>;
  /** Takes a mail in, and returns what S3 would tell of the files that it put into the inbox; `again`: the same event twice. */
  receive(
    raw: Uint8Array | string,
    verdicts?: ReceiptVerdicts,
    clients?: Clients,
  ): Promise<{ result: ReceiveOutcome; uploads: InboxObject[]; again: () => Promise<ReceiveOutcome> }>;
  /** Tells of a mail that went out, in the words of SES. */
  track(event: object, clients?: Clients): Promise<TrackOutcome | null>;
  /** What the contacts' page asks, and what S3 tells of what it put into the inbox. */
  portal(clients?: Clients): PortalDependencies & { readonly keys: LinkKeys };
  arrived(upload: string): Promise<InboxObject>;
  remind(clients?: Clients): Promise<{ round: string; missing: number }[]>;
  sweep(clients?: Clients): Promise<number>;
  /** What import-registry does with a registry workbook that came in. */
  importRegistry(upload: InboxObject, clients?: Clients): Promise<ImportOutcome>;
  /** What import-review does with a review workbook that came in. */
  importReview(upload: InboxObject, clients?: Clients): Promise<ImportOutcome>;
  /** What reconcile-inbox finds at this moment, and what then waits in the queues it fills. */
  reconcile(
    now: Date,
    clients?: Clients,
  ): Promise<{ readonly outcome: ReconcileOutcome; readonly uploads: InboxObject[] }>;
  /** What pass-scanned makes of a file that GuardDuty has tagged (null: has not), and what then waits for its readers. */
  passScanned(
    upload: InboxObject,
    status: string | null,
    clients?: Clients,
  ): Promise<{ readonly outcome: PassOutcome; readonly uploads: InboxObject[] }>;
  /** What waits to be scored again, taken out of its queue. */
  rescoringsWaiting(): Promise<ReturnType<typeof parseRescoringMessage>[]>;
  /** What the inbox lists. */
  listing(): Promise<InboxObject[]>;
  /** What erasing needs, over these clients. */
  erasing(clients?: Clients): EraseDependencies;
  /** A whole re-scoring, step by step as the state machine has them. */
  rescore(round: string, at?: Date, clients?: Clients): Promise<FinishedRun>;
  /** What each of its steps needs. */
  rescoring(clients?: Clients): Rescoring;
  /** Works on everything that waits in the deliveries queue, once; a failed message stays. */
  deliverWaiting(clients?: Clients): Promise<(DeliverOutcome | Error)[]>;
  /** Deletes every message that waits in the deliveries queue, as after 14 days. */
  loseMessages(): Promise<void>;
  /** The same for links to online sheets, and what S3 then tells of what came in. */
  fetchWaiting(
    sheets: OnlineSheets | null,
    clients?: Clients,
  ): Promise<({ outcome: FetchOutcome; upload: InboxObject | undefined } | Error)[]>;
  /** The same for results that go back into their sheets. */
  writeTabsWaiting(sheets: OnlineSheets | null): Promise<(WriteOutcome | Error)[]>;
  /** Mails whose text names the submission. */
  mailsOf(submission: string): Promise<SentMail[]>;
  /** Mails to an address, in the order in which they went out. */
  mailsTo(address: string): Promise<SentMail[]>;
  /** Empties every mailbox. */
  forgetMails(): Promise<void>;
  resultsWorkbook(key: string): Promise<Uint8Array | null>;
  /** Seconds the clock of the steps is ahead. */
  advance(seconds: number): void;
  stop(): Promise<void>;
}

/** `questionnaires`: the ones that are known. */
export async function startPipeline(questionnaires: Catalogue = catalogue): Promise<Pipeline> {
  const mails: SentMail[] = [];
  const emulators = await startEmulators(null, async (mail) => void mails.push(sentMail(mail)));
  const clients = newClients(emulators);
  const queueUrls = await createResources(clients);
  const { deliveries: queueUrl, sheets: sheetsUrl, tabs: tabsUrl } = queueUrls;
  let sequence = 0;
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead * 1000);
  const importsOf = ({ dynamodb, s3 }: Clients) => dynamoImports(dynamodb, table, s3Texts(s3, results, plansPrefix));
  const storeOf = ({ dynamodb, s3 }: Clients) => dynamoSubmissionStore(dynamodb, table, s3Texts(s3, results));
  const standingsOf = ({ dynamodb, s3 }: Clients) =>
    dynamoStandings(dynamodb, table, (prefix) => s3Texts(s3, results, prefix));
  const rescoring = (own = clients): Rescoring => ({
    ...announcing(own),
    registry: dynamoRegistry(own.dynamodb, table),
    store: storeOf(own),
    reviews: dynamoReviews(own.dynamodb, table),
    standings: standingsOf(own),
    runs: dynamoScoringRuns(own.dynamodb, table, now),
    finals: dynamoFinals(own.dynamodb, table),
    catalogue: questionnaires,
    now,
  });
  const announcing = ({ dynamodb, sqs }: Clients) => ({
    notices: dynamoNotices(dynamodb, table, now),
    owed: dynamoOwedMails(dynamodb, table, now),
    deliveries: sqsDeliveryQueue(sqs, queueUrl),
  });
  const mailed = async (): Promise<Map<string, number>> => {
    const list = new ListObjectsV2Command({ Bucket: inbox, Prefix: 'mail/' });
    const { Contents = [] } = await clients.s3.send(list);
    return new Map(Contents.map(({ Key = '', Size = 0 }) => [Key, Size]));
  };
  /** What S3 tells of an object. */
  function uploadOf(key: string, size: number, at = new Date().toISOString()): InboxObject {
    sequence += 1;
    const told = uploadMessage({
      bucket: inbox,
      key,
      versionId: null,
      sequencer: sequence.toString(16).padStart(18, '0'),
      receivedAt: at,
      eTag: 'tag',
      bytes: size,
    });
    const [upload] = uploadsIn(told);
    if (upload === undefined) throw new Error('The event told of nothing');
    return upload;
  }

  /** Each message that waits, once; one that fails stays. */
  async function workOn<T>(url: string, work: (body: string) => Promise<T>): Promise<(T | Error)[]> {
    const outcomes: (T | Error)[] = [];
    const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await clients.sqs.send(receive);
    for (const { Body = '', ReceiptHandle } of Messages) {
      try {
        outcomes.push(await work(Body));
        await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      } catch (error) {
        outcomes.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
    return outcomes;
  }

  /** What waits to be read, taken out of its queues. */
  async function uploadsWaiting(): Promise<InboxObject[]> {
    const uploads: InboxObject[] = [];
    const take = async (body: string) => uploads.push(...uploadsIn(body));
    for (const url of [queueUrls.submissions, queueUrls.registry, queueUrls.reviews]) {
      while ((await workOn(url, take)).length > 0);
    }
    return uploads;
  }

  return {
    clients,
    endpoints: emulators.endpoints,
    table,
    results,
    registry: dynamoRegistry(clients.dynamodb, table),
    store: storeOf(clients),
    reviews: dynamoReviews(clients.dynamodb, table),
    standings: standingsOf(clients),
    newClients: () => newClients(emulators),
    async put({ key, bytes, metadata = {}, at }) {
      await clients.s3.send(new PutObjectCommand({ Bucket: inbox, Key: key, Body: bytes, Metadata: metadata }));
      return uploadOf(key, bytes.length, at);
    },
    ingest: (upload, own = clients) =>
      ingestSubmission(upload, {
        ...announcing(own),
        inbox: s3Inbox(own.s3, limits.file),
        registry: dynamoRegistry(own.dynamodb, table),
        store: storeOf(own),
        reviews: dynamoReviews(own.dynamodb, table),
        sheets: sqsSheetQueue(own.sqs, sheetsUrl),
        ledger: dynamoLedger(own.dynamodb, table),
        erasures: dynamoErasures(own.dynamodb, table),
        uploads: dynamoPageUploads(own.dynamodb, table),
        catalogue: questionnaires,
      } satisfies IngestDependencies),
    async receive(message, verdicts = {}, own = clients) {
      const raw = Buffer.from(message);
      const id = crypto.randomUUID();
      await clients.s3.send(new PutObjectCommand({ Bucket: mailBucket, Key: id, Body: raw }));
      const mail = mailInOf(
        JSON.stringify(await receiptOf(raw, { id, verdicts, bucket: mailBucket, address: mailIn })),
      );
      if (mail === null) throw new Error('The notification told of nothing');
      const before = await mailed();
      const work = (): Promise<ReceiveOutcome> =>
        receiveMail(mail, {
          ...announcing(own),
          mails: s3Inbox(own.s3, mailLimits.bytes),
          mailBucket,
          inbox: s3InboxWriter(own.s3, inbox),
          registry: dynamoRegistry(own.dynamodb, table),
          allowance: dynamoAllowance(own.dynamodb, table, { way: 'MAILS', most: mailLimits.mailsADay }),
          refusals: dynamoRefusals(own.dynamodb, table),
          own: ['results@benchmark.example', mailIn],
          now,
        });
      const result = await work();
      const uploads = [...(await mailed())]
        .filter(([key]) => !before.has(key))
        .map(([key, size]) => uploadOf(key, size));
      return { result, uploads, again: work };
    },
    async track(event, own = clients) {
      const told = mailEventIn(JSON.stringify(event));
      const registry = dynamoRegistry(own.dynamodb, table);
      const outbox = dynamoOutbox(own.dynamodb, table, registry);
      return told === null ? null : trackMail(told, { ...announcing(own), registry, store: storeOf(own), outbox });
    },
    portal: (own = clients) => ({
      keys: dynamoLinkKeys(own.dynamodb, table, now),
      registry: dynamoRegistry(own.dynamodb, table),
      store: dynamoSubmissionStore(own.dynamodb, table, evidenceLeftOut),
      reviews: dynamoReviews(own.dynamodb, table),
      catalogue: questionnaires,
      standings: dynamoCounters(own.dynamodb, table),
      erasures: dynamoErasures(own.dynamodb, table),
      uploads: dynamoPageUploads(own.dynamodb, table, now),
      forms: s3UploadForms(own.s3, inbox, limits.file),
      inbox: s3InboxWriter(own.s3, inbox),
      allowance: dynamoAllowance(own.dynamodb, table, { way: 'UPLOADS', most: uploadsADay }),
      archive: s3ResultsArchive(own.s3, results),
      sheetsAddress: 'sheets@benchmark.example',
      failed(error) {
        throw error;
      },
      now,
    }),
    async arrived(upload) {
      const head = await clients.s3.send(new HeadObjectCommand({ Bucket: inbox, Key: pageKey(upload) }));
      return uploadOf(pageKey(upload), head.ContentLength ?? 0);
    },
    remind: (own = clients) =>
      remindAuthorities({
        ...announcing(own),
        registry: dynamoRegistry(own.dynamodb, table),
        store: storeOf(own),
        now,
      }),
    sweep: (own = clients) => sweepOutbox(announcing(own)),
    importRegistry: (upload, own = clients) =>
      importRegistry(upload, {
        inbox: s3Inbox(own.s3, limits.file),
        registry: dynamoRegistry(own.dynamodb, table),
        store: storeOf(own),
        imports: importsOf(own),
        owed: dynamoOwedMails(own.dynamodb, table, now),
        deliveries: sqsDeliveryQueue(own.sqs, queueUrl),
        rescorings: sqsRescoringQueue(own.sqs, queueUrls.rescorings),
        ledger: dynamoLedger(own.dynamodb, table),
      }),
    importReview: (upload, own = clients) =>
      importReview(upload, {
        inbox: s3Inbox(own.s3, limits.file),
        registry: dynamoRegistry(own.dynamodb, table),
        store: storeOf(own),
        reviews: dynamoReviews(own.dynamodb, table),
        imports: importsOf(own),
        owed: dynamoOwedMails(own.dynamodb, table, now),
        deliveries: sqsDeliveryQueue(own.sqs, queueUrl),
        rescorings: sqsRescoringQueue(own.sqs, queueUrls.rescorings),
        ledger: dynamoLedger(own.dynamodb, table),
        catalogue: questionnaires,
      }),
    async reconcile(now, own = clients) {
      const outcome = await reconcileInbox({
        waysIn: sqsWaysIn(own.sqs, queueUrls),
        listing: s3InboxListing(own.s3, inbox),
        ledger: dynamoLedger(own.dynamodb, table),
        now: () => now,
      });
      return { outcome, uploads: await uploadsWaiting() };
    },
    async passScanned({ bucket, key, versionId, eTag }, status, own = clients) {
      answerTags(own.s3, status);
      const [place] = scannedIn(JSON.stringify(scanResultOf({ bucket, key, versionId, eTag, status })));
      if (place === undefined) throw new Error('The event told of nothing');
      const outcome = await passScanned(place, {
        inbox: s3ScannedInbox(own.s3),
        waysIn: sqsWaysIn(own.sqs, queueUrls),
      });
      return { outcome, uploads: await uploadsWaiting() };
    },
    async rescoringsWaiting() {
      const asked: ReturnType<typeof parseRescoringMessage>[] = [];
      await workOn(queueUrls.rescorings, async (body) => asked.push(parseRescoringMessage(body)));
      return asked;
    },
    async listing() {
      const uploads: InboxObject[] = [];
      for await (const page of s3InboxListing(clients.s3, inbox).under('')) uploads.push(...page);
      return uploads;
    },
    erasing: (own = clients) => ({
      erasures: dynamoErasures(own.dynamodb, table),
      registry: dynamoRegistry(own.dynamodb, table),
      items: dynamoHeldItems(own.dynamodb, table),
      longTexts: s3Texts(own.s3, results),
      objects: s3HeldObjects(own.s3),
      files: s3HeldFiles(own.s3, limits.file),
      buckets: [inbox, results, mailBucket],
      now: () => new Date(),
    }),
    deliverWaiting(own = clients) {
      const registry = dynamoRegistry(own.dynamodb, table);
      const dependencies: DeliverDependencies = {
        ...announcing(own),
        registry,
        store: storeOf(own),
        reviews: dynamoReviews(own.dynamodb, table),
        imports: importsOf(own),
        outbox: dynamoOutbox(own.dynamodb, table, registry),
        archive: s3ResultsArchive(own.s3, results),
        standings: standingsOf(own),
        catalogue: questionnaires,
        rasterise: null,
        refusals: dynamoRefusals(own.dynamodb, table),
        pace: sesPace(own.ses, { senders: 1 }),
        mailer: sesMailer(own.ses, { from: mailFrom, replyTo: mailIn, configurationSet: 'test' }),
        tabs: sqsResultsTabQueue(own.sqs, tabsUrl),
        office,
        mailIn,
        pages: contactPages({ keys: dynamoLinkKeys(own.dynamodb, table), portal: portalAddress, now }),
        leaseSeconds,
        newHolder: () => crypto.randomUUID(),
        now,
      };
      return workOn(queueUrl, (body) => deliverResults(parseDeliveryMessage(body), dependencies));
    },
    rescoring,
    rescore(round, at = now(), own = clients) {
      const request = { round, execution: crypto.randomUUID(), startedAt: at.toISOString() };
      return rescoreRound(request, rescoring(own));
    },
    fetchWaiting(sheets, own = clients) {
      return workOn(sheetsUrl, async (body) => {
        let upload: InboxObject | undefined;
        const kept = s3SheetInbox(own.s3, inbox);
        const outcome = await fetchSheet(parseSheetMessage(body), {
          sheets,
          inbox: {
            async put(arrived) {
              await kept.put(arrived);
              upload = uploadOf(arrived.key, arrived.bytes.length);
            },
          },
        });
        return { outcome, upload };
      });
    },
    writeTabsWaiting: (sheets) => workOn(tabsUrl, (body) => writeResultsTab(parseResultsTabMessage(body), sheets)),
    async loseMessages() {
      await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl }));
    },
    mailsOf: async (submission) => mails.filter(({ text }) => text.includes(referenceOf(submission))),
    mailsTo: async (address) => mails.filter(({ to }) => to.includes(address)),
    async forgetMails() {
      mails.length = 0;
    },
    async resultsWorkbook(key) {
      const object = await clients.s3.send(new GetObjectCommand({ Bucket: results, Key: key })).catch(() => null);
      return (await object?.Body?.transformToByteArray()) ?? null;
    },
    advance(seconds) {
      ahead += seconds;
    },
    async stop() {
      clients.destroy();
      clients.ses.destroy();
      await emulators.stop();
    },
  };
}

/** The emulator has no tags: this client says what GuardDuty has put on each object. */
function answerTags({ middlewareStack }: Clients['s3'], status: string | null): void {
  const TagSet = status === null ? [] : [{ Key: 'GuardDutyMalwareScanStatus', Value: status }];
  middlewareStack.add(
    (next, { commandName }) =>
      async (parameters) =>
        commandName === 'GetObjectTaggingCommand'
          ? { response: {}, output: { TagSet, $metadata: {} } }
          : next(parameters),
    { step: 'build', name: 'tags', override: true },
  );
}

function sentMail({ destination, subject, body, attachments, headers = [], messageId, at }: EmulatedMail): SentMail {
  return {
    to: destination.to,
    subject,
    text: body.text ?? '',
    html: body.html ?? '',
    attachments: attachments.map(({ filename = '' }) => filename),
    headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    messageId,
    at,
  };
}

/** Clients that do not retry by themselves: a fault that a test makes must reach our code. */
function newClients({ endpoints }: Emulators): Clients {
  return {
    ...localClients(endpoints),
    ses: new SESv2Client({ region, credentials, endpoint: endpoints.ses, maxAttempts: 1 }),
  };
}

async function createResources({ s3, sqs, dynamodb, sqsUrl }: Clients) {
  for (const Bucket of [inbox, results, mailBucket]) await s3.send(new CreateBucketCommand({ Bucket }));
  const url = async (QueueName: string): Promise<string> => {
    await sqs.send(new CreateQueueCommand({ QueueName }));
    return `${sqsUrl}/000000000000/${QueueName}`;
  };
  await tableFor(dynamodb);
  return {
    deliveries: await url('deliveries'),
    submissions: await url('submissions'),
    registry: await url('registry'),
    reviews: await url('reviews'),
    sheets: await url('sheets'),
    tabs: await url('results-tabs'),
    rescorings: await url('rescorings'),
  };
}
