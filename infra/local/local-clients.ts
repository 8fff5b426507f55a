import { devNull } from 'node:os';
import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { s3Client, sqsClient } from '../../shared/adapters/aws/clients.ts';
import { dynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { type Cloud, cloudOf, type MadeClient } from '../../shared/adapters/cloud.ts';
import { credentials, type Endpoints, region } from './emulators.ts';
import { byLoopbackName } from './loopback-names.ts';

/** Clients of the emulators, for what an operator would do by the console. The functions make their own. */
export interface LocalClients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sqsUrl: string;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly entries: CloudFrontKeyValueStoreClient;
  destroy(): void;
}

/** Said here, they are not looked up in the configuration of whoever runs this. */
export const common = { region, credentials, useDualstackEndpoint: false, useFipsEndpoint: false };

/** `signedBy`: of the process whose emulators they are. */
export function localClients(endpoints: Endpoints, signedBy = credentials): LocalClients {
  const own = { ...common, credentials: signedBy };
  const s3 = new S3Client({ ...own, endpoint: endpoints.s3, forcePathStyle: true });
  const sqs = new SQSClient({ ...own, endpoint: endpoints.sqs });
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({ ...own, endpoint: endpoints.dynamodb }));
  const entries = new CloudFrontKeyValueStoreClient({ ...own, endpoint: byLoopbackName(endpoints.entries) });
  return {
    s3,
    sqs,
    sqsUrl: endpoints.sqs,
    dynamodb,
    entries,
    destroy() {
      for (const client of [s3, sqs, dynamodb, entries]) client.destroy();
    },
  };
}

/** What ports are made on, over these clients and others. */
export const cloudOver = <S>(
  { s3, sqs, dynamodb }: Pick<LocalClients, 's3' | 'sqs' | 'dynamodb'>,
  settings: S,
  { others = [], now }: { readonly others?: readonly MadeClient[]; readonly now?: () => Date } = {},
): Cloud<S> =>
  cloudOf(settings, {
    made: [[s3Client, s3], [sqsClient, sqs], [dynamoClient, dynamodb], ...others],
    ...(now === undefined ? {} : { now }),
  });

/** Environment by which a function's own clients find the emulators, as the SDK reads it. */
export function sdkEnvironment(endpoints: Endpoints, stateMachines?: string): Record<string, string> {
  return {
    AWS_REGION: region,
    // A dual-stack or FIPS setting in the user's own files would refuse our endpoints.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: byLoopbackName(endpoints.entries),
    ...(stateMachines === undefined ? {} : { AWS_ENDPOINT_URL_SFN: stateMachines }),
  };
}
