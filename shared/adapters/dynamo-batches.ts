import { setTimeout as wait } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** DynamoDB takes at most this many items in one batch. */
const batchSize = 25;
const mostAttempts = 8;
const firstPause = 25;

type Requests = { PutRequest: { Item: Record<string, unknown> } }[];

/** Writes all items, asking again for those that DynamoDB left over; throws when some are left after all attempts. */
export async function writeBatches(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    const batch = items.slice(start, start + batchSize);
    await writeBatch(
      client,
      table,
      batch.map((Item) => ({ PutRequest: { Item } })),
    );
  }
}

async function writeBatch(client: DynamoDBDocumentClient, table: string, requests: Requests): Promise<void> {
  let left = requests;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    // Pauses double and vary, so that writers who were throttled together do not come back together.
    if (attempt > 0) await wait(firstPause * 2 ** attempt * (0.5 + Math.random() / 2));
    const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
    left = (UnprocessedItems?.[table] ?? []) as Requests;
    if (left.length === 0) return;
  }
  throw new Error(`${left.length} items were left unwritten after ${mostAttempts} attempts`);
}
