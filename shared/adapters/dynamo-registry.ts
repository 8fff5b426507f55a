import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { sameAddress } from '../contacts.ts';
import type { Authority, Registry, Suppression } from '../ports.ts';
import { authorityItem, itemOf, parseItem, roundItem } from './dynamo-items.ts';
import { authorityKey, contactKey, contactPartition, type Key, roundKey } from './dynamo-keys.ts';
import { ignoringConflict } from './dynamo-submission-store.ts';

/** Somebody changing the contacts at the same moment is rare, more than a handful is a fault. */
const mostAttempts = 8;

/** Authorities, contacts and rounds in the table. Every read is strongly consistent. */
export function dynamoRegistry(client: DynamoDBDocumentClient, table: string): Registry {
  const get = async (key: Key): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  const put = (key: Key, item: object): Promise<unknown> =>
    client.send(new PutCommand({ TableName: table, Item: itemOf(key, item) }));
  const authority = async (id: string): Promise<Authority | null> => {
    const item = await get(authorityKey(id));
    return item === undefined ? null : parseItem(authorityItem, item);
  };
  /** One contact of one profile, touching nothing else of it; null when it is no contact there. */
  const suppressIn = async (id: string, address: string, suppression: Suppression): Promise<Suppression | null> => {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const contacts = (await authority(id))?.contacts ?? [];
      const index = contacts.findIndex((contact) => sameAddress(contact.address, address));
      const contact = contacts[index];
      if (contact === undefined) return null;
      if (contact.suppressed) return contact.suppressed;
      const update = new UpdateCommand({
        TableName: table,
        Key: authorityKey(id),
        UpdateExpression: `SET contacts[${index}].suppressed = :suppression`,
        ConditionExpression: `contacts[${index}].address = :read AND NOT attribute_type(contacts[${index}].suppressed, :map)`,
        ExpressionAttributeValues: { ':suppression': suppression, ':read': contact.address, ':map': 'M' },
      });
      if ((await ignoringConflict(client.send(update))) === 'written') return suppression;
    }
    throw new Error(`Authority ${id} changed ${mostAttempts} times while a contact of it was to be suppressed`);
  };
  const authoritiesOf: Registry['authoritiesOf'] = async (address) => {
    const listing: string[] = [];
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :contact',
      ExpressionAttributeValues: { ':contact': contactPartition(address) },
      ConsistentRead: true,
    };
    for await (const page of paginateQuery({ client }, query)) {
      for (const { sk } of page.Items ?? []) {
        const found = await authority(String(sk).replace('AUTHORITY#', ''));
        // The profile decides: a crash in putAuthority can leave the item of an address that was taken out.
        if (found !== null && addressesOf(found).has(contactPartition(address))) listing.push(found.id);
      }
    }
    return listing;
  };
  return {
    authority,
    authoritiesOf,
    async round(id) {
      const item = await get(roundKey(id));
      return item === undefined ? null : parseItem(roundItem, item);
    },
    async putAuthority(next) {
      const before = await authority(next.id);
      // New addresses first, lost ones last: a crash in between leaves an address too many, which the profile
      // does not list and so is not found, never a contact of the profile who cannot be found.
      for (const { address } of next.contacts) await put(contactKey(address, next.id), { role: 'contact' });
      await put(authorityKey(next.id), next);
      const kept = addressesOf(next);
      for (const { address } of before?.contacts ?? []) {
        if (kept.has(contactPartition(address))) continue;
        await client.send(new DeleteCommand({ TableName: table, Key: contactKey(address, next.id) }));
      }
    },
    async putRound(round) {
      await put(roundKey(round.id), round);
    },
    async suppress(address, suppression) {
      const noted = [];
      for (const id of await authoritiesOf(address)) noted.push(await suppressIn(id, address, suppression));
      return noted.find((one) => one !== null) ?? null;
    },
  };
}

const addressesOf = ({ contacts }: Authority): Set<string> =>
  new Set(contacts.map(({ address }) => contactPartition(address)));
