import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { s3InboxListing } from '../../../../shared/adapters/aws/s3/inbox-listing.ts';
import { s3StoredObjects } from '../../../../shared/adapters/aws/s3/stored-objects.ts';

/** What S3 answers for a bucket with versions, which no emulator has: two pages, an object written twice, one deleted. */
const version = (key: string, id: string): string =>
  `<Version><Key>${key}</Key><VersionId>${id}</VersionId><Size>3</Size><ETag>&quot;e&quot;</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Version>`;
const page = (content: string): string =>
  `<?xml version="1.0"?><ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</ListVersionsResult>`;
const pages = {
  '': page(
    `${version('office/a', 'v2')}${version('office/a', 'v1')}<IsTruncated>true</IsTruncated><NextKeyMarker>office/a</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker>`,
  ),
  'office/a v1': page(
    `${version('office/b', 'v3')}<DeleteMarker><Key>office/b</Key><VersionId>m</VersionId><LastModified>2026-01-02T00:00:00.000Z</LastModified></DeleteMarker><IsTruncated>false</IsTruncated>`,
  ),
};

test('every version of every object is listed, and each can be taken away; a mark of a deletion is no upload', async () => {
  const deleted: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://s3');
    if (request.method === 'DELETE') {
      deleted.push(`${url.pathname.split('/').slice(-2).join('/')} ${url.searchParams.get('versionId')}`);
      response.writeHead(204).end();
      return;
    }
    const from = [url.searchParams.get('key-marker'), url.searchParams.get('version-id-marker')]
      .filter(Boolean)
      .join(' ');
    response.writeHead(200, { 'content-type': 'application/xml' }).end(pages[from as keyof typeof pages]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-north-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  try {
    const uploads = [];
    for await (const listed of s3InboxListing(client, 'inbox').under('office/')) uploads.push(...listed);
    expect(uploads.map(({ key, versionId }) => `${key} ${versionId}`)).toEqual([
      'office/a v2',
      'office/a v1',
      'office/b v3',
    ]);
    expect(uploads[0]).toMatchObject({ bucket: 'inbox', bytes: 3, eTag: 'e', receivedAt: '2026-01-01T00:00:00.000Z' });
    const held = s3StoredObjects(client);
    for await (const objects of held.all('inbox')) for (const object of objects) await held.remove(object);
    expect(deleted).toEqual(['office/a v2', 'office/a v1', 'office/b v3', 'office/b m']);
  } finally {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }
});
