import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { methodIds } from '../../../domain/scoring/methods/methods.ts';
import type { ScoringRuns } from '../../../ports/scoring-runs.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { type Key, roundKey, runKey, runPrefix, runResultKey, runResultPrefix, runResultsPartition } from './keys.ts';
import { getItem, itemsUnder, latestUnder } from './reads.ts';
import { ttl } from './ttl.ts';

const runItem = v.object({
  round: v.string(),
  run: v.string(),
  cutOff: v.string(),
  questionnaire: v.string(),
  method: v.picklist([...methodIds, 'definition']),
  shards: v.number(),
  registered: v.optional(v.number()),
  execution: v.string(),
  end: v.nullable(
    v.object({
      outcome: v.picklist(['published', 'unchanged', 'overtaken']),
      at: v.string(),
      authorities: v.number(),
      leftOut: v.number(),
      toTell: v.number(),
    }),
  ),
});
const resultItem = v.object({
  shard: v.number(),
  counted: v.string(),
  authorities: v.number(),
  leftOut: v.number(),
  toTell: v.number(),
});

/** A run can be taken up again for 14 days; what it published stays for good. */
const keptDays = 35;

/** Runs and what came of their shards: a small item each. */
export function dynamoScoringRuns(client: DynamoDBDocumentClient, table: string, now = () => new Date()): ScoringRuns {
  const putOnce = (key: Key, fields: object): Promise<'written' | 'conflict'> => {
    const Item = itemOf(key, { ...fields, expiresAt: ttl(now(), keptDays) });
    const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return ignoringConflict(client.send(put));
  };
  const result: ScoringRuns['result'] = async (id, shard) => {
    const item = await getItem(client, table, runResultKey(id, shard));
    return item === undefined ? null : parseItem(resultItem, item);
  };
  return {
    async begin(run) {
      await putOnce(runKey(run), run);
    },
    async load(id) {
      const item = await getItem(client, table, runKey(id));
      return item === undefined ? null : parseItem(runItem, item);
    },
    async finish(id, end) {
      const update = new UpdateCommand({
        TableName: table,
        Key: { ...runKey(id) },
        UpdateExpression: 'SET #end = :end',
        // The first end stays: what came after it found its work done.
        ConditionExpression: 'attribute_exists(pk) AND #end = :open',
        ExpressionAttributeNames: { '#end': 'end' },
        ExpressionAttributeValues: { ':end': end, ':open': null },
      });
      await ignoringConflict(client.send(update));
    },
    async putResult(id, own) {
      const written = await putOnce(runResultKey(id, own.shard), own);
      return written === 'written' ? own : ((await result(id, own.shard)) ?? own);
    },
    result,
    async results(id) {
      const items = await itemsUnder(client, table, { pk: runResultsPartition(id), sk: runResultPrefix });
      return items.map((item) => parseItem(resultItem, item));
    },
    async latest(round, most) {
      const items = await latestUnder(client, table, { pk: roundKey(round).pk, sk: runPrefix }, most);
      return items.map((item) => parseItem(runItem, item));
    },
  };
}
