import { setImmediate as turn } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { countRequests } from './requests.ts';

test('in step, an address that is signed last lets those go that waited for it, and is no request', async () => {
  const client = new S3Client({
    region: 'eu-north-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {} } }) },
  });
  const spent = countRequests({ s3: client }, { inStep: true });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (parameters) => {
        while (commandName === 'GetObjectCommand' && spent.waves.length === 0) await turn();
        return next(parameters);
      },
    { step: 'build', name: 'signsLast' },
  );
  const object = { Bucket: 'b', Key: 'k' };
  const [address] = await Promise.all([
    getSignedUrl(client, new GetObjectCommand(object)),
    client.send(new PutObjectCommand({ ...object, Body: 'text' })),
  ]);
  expect(address).toContain('X-Amz-Signature');
  await client.send(new PutObjectCommand({ ...object, Body: 'text' }));
  expect(spent.waves).toEqual([['S3 PutObject k'], ['S3 PutObject k']]);
});
