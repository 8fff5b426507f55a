import { inspect } from 'node:util';
import type { Context, SQSRecord } from 'aws-lambda';
import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { withoutQuotes } from '../../shared/lambda/fault.ts';
import { queueHandler } from '../../shared/lambda/queue-handler.ts';

const message = (messageId: string, body: string) => ({ messageId, body, eventSource: 'aws:sqs' }) as SQSRecord;
const context = { functionName: 'f', awsRequestId: 'r' } as Context;

afterEach(() => vi.restoreAllMocks());

/** What a function writes while it works on these messages, and which of them it gives back. */
async function worked(work: (body: string) => Promise<void>, bodies: readonly string[]) {
  let log = '';
  const write = (text: unknown): boolean => {
    log += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const done = async (body: string) => {
    await work(body);
    return [{ metric: 'Done', facts: { outcome: 'done' } }];
  };
  const handler = queueHandler('test', done);
  const Records = bodies.map((body, index) => message(String(index), body));
  const { batchItemFailures } = await handler({ Records }, context);
  vi.restoreAllMocks();
  return { log, failed: batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)) };
}

test.each([0, 1, 2, 3, 4])('of five messages the one that fails, number %i, fails alone', async (poison) => {
  const seen: string[] = [];
  const { failed } = await worked(
    async (body) => {
      seen.push(body);
      if (body === String(poison)) throw new Error('poison');
    },
    ['0', '1', '2', '3', '4'],
  );
  expect(failed).toEqual([poison]);
  expect(seen).toEqual(['0', '1', '2', '3', '4']);
});

const canary = 'kaino.canary@city.example';
const quoting: readonly (readonly [string, (body: string) => unknown])[] = [
  ['a JSON parser', (body) => JSON.parse(body)],
  ['a validator', (body) => v.parse(v.picklist(['a']), body)],
  ['a URL parser', (body) => new URL(body)],
  [
    'a service that names the key of an object',
    (body) => {
      throw Object.assign(new RangeError(`The key ${body} does not exist`), { $metadata: { httpStatusCode: 404 } });
    },
  ],
  [
    'a cause',
    (body) => {
      throw new Error('A fault of ours', { cause: new RangeError(body) });
    },
  ],
  [
    'no error at all',
    (body) => {
      throw body;
    },
  ],
];

test.each(quoting)('a fault of %s that quotes what it read is logged by its kind and place alone', async (_, fail) => {
  const { log, failed } = await worked(async (body) => void fail(body), [canary]);
  expect(failed).toEqual([0]);
  expect(log).toContain('"fault"');
  expect(log).not.toContain('kaino');
});

test.each(quoting)('a fault of %s is thrown on, where others log it, without what it quotes', (_, fail) => {
  let thrown: unknown;
  try {
    fail(canary);
  } catch (error) {
    thrown = withoutQuotes(error);
  }
  expect(thrown).toBeInstanceOf(Error);
  expect(inspect(thrown)).not.toContain('kaino');
});
