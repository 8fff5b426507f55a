import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { answeringWithin } from './answering-within.ts';
import { namingCalls } from './named-calls.ts';

/** Apart from the other clients: its library is in the bundle of whoever loads this file, used or not. */
export function dynamoClient(): DynamoDBDocumentClient {
  const client = namingCalls(new DynamoDBClient({ maxAttempts: 5, requestHandler: answeringWithin(5_000) }));
  return DynamoDBDocumentClient.from(client);
}
