import { expect, test } from 'vitest';
import { googleFederation } from '../../shared/config/environment.ts';

test('Google Sheets are set up with both variables or with none: a function with one of them does not start', () => {
  const google = { GOOGLE_AUDIENCE: '//iam', GOOGLE_SERVICE_ACCOUNT: 'sheets@b.example', GOOGLE_API_ROOT: '' };
  expect(googleFederation(google)).toEqual({ audience: '//iam', serviceAccount: 'sheets@b.example', root: null });
  expect(googleFederation({ ...google, GOOGLE_AUDIENCE: '', GOOGLE_SERVICE_ACCOUNT: '' })).toBeNull();
  expect(() => googleFederation({ ...google, GOOGLE_AUDIENCE: '' })).toThrow('both');
});
