import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import dynalite from 'dynalite';
import type { FauxqsServer, SpyMessage } from 'fauxqs';
import { guardEmulator } from './gate/gate.ts';
import { type Credentials, freshCredentials } from './gate/signatures.ts';
import { checkKeptState, keptIn } from './kept-state.ts';
import { closed, host } from './listen.ts';
import { type KeepMail, startMailEmulator } from './mail-emulator.ts';
import { startEntriesEmulator } from './site/entries-emulator.ts';
import { startStorage } from './storage-emulator.ts';

export interface Endpoints {
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
  readonly ses: string;
  /** CloudFront's key-value store. */
  readonly entries: string;
}

/** An object that was written into a bucket. */
export interface Written {
  readonly bucket: string;
  readonly key: string;
}

export interface Emulators {
  readonly endpoints: Endpoints;
  /** Lets pages of this origin put files into buckets, as the buckets' own rules let in the page's on AWS. */
  letIn(origin: string): void;
  /** Calls back for every object written from now on. */
  onWritten(listener: (written: Written) => void): void;
  /** Calls back with the queue's name for every message that a queue gives up. */
  onGivenUp(listener: (queueName: string) => void): void;
  /** Bodies of the messages in a queue that wait to be received, without receiving them. */
  waiting(queueName: string): readonly string[];
  /** What the key-value store holds under a key; throws when there is nothing. */
  entries(key: string): Promise<string>;
  /** Messages that somebody has received and not answered for, and how often in a row a run ended meanwhile. */
  inFlight(
    queueName: string,
  ): readonly { readonly receiptHandle: string; readonly body: string; readonly interruptions: number }[];
  /** Bodies of all messages of a queue: those that wait, wait for their time, or are being worked on. */
  held(queueName: string): readonly string[];
  stop(): Promise<void>;
}

export const region = 'eu-north-1';

/** Milliseconds that a request which was begun may take when the emulators stop. */
const longestAnswer = 5000;

/** Of this run, and of no other. */
export const credentials: Credentials = freshCredentials();

/** Starts S3, SQS, DynamoDB and SES in this process, on loopback only. Without a folder nothing is kept but mails, by `keep`. */
export async function startEmulators(folder: string | null, keep: KeepMail = async () => {}): Promise<Emulators> {
  const kept = folder === null ? null : keptIn(folder);
  if (kept !== null) await checkKeptState(kept);
  const origins = new Set<string>();
  const storage = await startStorage(
    host,
    { credentials, origins },
    {
      port: 0,
      logger: false,
      defaultRegion: region,
      messageSpies: true,
      ...(kept === null ? {} : { dataDir: kept.queues, s3StorageDir: kept.buckets }),
    },
  );
  const table = dynalite({ createTableMs: 0, ...(kept === null ? {} : { path: kept.table }) });
  guardEmulator(table, { credentials, services: ['dynamodb'], origins: new Set() });
  const tableAnswered = answersOf(table);
  await new Promise<void>((resolve) => table.listen(0, host, resolve));
  const ses = await startMailEmulator(host, credentials, keep);
  const entries = await startEntriesEmulator(credentials, kept?.entries ?? null);
  const storageUrl = `http://${host}:${storage.port}`;
  return {
    endpoints: { s3: storageUrl, sqs: storageUrl, dynamodb: urlOf(table), ses: urlOf(ses), entries: entries.endpoint },
    entries: entries.get,
    letIn: (origin) => origins.add(origin),
    onWritten(listener) {
      // Of an object that a form puts or a copy makes, the emulator tells twice, without a break between: it is one.
      const told = new Set<string>();
      follow(storage, (message) => {
        if (message.service !== 's3' || (message.status !== 'uploaded' && message.status !== 'copied')) return;
        const { bucket, key } = message;
        const place = `${bucket}/${key}`;
        if (told.has(place)) return;
        told.add(place);
        queueMicrotask(() => told.delete(place));
        listener({ bucket, key });
      });
    },
    onGivenUp: (listener) =>
      follow(storage, (message) => {
        if (message.service === 'sqs' && message.status === 'dlq') listener(message.queueName);
      }),
    waiting: (queueName) => (storage.inspectQueue(queueName)?.messages.ready ?? []).map(({ body }) => body),
    inFlight: (queueName) =>
      (storage.inspectQueue(queueName)?.messages.inflight ?? []).map(({ receiptHandle, message }) => ({
        receiptHandle,
        body: message.body,
        interruptions: Number(message.messageAttributes['interruptions']?.StringValue ?? 0),
      })),
    held(queueName) {
      const { ready = [], delayed = [], inflight = [] } = storage.inspectQueue(queueName)?.messages ?? {};
      return [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(({ body }) => body);
    },
    async stop() {
      await Promise.all([closed(ses), tableAnswered().then(() => closed(table)), storage.stop(), entries.stop()]);
    },
  };
}

/**
 * Waits until a server has ended each answer that it began. Dynalite (4.0) goes on with a request whose client is gone, and
 * throws where nobody catches it when its database is closed meanwhile.
 */
function answersOf(server: Server): () => Promise<void> {
  const begun = new Map<ServerResponse, IncomingMessage>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    begun.set(response, request);
    response.once('close', () => {
      // Of a request that never came whole nothing is worked on.
      if (response.writableEnded || !request.complete) begun.delete(response);
    });
  });
  return async () => {
    const until = Date.now() + longestAnswer;
    for (const response of begun.keys()) while (!response.writableEnded && Date.now() < until) await setTimeout(5);
  };
}

/** The spy has no listeners; a wait for something that never comes sees everything that does. */
function follow(storage: FauxqsServer, listener: (message: SpyMessage) => void): void {
  void storage.spy.waitForMessage((message) => {
    listener(message);
    return false;
  });
}

const urlOf = (server: Server): string => `http://${host}:${(server.address() as AddressInfo).port}`;
