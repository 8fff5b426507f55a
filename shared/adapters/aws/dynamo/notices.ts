import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { addDue } from '../../../domain/mail/delivery.ts';
import { tabRefusals } from '../../../domain/submissions/tab-refusal.ts';
import type { Notices } from '../../../ports/notices.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem, writable } from './items.ts';
import { noticeKey } from './keys.ts';
import { getItem } from './reads.ts';
import { ttl } from './ttl.ts';

/** As long as the longest round: until then the same notice is known to have been sent. */
const keptDays = 400;

const text = v.string();
const noticeItem = v.object({
  notice: v.variant('kind', [
    v.object({
      kind: v.literal('answer'),
      reason: v.picklist(['no-workbook', 'too-many-workbooks', 'too-large', 'unreadable']),
      to: text,
      day: text,
      messageId: v.nullable(text),
      subject: v.nullable(text),
    }),
    v.object({ kind: v.literal('invitation'), round: text, authority: text, to: text }),
    v.object({
      kind: v.literal('reminder'),
      ...{ round: text, authority: text, days: v.number(), to: text },
      closes: v.optional(text),
    }),
    v.object({ kind: v.literal('deadline'), round: text, authority: text, closes: text, to: text }),
    v.object({ kind: v.literal('colleague'), round: text, authority: text, to: text, day: text }),
    v.object({ kind: v.literal('confirmation'), submission: text, order: text, to: text }),
    v.object({ kind: v.literal('unchanged'), submission: text, order: text, fileName: v.optional(text), to: text }),
    v.object({ kind: v.literal('sheet-waiting'), sheet: text, receivedAt: text, to: v.nullable(text) }),
    v.object({
      kind: v.literal('tab-unwritten'),
      ...{ sheet: text, submission: text, why: v.picklist(tabRefusals), address: text, to: v.nullable(text) },
    }),
    v.object({
      kind: v.literal('suppressed'),
      address: text,
      reason: v.picklist(['bounce', 'complaint']),
      at: text,
    }),
    v.object({
      kind: v.literal('note'),
      ...{ submission: text, authority: text, round: v.nullable(text), mark: text },
    }),
    v.object({ kind: v.literal('quarantined'), submission: text }),
    v.object({ kind: v.literal('refusals'), day: text }),
  ]),
});

export function dynamoNotices(client: DynamoDBDocumentClient, table: string, now = () => new Date()): Notices {
  return {
    async load(id) {
      const item = await getItem(client, table, noticeKey(id));
      return item === undefined ? null : parseItem(noticeItem, item).notice;
    },
    async put(id, notice) {
      const deliveries = writable(addDue([], id));
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(noticeKey(id), {
          // By this an erasure finds it.
          authority: 'authority' in notice ? notice.authority : undefined,
          ...{ notice, deliveries, version: 1, expiresAt: ttl(now(), keptDays) },
        }),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await ignoringConflict(client.send(put));
    },
    async withdraw(id) {
      const update = new UpdateCommand({
        TableName: table,
        Key: noticeKey(id),
        UpdateExpression: 'SET deliveries = :none, #version = #version + :one',
        ConditionExpression: 'deliveries[0].#state = :due',
        ExpressionAttributeNames: { '#version': 'version', '#state': 'state' },
        ExpressionAttributeValues: { ':none': [], ':one': 1, ':due': 'due' },
      });
      await ignoringConflict(client.send(update));
    },
  };
}
