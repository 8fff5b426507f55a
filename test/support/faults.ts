import type { S3Client } from '@aws-sdk/client-s3';
import type { Clients } from './pipeline.ts';

/**
 * - error: the call fails and did nothing
 * - throttle: the same, as DynamoDB and SES say it when they are asked too much
 * - crash before / after: the process ends before / after the call took effect; nothing runs any more
 */
export const faultKinds = ['error', 'throttle', 'crash before', 'crash after'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  /** Names of the SDK calls made, in order: `PutItemCommand`. */
  readonly calls: string[];
  /** The call at which the fault was made; undefined when there were not that many. */
  readonly struck: () => string | undefined;
}

class Crash extends Error {}

type Reached = Partial<Pick<Clients, 's3' | 'sqs' | 'dynamodb' | 'ses' | 'entries'>>;

/** Has something done with each call of any of the clients, outside the SDK's own retries; `call` makes it. */
function withEachCall(
  { s3, sqs, dynamodb, ses, entries }: Reached,
  name: string,
  done: <Out>(call: () => Promise<Out>, command: string | undefined) => Promise<Out>,
): void {
  for (const client of [s3, sqs, dynamodb, ses, entries]) {
    if (client === undefined) continue;
    // All clients have the same stack but for the types of their commands.
    const stack = client.middlewareStack as unknown as S3Client['middlewareStack'];
    stack.add((next, context) => (parameters) => done(() => next(parameters), context.commandName), {
      step: 'initialize',
      name,
      priority: 'high',
    });
  }
}

/** Makes one fault, at the n-th call of any of the clients. */
export function strikeAt(clients: Reached, n: number, kind: FaultKind): Fault {
  const calls: string[] = [];
  let struck: string | undefined;
  let dead = false;
  withEachCall(clients, 'fault', async (call, command) => {
    if (dead) throw new Crash('The process has ended');
    calls.push(command ?? '');
    if (calls.length !== n) return call();
    struck = command;
    if (kind === 'error') throw Object.assign(new Error('Internal'), { name: 'InternalServerError' });
    if (kind === 'throttle') throw Object.assign(new Error('Slow down'), { name: 'ThrottlingException' });
    dead = true;
    if (kind === 'crash after') await call();
    throw new Crash('The process ends here');
  });
  return { calls, struck: () => struck };
}

/**
 * Ends the process in the middle of calls that are made at once: of the calls from the first to the last, counted from 1, those
 * that are `lost` have no effect, the others have, and nothing is called any more.
 */
export function endAmong(
  clients: Reached,
  { last, lost }: { readonly last: number; readonly lost: ReadonlySet<number> },
): void {
  let calls = 0;
  withEachCall(clients, 'end', async (call) => {
    calls += 1;
    if (calls > last || lost.has(calls)) throw new Crash('The process ends here');
    return call();
  });
}

/** Each end that a process can have: before the calls of a wave, among them, or after them; `waves`: how many calls each has. */
export function endsOf(waves: readonly number[]): { readonly last: number; readonly lost: ReadonlySet<number> }[] {
  return waves.flatMap((size, wave) => {
    const before = waves.slice(0, wave).reduce((sum, calls) => sum + calls, 0);
    const own = Array.from({ length: size }, (_, index) => before + index + 1);
    return Array.from({ length: 2 ** size }, (_, mask) => ({
      last: before + size,
      lost: new Set(own.filter((__, index) => Math.floor(mask / 2 ** index) % 2 === 1)),
    }));
  });
}

/** Has `work` done before the n-th call goes on; returns how many calls there were. */
export function interrupted(clients: Reached, n: number, work: () => Promise<unknown>): () => number {
  let calls = 0;
  withEachCall(clients, 'interrupt', async (call) => {
    calls += 1;
    if (calls === n) await work();
    return call();
  });
  return () => calls;
}
