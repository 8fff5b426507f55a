import { randomUUID } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { actKinds } from '../../../domain/registry/act.ts';
import { hashedId } from '../../../domain/submissions/hashed-id.ts';
import type { Acts } from '../../../ports/acts.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { actKey, actorKey, actorPrefix, actorsPartition, actPrefix, actsPartition } from './keys.ts';
import { itemsUnder } from './reads.ts';

const actItem = v.object({
  round: v.nullable(v.string()),
  authority: v.nullable(v.string()),
  at: v.string(),
  by: v.string(),
  what: v.picklist(actKinds),
  facts: v.record(v.string(), v.string()),
  reason: v.nullable(v.string()),
});

const actorItem = v.object({ id: v.string(), name: v.string() });

/** Acts in the table, those of a round in one partition; names in another, of which an office has a handful. */
export function dynamoActs(client: DynamoDBDocumentClient, table: string): Acts {
  const put = (Item: Record<string, unknown>): Promise<unknown> =>
    ignoringConflict(
      client.send(new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' })),
    );
  const actors: Acts['actors'] = async () => {
    const items = await itemsUnder(client, table, { pk: actorsPartition, sk: actorPrefix });
    return new Map(items.map((item) => parseItem(actorItem, item)).map(({ id, name }) => [id, name]));
  };
  const named = async (name: string): Promise<string | undefined> =>
    [...(await actors())].find(([, one]) => isSameName(one, name))?.[0];
  return {
    async append(act) {
      await put(itemOf(actKey(act.round, act.at, hashedId(act, 16)), act));
    },
    async of(round) {
      const items = await itemsUnder(client, table, { pk: actsPartition(round), sk: actPrefix });
      return items.map((item) => parseItem(actItem, item));
    },
    async actor(name) {
      const known = await named(name);
      if (known !== undefined) return known;
      // Nothing of the name is in the id, so that it tells nothing once the name is gone.
      const id = randomUUID();
      await put(itemOf(actorKey(id), { id, name: name.trim() }));
      return id;
    },
    actors,
    async forgetActor(name) {
      const id = await named(name);
      if (id === undefined) return false;
      await client.send(new DeleteCommand({ TableName: table, Key: { ...actorKey(id) } }));
      return true;
    },
  };
}

const isSameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
