import { S3Client } from '@aws-sdk/client-s3';

/** Milliseconds until an answer begins, and between two parts of one. Without the switch the SDK only warns. */
export const answeringWithin = (milliseconds: number) => ({
  connectionTimeout: 2_000,
  requestTimeout: milliseconds,
  throwOnRequestTimeout: true,
  socketTimeout: milliseconds,
});

/** Apart from the other clients, so that a function that needs this one alone does not carry them. */
export const s3Client = (): S3Client => new S3Client({ maxAttempts: 4, requestHandler: answeringWithin(10_000) });
