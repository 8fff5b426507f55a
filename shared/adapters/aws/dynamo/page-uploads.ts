import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { PageUploads } from '../../../ports/page-uploads.ts';
import { together } from '../../../ports/together.ts';
import { readBatches } from './batches.ts';
import { ignoringConflict, setFields } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { authorityKey, listedUploadKey, listedUploadPrefix, pageUploadKey } from './keys.ts';
import { getItem, latestUnder } from './reads.ts';
import { ttl } from './ttl.ts';

const pageUploadItem = v.object({
  id: v.string(),
  authority: v.string(),
  round: v.string(),
  fileName: v.optional(v.string(), ''),
  note: v.optional(v.string()),
  announcedAt: v.string(),
  handedIn: v.optional(v.boolean()),
  submission: v.nullable(v.string()),
  stage: v.picklist(['announced', 'sent', 'interrupted', 'reading', 'following', 'read', 'unusable']),
});

const listedItem = v.object({ id: v.string() });

/** Whoever comes back in the same round finds also what could not be used, which is in no history. */
const keptDays = 400;

/** What is sent by the page, each under an id that only its page and the inbox know. */
export function dynamoPageUploads(client: DynamoDBDocumentClient, table: string, now = () => new Date()): PageUploads {
  const find: PageUploads['find'] = async (id) => {
    const item = await getItem(client, table, pageUploadKey(id));
    return item === undefined ? null : parseItem(pageUploadItem, item);
  };
  return {
    async announce(upload) {
      const expiresAt = ttl(now(), keptDays);
      const fields = { ...upload, submission: null, stage: 'announced', expiresAt };
      const listed = { id: upload.id, authority: upload.authority, expiresAt };
      // Nobody knows of it before both are there: what only one of them names is found by nobody.
      await together([
        client.send(new PutCommand({ TableName: table, Item: itemOf(listedUploadKey(upload), listed) })),
        client.send(new PutCommand({ TableName: table, Item: itemOf(pageUploadKey(upload.id), fields) })),
      ]);
    },
    find,
    async latestOf(authority, most) {
      const under = { pk: authorityKey(authority).pk, sk: listedUploadPrefix };
      const items = await latestUnder(client, table, under, most);
      const ids = items.map((item) => parseItem(listedItem, item).id);
      const read = await readBatches(client, table, ids.map(pageUploadKey));
      const found = new Map(read.map((item) => [item['pk'], parseItem(pageUploadItem, item)]));
      return ids.flatMap((id) => found.get(pageUploadKey(id).pk) ?? []);
    },
    async noteSending(id, stage) {
      const update = new UpdateCommand({
        TableName: table,
        Key: pageUploadKey(id),
        UpdateExpression: 'SET stage = :stage',
        ConditionExpression: 'stage IN (:announced, :interrupted)',
        ExpressionAttributeValues: { ':stage': stage, ':announced': 'announced', ':interrupted': 'interrupted' },
      });
      await ignoringConflict(client.send(update));
    },
    async note(id, { stage, submission }) {
      await setFields({ client, table, key: pageUploadKey(id) }, { stage, submission });
    },
  };
}
