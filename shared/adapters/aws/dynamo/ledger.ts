import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FilePlace } from '../../../ports/inbox.ts';
import type { Ledger } from '../../../ports/ledger.ts';
import { readBatches } from './batches.ts';
import { itemOf, parseItem, receiptItem } from './items.ts';
import { receiptKey } from './keys.ts';

/** A small item for each object of the inbox that was worked on. */
export function dynamoLedger(client: DynamoDBDocumentClient, table: string): Ledger {
  const update = async (place: FilePlace, expression: string, value: unknown): Promise<void> => {
    const { pk, sk, ...fields } = itemOf(receiptKey(place), {});
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk, sk },
        UpdateExpression: `SET schemaVersion = :version ${expression}`,
        ExpressionAttributeValues: { ':version': fields['schemaVersion'], ':value': value },
      }),
    );
  };
  return {
    close: (place) => update(place, ', closed = :value', true),
    countRequeue: (place) => update(place, 'ADD requeued :value', 1),
    async open(places, most) {
      const items = await readBatches(client, table, places.map(receiptKey));
      const receipts = new Map(items.map((item) => [item['pk'], parseItem(receiptItem, item)]));
      return places.filter((place) => {
        const receipt = receipts.get(receiptKey(place).pk);
        return receipt === undefined || (!receipt.closed && receipt.requeued < most);
      });
    },
  };
}
