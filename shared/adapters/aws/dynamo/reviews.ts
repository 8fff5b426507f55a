import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { answerValues } from '../../../domain/answers/answer.ts';
import type { AuthorityId, RoundId } from '../../../domain/ids.ts';
import type { Reviews } from '../../../ports/reviews.ts';
import { itemOf, parseItem } from './items.ts';
import { reviewKey } from './keys.ts';
import { ignoringConflict } from './submission-store.ts';

/** Two reviews of one authority at once are rare, more than a handful in one moment is a fault. */
const maxAttempts = 8;

const reviewItem = v.object({
  round: v.string(),
  authority: v.string(),
  version: v.number(),
  verified: v.record(
    v.string(),
    v.object({
      claimed: v.picklist(answerValues),
      evidence: v.string(),
      verified: v.nullable(v.picklist(['yes', 'no', 'na'])),
      reason: v.string(),
      at: v.string(),
    }),
  ),
});

/** Verified answers in the table, beside the authority. */
export function dynamoReviews(client: DynamoDBDocumentClient, table: string): Reviews {
  const load = async (round: RoundId, authority: AuthorityId) => {
    const get = new GetCommand({ TableName: table, Key: reviewKey(round, authority), ConsistentRead: true });
    const { Item } = await client.send(get);
    return Item === undefined ? null : parseItem(reviewItem, Item);
  };
  return {
    of: load,
    async change(round, authority, change) {
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        const before = await load(round, authority);
        const next = { round, authority, verified: { ...change(before?.verified ?? {}) } };
        const put = new PutCommand({
          TableName: table,
          Item: itemOf(reviewKey(round, authority), { ...next, version: (before?.version ?? 0) + 1 }),
          ...(before === null
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': before.version } }),
        });
        if ((await ignoringConflict(client.send(put))) !== 'conflict') return next;
      }
      throw new Error(`The review of ${authority} in round ${round} lost ${maxAttempts} races`);
    },
  };
}
