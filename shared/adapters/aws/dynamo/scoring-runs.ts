import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { methodIds } from '../../../domain/scoring/methods/methods.ts';
import type { ScoringRuns } from '../../../ports/scoring-runs.ts';
import { itemOf, parseItem } from './items.ts';
import { type Key, roundKey, runKey, runPrefix, runResultKey, runResultsPartition } from './keys.ts';
import { ignoringConflict } from './submission-store.ts';
import { ttl } from './ttl.ts';

const runItem = v.object({
  round: v.string(),
  run: v.string(),
  cutOff: v.string(),
  questionnaire: v.string(),
  method: v.picklist(methodIds),
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
  const get = async (key: Key): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: true }))).Item;
  const putOnce = (key: Key, fields: object): Promise<'written' | 'conflict'> => {
    const Item = itemOf(key, { ...fields, expiresAt: ttl(now(), keptDays) });
    const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return ignoringConflict(client.send(put));
  };
  const result: ScoringRuns['result'] = async (id, shard) => {
    const item = await get(runResultKey(id, shard));
    return item === undefined ? null : parseItem(resultItem, item);
  };
  return {
    async begin(run) {
      await putOnce(runKey(run), run);
    },
    async load(id) {
      const item = await get(runKey(id));
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
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :run',
        ExpressionAttributeValues: { ':run': runResultsPartition(id) },
        ConsistentRead: true,
      };
      const results = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        results.push(...Items.map((item) => parseItem(resultItem, item)));
      }
      return results;
    },
    async latest(round, most) {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :round AND begins_with(sk, :run)',
        ExpressionAttributeValues: { ':round': roundKey(round).pk, ':run': runPrefix },
        ScanIndexForward: false,
        Limit: most,
        ConsistentRead: true,
      });
      return ((await client.send(query)).Items ?? []).map((item) => parseItem(runItem, item));
    },
  };
}
