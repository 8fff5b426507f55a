import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { DeliveryRequest, OwedMails } from '../../../ports/outbox.ts';
import { deliveryMessage, parseDeliveryMessage } from '../../../queues/delivery-message.ts';
import { ignoringConflict, setFields } from './conditional-writes.ts';
import { itemOf, parseItem } from './items.ts';
import { owedKey, owedPartition, owedShards } from './keys.ts';

const owedItem = v.object({ message: v.string(), notedAt: v.string(), askAt: v.string() });

const hour = 3600_000;
const day = 24 * hour;
/** Of each partition, in one sweep: the next one goes on. */
const maxAsked = 500;

/** A mail that was noted as owed. */
export interface NotedMail {
  readonly request: DeliveryRequest;
  /** ISO instants: since when, and when it may be asked for again. */
  readonly notedAt: string;
  readonly askAt: string;
}

/** The mails noted in one partition, in pages; with `askableAt`, those that may be asked for at that instant. */
export async function* notedMails(
  client: DynamoDBDocumentClient,
  table: string,
  shard: number,
  askableAt?: string,
): AsyncIterable<readonly NotedMail[]> {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :owed',
    ...(askableAt === undefined ? {} : { FilterExpression: 'askAt <= :now' }),
    ExpressionAttributeValues: {
      ':owed': owedPartition(shard),
      ...(askableAt === undefined ? {} : { ':now': askableAt }),
    },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    const page = Items.map((item) => parseItem(owedItem, item));
    yield page.map(({ message, notedAt, askAt }) => ({ request: parseDeliveryMessage(message), notedAt, askAt }));
  }
}

/** Mails owed: one small item each, written before the mail is due and deleted when it is sent. */
export function dynamoOwedMails(client: DynamoDBDocumentClient, table: string, now = () => new Date()): OwedMails {
  const later = (milliseconds: number): string => new Date(now().getTime() + milliseconds).toISOString();
  const askable = async (shard: number): Promise<DeliveryRequest[]> => {
    const requests: DeliveryRequest[] = [];
    for await (const page of notedMails(client, table, shard, later(0))) {
      requests.push(...page.map(({ request }) => request));
      if (requests.length >= maxAsked) break;
    }
    return requests;
  };
  return {
    async note(request, askAt) {
      const { owner } = request;
      const fields = {
        // By this an erasure finds it.
        authority: owner.kind === 'standing' ? owner.authority : undefined,
        message: deliveryMessage(request),
        notedAt: later(0),
        // By then a message of the queue has had its tries.
        askAt: askAt?.toISOString() ?? later(hour),
      };
      await client.send(new PutCommand({ TableName: table, Item: itemOf(owedKey(request.delivery), fields) }));
    },
    async asked({ delivery }) {
      await setFields({ client, table, key: owedKey(delivery) }, { askAt: later(day) });
    },
    async settle({ delivery }, which) {
      const old = { ConditionExpression: 'notedAt <= :old', ExpressionAttributeValues: { ':old': later(-hour) } };
      const settled = { TableName: table, Key: owedKey(delivery), ...(which === 'old' ? old : {}) };
      await ignoringConflict(client.send(new DeleteCommand(settled)));
    },
    async toAsk() {
      const requests: DeliveryRequest[] = [];
      for (let shard = 0; shard < owedShards; shard += 1) requests.push(...(await askable(shard)));
      return requests;
    },
  };
}
