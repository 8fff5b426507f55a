import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Clients as the functions use them, made once a process. Region, credentials and endpoints are the SDK's own business. */

const requestHandler = { connectionTimeout: 2_000, requestTimeout: 10_000 };

export function dynamoClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 5, requestHandler });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

export const s3Client = (): S3Client => new S3Client({ maxAttempts: 4, requestHandler });

export const sqsClient = (): SQSClient => new SQSClient({ maxAttempts: 4, requestHandler });

/** Not retried by the client: a retry after a lost answer would be a second mail that no outbox knows of. */
export const sesClient = (): SESv2Client => new SESv2Client({ maxAttempts: 1, requestHandler });
