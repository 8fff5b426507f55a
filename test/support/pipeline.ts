import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  type DeliverDependencies,
  type DeliverOutcome,
  deliverResults,
} from '../../functions/deliver-results/deliver-results.ts';
import {
  type IngestDependencies,
  type IngestOutcome,
  ingestSubmission,
} from '../../functions/ingest-submission/ingest-submission.ts';
import { type Emulators, region, startEmulators } from '../../infra/local/emulators.ts';
import { credentials, type LocalClients, localClients } from '../../infra/local/local-clients.ts';
import { dynamoErasures } from '../../shared/adapters/dynamo-erasures.ts';
import { dynamoLedger } from '../../shared/adapters/dynamo-ledger.ts';
import { dynamoOutbox } from '../../shared/adapters/dynamo-outbox.ts';
import { dynamoRegistry } from '../../shared/adapters/dynamo-registry.ts';
import { dynamoRegistryImports, plansPrefix } from '../../shared/adapters/dynamo-registry-imports.ts';
import { dynamoSubmissionStore } from '../../shared/adapters/dynamo-submission-store.ts';
import { s3Inbox } from '../../shared/adapters/s3-inbox.ts';
import { s3ResultsArchive } from '../../shared/adapters/s3-results-archive.ts';
import { s3Texts } from '../../shared/adapters/s3-texts.ts';
import { sesMailer } from '../../shared/adapters/ses-mailer.ts';
import { sqsDeliveryQueue } from '../../shared/adapters/sqs-delivery-queue.ts';
import { parseDeliveryMessage } from '../../shared/delivery-message.ts';
import { type Upload, uploadMessage, uploadsIn } from '../../shared/upload.ts';
import { limits } from '../../shared/workbook/limits.ts';
import { tableFor } from './dynamo.ts';

export interface Clients extends LocalClients {
  readonly ses: SESv2Client;
}

export interface SentMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly string[];
}

const table = 'scorebook-test';
const inbox = 'scorebook-test-inbox';
const results = 'scorebook-test-results';
export const office = 'office@benchmark.example';
export const leaseSeconds = 60;

/** Both steps on real clients and emulators, and a clock of the test's own. */
export interface Pipeline {
  readonly clients: Clients;
  readonly registry: ReturnType<typeof dynamoRegistry>;
  readonly store: ReturnType<typeof dynamoSubmissionStore>;
  /** Clients of their own, as another instance of the function has them. */
  newClients(): Clients;
  /** Puts a file into the inbox and returns what S3 would tell of it. */
  put(file: { key: string; bytes: Uint8Array; metadata?: Record<string, string>; at?: string }): Promise<Upload>;
  ingest(upload: Upload, clients?: Clients): Promise<IngestOutcome>;
  /** Works on everything that waits in the deliveries queue, once; a failed message stays. */
  deliverWaiting(clients?: Clients): Promise<(DeliverOutcome | Error)[]>;
  /** Mails whose text names the submission. */
  mailsOf(submission: string): Promise<SentMail[]>;
  resultsWorkbook(key: string): Promise<Uint8Array | null>;
  /** Seconds the clock of deliver-results is ahead. */
  advance(seconds: number): void;
  stop(): Promise<void>;
}

export async function startPipeline(): Promise<Pipeline> {
  const emulators = await startEmulators(null);
  const clients = newClients(emulators);
  const queueUrl = await createResources(clients);
  let sequence = 0;
  let ahead = 0;
  const importsOf = ({ dynamodb, s3 }: Clients) =>
    dynamoRegistryImports(dynamodb, table, s3Texts(s3, results, plansPrefix));
  const storeOf = ({ dynamodb, s3 }: Clients) => dynamoSubmissionStore(dynamodb, table, s3Texts(s3, results));

  return {
    clients,
    registry: dynamoRegistry(clients.dynamodb, table),
    store: storeOf(clients),
    newClients: () => newClients(emulators),
    async put({ key, bytes, metadata = {}, at }) {
      await clients.s3.send(new PutObjectCommand({ Bucket: inbox, Key: key, Body: bytes, Metadata: metadata }));
      sequence += 1;
      const told = uploadMessage({
        bucket: inbox,
        key,
        versionId: null,
        sequencer: sequence.toString(16).padStart(18, '0'),
        receivedAt: at ?? new Date().toISOString(),
        eTag: 'tag',
        bytes: bytes.length,
      });
      const [upload] = uploadsIn(told);
      if (upload === undefined) throw new Error('The event told of nothing');
      return upload;
    },
    ingest: (upload, own = clients) =>
      ingestSubmission(upload, {
        inbox: s3Inbox(own.s3, limits.file),
        registry: dynamoRegistry(own.dynamodb, table),
        store: storeOf(own),
        deliveries: sqsDeliveryQueue(own.sqs, queueUrl),
        ledger: dynamoLedger(own.dynamodb, table),
        erasures: dynamoErasures(own.dynamodb, table),
      } satisfies IngestDependencies),
    async deliverWaiting(own = clients) {
      const outcomes: (DeliverOutcome | Error)[] = [];
      const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
      const { Messages = [] } = await clients.sqs.send(receive);
      for (const { Body = '', ReceiptHandle } of Messages) {
        try {
          const registry = dynamoRegistry(own.dynamodb, table);
          const dependencies: DeliverDependencies = {
            registry,
            store: storeOf(own),
            imports: importsOf(own),
            outbox: dynamoOutbox(own.dynamodb, table, registry),
            archive: s3ResultsArchive(own.s3, results),
            mailer: sesMailer(own.ses, {
              from: 'Scorebook <results@benchmark.example>',
              replyTo: office,
              configurationSet: 'test',
            }),
            office,
            leaseSeconds,
            newHolder: () => crypto.randomUUID(),
            now: () => new Date(Date.now() + ahead * 1000),
          };
          outcomes.push(await deliverResults(parseDeliveryMessage(Body), dependencies));
          await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
        } catch (error) {
          outcomes.push(error instanceof Error ? error : new Error(String(error)));
        }
      }
      return outcomes;
    },
    async mailsOf(submission) {
      const response = await fetch(`${emulators.endpoints.ses}/store`);
      const { emails } = (await response.json()) as { emails: EmulatorMail[] };
      return emails
        .filter(({ body }) => body.text.includes(submission))
        .map(({ destination, subject, body, attachments }) => ({
          to: destination.to,
          subject,
          ...body,
          attachments: attachments.map(({ filename }) => filename),
        }));
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

interface EmulatorMail {
  readonly destination: { readonly to: string[] };
  readonly subject: string;
  readonly body: { readonly text: string; readonly html: string };
  readonly attachments: { readonly filename: string }[];
}

/** Clients that do not retry by themselves: a fault that a test makes must reach our code. */
function newClients({ endpoints }: Emulators): Clients {
  return {
    ...localClients(endpoints),
    ses: new SESv2Client({ region, credentials, endpoint: endpoints.ses, maxAttempts: 1 }),
  };
}

async function createResources({ s3, sqs, dynamodb, sqsUrl }: Clients): Promise<string> {
  for (const Bucket of [inbox, results]) await s3.send(new CreateBucketCommand({ Bucket }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'deliveries' }));
  await tableFor(dynamodb);
  return `${sqsUrl}/000000000000/deliveries`;
}
