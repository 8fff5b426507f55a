import type { S3Client } from '@aws-sdk/client-s3';
import type { Clients } from '../support/pipeline.ts';

/** What a step asks of AWS. */
export interface Requests {
  readonly calls: Map<string, number>;
  /** DynamoDB capacity units, as the table counts them. */
  read: number;
  written: number;
  /**
   * Sequential round trips: the longest chain of calls of which each began when the one before it had ended. Calls at the
   * same time are one.
   */
  roundTrips: number;
}

const writes = /^(Put|Update|Delete|BatchWrite)/;

export const s3Requests = ({ calls }: Requests): number =>
  [...calls].reduce((sum, [name, count]) => sum + (name.startsWith('S3') ? count : 0), 0);

/** Counts every call of these clients from now on, and has DynamoDB say what each costs. */
export function countRequests({ s3, sqs, dynamodb, ses }: Partial<Clients>): Requests {
  const requests: Requests = { calls: new Map(), read: 0, written: 0, roundTrips: 0 };
  for (const [service, client] of Object.entries({ S3: s3, SQS: sqs, DynamoDB: dynamodb, SES: ses })) {
    if (client === undefined) continue;
    const stack = client.middlewareStack as unknown as S3Client['middlewareStack'];
    stack.add(
      (next, context) => async (parameters) => {
        const name = (context.commandName ?? '').replace('Command', '');
        if (service === 'DynamoDB') Object.assign(parameters.input, { ReturnConsumedCapacity: 'TOTAL' });
        const own = requests.roundTrips + 1;
        const count = (): void => {
          requests.calls.set(`${service} ${name}`, (requests.calls.get(`${service} ${name}`) ?? 0) + 1);
          requests.roundTrips = Math.max(requests.roundTrips, own);
        };
        const result = await next(parameters).catch((error) => {
          count();
          throw error;
        });
        // An address that was only signed: nobody was called.
        if ('presigned' in (result.output as object)) return result;
        count();
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const units = [ConsumedCapacity ?? []].flat().reduce((all, { CapacityUnits = 0 }) => all + CapacityUnits, 0);
        if (writes.test(name)) requests.written += units;
        else requests.read += units;
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
