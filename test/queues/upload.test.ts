import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { uploadMessage, uploadsIn } from '../../shared/queues/upload.ts';

const upload: InboxObject = {
  bucket: 'inbox',
  key: 'office/a',
  versionId: 'v1',
  sequencer: '0A',
  receivedAt: '2026-01-01T00:00:00.000Z',
  eTag: 'tag',
  bytes: 3,
};

test.each([
  ['office/a b.xlsx', 'office/a+b.xlsx'],
  ['office/a+b.xlsx', 'office/a%2Bb.xlsx'],
  ['office/Köln%20.xlsx', 'office/K%C3%B6ln%2520.xlsx'],
])('the key %s is written as S3 writes it: %s', (key, encoded) => {
  expect(JSON.parse(uploadMessage({ ...upload, key })).Records[0].s3.object.key).toBe(encoded);
});

test('a message of ours is read back as the upload it was written of', () => {
  const anyUpload = fc.record({
    ...Object.fromEntries(Object.entries(upload).map(([name, value]) => [name, fc.constant(value)])),
    key: fc.string({ unit: 'grapheme', minLength: 1 }),
    versionId: fc.option(fc.string({ minLength: 1 })),
  }) as fc.Arbitrary<InboxObject>;
  fc.assert(
    fc.property(anyUpload, (one) => {
      expect(uploadsIn(uploadMessage(one))).toEqual([one]);
    }),
  );
});
