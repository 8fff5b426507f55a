import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemOf } from './items.ts';
import type { Key } from './keys.ts';
import { ignoringConflict } from './submission-store.ts';

/**
 * Puts an item where the one that was read still stands. `read`: the version of that one; undefined where there was none,
 * or one from before there were versions.
 */
export function putNextVersion(
  { client, table, key }: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly key: Key },
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
