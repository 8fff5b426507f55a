import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { planRun } from '../../functions/rescore-round/plan-run.ts';
import { credentials } from '../../infra/local/emulators.ts';
import { writeBatches } from '../../shared/adapters/aws/dynamo/batches.ts';
import { itemOf } from '../../shared/adapters/aws/dynamo/items.ts';
import { standingKey } from '../../shared/adapters/aws/dynamo/keys.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { accept } from '../../shared/domain/standings/standing.ts';
import { sent } from '../adapters/samples.ts';
import { candidateOf } from '../support/answered.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { batched, randomCodes } from './random-codes.ts';
import { countRequests, s3Requests } from './requests.ts';

/** What one re-scoring of a round cost. */
export interface RunCost {
  readonly seconds: number;
  /** DynamoDB capacity units. */
  readonly read: number;
  readonly written: number;
  readonly s3: number;
}

export interface Scale {
  readonly authorities: number;
  readonly shards: number;
  /** When all is new. */
  readonly first: RunCost;
  readonly unchanged: RunCost;
  /** Of a process that works on one shard and nothing else. */
  readonly shardMegabytes: number;
}

/** Authorities that a shard has at most. */
const perShard = 1000;

/** Fills a round with so many standings, whose mails have gone out, and scores it twice. */
export async function measureScale(authorities: number): Promise<Scale> {
  const pipeline = await startPipeline();
  try {
    const round = roundFor(authorities);
    await pipeline.registry.putRound(round);
    await fillRound(round, authorities, pipeline);
    const first = await costOf(pipeline);
    const unchanged = await costOf(pipeline);
    return { authorities, shards: round.shards, first, unchanged, shardMegabytes: await memoryOfShard(pipeline) };
  } finally {
    await pipeline.stop();
  }
}

export function roundFor(authorities: number): Round {
  const shards = Math.max(4, Math.ceil(authorities / perShard));
  return { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards };
}

/** Standings of as many authorities as are asked for, each with evidence where it says Yes. */
export async function fillRound(round: Round, authorities: number, { clients, table }: Pipeline): Promise<void> {
  let filled = 0;
  for (const codes of batched(randomCodes(authorities, 1), 500)) {
    const items = codes.map((code, index) => standingItemOf(round, filled + index, code));
    await writeBatches(clients.dynamodb, table, items);
    filled += codes.length;
  }
}

/** As long as it is in life. */
export const submissionOf = (index: number): string => index.toString(16).padStart(32, '0');

function standingItemOf(round: Round, index: number, code: string): Record<string, unknown> {
  const id = `authority-${String(index).padStart(7, '0')}`;
  const candidate = candidateOf(round, id, code);
  const standing = accept(null, {
    ...candidate,
    submission: submissionOf(index),
    order: `2022-11-18T09:12:30.000Z#${'0'.repeat(32)}#${submissionOf(index)}`,
    evidenceCode: code.replaceAll('Y', '1').replaceAll(/[^1]/g, '0'),
    country: ['FI', 'SE', 'ES', 'NL', 'PT'][index % 5] ?? null,
    population: 1000 * (1 + (index % 700)),
  });
  const deliveries = sent(standing.deliveries, standing.submission);
  const mailed = deliveries.map((one) => ({ ...one, messageId: 'm'.repeat(60), fate: 'delivered' }));
  return itemOf(standingKey(round, id), { ...standing, deliveries: mailed });
}

async function costOf(pipeline: Pipeline): Promise<RunCost> {
  const clients = pipeline.newClients();
  const requests = countRequests(clients);
  const started = performance.now();
  await pipeline.rescore('2022', undefined, clients);
  const seconds = (performance.now() - started) / 1000;
  clients.destroy();
  return { seconds, read: requests.read, written: requests.written, s3: s3Requests(requests) };
}

async function memoryOfShard({ endpoints, table, results: bucket, rescoring }: Pipeline): Promise<number> {
  const request = { round: '2022', execution: 'memory', startedAt: new Date().toISOString() };
  const of = await planRun(request, rescoring());
  const script = fileURLToPath(new URL('./score-one-shard.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ endpoints, credentials, table, bucket, of }));
  return Number(await text(child.stdout));
}
