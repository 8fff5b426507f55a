import { expect, test } from 'vitest';
import { eventSource, notificationsOf, tells } from '../../../infra/local/declared-wiring.ts';

const queues = [{ name: 'queue', url: 'http://127.0.0.1/queue', arn: 'arn:queue', deadLetters: null }];
const told = (filter: object | undefined, event = 's3:ObjectCreated:*') =>
  notificationsOf(
    'inbox',
    { NotificationConfiguration: { QueueConfigurations: [{ Event: event, Queue: 'arn:queue', Filter: filter }] } },
    queues,
  );
const rules = (...Rules: { Name: string; Value: string }[]) => ({ S3Key: { Rules } });

test.each([
  [undefined, 'office/a.xlsx', true],
  [rules({ Name: 'prefix', Value: 'office/' }), 'office/a.xlsx', true],
  [rules({ Name: 'prefix', Value: 'office/' }), 'mail/a.xlsx', false],
  [rules({ Name: 'Suffix', Value: '.xlsx' }), 'office/a.xlsx', true],
  [rules({ Name: 'prefix', Value: 'office/' }, { Name: 'suffix', Value: '.xlsx' }), 'office/a.pdf', false],
])('filter %j, key %s: told %s', (filter, key, expected) => {
  expect(told(filter).some((notification) => tells(notification, { bucket: 'inbox', key }))).toBe(expected);
});

test('an object of another bucket is nobody’s news', () => {
  expect(told(undefined).some((one) => tells(one, { bucket: 'results', key: 'office/a.xlsx' }))).toBe(false);
});

test('an event it cannot tell of, and a queue that is not declared, stop the start', () => {
  expect(() => told(undefined, 's3:ObjectRemoved:*')).toThrow('s3:ObjectRemoved:*');
  expect(() => eventSource({ EventSourceArn: 'arn:other', FunctionName: 'read' }, queues)).toThrow('arn:other');
});
