import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Finals } from '../../../ports/scoring-runs.ts';
import { itemOf, parseItem } from './items.ts';
import { finalKey } from './keys.ts';
import { ignoringConflict } from './submission-store.ts';

const finalItem = v.object({ declaredAt: v.string() });

/** Beside the round, not in it: the registry writes the round whole, and takes nothing back that it does not know. */
export function dynamoFinals(client: DynamoDBDocumentClient, table: string): Finals {
  const declared: Finals['declared'] = async (round) => {
    const Key = { ...finalKey(round) };
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item === undefined ? null : parseItem(finalItem, Item).declaredAt;
  };
  return {
    declared,
    async declare(round, at) {
      const Item = itemOf(finalKey(round), { declaredAt: at });
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      await ignoringConflict(client.send(put));
      return (await declared(round)) ?? at;
    },
  };
}
