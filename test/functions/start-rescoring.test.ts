import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startRescorings } from '../../functions/start-rescoring/start-rescoring.ts';
import { credentials } from '../../infra/local/emulators.ts';
import { type StateMachines, startStateMachines, stateMachineArn } from '../../infra/local/state-machines.ts';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoCounters } from '../../shared/adapters/aws/dynamo/standings.ts';
import { stateMachineRescorings } from '../../shared/adapters/aws/step-functions/rescorings.ts';
import { executionName } from '../../shared/ports/rescorings.ts';
import { parseRescoringMessage, rescoringMessage } from '../../shared/queues/rescoring-message.ts';
import { type Dynamo, startDynalite } from '../support/dynamo.ts';

const arn = stateMachineArn('eu-north-1', 'rescore');
const worker = 'arn:aws:lambda:eu-north-1:000000000000:function:worker';
const task = { Type: 'Task', Resource: worker, End: true };
const now = new Date('2026-11-25T02:00:00Z');
const days = (count: number): string => new Date(now.getTime() + count * 86_400_000).toISOString();

let machines: StateMachines;
let dynamo: Dynamo;
let client: SFNClient;
let calls: unknown[];
let work: (input: unknown) => Promise<unknown>;

beforeAll(async () => {
  machines = await startStateMachines(credentials);
  dynamo = await startDynalite();
  machines.define([{ arn, definition: { StartAt: 'Work', States: { Work: task } } as never }], async (_, input) => {
    calls.push(input);
    return work(input);
  });
  client = new SFNClient({ region: 'eu-north-1', endpoint: machines.url, credentials });
  const round = { questionnaire: 'user-centricity@2023', shards: 4 };
  const registry = dynamoRegistry(dynamo.client, dynamo.table);
  for (const [id, opensAt, closesAt] of [
    ['open', null, null],
    ['closes', days(-30), days(3)],
    ['closed lately', null, days(-29)],
    ['closed long ago', null, days(-31)],
    ['not open yet', days(1), null],
  ] as const) {
    await registry.putRound({ ...round, id, opensAt, closesAt });
  }
});
beforeEach(() => {
  calls = [];
  work = async () => ({});
});
afterAll(async () => {
  client.destroy();
  await machines.stop();
  await dynamo.stop();
});

const rescorings = () => stateMachineRescorings(client, arn);
const start = (slot: string) => started({ at: slot });
const started = (asked: Parameters<typeof startRescorings>[0]) =>
  startRescorings(asked, {
    registry: dynamoRegistry(dynamo.client, dynamo.table),
    rescorings: rescorings(),
    standings: dynamoCounters(dynamo.client, dynamo.table),
    finals: dynamoFinals(dynamo.client, dynamo.table),
    now: () => now,
  });
const rounds = (): unknown[] => calls.map((input) => (input as { round: string }).round).sort();

test('each round that is open, or closed in the last 30 days, is scored again once, however often the schedule strikes', async () => {
  expect(await start('2026-11-25T02:00:00Z')).toBe(3);
  await start('2026-11-25T02:00:00Z');
  await vi.waitFor(() => expect(rounds()).toEqual(['closed lately', 'closes', 'open']));
  await start('2026-11-26T02:00:00Z');
  await vi.waitFor(() => expect(calls).toHaveLength(6));
});

test('a round that a step has changed is scored again once, however often it asks and whenever the round was closed', async () => {
  const body = rescoringMessage({ round: 'closed long ago', reason: 'review 1f3c' });
  for (const _ of [1, 2]) expect(await started(parseRescoringMessage(body))).toBe(1);
  await started({ round: 'closed long ago', reason: 'review 2a4d' });
  await vi.waitFor(() => expect(rounds()).toEqual(['closed long ago', 'closed long ago']));
});

test.each(['{}', '{"schemaVersion":2,"at":"x"}', '{"schemaVersion":1,"round":"2022"}', 'no JSON'])(
  'a message that is none of ours (%s) starts nothing',
  (body) => expect(() => parseRescoringMessage(body)).toThrow(),
);

test('an execution runs, and has ended or failed with the reason; one that nobody knows is gone', async () => {
  const { promise, resolve } = Promise.withResolvers<object>();
  work = () => promise;
  const running = await rescorings().start('open', executionName('open', 'by hand: one'));
  expect(await rescorings().state(running)).toEqual({ state: 'running' });
  resolve({});
  await vi.waitFor(async () => expect(await rescorings().state(running)).toEqual({ state: 'ended' }));
  work = () => Promise.reject(new Error('out of order'));
  const failing = await rescorings().start('open', executionName('open', 'by hand: two'));
  await vi.waitFor(async () =>
    expect(await rescorings().state(failing)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('out of order'),
    }),
  );
  expect(await rescorings().state(`${arn.replace('stateMachine', 'execution')}:nobody`)).toMatchObject({
    state: 'failed',
  });
});

test('the name of an execution has no letter that may not be in it, and tells rounds and times apart', () => {
  const ids = ['r'.repeat(40), `${'r'.repeat(39)}.`, `${'r'.repeat(39)}-`];
  const times = ['daily 2026-11-25T02:00:00Z', 'by hand 2026-11-25T02:00:00.001Z', 'by hand 2026-11-25T02:00:00.002Z'];
  const names = ids.flatMap((id) => times.map((at) => executionName(id, at)));
  for (const name of names) expect(name).toMatch(/^[\w.-]{1,80}$/);
  expect(new Set(names).size).toBe(9);
});

test('every hour a re-scoring begins for each round whose results are to become final, until they are', async () => {
  const registry = dynamoRegistry(dynamo.client, dynamo.table);
  const finals = dynamoFinals(dynamo.client, dynamo.table);
  const round = { questionnaire: 'user-centricity@2023', shards: 1, opensAt: null };
  await registry.putRound({ ...round, id: 'office', closesAt: days(-2), finalResults: 'by office' });
  await registry.putRound({ ...round, id: 'later', closesAt: days(-2), finalResults: days(1) });
  await registry.putRound({ ...round, id: 'today', closesAt: days(-40), finalResults: days(0) });
  expect(await started({ at: '10:10', finals: true })).toBe(2);
  await finals.declare('office', now.toISOString());
  expect(await started({ at: '11:10', finals: true })).toBe(3);
  await vi.waitFor(() => expect(calls).toHaveLength(5));
  expect(calls.map((input) => (input as { round: string }).round).sort()).toEqual([
    'closed lately',
    'closed lately',
    'office',
    'today',
    'today',
  ]);
});
