import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { writeBatches } from '../../../../shared/adapters/aws/dynamo/batches.ts';
import { deepTest } from '../../../support/tier.ts';

const pauses = vi.hoisted((): number[] => []);
vi.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => {
    pauses.push(milliseconds);
  },
}));
beforeEach(() => {
  pauses.length = 0;
});

const items = Array.from({ length: 30 }, (_, index) => ({ pk: 'a', sk: `${index}` }));

/** A client whose every batch comes back with what `leave` leaves of it. */
function answering(leave: (requests: unknown[]) => unknown[]): { client: DynamoDBDocumentClient; sizes: number[] } {
  const settings = { region: 'eu-north-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const sizes: number[] = [];
  client.middlewareStack.add(
    () => async (parameters) => {
      const { RequestItems } = parameters.input as { RequestItems: { table: unknown[] } };
      sizes.push(RequestItems.table.length);
      const table = leave(RequestItems.table);
      return { response: {}, output: { $metadata: {}, UnprocessedItems: table.length === 0 ? {} : { table } } };
    },
    { step: 'initialize', priority: 'low' },
  );
  return { client, sizes };
}

test('items go 25 at a time, without a pause when none is left over', async () => {
  const { client, sizes } = answering(() => []);
  await writeBatches(client, 'table', items);
  expect(sizes).toEqual([25, 5]);
  expect(pauses).toEqual([]);
});

test('only what was left over is asked for again', async () => {
  const { client, sizes } = answering((requests) => requests.slice(10));
  await writeBatches(client, 'table', items);
  expect(sizes).toEqual([25, 15, 5, 5]);
});

deepTest('what is never taken is a fault after eight attempts, with pauses that grow', async () => {
  const { client, sizes } = answering((requests) => requests);
  await expect(writeBatches(client, 'table', items)).rejects.toThrow('25 items were left unwritten after 8 attempts');
  expect(sizes).toHaveLength(8);
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThanOrEqual(25 * 2 ** index);
    expect(pause).toBeLessThanOrEqual(25 * 2 ** (index + 1));
  }
});
