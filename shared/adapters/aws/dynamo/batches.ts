import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { backOff } from '../../../ports/until-written.ts';
import type { Key } from './keys.ts';

/** DynamoDB takes at most this many items in one batch. */
const batchSize = { write: 25, read: 100 } as const;
const maxAttempts = 8;
const firstPause = 25;

type Requests = { PutRequest: { Item: Record<string, unknown> } }[];

/** Writes all items, asking again for those that DynamoDB left over; throws when some are left after all attempts. */
export async function writeBatches(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize.write) {
    const batch: Requests = items.slice(start, start + batchSize.write).map((Item) => ({ PutRequest: { Item } }));
    await untilNoneIsLeft('unwritten', batch, async (left) => {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      return (UnprocessedItems?.[table] ?? []) as Requests;
    });
  }
}

/** The items that are there, in no particular order. Every read is strongly consistent. */
export async function readBatches(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let start = 0; start < keys.length; start += batchSize.read) {
    const batch = keys.slice(start, start + batchSize.read).map(({ pk, sk }) => ({ pk, sk }));
    await untilNoneIsLeft('unread', batch, async (Keys) => {
      const read = new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } });
      const { Responses, UnprocessedKeys } = await client.send(read);
      items.push(...(Responses?.[table] ?? []));
      return (UnprocessedKeys?.[table]?.Keys ?? []) as typeof batch;
    });
  }
  return items;
}

async function untilNoneIsLeft<T>(state: string, all: T[], attemptAt: (left: T[]) => Promise<T[]>): Promise<void> {
  let left = all;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt, firstPause);
    left = await attemptAt(left);
    if (left.length === 0) return;
  }
  throw new Error(`${left.length} items were left ${state} after ${maxAttempts} attempts`);
}
