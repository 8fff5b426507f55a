import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { answeringWithin } from './answering-within.ts';
import { namingCalls } from './named-calls.ts';

/** Clients as the functions use them, made once a process. Region, credentials and endpoints are the SDK's own business. */

export const s3Client = (): S3Client =>
  namingCalls(new S3Client({ maxAttempts: 4, requestHandler: answeringWithin(10_000) }));

export const sqsClient = (): SQSClient =>
  namingCalls(new SQSClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) }));

export const sfnClient = (): SFNClient =>
  namingCalls(new SFNClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) }));

/**
 * Not retried by the client: a retry after a lost answer would be a second mail that no outbox knows of.
 * For the same reason it waits longest: giving up on a mail that was accepted sends it again.
 */
export const sesClient = (): SESv2Client =>
  namingCalls(new SESv2Client({ maxAttempts: 1, requestHandler: answeringWithin(30_000) }));
