import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuthorityId, RoundId } from '../../../domain/ids.ts';
import type { Reviews } from '../../../ports/reviews.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import { putNextVersion } from './conditional-writes.ts';
import { parseItem } from './items.ts';
import { reviewKey } from './keys.ts';
import { getItem } from './reads.ts';

const reviewItem = v.object({
  round: v.string(),
  authority: v.string(),
  version: v.number(),
  verified: v.record(
    v.string(),
    v.object({
      claimed: v.string(),
      evidence: v.string(),
      verified: v.nullable(v.string()),
      reason: v.string(),
      at: v.string(),
    }),
  ),
});

/** Verified answers in the table, beside the authority. */
export function dynamoReviews(client: DynamoDBDocumentClient, table: string): Reviews {
  const load = async (round: RoundId, authority: AuthorityId) => {
    const item = await getItem(client, table, reviewKey(round, authority));
    return item === undefined ? null : parseItem(reviewItem, item);
  };
  return {
    of: load,
    change: (round, authority, change) =>
      untilWritten(`The review of ${authority} in round ${round}`, async () => {
        const before = await load(round, authority);
        const next = { round, authority, verified: { ...change(before?.verified ?? {}) } };
        const place = { client, table, key: reviewKey(round, authority) };
        return (await putNextVersion(place, next, before?.version)) === 'conflict' ? 'conflict' : next;
      }),
  };
}
