import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { answeringWithin } from './clients.ts';

/** Apart from the other clients: its library is in the bundle of whoever loads this file, used or not. */
export function dynamoClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: answeringWithin(5_000) });
  return DynamoDBDocumentClient.from(client);
}
