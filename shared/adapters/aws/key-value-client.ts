import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { answeringWithin } from './s3-client.ts';

export const keyValueStoreClient = (): CloudFrontKeyValueStoreClient =>
  new CloudFrontKeyValueStoreClient({ maxAttempts: 4, requestHandler: answeringWithin(5_000) });
