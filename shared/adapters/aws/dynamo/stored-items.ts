import { DeleteCommand, type DynamoDBDocumentClient, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredItem, StoredItems } from '../../../ports/erasures.ts';
import { onErasure } from './keys.ts';
import { ignoringConflict } from './submission-store.ts';

/** Every item of the table. It scans: only erasing may, which is rare and must miss nothing. */
export function dynamoStoredItems(client: DynamoDBDocumentClient, table: string): StoredItems {
  return {
    onErasure,
    async *all() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
        yield Items as StoredItem[];
      }
    },
    async remove({ pk, sk }) {
      await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
    },
    async change({ pk, sk }, fields) {
      const names = Object.keys(fields);
      const update = new UpdateCommand({
        TableName: table,
        Key: { pk, sk },
        UpdateExpression: `SET ${names.map((_, index) => `#f${index} = :f${index}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#f${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name, index) => [`:f${index}`, fields[name]])),
      });
      await ignoringConflict(client.send(update));
    },
  };
}
