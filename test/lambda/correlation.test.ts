import type { APIGatewayProxyEventV2, Context, SQSRecord } from 'aws-lambda';
import { Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { uploadHandler } from '../../shared/lambda/queue-handler.ts';
import { correlation, noteLeadsTo } from '../../shared/queues/correlation.ts';
import { uploadMessage } from '../../shared/queues/upload.ts';

afterEach(() => vi.restoreAllMocks());

/** The lines that a handler writes to its log. */
async function logged(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const written: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  }
  await work();
  vi.restoreAllMocks();
  const lines = written.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line));
  return lines.filter(({ message }) => message === 'done');
}

const upload = {
  ...{ bucket: 'inbox', key: 'page/00ff', versionId: null, sequencer: '1', eTag: 'e', bytes: 3 },
  receivedAt: '2026-01-01T00:00:00.000Z',
};
const event = (messageId: string, body: string) => ({
  Records: [{ messageId, body, eventSource: 'aws:sqs' } as SQSRecord],
});

test('what a request puts into the inbox, and whatever comes of it, is found in the logs by one id', async () => {
  const app = new Hono().get('/', (context) => {
    noteLeadsTo(upload.key);
    return context.text('');
  });
  const page = httpHandler('page', () => app);
  const request = {
    ...{ version: '2.0', rawPath: '/', rawQueryString: '', headers: {}, isBase64Encoded: false },
    requestContext: { requestId: 'request-1', domainName: 'page.example', http: { method: 'GET', path: '/' } },
  };
  const [asked] = await logged(() => page(request as unknown as APIGatewayProxyEventV2));
  expect(asked).toMatchObject({ correlation: 'request-1', leadsTo: expect.stringMatching(/^object-[0-9a-f]{16}$/) });

  const carried: unknown[] = [];
  const read = uploadHandler('reads', 'Files', async () => {
    carried.push(correlation());
    return [{ outcome: 'read' }];
  });
  const context = { functionName: 'f', awsRequestId: 'r' } as Context;
  // The event that was lost and is sent again has another id of its own.
  const lines = await logged(async () => {
    for (const message of ['message-1', 'message-2']) await read(event(message, uploadMessage(upload)), context);
  });
  expect(lines.map((line) => line['correlation'])).toEqual([asked?.['leadsTo'], asked?.['leadsTo']]);
  expect(carried).toEqual([asked?.['leadsTo'], asked?.['leadsTo']]);
});
