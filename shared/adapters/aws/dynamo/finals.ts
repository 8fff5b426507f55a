import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Finals } from '../../../ports/scoring-runs.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { finalKey } from './keys.ts';
import { getItem } from './reads.ts';

const finalItem = v.object({ declaredAt: v.string() });

/** Beside the round, not in it: the registry writes the round whole, and takes nothing back that it does not know. */
export function dynamoFinals(client: DynamoDBDocumentClient, table: string): Finals {
  const declared: Finals['declared'] = async (round) => {
    const item = await getItem(client, table, finalKey(round));
    return item === undefined ? null : parseItem(finalItem, item).declaredAt;
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
