import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { SentWorkbooks } from '../../../ports/sent-workbooks.ts';
import { itemOf, parseItem } from './items.ts';
import { authorityKey, sentWorkbookKey, sentWorkbookPrefix } from './keys.ts';
import { itemsUnder } from './reads.ts';

const sentWorkbookItem = v.object({
  id: v.string(),
  authority: v.string(),
  round: v.string(),
  questionnaire: v.string(),
  code: v.string(),
});

/** What workbooks were sent out with, beside the authority. */
export function dynamoSentWorkbooks(client: DynamoDBDocumentClient, table: string): SentWorkbooks {
  return {
    async note(sent) {
      await client.send(new PutCommand({ TableName: table, Item: itemOf(sentWorkbookKey(sent), sent) }));
    },
    async of(round, authority) {
      const under = { pk: authorityKey(authority).pk, sk: `${sentWorkbookPrefix}${round}#` };
      const items = await itemsUnder(client, table, under);
      return items.map((item) => parseItem(sentWorkbookItem, item));
    },
  };
}
