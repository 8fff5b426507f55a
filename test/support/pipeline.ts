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
import { type DeliverOutcome, deliverResults } from '../../functions/deliver-results/deliver-results.ts';
import { type FetchOutcome, fetchSheet } from '../../functions/fetch-sheet/fetch-sheet.ts';
import { importQuestionnaire } from '../../functions/import-questionnaire/import-questionnaire.ts';
import { importRegistry } from '../../functions/import-registry/import-registry.ts';
import { importReview } from '../../functions/import-review/import-review.ts';
import { ingestSubmission } from '../../functions/ingest-submission/ingest-submission.ts';
import type { IngestOutcome } from '../../functions/ingest-submission/page-upload.ts';
import { type PassOutcome, passScanned, scannedIn } from '../../functions/pass-scanned/pass-scanned.ts';
import { mailIn as mailInOf } from '../../functions/receive-mail/event.ts';
import { type ReceiveOutcome, receiveMail } from '../../functions/receive-mail/receive-mail.ts';
import { type ReconcileOutcome, reconcileInbox } from '../../functions/reconcile-inbox/reconcile-inbox.ts';
import { followSheets } from '../../functions/remind-authorities/follow-sheets.ts';
import { type Reminded, remindAuthorities } from '../../functions/remind-authorities/remind-authorities.ts';
import type { FinishedRun } from '../../functions/rescore-round/finish-run.ts';
import type { PortalDependencies } from '../../functions/serve-portal/portal-dependencies.ts';
import { sweepOutbox } from '../../functions/sweep-outbox/sweep-outbox.ts';
import { mailEventIn } from '../../functions/track-mail/event.ts';
import { type TrackOutcome, trackMail } from '../../functions/track-mail/track-mail.ts';
import { type WriteOutcome, writeResultsTab } from '../../functions/write-results-tab/write-results-tab.ts';
import { credentials, type Emulators, type Endpoints, region, startEmulators } from '../../infra/local/emulators.ts';
import { cloudOver, type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { type ReceiptVerdicts, receiptOf } from '../../infra/local/local-mail.ts';
import type { EmulatedMail } from '../../infra/local/mail-emulator.ts';
import { sesClient } from '../../shared/adapters/aws/clients.ts';
import {
  entries,
  listing,
  questionnaires as publishedQuestionnaires,
  deliveries as queuedDeliveries,
  sheetInbox,
  sheets as sheetQueue,
  standings,
  store,
  tabs,
} from '../../shared/adapters/bucket-ports.ts';
import { type Cloud, compose } from '../../shared/adapters/cloud.ts';
import {
  deliverPorts,
  erasePorts,
  followPorts,
  importPorts,
  ingestPorts,
  participationPorts,
  passPorts,
  prefillPorts,
  questionnairePorts,
  receivePorts,
  reconcilePorts,
  remindPorts,
  rescorePorts,
  reviewPorts,
  sweepPorts,
  trackPorts,
} from '../../shared/adapters/compose.ts';
import { portalPorts } from '../../shared/adapters/portal-ports.ts';
import { outbox, registry, reviews } from '../../shared/adapters/table-ports.ts';
import { pageKey } from '../../shared/config/object-keys.ts';
import type { Catalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { Response } from '../../shared/domain/standings/response-list.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import type { LinkKeys } from '../../shared/ports/link-keys.ts';
import type { OnlineSheets } from '../../shared/ports/online-sheets.ts';
import type { DeliveryQueue, DeliveryRequest } from '../../shared/ports/outbox.ts';
import type { StandingsStore } from '../../shared/ports/standings-store.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { parseDeliveryMessage } from '../../shared/queues/delivery-message.ts';
import { parseRescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { parseResultsTabMessage, parseSheetMessage } from '../../shared/queues/sheet-messages.ts';
import { uploadMessage, uploadsIn } from '../../shared/queues/upload.ts';
import type { EraseDependencies } from '../../shared/use-cases/erase-data/erase-data.ts';
import type { ImportOutcome } from '../../shared/use-cases/import-workbook.ts';
import { contactPages } from '../../shared/use-cases/portal-link.ts';
import { responseList } from '../../shared/use-cases/response-list.ts';
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
  /** What is attached, in the same order. */
  readonly files: readonly Uint8Array[];
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
  /** The buckets of results and of what comes in. */
  readonly results: string;
  readonly inbox: string;
  readonly registry: ReturnType<typeof registry>;
  readonly reviews: ReturnType<typeof reviews>;
  readonly questionnaires: ReturnType<typeof publishedQuestionnaires>;
  readonly store: ReturnType<typeof store>;
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
  /** What the office decides of authorities in a round, and what it did. */
  participation(clients?: Clients): ReturnType<typeof participationPorts>;
  /** Of whoever invites, reminds and tells deadlines by hand. */
  mailing(clients?: Clients): ReturnType<typeof remindPorts>;
  /** The response list of a round. */
  responses(round: Round): Promise<Response[]>;
  remind(clients?: Clients): Promise<Reminded[]>;
  /** Asks for the sheets that may have been changed. */
  follow(clients?: Clients, which?: 'each' | 'closed'): ReturnType<typeof followSheets>;
  sweep(clients?: Clients): Promise<number>;
  /** What import-registry does with a registry workbook that came in. */
  importRegistry(upload: InboxObject, clients?: Clients): Promise<ImportOutcome>;
  /** What import-review does with a review workbook that came in. */
  importReview(upload: InboxObject, clients?: Clients): Promise<ImportOutcome>;
  /** What import-questionnaire does with an authoring workbook that came in. */
  importQuestionnaire(upload: InboxObject, clients?: Clients): Promise<ImportOutcome>;
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
  /** What makes a workbook that comes filled in. */
  prefilling(clients?: Clients): ReturnType<typeof prefillPorts> & { readonly catalogue: Catalogue };
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
  writeTabsWaiting(sheets: OnlineSheets | null, clients?: Clients): Promise<(WriteOutcome | Error)[]>;
  /** What S3 has told since of results that their sheets did not take. */
  tabNotes(): InboxObject[];
  /** Mails whose text names the submission. */
  mailsOf(submission: string): Promise<SentMail[]>;
  /** Mails to an address, in the order in which they went out. */
  mailsTo(address: string): Promise<SentMail[]>;
  /** Empties every mailbox. */
  forgetMails(): Promise<void>;
  resultsWorkbook(key: string): Promise<Uint8Array | null>;
  /** Seconds the clock of the steps is ahead. */
  advance(seconds: number): void;
  /** What the clock of the steps says. */
  now(): Date;
  stop(): Promise<void>;
}

/** `questionnaires`: the ones that are known. */
export async function startPipeline(questionnaires: Catalogue = catalogue): Promise<Pipeline> {
  const mails: SentMail[] = [];
  const notes: InboxObject[] = [];
  const delayed: { readonly due: number; readonly request: DeliveryRequest }[] = [];
  const emulators = await startEmulators(null, async (mail) => void mails.push(sentMail(mail)));
  const clients = newClients(emulators);
  const queueUrls = await createResources(clients);
  let sequence = 0;
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead * 1000);
  const reach = (own: Clients): Cloud<Settings> =>
    cloudOver(own, settingsOf(queueUrls), { others: [[sesClient, own.ses]], now });
  const knowingPorts = (own: Clients) =>
    compose(reach(own), { questionnaires: publishedQuestionnaires, registry, outbox });
  const known = new WeakMap<Clients, ReturnType<typeof knowingPorts>>();
  /** What an instance has read of questionnaires and of the shards of rounds it knows as long as it runs. */
  const knowing = (own: Clients): ReturnType<typeof knowingPorts> => {
    const ports = known.get(own) ?? knowingPorts(own);
    known.set(own, ports);
    return ports;
  };
  const rescoring = (own = clients): Rescoring => {
    const cloud = reach(own);
    const ports = { ...remindPorts(cloud), ...rescorePorts(cloud), reviews: reviews(cloud), store: store(cloud) };
    return { ...ports, catalogue: questionnaires };
  };
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
    const { SUBMISSIONS_QUEUE_URL, REGISTRY_QUEUE_URL, REVIEWS_QUEUE_URL, QUESTIONNAIRES_QUEUE_URL } = queueUrls;
    for (const url of [SUBMISSIONS_QUEUE_URL, REGISTRY_QUEUE_URL, REVIEWS_QUEUE_URL, QUESTIONNAIRES_QUEUE_URL]) {
      while ((await workOn(url, take)).length > 0);
    }
    return uploads;
  }

  return {
    clients,
    endpoints: emulators.endpoints,
    table,
    results,
    inbox,
    registry: registry(reach(clients)),
    store: store(reach(clients)),
    reviews: reviews(reach(clients)),
    questionnaires: publishedQuestionnaires(reach(clients)),
    standings: standings(reach(clients)),
    newClients: () => newClients(emulators),
    async put({ key, bytes, metadata = {}, at }) {
      await clients.s3.send(new PutObjectCommand({ Bucket: inbox, Key: key, Body: bytes, Metadata: metadata }));
      return uploadOf(key, bytes.length, at);
    },
    ingest(upload, own = clients) {
      const ports = ingestPorts(reach(own));
      const deliveries: DeliveryQueue = {
        async request(request, seconds = 0) {
          // By the clock of the test: no test waits for a quarter of an hour.
          if (seconds > 0) delayed.push({ due: now().getTime() + seconds * 1000, request });
          else await ports.deliveries.request(request);
        },
      };
      return ingestSubmission(upload, { ...ports, ...knowing(own), deliveries, catalogue: questionnaires });
    },
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
          ...receivePorts(reach(own)),
          mailBucket,
          own: ['results@benchmark.example', mailIn],
        });
      const result = await work();
      const uploads = [...(await mailed())]
        .filter(([key]) => !before.has(key))
        .map(([key, size]) => uploadOf(key, size));
      return { result, uploads, again: work };
    },
    async track(event, own = clients) {
      const told = mailEventIn(JSON.stringify(event));
      return told === null ? null : trackMail(told, trackPorts(reach(own)));
    },
    portal(own = clients) {
      const ports = portalPorts(reach(own));
      return {
        ...ports,
        ...knowing(own),
        // The moment that a message waits has passed when a test has the mails delivered.
        deliveries: { request: (request) => ports.deliveries.request(request) },
        catalogue: questionnaires,
        sheetsAddress: 'sheets@benchmark.example',
        failed(error) {
          throw error;
        },
      };
    },
    async arrived(upload) {
      const head = await clients.s3.send(new HeadObjectCommand({ Bucket: inbox, Key: pageKey(upload) }));
      return uploadOf(pageKey(upload), head.ContentLength ?? 0);
    },
    participation: (own = clients) => participationPorts(reach(own)),
    mailing: (own = clients) => remindPorts(reach(own)),
    responses(round) {
      const on = reach(clients);
      const own = { entries: entries(on), questionnaires: publishedQuestionnaires(on), catalogue: questionnaires };
      return responseList(round, { ...participationPorts(on), ...own });
    },
    remind: (own = clients) => remindAuthorities(remindPorts(reach(own))),
    follow: (own = clients, which = 'each') => followSheets(followPorts(reach(own)), which),
    sweep: (own = clients) => sweepOutbox(sweepPorts(reach(own))),
    importRegistry: (upload, own = clients) => importRegistry(upload, importPorts(reach(own))),
    importQuestionnaire: (upload, own = clients) => importQuestionnaire(upload, questionnairePorts(reach(own))),
    importReview: (upload, own = clients) =>
      importReview(upload, { ...reviewPorts(reach(own)), catalogue: questionnaires }),
    async reconcile(now, own = clients) {
      const outcome = await reconcileInbox({ ...reconcilePorts(reach(own)), now: () => now });
      return { outcome, uploads: await uploadsWaiting() };
    },
    async passScanned({ bucket, key, versionId, eTag }, status, own = clients) {
      answerTags(own.s3, status);
      const [place] = scannedIn(JSON.stringify(scanResultOf({ bucket, key, versionId, eTag, status })));
      if (place === undefined) throw new Error('The event told of nothing');
      const outcome = await passScanned(place, passPorts(reach(own)));
      return { outcome, uploads: await uploadsWaiting() };
    },
    async rescoringsWaiting() {
      const asked: ReturnType<typeof parseRescoringMessage>[] = [];
      await workOn(queueUrls.RESCORINGS_QUEUE_URL, async (body) => asked.push(parseRescoringMessage(body)));
      return asked;
    },
    async listing() {
      const uploads: InboxObject[] = [];
      for await (const page of listing(reach(clients)).under('')) uploads.push(...page);
      return uploads;
    },
    erasing: (own = clients) => ({
      ...erasePorts(reach(own)),
      buckets: [inbox, results, mailBucket],
      now: () => new Date(),
    }),
    async deliverWaiting(own = clients) {
      const due = delayed.filter((one) => one.due <= now().getTime());
      for (const one of due) {
        delayed.splice(delayed.indexOf(one), 1);
        await queuedDeliveries(reach(own)).request(one.request);
      }
      const ports = { ...deliverPorts(reach(own)), ...knowing(own) };
      const deps = {
        ...ports,
        catalogue: questionnaires,
        rasterise: null,
        office,
        mailIn,
        pages: contactPages({ ...ports, portal: portalAddress }),
        leaseSeconds,
        newHolder: () => crypto.randomUUID(),
      };
      return workOn(queueUrls.DELIVERIES_QUEUE_URL, (body) => deliverResults(parseDeliveryMessage(body), deps));
    },
    prefilling: (own = clients) => ({ ...prefillPorts(reach(own)), catalogue: questionnaires }),
    rescoring,
    rescore(round, at = now(), own = clients) {
      const request = { round, execution: crypto.randomUUID(), startedAt: at.toISOString() };
      return rescoreRound(request, rescoring(own));
    },
    fetchWaiting(sheets, own = clients) {
      return workOn(queueUrls.SHEETS_QUEUE_URL, async (body) => {
        let upload: InboxObject | undefined;
        const kept = sheetInbox(reach(own));
        const { outcome } = await fetchSheet(parseSheetMessage(body), {
          sheets,
          // What is put off comes at once: no test waits for it.
          queue: { request: (again) => sheetQueue(reach(own)).request(again) },
          now,
          random: () => 0,
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
    writeTabsWaiting: (sheets, own = clients) =>
      workOn(queueUrls.RESULTS_TABS_QUEUE_URL, async (body) => {
        const kept = sheetInbox(reach(own));
        const { outcome } = await writeResultsTab(parseResultsTabMessage(body), {
          sheets,
          queue: { request: (again) => tabs(reach(own)).request(again) },
          inbox: {
            async put(note) {
              await kept.put(note);
              notes.push(uploadOf(note.key, note.bytes.length));
            },
          },
          now,
          random: () => 0,
        });
        return outcome;
      }),
    tabNotes: () => notes.splice(0),
    async loseMessages() {
      await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrls.DELIVERIES_QUEUE_URL }));
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
    now,
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
    files: attachments.map(({ content }) => Buffer.from(content, 'base64')),
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
    DELIVERIES_QUEUE_URL: await url('deliveries'),
    SUBMISSIONS_QUEUE_URL: await url('submissions'),
    REGISTRY_QUEUE_URL: await url('registry'),
    REVIEWS_QUEUE_URL: await url('reviews'),
    QUESTIONNAIRES_QUEUE_URL: await url('questionnaires'),
    SHEETS_QUEUE_URL: await url('sheets'),
    RESULTS_TABS_QUEUE_URL: await url('results-tabs'),
    RESCORINGS_QUEUE_URL: await url('rescorings'),
    PUBLICATIONS_QUEUE_URL: await url('publications'),
  };
}

type Settings = ReturnType<typeof settingsOf>;

/** The environment of all functions together. */
const settingsOf = (queueUrls: Awaited<ReturnType<typeof createResources>>) => ({
  ...queueUrls,
  TABLE_NAME: table,
  INBOX_BUCKET: inbox,
  RESULTS_BUCKET: results,
  MAIL_BUCKET: mailBucket,
  MAIL_FROM: mailFrom,
  MAIL_IN: mailIn,
  MAIL_OFFICE: office,
  MAIL_CONFIGURATION_SET: 'test',
  MAIL_SENDERS: 1,
  DELIVERY_LEASE_SECONDS: leaseSeconds,
  RESULTS_PICTURE: 'charts' as const,
  PORTAL_ADDRESS: portalAddress,
  SHEETS_ADDRESS: 'sheets@benchmark.example',
});
