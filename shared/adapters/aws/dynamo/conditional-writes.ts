import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { itemOf } from './items.ts';
import type { Key } from './keys.ts';

/** A condition that did not hold is an answer, not a fault. */
export async function ignoringConflict(write: Promise<unknown>): Promise<'written' | 'conflict'> {
  try {
    await write;
    return 'written';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'conflict';
    throw error;
  }
}

interface Place<K = Key> {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly key: K;
}

/**
 * Puts an item where the one that was read still stands. `read`: the version of that one; undefined where there was none,
 * or one from before there were versions.
 */
export function putNextVersion(
  { client, table, key }: Place,
  fields: object,
  read: number | undefined,
): Promise<'written' | 'conflict'> {
  const put = new PutCommand({
    TableName: table,
    Item: itemOf(key, { ...fields, version: (read ?? 0) + 1 }),
    ...(read === undefined
      ? { ConditionExpression: 'attribute_not_exists(version)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': read } }),
  });
  return ignoringConflict(client.send(put));
}

/** Sets fields of an item; nothing where there is none: an erasure may have been faster. */
export async function setFields(
  { client, table, key: { pk, sk } }: Place<Pick<Key, 'pk' | 'sk'>>,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entries = Object.entries(fields);
  const update = new UpdateCommand({
    TableName: table,
    Key: { pk, sk },
    UpdateExpression: `SET ${entries.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:f${index}`, value])),
  });
  await ignoringConflict(client.send(update));
}
