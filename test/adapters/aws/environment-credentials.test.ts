import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultProvider } from '../../../shared/adapters/aws/environment-credentials.ts';

afterEach(() => vi.unstubAllEnvs());

/** As Lambda gives them to a function; undefined where it does not. */
function given(id?: string, secret?: string, token?: string) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  vi.stubEnv('AWS_SESSION_TOKEN', token);
  return defaultProvider()();
}

describe('the credentials of a bundled function', () => {
  test('are those of its environment', async () => {
    expect(await given('id', 'secret', 'token')).toEqual({
      ...{ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    });
    // The local cloud gives no token: an empty one would be signed, and refused.
    for (const token of [undefined, '']) {
      expect(await given('id', 'secret', token)).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret' });
    }
  });

  test.each([
    [undefined, 'secret'],
    ['id', undefined],
    ['', 'secret'],
    ['id', ''],
  ])('are missed aloud where half of them are not there: %s, %s', async (id, secret) => {
    await expect(given(id, secret)).rejects.toThrow('The environment has no AWS credentials');
  });
});
