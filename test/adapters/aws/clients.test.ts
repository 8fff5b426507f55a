import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startEmulators } from '../../../infra/local/emulators.ts';
import { sdkEnvironment } from '../../../infra/local/local-clients.ts';
import { s3Client, sesClient, sqsClient } from '../../../shared/adapters/aws/clients.ts';
import { dynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

function useEndpoints(endpoints: Parameters<typeof sdkEnvironment>[0]): void {
  for (const [name, value] of Object.entries(sdkEnvironment(endpoints))) vi.stubEnv(name, value);
}

const clients = [
  { name: 'DynamoDB', most: 5, ask: () => dynamoClient().send(new ListTablesCommand({})) },
  { name: 'S3', most: 4, ask: () => s3Client().send(new ListBucketsCommand({})) },
  { name: 'SQS', most: 4, ask: () => sqsClient().send(new ListQueuesCommand({})) },
  { name: 'SES', most: 1, ask: () => sesClient().send(new GetAccountCommand({})) },
];

describe('a client', () => {
  let server: Server;
  let requests = 0;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** All four services at once: what comes in is counted and left to `received`. */
  async function serve(received: (answer: { status(code: number): void }) => void): Promise<void> {
    requests = 0;
    server = createServer((request, response) => {
      request.resume();
      requests += 1;
      received({ status: (code) => response.writeHead(code).end() });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    useEndpoints({ s3: url, sqs: url, dynamodb: url, ses: url, entries: url });
  }

  test.each(clients)(
    'of $name gives up on a service that never answers, after $most attempts',
    async ({ ask, most }) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
      await serve(() => vi.advanceTimersByTime(30_000));
      await expect(ask()).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(requests).toBe(most);
    },
  );

  test.each(clients)('of $name asks a failing service $most times', async ({ ask, most }) => {
    await serve(({ status }) => status(500));
    await expect(ask()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(requests).toBe(most);
  });
});

test("the SDK's own environment variables lead S3 to an address without names, buckets and all", async () => {
  const emulators = await startEmulators(null);
  useEndpoints(emulators.endpoints);
  const s3 = s3Client();
  await s3.send(new CreateBucketCommand({ Bucket: 'scorebook-test' }));
  await s3.send(new PutObjectCommand({ Bucket: 'scorebook-test', Key: 'a/b', Body: 'x' }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'scorebook-test', Key: 'a/b' }));
  expect(await Body?.transformToString()).toBe('x');
  s3.destroy();
  await emulators.stop();
});

// Of an item's own fields the document client leaves such out by itself, whatever it is told.
test('a value that is missing within a field is a mistake, and not left out in silence', async () => {
  const nowhere = 'http://127.0.0.1:1';
  useEndpoints({ s3: nowhere, sqs: nowhere, dynamodb: nowhere, ses: nowhere, entries: nowhere });
  const put = new PutCommand({ TableName: 'table', Item: { pk: 'a', sk: 'b', score: { percent: undefined } } });
  await expect(dynamoClient().send(put)).rejects.toThrow('removeUndefinedValues');
});
