import { setImmediate as nextTurn } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { credentials, region, startEmulators } from '../../../infra/local/emulators.ts';

test('a request that is worked on while the emulators stop is ended before the database is closed', async () => {
  const emulators = await startEmulators(null);
  const client = new DynamoDBClient({ endpoint: emulators.endpoints.dynamodb, region, credentials, maxAttempts: 1 });
  const TableName = 'table';
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' } } }));
  const query = new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  });
  const asked = Array.from({ length: 40 }, () => client.send(query).catch((error: Error) => error.name));
  // They are signed, and on their way.
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  await emulators.stop();
  client.destroy();
  expect(await Promise.all(asked)).toHaveLength(40);
});
