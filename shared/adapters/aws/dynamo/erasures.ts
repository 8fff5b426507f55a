import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nameKey } from '../../../domain/registry/names.ts';
import type { ErasureSubject, Erasures } from '../../../ports/erasures.ts';
import { readBatches } from './batches.ts';
import { itemOf, parseItem } from './items.ts';
import { erasureKey, type Key, lastErasureKey } from './keys.ts';
import { getItem } from './reads.ts';

const erasureItem = v.object({
  startedAt: v.string(),
  finishedAt: v.optional(v.string()),
  texts: v.optional(v.array(v.string()), []),
});

const lastItem = v.object({ finishedAt: v.string() });

const keyOf = (subject: ErasureSubject): Key =>
  erasureKey(subject.kind, subject.kind === 'contact' ? subject.address.trim().toLowerCase() : subject.id);

/** Of a file that carries no id. */
const keyOfName = (name: string): Key => erasureKey('authority-name', nameKey(name));

export function dynamoErasures(client: DynamoDBDocumentClient, table: string): Erasures {
  const put = (subject: ErasureSubject, fields: object): Promise<unknown> =>
    client.send(new PutCommand({ TableName: table, Item: itemOf(keyOf(subject), fields) }));
  return {
    async underway(subject) {
      const item = await getItem(client, table, keyOf(subject));
      if (item === undefined) return null;
      const { startedAt, finishedAt, texts } = parseItem(erasureItem, item);
      return finishedAt === undefined ? { subject, startedAt, texts } : null;
    },
    async begin({ subject, startedAt, texts, names = [] }) {
      for (const name of names) {
        const Item = itemOf(keyOfName(name), { kind: 'authority-name', startedAt });
        await client.send(new PutCommand({ TableName: table, Item }));
      }
      await put(subject, { kind: subject.kind, startedAt, texts });
    },
    async lastFinished() {
      const item = await getItem(client, table, lastErasureKey);
      return item === undefined ? null : parseItem(lastItem, item).finishedAt;
    },
    async finish({ subject, startedAt }, counts, finishedAt) {
      await client.send(new PutCommand({ TableName: table, Item: itemOf(lastErasureKey, { finishedAt }) }));
      const id = subject.kind === 'authority' ? { id: subject.id } : {};
      await put(subject, { kind: subject.kind, ...id, startedAt, finishedAt, counts });
    },
    async covers({ sender, authority, authorityName = null, receivedAt }) {
      const keys = [
        ...(sender === null ? [] : [keyOf({ kind: 'contact', address: sender })]),
        ...(authority === null ? [] : [keyOf({ kind: 'authority', id: authority })]),
        ...(authorityName === null ? [] : [keyOfName(authorityName)]),
      ];
      const tombstones = await readBatches(client, table, keys);
      return tombstones.some((item) => parseItem(erasureItem, item).startedAt >= receivedAt);
    },
  };
}
