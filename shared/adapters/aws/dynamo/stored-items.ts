import { DeleteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { StoredItem, StoredItems } from '../../../ports/erasures.ts';
import { setFields } from './conditional-writes.ts';
import { packed, unpacked } from './items.ts';
import { answersStart, kindOfItem, onErasure } from './keys.ts';

/** Every item of the table. It scans: only erasing may, which is rare and must miss nothing. */
export function dynamoStoredItems(client: DynamoDBDocumentClient, table: string): StoredItems {
  return {
    onErasure,
    async *all() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
        yield (Items as StoredItem[]).map(opened);
      }
    },
    async remove({ pk, sk }) {
      await client.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
    },
    async change({ pk, sk }, fields) {
      const stored = closed({ pk, sk }, fields);
      const changed = Object.fromEntries(Object.keys(fields).map((name) => [name, stored[name]]));
      await setFields({ client, table, key: { pk, sk } }, changed);
    },
  };
}

/** Of a chunk the answers are told one by one, and put back packed: whoever looks for a text finds it in them. */
const opened = (item: StoredItem): StoredItem => {
  const answers = item['answers'];
  return isChunk(item) && answers instanceof Uint8Array ? { ...item, answers: unpacked(answers) } : item;
};

const closed = (key: Place, { answers, ...fields }: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  isChunk(key) && Array.isArray(answers) ? { ...fields, answers: packed(answers) } : { ...fields, answers };

type Place = Pick<StoredItem, 'pk' | 'sk'>;
const isChunk = ({ pk, sk }: Place): boolean => kindOfItem({ pk, sk }).sk === answersStart;
