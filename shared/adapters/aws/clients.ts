import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { answeringWithin } from './s3-client.ts';

/** Clients as the functions use them, made once a process. Region, credentials and endpoints are the SDK's own business. */

export { s3Client } from './s3-client.ts';

export function dynamoClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler: answeringWithin(5_000) });
  return DynamoDBDocumentClient.from(client);
}

export const sqsClient = (): SQSClient => new SQSClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) });

/**
 * Not retried by the client: a retry after a lost answer would be a second mail that no outbox knows of.
 * For the same reason it waits longest: giving up on a mail that was accepted sends it again.
 */
export const sesClient = (): SESv2Client =>
  new SESv2Client({ maxAttempts: 1, requestHandler: answeringWithin(30_000) });
