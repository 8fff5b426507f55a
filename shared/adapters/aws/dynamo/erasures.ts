import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nameKey } from '../../../domain/registry/names.ts';
import type { ErasureSubject, Erasures } from '../../../ports/erasures.ts';
import { readBatches } from './batches.ts';
import { itemOf, parseItem } from './items.ts';
import type { Key } from './keys.ts';

export const erasurePrefix = 'ERASURE#';

const erasureItem = v.object({
  startedAt: v.string(),
  finishedAt: v.optional(v.string()),
  texts: v.optional(v.array(v.string()), []),
});

const lastKey: Key = { pk: 'ERASURES', sk: 'LAST' };
const lastItem = v.object({ finishedAt: v.string() });

/** A hash stands for an address: the tombstone of a person must not name the person. */
function keyOf(subject: ErasureSubject): Key {
  return keyOfHash(subject.kind, subject.kind === 'contact' ? subject.address.trim().toLowerCase() : subject.id);
}

/** Of a file that carries no id. */
const keyOfName = (name: string): Key => keyOfHash('authority-name', nameKey(name));

function keyOfHash(kind: string, name: string): Key {
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, name]))
    .digest('hex');
  return { pk: `${erasurePrefix}${hash}`, sk: 'ERASURE' };
}

export function dynamoErasures(client: DynamoDBDocumentClient, table: string): Erasures {
  const put = (subject: ErasureSubject, fields: object): Promise<unknown> =>
    client.send(new PutCommand({ TableName: table, Item: itemOf(keyOf(subject), fields) }));
  return {
    async underway(subject) {
      const get = new GetCommand({ TableName: table, Key: { ...keyOf(subject) }, ConsistentRead: true });
      const { Item } = await client.send(get);
      if (Item === undefined) return null;
      const { startedAt, finishedAt, texts } = parseItem(erasureItem, Item);
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
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { ...lastKey }, ConsistentRead: true }),
      );
      return Item === undefined ? null : parseItem(lastItem, Item).finishedAt;
    },
    async finish({ subject, startedAt }, counts, finishedAt) {
      await client.send(new PutCommand({ TableName: table, Item: itemOf(lastKey, { finishedAt }) }));
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
