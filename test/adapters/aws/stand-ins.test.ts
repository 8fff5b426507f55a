import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calculateBodyLength } from '../../../shared/adapters/aws/body-length.ts';
import { bindV4 } from '../../../shared/adapters/aws/random-ids.ts';
import { loadSharedConfigFiles } from '../../../shared/adapters/aws/without-config-files.ts';
import { Sha256Js } from '../../../shared/adapters/aws/without-own-hashes.ts';
import { isBlob, isReadableStream, sdkStreamMixin } from '../../../shared/adapters/aws/without-web-streams.ts';

test('what a call sends is as long as its bytes, as the SDK expects of who counts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text);
      expect(calculateBodyLength(text)).toBe(bytes.length);
      expect(calculateBodyLength(new Uint8Array(bytes))).toBe(bytes.length);
    }),
  );
  expect(calculateBodyLength(new Uint8Array(new ArrayBuffer(9), 2, 5))).toBe(5);
  expect(calculateBodyLength(undefined)).toBe(0);
});

test('each call has a number of its own, random and of version 4', () => {
  const next = bindV4();
  const ids = Array.from({ length: 100 }, next);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no settings come from the files of a home folder', async () => {
  expect(await loadSharedConfigFiles()).toEqual({ configFile: {}, credentialsFile: {} });
});

test('nothing of Node is taken for a stream of browsers, and what only they need says so', () => {
  expect([isReadableStream(), isBlob()]).toEqual([false, false]);
  expect(() => sdkStreamMixin()).toThrow('No answer comes as a stream of browsers');
  expect(() => new Sha256Js()).toThrow('Node has no such hash');
});
