import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';

type Item = Record<string, unknown>;

/** What lies under a key by now; undefined: nothing. */
export async function getItem(
  client: DynamoDBDocumentClient,
  table: string,
  { pk, sk }: Key,
): Promise<Item | undefined> {
  return (await client.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }))).Item;
}

const beginning = (table: string, { pk, sk }: Pick<Key, 'pk' | 'sk'>) => ({
  TableName: table,
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
  ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
  ConsistentRead: true,
});

/** All items of a partition whose sort keys begin with `sk`, in their order. */
export async function itemsUnder(
  client: DynamoDBDocumentClient,
  table: string,
  under: Pick<Key, 'pk' | 'sk'>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateQuery({ client }, beginning(table, under))) items.push(...Items);
  return items;
}

/** The last of them, the last one first. */
export async function latestUnder(
  client: DynamoDBDocumentClient,
  table: string,
  under: Pick<Key, 'pk' | 'sk'>,
  most: number,
): Promise<Item[]> {
  const query = new QueryCommand({ ...beginning(table, under), ScanIndexForward: false, Limit: most });
  return (await client.send(query)).Items ?? [];
}

/** All items of a partition from one sort key to another: no more than one page of them. */
export async function itemsBetween(
  client: DynamoDBDocumentClient,
  table: string,
  { pk, from, to }: { readonly pk: string; readonly from: string; readonly to: string },
): Promise<Item[]> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
    ConsistentRead: true,
  });
  return (await client.send(query)).Items ?? [];
}
