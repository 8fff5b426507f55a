import type { S3Client } from '@aws-sdk/client-s3';
import type { Clients } from '../support/pipeline.ts';

/** What a step asks of AWS. */
export interface Requests {
  readonly calls: Map<string, number>;
  /** DynamoDB capacity units, as the table counts them. */
  read: number;
  written: number;
  /**
   * The calls in waves: each began when one of the wave before it had ended, and those of one wave were under way at the same
   * time. So many of them are the round trips that wait for each other.
   */
  readonly waves: string[][];
}

const writes = /^(Put|Update|Delete|BatchWrite)/;

const countOf = ({ calls }: Requests, service: string): number =>
  [...calls].reduce((sum, [name, count]) => sum + (name.startsWith(service) ? count : 0), 0);

export const s3Requests = (requests: Requests): number => countOf(requests, 'S3');
export const allRequests = (requests: Requests): number => countOf(requests, '');

/**
 * Counts every call of these clients from now on, and has DynamoDB say what each costs. `inStep`: no answer is given before
 * those of its whole wave are there, so that waves are the same however fast each answer is.
 */
export function countRequests(
  { s3, sqs, dynamodb, ses }: Partial<Clients>,
  { inStep = false }: { readonly inStep?: boolean } = {},
): Requests {
  const requests: Requests = { calls: new Map(), read: 0, written: 0, waves: [] };
  let underWay = 0;
  let ended = 0;
  let answered: (() => void)[] = [];
  /** Gives the answers of a wave, once nobody is under way any more. */
  const endRequest = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    if (answered.length > 0) ended = Math.max(ended, requests.waves.length);
    const all = answered;
    answered = [];
    for (const one of all) one();
  };
  const endCall = (own: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (inStep) answered.push(resolve);
    else {
      ended = Math.max(ended, own + 1);
      resolve();
    }
    endRequest();
    return promise;
  };
  for (const [service, client] of Object.entries({ S3: s3, SQS: sqs, DynamoDB: dynamodb, SES: ses })) {
    if (client === undefined) continue;
    const stack = client.middlewareStack as unknown as S3Client['middlewareStack'];
    stack.add(
      (next, context) => async (parameters) => {
        const name = (context.commandName ?? '').replace('Command', '');
        if (service === 'DynamoDB') Object.assign(parameters.input, { ReturnConsumedCapacity: 'TOTAL' });
        const own = ended;
        underWay += 1;
        const count = (): Promise<void> => {
          const call = `${service} ${name}`;
          requests.calls.set(call, (requests.calls.get(call) ?? 0) + 1);
          requests.waves[own] = [...(requests.waves[own] ?? []), `${call}${ofWhat(parameters.input)}`];
          return endCall(own);
        };
        const result = await next(parameters).catch(async (error) => {
          await count();
          throw error;
        });
        // An address that was only signed: nobody was called.
        if ('presigned' in (result.output as object)) {
          endRequest();
          return result;
        }
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [ConsumedCapacity ?? []].flat().reduce((all, { CapacityUnits = 0 }) => all + CapacityUnits, 0);
        if (writes.test(name)) requests.written += units;
        else requests.read += units;
        await count();
        return result;
      },
      { step: 'initialize', name: 'count', priority: 'high' },
    );
  }
  return requests;
}

interface Consumed {
  readonly CapacityUnits?: number;
}

/** The kind of item or object that a call is about, for whoever looks why there is one wave more. */
function ofWhat(input: object): string {
  const { Key, Item, ExpressionAttributeValues } = input as Record<
    string,
    Record<string, unknown> | string | undefined
  >;
  const texts = [Key, Item, ExpressionAttributeValues].flatMap((one) =>
    typeof one === 'object' ? [one['pk'] ?? one[':pk'], one['sk'] ?? one[':sk']] : (one ?? []),
  );
  const kinds = texts.flatMap((text) => (typeof text === 'string' ? [text.split(/[#/]/, 1)[0]] : []));
  return kinds.length === 0 ? '' : ` ${kinds.join(' / ')}`;
}
