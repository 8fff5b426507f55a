import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { RegistryListing } from '../mail-ports.ts';
import { authorityItem, parseItem, roundItem } from './dynamo-items.ts';
import { authorityKey, roundKey } from './dynamo-keys.ts';

/**
 * Lists what is registered by reading the whole table, a page of 1 MB at a time: there is no index. For a job
 * of a day that is cheap: a table of 4 GB (100,000 submissions) is half a million read units, some cents.
 */
export function dynamoListing(client: DynamoDBDocumentClient, table: string): RegistryListing {
  const pages = async function* (sk: string) {
    const scan = { TableName: table, FilterExpression: 'sk = :sk', ExpressionAttributeValues: { ':sk': sk } };
    for await (const { Items = [] } of paginateScan({ client }, scan)) yield Items;
  };
  return {
    async rounds() {
      const rounds = [];
      for await (const items of pages(roundKey('').sk)) rounds.push(...items.map((item) => parseItem(roundItem, item)));
      return rounds;
    },
    async *authorities() {
      for await (const items of pages(authorityKey('').sk)) yield items.map((item) => parseItem(authorityItem, item));
    },
  };
}
