import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeclared } from '../../../infra/local/declared-resources.ts';
import { type Emulators, startEmulators } from '../../../infra/local/emulators.ts';
import { type LocalClients, localClients } from '../../../infra/local/local-clients.ts';
import { pollQueue } from '../../../infra/local/queue-poller.ts';
import { releaseOrphaned } from '../../../infra/local/recover.ts';
import type { Template } from '../../../infra/local/template.ts';
import { deepTest } from '../../support/tier.ts';

const template: Template = {
  Resources: {
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'work',
        VisibilityTimeout: 360,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
      },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Alarm: { Type: 'AWS::CloudWatch::Alarm' },
  },
};

let folder: string;
let emulators: Emulators;
let clients: LocalClients;
let queueUrl: string;

async function open(): Promise<void> {
  emulators = await startEmulators(folder);
  clients = localClients(emulators.endpoints);
  const { queues, notEmulated } = await createDeclared(template, clients);
  queueUrl = queues.find(({ name }) => name === 'work')?.url ?? '';
  expect(notEmulated).toEqual(['AWS::CloudWatch::Alarm']);
  await releaseOrphaned(queues, emulators, clients.sqs);
}
async function close(): Promise<void> {
  clients.destroy();
  await emulators.stop();
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await open();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const send = (body: string) => clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));

/** Polls until so many batches were worked on; returns their events. */
async function poll(batches: number, work: (event: SQSEvent) => unknown): Promise<SQSEvent[]> {
  const events: SQSEvent[] = [];
  return pollUntil(() => events.length === batches, events, work);
}

async function pollUntil(
  isDone: () => boolean,
  events: SQSEvent[],
  work: (event: SQSEvent) => unknown,
  onFault = (error: unknown): void => {
    throw error;
  },
): Promise<SQSEvent[]> {
  const host = {
    async invoke(event: unknown) {
      events.push(event as SQSEvent);
      return work(event as SQSEvent);
    },
    stop: async () => {},
  };
  const source = { queueUrl, queueArn: 'arn:work', functionName: 'read', batchSize: 5, partialFailures: true };
  let poller: ReturnType<typeof pollQueue> | undefined;
  await new Promise<void>((resolve) => {
    poller = pollQueue(source, host, clients.sqs, {
      retryAfter: () => 1,
      onBatch: () => {
        if (isDone()) resolve();
      },
      onFault,
    });
  });
  await poller?.stop();
  return events;
}
const bodies = ({ Records }: SQSEvent): string[] => Records.map(({ body }) => body).sort();

test('what the function names comes again alone, counted; the others of its batch are done', async () => {
  await send('good');
  await send('bad');
  const [first, second] = await poll(2, ({ Records }) => ({
    batchItemFailures: Records.filter(
      ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
    ).map(({ messageId }) => ({ itemIdentifier: messageId })),
  }));
  expect(first && bodies(first)).toEqual(['bad', 'good']);
  expect(second && bodies(second)).toEqual(['bad']);
  expect(second?.Records[0]).toMatchObject({
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:work',
    attributes: { ApproximateReceiveCount: '2' },
  });
  expect([...emulators.waiting('work'), ...emulators.inFlight('work')]).toEqual([]);
});

test('when the function throws, nothing of its batch is done', async () => {
  await send('one');
  await send('two');
  // They are seen again one by one or at once: each when its own time has come.
  const done: string[] = [];
  await pollUntil(
    () => done.length >= 2,
    [],
    (event) => {
      if (event.Records[0]?.attributes.ApproximateReceiveCount === '1') throw new Error('crashed');
      done.push(...bodies(event));
    },
  );
  expect(done).toEqual(['one', 'two']);
});

test('a queue that could not be asked once is asked again', async () => {
  let asked = 0;
  clients.sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (command) => {
        if (commandName === 'ReceiveMessageCommand' && ++asked <= 2) throw new Error('socket hang up');
        return next(command);
      },
    { step: 'initialize' },
  );
  await send('one');
  const [events, faults]: [SQSEvent[], string[]] = [[], []];
  await pollUntil(
    () => events.length === 1,
    events,
    () => undefined,
    (error) => faults.push(String(error)),
  );
  expect(events.map(bodies)).toEqual([['one']]);
  expect(faults).toEqual(['Error: socket hang up', 'Error: socket hang up']);
});

deepTest('a message that failed as often as the template allows lies in its dead letters', async () => {
  const givenUp = new Promise<string>((resolve) => emulators.onGivenUp(resolve));
  await send('poison');
  await poll(2, () => {
    throw new Error('again');
  });
  await expect
    .poll(
      async () => {
        await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
        return emulators.waiting('dead');
      },
      { timeout: 5_000 },
    )
    .toEqual(['poison']);
  expect(await givenUp).toBe('work');
});

test('what was being worked on when the last run ended is worked on by the next, not minutes later', async () => {
  await send('half done');
  await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
  await close();
  await open();
  const [event] = await poll(1, () => undefined);
  expect(event && bodies(event)).toEqual(['half done']);
});

test('no emulator listens beyond 127.0.0.1', async () => {
  for (const endpoint of Object.values(emulators.endpoints)) {
    const { hostname, port } = new URL(endpoint);
    expect(hostname).toBe('127.0.0.1');
    // Also this machine; answered by whoever listens on all addresses.
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: Number(port), timeout: 1_000 });
      const end = (answer: boolean) => () => {
        socket.destroy();
        resolve(answer);
      };
      socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
    });
    expect(answered).toBe(false);
  }
});
