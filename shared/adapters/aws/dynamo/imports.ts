import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { addDue } from '../../../domain/mail/delivery.ts';
import type { ImportPlan } from '../../../domain/registry/planned-import.ts';
import type { Imports } from '../../../ports/imports.ts';
import type { Texts } from '../s3/text-store.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { importItem, itemOf, parseItem, writable } from './items.ts';
import { importKey, lastImportKey } from './keys.ts';
import { getItem } from './reads.ts';

/** Imports in the table, each with its own outbox; their plans, which can be larger than an item, among the texts. */
export function dynamoImports(client: DynamoDBDocumentClient, table: string, plans: Texts): Imports {
  return {
    async load(id) {
      const item = await getItem(client, table, importKey(id));
      if (item === undefined) return null;
      const { plan: hash, state, deliveries, ...fields } = parseItem(importItem, item);
      // Written by us and found by the hash of its content, so it is the shape that was written.
      const plan = JSON.parse(await plans.get(hash)) as ImportPlan;
      const owed = deliveries.some((delivery) => delivery.state !== 'sent');
      return { of: { ...fields, plan }, applied: state === 'applied', owed };
    },
    async begin({ plan, ...fields }) {
      const hash = await plans.keep(JSON.stringify(plan));
      const item = { ...fields, plan: hash, state: 'applying', version: 1, deliveries: [] };
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(importKey(fields.id), item),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await ignoringConflict(client.send(put));
    },
    async finish({ id, sha256, plan }) {
      await client.send(new PutCommand({ TableName: table, Item: itemOf(lastImportKey(plan.kind), { sha256 }) }));
      const update = new UpdateCommand({
        TableName: table,
        Key: { ...importKey(id) },
        UpdateExpression: 'SET #state = :applied, deliveries = :deliveries, version = version + :one',
        ConditionExpression: '#state = :applying',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':applied': 'applied',
          ':applying': 'applying',
          ':deliveries': writable(addDue([], id)),
          ':one': 1,
        },
      });
      await ignoringConflict(client.send(update));
    },
    async lastFile(kind) {
      const item = await getItem(client, table, lastImportKey(kind));
      return item === undefined ? null : String(item['sha256']);
    },
  };
}
