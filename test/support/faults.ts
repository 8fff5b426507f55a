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

/** Makes one fault, at the n-th call of any of the clients, by a middleware outside the SDK's own retries. */
export function strikeAt(clients: Partial<Clients>, n: number, kind: FaultKind): Fault {
  const calls: string[] = [];
  let struck: string | undefined;
  let dead = false;
  const { s3, sqs, dynamodb, ses, entries } = clients;
  for (const client of [s3, sqs, dynamodb, ses, entries]) {
    if (client === undefined) continue;
    // All clients have the same stack but for the types of their commands.
    const stack = client.middlewareStack as unknown as S3Client['middlewareStack'];
    stack.add(
      (next, context) => async (parameters) => {
        if (dead) throw new Crash('The process has ended');
        calls.push(context.commandName ?? '');
        if (calls.length !== n) return next(parameters);
        struck = context.commandName;
        if (kind === 'error') throw Object.assign(new Error('Internal'), { name: 'InternalServerError' });
        if (kind === 'throttle') throw Object.assign(new Error('Slow down'), { name: 'ThrottlingException' });
        dead = true;
        if (kind === 'crash after') await next(parameters);
        throw new Crash('The process ends here');
      },
      { step: 'initialize', name: 'fault', priority: 'high' },
    );
  }
  return { calls, struck: () => struck };
}
