import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { sfnClient } from '../../shared/adapters/aws/clients.ts';
import type { Cloud } from '../../shared/adapters/cloud.ts';
import { madePrefixes, questionnairePrefix, registryPrefix, reviewPrefix } from '../../shared/config/object-keys.ts';
import { scorebookApp } from '../stacks/scorebook-app.ts';
import { writeWhole } from '../write-whole.ts';
import { createDeclared, type DeclaredResources } from './declared-resources.ts';
import { tells } from './declared-wiring.ts';
import { credentials, type Emulators, startEmulators, type Written } from './emulators.ts';
import { type FunctionHost, hostFunction } from './function-host.ts';
import { type InboxObject, putIntoInbox, watchInbox } from './inbox-folder.ts';
import type { WantedPort } from './listen.ts';
import { cloudOver, common, type LocalClients, localClients, sdkEnvironment } from './local-clients.ts';
import { type LocalMail, localMail } from './local-mail.ts';
import type { EmulatedMail } from './mail-emulator.ts';
import { type MailFolder, openMailFolder } from './mail-folder.ts';
import { startPortalServer } from './portal-server.ts';
import { pollQueue } from './queue-poller.ts';
import { givenUp, releaseOrphaned, requeueLost } from './recover.ts';
import { startSchedules } from './schedules.ts';
import { sheetProgress } from './sheet-progress.ts';
import type { StateFolder } from './state-folder.ts';
import { startStateMachines } from './state-machines.ts';
import type { Template } from './template.ts';
import { notifyOf } from './upload-events.ts';

export interface LocalCloud {
  readonly resources: DeclaredResources;
  readonly emulators: Emulators;
  readonly clients: LocalClients;
  readonly mails: MailFolder;
  readonly mail: LocalMail;
  readonly inboxBucket: string;
  readonly table: string;
  /** What ports are made on. */
  readonly reached: Cloud<Readonly<Record<'TABLE_NAME' | 'RESULTS_BUCKET' | 'STATE_MACHINE_ARN', string>>>;
  /** ARN of the machine that scores rounds again. */
  readonly stateMachine: string;
  /** By which AWS clients, also of other processes, find the emulators. */
  readonly environment: Readonly<Record<string, string>>;
  /** Address of the contacts' page. */
  readonly portal: string;
  /** Puts a file into the inbox bucket; returns its key. */
  upload(upload: InboxObject): Promise<string>;
  /** Sends what a schedule sends, without waiting for its time. */
  strike(schedule: string): Promise<void>;
  /** Calls back after every batch a function has worked on. Returns what ends that. */
  onProgress(listener: () => void): () => void;
  stop(): Promise<void>;
}

export type Log = (line: string) => void;

/** Of the contacts' page, so that the links of an earlier run still lead there; when it is taken, one of the next ones. */
export const portalPort: WantedPort = { port: 4650, isNamed: false };

/**
 * On AWS a failed message comes again after the visibility timeout of minutes; here soon enough to watch.
 * The fifth and last try comes after 61 s: the lease of a mail whose sender was killed has run out by then.
 */
const laterEachTime = (receiveCount: number): number => Math.min(4 ** (receiveCount - 1), 40);

