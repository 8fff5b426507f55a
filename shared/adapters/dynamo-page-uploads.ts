import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { PageUploads } from '../portal-ports.ts';
import { itemOf, parseItem } from './dynamo-items.ts';
import { pageUploadKey } from './dynamo-keys.ts';
import { ignoringConflict } from './dynamo-submission-store.ts';
import { expiry } from './expiry.ts';

const pageUploadItem = v.object({
  id: v.string(),
  authority: v.string(),
  round: v.string(),
  announcedAt: v.string(),
  submission: v.nullable(v.string()),
  stage: v.picklist(['announced', 'reading', 'following', 'read', 'unusable']),
});

/** A page asks for some minutes; whoever comes back later finds the submission itself. */
const keptDays = 30;

/** What is sent by the page, each under an id that only its page and the inbox know. */
export function dynamoPageUploads(client: DynamoDBDocumentClient, table: string, now = () => new Date()): PageUploads {
  return {
    async announce(upload) {
      const fields = { ...upload, submission: null, stage: 'announced', expiresAt: expiry(now(), keptDays) };
      await client.send(new PutCommand({ TableName: table, Item: itemOf(pageUploadKey(upload.id), fields) }));
    },
    async find(id) {
      const get = new GetCommand({ TableName: table, Key: { ...pageUploadKey(id) }, ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item === undefined ? null : parseItem(pageUploadItem, Item);
    },
    async note(id, { stage, submission }) {
      const update = new UpdateCommand({
        TableName: table,
        Key: pageUploadKey(id),
        UpdateExpression: 'SET stage = :stage, submission = :submission',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':stage': stage, ':submission': submission },
      });
      await ignoringConflict(client.send(update));
    },
  };
}
