import { randomBytes } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { LinkKey } from '../../../domain/mail/signed-link.ts';
import type { LinkKeys } from '../../../ports/link-keys.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { linkKeyKey } from './keys.ts';

const linkKeyItem = v.object({ id: v.number(), secret: v.instance(Uint8Array), madeAt: v.string() });

const secretBytes = 32;
/** Secrets for links, in a partition of their own, numbered: two that are made at once are one. */
export function dynamoLinkKeys(client: DynamoDBDocumentClient, table: string, now = () => new Date()): LinkKeys {
  const all = async (): Promise<LinkKey[]> => {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': linkKeyKey(1).pk },
      ConsistentRead: true,
      ScanIndexForward: false,
    });
    const { Items = [] } = await client.send(query);
    return Items.map((item) => parseItem(linkKeyItem, item)).map(({ id, secret }) => ({ id, secret }));
  };
  /** By an update, which every function that signs may do; nothing that is there is replaced. */
  const make = async (id: number): Promise<'written' | 'conflict'> => {
    const { pk, sk, ...fields } = itemOf(linkKeyKey(id), { id, madeAt: now().toISOString() });
    const update = new UpdateCommand({
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: 'SET schemaVersion = :version, id = :id, madeAt = :madeAt, secret = :secret',
      ConditionExpression: 'attribute_not_exists(pk)',
      ExpressionAttributeValues: {
        ':version': fields['schemaVersion'],
        ':id': fields['id'],
        ':madeAt': fields['madeAt'],
        ':secret': randomBytes(secretBytes),
      },
    });
    return ignoringConflict(client.send(update));
  };
  return {
    async all() {
      const keys = await all();
      if (keys.length > 0) return keys;
      await make(1);
      return all();
    },
    rotate: () =>
      untilWritten('The list of keys for links', async () => {
        const next = ((await all())[0]?.id ?? 0) + 1;
        if ((await make(next)) === 'conflict') return 'conflict';
        return (await all()).find(({ id }) => id === next) ?? 'conflict';
      }),
    async revokeOlder() {
      const [, ...older] = await all();
      for (const { id } of older)
        await client.send(new DeleteCommand({ TableName: table, Key: { ...linkKeyKey(id) } }));
      return older.length;
    },
  };
}