/** The synthesised stack on emulators in this process: what it declares is what exists, what it bundles is what runs. */
export async function startLocalCloud(
  folder: StateFolder,
  log: Log,
  retryAfter = laterEachTime,
  wanted = portalPort,
): Promise<LocalCloud> {
  const { template, bundles } = await synthesise(folder.synthesised);
  log('synthesised the stack and bundled its functions');
  // Ends what runs by then when something after it cannot be started, in the reverse order.
  await using opened = new AsyncDisposableStack();
  const mails = await openMailFolder(folder.mails);
  const keep = async (mail: EmulatedMail): Promise<void> => {
    await mails.save(mail);
    // What became of a file, a registry or a review is what somebody is told of it.
    log(`mail to ${mail.destination.to.join(', ')}: ${mail.subject}`);
  };
  const emulators = await startEmulators(folder.emulators, keep);
  opened.defer(() => emulators.stop());
  const clients = localClients(emulators.endpoints);
  opened.defer(() => clients.destroy());
  const machines = await startStateMachines(credentials);
  opened.defer(() => machines.stop());
  const rescorings = new SFNClient({ ...common, endpoint: machines.url });
  opened.defer(() => rescorings.destroy());
  const environment = sdkEnvironment(emulators.endpoints, machines.url);
  const resources = await createDeclared(template, clients);
  log(counted(resources));
  await releaseOrphaned(resources.queues, emulators, clients.sqs);
  const lost = await requeueLost(resources, emulators, clients);
  if (lost > 0)
    log(`${counts(lost, 'file')} arrived before the last run ended, and ${lost === 1 ? 'is' : 'are'} read now`);
  for (const { name, count } of givenUp(resources.queues, emulators)) {
    log(`${counts(count, 'message')} given up in earlier runs, in ${name}: see “Needs attention” on the console`);
  }
  const listeners = new Set<() => void>();
  const portal = await startPortalServer(wanted, async (event) =>
    hosts.get(resources.httpFunction ?? '')?.invoke(event),
  );
  opened.defer(() => portal.stop());
  emulators.letIn(portal.address);
  const hosts = new Map<string, FunctionHost>(
    resources.functions.map((declared) => [
      declared.name,
      hostFunction({
        declared: { ...declared, environment: here(declared.environment, portal.address) },
        bundles,
        sdkEnvironment: environment,
        logFile: join(folder.logs, `${declared.name}.log`),
        onLine(line) {
          const said = sheetProgress(declared.name, line);
          if (said !== null) log(said);
        },
      }),
    ]),
  );
  for (const host of hosts.values()) opened.defer(() => host.stop());
  const hostOf = (name: string): FunctionHost => {
    const host = hosts.get(name);
    if (host === undefined) throw new Error(`The template names ${name}, a function that it does not declare`);
    return host;
  };
  machines.define(resources.stateMachines, (name, payload) => hostOf(name).invoke(payload));
  const pending = new Set<Promise<void>>();
  opened.defer(async () => {
    await Promise.all(pending);
  });
  emulators.onWritten((written) => {
    const handled = onWritten(written, { resources, clients, folder })
      .catch((error: unknown) => log(`no function was told about an object in ${written.bucket}: ${String(error)}`))
      .finally(() => pending.delete(handled));
    pending.add(handled);
  });
  emulators.onGivenUp((queueName) => log(`${queueName} gave up a message: see “Needs attention” on the console`));
  for (const source of resources.eventSources) {
    const poller = pollQueue(source, hostOf(source.functionName), clients.sqs, {
      retryAfter,
      onBatch({ functionName, done, failed }) {
        if (failed > 0) log(`${functionName}: ${failed} of ${done + failed} messages failed and will be tried again`);
        for (const listener of listeners) listener();
      },
      onFault: (error) =>
        log(`the queue of ${source.functionName} did not answer and will be asked again: ${String(error)}`),
    });
    opened.defer(() => poller.stop());
  }
  const inboxBucket = resources.notifications[0]?.bucket ?? '';
  const upload = (file: InboxObject): Promise<string> => putIntoInbox(clients.s3, inboxBucket, file);
  const watchFolder = (from: string, sent: string, take: (file: InboxObject) => Promise<string>): void => {
    const watcher = watchInbox(
      from,
      sent,
      async (file) => {
        log(`${file.fileName} was dropped into ${basename(from)}`);
        await take(file);
      },
      (fileName, reason) =>
        log(`${fileName} could not be put into the inbox and stays in its folder: ${reason.message}`),
    );
    opened.defer(() => watcher.stop());
  };
  watchFolder(folder.inbox, folder.sent, upload);
  watchFolder(folder.registry, folder.registrySent, (file) =>
    putIntoInbox(clients.s3, inboxBucket, file, registryPrefix),
  );
  watchFolder(folder.review, folder.reviewSent, (file) => putIntoInbox(clients.s3, inboxBucket, file, reviewPrefix));
  watchFolder(folder.questionnaires, folder.questionnairesSent, (file) =>
    putIntoInbox(clients.s3, inboxBucket, file, questionnairePrefix),
  );
  const mail = localMail(resources.mail, clients);
  watchFolder(folder.mailIn, folder.mailInTaken, ({ bytes }) => mail.receive(bytes));
  const schedules = startSchedules(resources.schedules, clients.sqs, (error) =>
    log(`a schedule could not send its message: ${String(error)}`),
  );
  opened.defer(() => schedules.stop());
  const running = opened.move();
  const table = resources.tables[0] ?? '';
  const stateMachine = resources.stateMachines[0]?.arn ?? '';
  const settings = { TABLE_NAME: table, RESULTS_BUCKET: resultsBucket(resources), STATE_MACHINE_ARN: stateMachine };
  return {
    resources,
    emulators,
    clients,
    mails,
    mail,
    inboxBucket,
    table,
    reached: cloudOver(clients, settings, { others: [[sfnClient, rescorings]] }),
    stateMachine,
    environment,
    portal: portal.address,
    upload,
    strike: (name) => schedules.strike(name),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => running.disposeAsync(),
  };
}

export const resultsBucket = ({ functions }: Pick<DeclaredResources, 'functions'>): string =>
  functions.map(({ environment }) => environment['RESULTS_BUCKET']).find((name) => name !== undefined) ?? '';

/** What the template says of the contacts' page is true on AWS; here the page is on this machine. */
function here(declared: Readonly<Record<string, string>>, portal: string): Readonly<Record<string, string>> {
  return 'PORTAL_ADDRESS' in declared ? { ...declared, PORTAL_ADDRESS: portal } : declared;
}

async function synthesise(outdir: string): Promise<{ template: Template; bundles: string }> {
  const assembly = scorebookApp({ stage: 'local', outdir, check: false }).synth();
  const [stack] = assembly.stacks;
  if (stack === undefined) throw new Error('The app has no stack');
  const template: Template = JSON.parse(await readFile(stack.templateFullPath, 'utf8'));
  return { template, bundles: assembly.directory };
}

/** What S3 would tell, and a copy of each results workbook and page where people look. */
async function onWritten(
  written: Written,
  { resources, clients, folder }: { resources: DeclaredResources; clients: LocalClients; folder: StateFolder },
): Promise<void> {
  for (const notification of resources.notifications) {
    if (tells(notification, written)) await notifyOf(written, notification, clients);
  }
  if (!written.key.startsWith(madePrefixes.results)) return;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: written.bucket, Key: written.key }));
  const bytes = await Body?.transformToByteArray();
  if (bytes !== undefined) await writeWhole(resultFile(folder, written.key), bytes);
}

/** `results/2022/espoo/<id>.xlsx` as a file of the state folder. */
export function resultFile(folder: StateFolder, key: string): string {
  return join(folder.results, ...key.split('/').slice(1));
}

const counts = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function counted({ buckets, queues, tables, functions, notEmulated }: DeclaredResources): string {
  const deadLetters = queues.filter(({ name }) => queues.some(({ deadLetters }) => deadLetters === name)).length;
  return `${buckets.length} buckets, ${queues.length - deadLetters} queues with dead letters, ${tables.length} table, ${functions.length} functions from the template (${notEmulated.length} resource types have no emulator)`;
}
