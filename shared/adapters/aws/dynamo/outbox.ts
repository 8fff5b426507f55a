import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Round } from '../../../domain/registry/registry.ts';
import type { Outbox, OutboxOwner } from '../../../ports/outbox.ts';
import type { Registry } from '../../../ports/registry.ts';
import { ignoringConflict } from './conditional-writes.ts';
import { outboxItem, parseItem, writable } from './items.ts';
import { importKey, type Key, noticeKey, standingKey, submissionKey } from './keys.ts';
import { getItem } from './reads.ts';

/** The list of mails owed inside the item that made them due. Nothing else of that item is touched. */
export function dynamoOutbox(client: DynamoDBDocumentClient, table: string, registry: Pick<Registry, 'round'>): Outbox {
  // Asked for once: the shards of a round, which are all that is wanted of it, never change.
  const rounds = new Map<string, Round>();
  const roundOf = async (id: string): Promise<Round | null> => {
    const round = rounds.get(id) ?? (await registry.round(id));
    if (round !== null) rounds.set(id, round);
    return round;
  };
  const keyOf = async (owner: OutboxOwner): Promise<Key | null> => {
    if (owner.kind === 'rejected') return submissionKey(owner.submission);
    if (owner.kind === 'notice') return noticeKey(owner.notice);
    if (owner.kind === 'import') return importKey(owner.import);
    const round = await roundOf(owner.round);
    return round === null ? null : standingKey(round, owner.authority);
  };
  return {
    async load(owner) {
      const key = await keyOf(owner);
      if (key === null) return null;
      const item = await getItem(client, table, key);
      // A rejected submission that was accepted after all has no outbox of its own any more.
      if (item === undefined || item['deliveries'] === undefined) return null;
      return parseItem(outboxItem, item);
    },

    async save(owner, deliveries, version) {
      const key = await keyOf(owner);
      if (key === null) throw new Error('An outbox of a round that is not there cannot be saved');
      const update = new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression: 'SET deliveries = :deliveries, #version = :next',
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':deliveries': writable(deliveries), ':next': version + 1, ':read': version },
      });
      return ignoringConflict(client.send(update));
    },
  };
}
