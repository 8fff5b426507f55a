import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { DailyAllowance, Refusals } from '../../../ports/mail-intake.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { type AllowanceWay, allowanceKey, refusalKey } from './keys.ts';
import { getItem } from './reads.ts';
import { ttl } from './ttl.ts';

const keptDays = 30;

/** What one address sent in a day by one way, as a set of ids: a repeated event is counted once. */
export function dynamoAllowance(
  client: DynamoDBDocumentClient,
  table: string,
  of: { readonly way: AllowanceWay; readonly most: number },
  now = () => new Date(),
): DailyAllowance {
  return {
    async take(address, day, mail) {
      const update = new UpdateCommand({
        TableName: table,
        Key: allowanceKey(of.way, address, day),
        UpdateExpression: 'ADD mails :one SET expiresAt = :expiry',
        ConditionExpression: 'attribute_not_exists(mails) OR contains(mails, :mail) OR size(mails) < :most',
        ExpressionAttributeValues: {
          ':one': new Set([mail]),
          ':mail': mail,
          ':most': of.most,
          ':expiry': ttl(now(), keptDays),
        },
      });
      return (await ignoringConflict(client.send(update))) === 'written';
    },
    async hasLeft(address, day, id = '') {
      const taken: unknown = (await getItem(client, table, allowanceKey(of.way, address, day)))?.['mails'];
      return !(taken instanceof Set) || taken.size < of.most || taken.has(id);
    },
  };
}

const refusalItem = v.object({
  reason: v.picklist(['unauthenticated', 'unregistered', 'over-limit', 'virus', 'unreadable']),
  from: v.string(),
  subject: v.string(),
  at: v.string(),
});

export function dynamoRefusals(client: DynamoDBDocumentClient, table: string, now = () => new Date()): Refusals {
  return {
    async note(day, mail, refusal) {
      const item = itemOf(refusalKey(day, mail), { ...refusal, expiresAt: ttl(now(), keptDays) });
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
    async list(day, most) {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :day',
        ExpressionAttributeValues: { ':day': refusalKey(day, '').pk },
        ConsistentRead: true,
        Limit: most,
      });
      const { Items = [] } = await client.send(query);
      return Items.map((item) => parseItem(refusalItem, item));
    },
  };
}
