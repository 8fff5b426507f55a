import { expect, test } from 'vitest';
import { account, resolver } from '../../../infra/local/template.ts';

const queue = { ref: 'http://127.0.0.1/queue', attributes: { Arn: 'arn:queue', QueueName: 'queue' } };
const resolve = resolver(new Map([['Queue', queue]]));

test.each([
  [{ Ref: 'Queue' }, queue.ref],
  [{ Ref: 'AWS::AccountId' }, account],
  [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Partition' }]] }, 'a-aws'],
  [{ 'Fn::Sub': `\${Queue.QueueName} of \${AWS::AccountId} at \${Queue}` }, `queue of ${account} at ${queue.ref}`],
  [{ Environment: [{ Url: { Ref: 'Queue' } }, 5, null] }, { Environment: [{ Url: queue.ref }, 5, null] }],
])('%j is resolved', (value, expected) => expect(resolve(value)).toEqual(expected));

test('what has no emulator keeps its name, so that nobody takes it for something that exists', () => {
  expect(resolve({ 'Fn::GetAtt': ['Key', 'Arn'] })).toBe('not-emulated:Key.Arn');
});

test('an intrinsic function nobody taught it stops the start', () => {
  expect(() => resolve({ 'Fn::Select': [0, []] })).toThrow('Fn::Select');
});
