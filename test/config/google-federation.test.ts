import { expect, test } from 'vitest';
import { googleFederation } from '../../shared/config/environment.ts';

test('Google Sheets are set up with both variables or with none: a function with one of them does not start', () => {
  const google = {
    GOOGLE_AUDIENCE: '//iam',
    GOOGLE_SERVICE_ACCOUNT: 'sheets@b.example',
    GOOGLE_SHARE_WITH: '',
    GOOGLE_API_ROOT: '',
  };
  const set = { audience: '//iam', serviceAccount: 'sheets@b.example', root: null };
  expect(googleFederation(google)).toEqual({ ...set, shareWith: 'sheets@b.example' });
  const both = 'sheets@b.example, writer@b.example';
  expect(googleFederation({ ...google, GOOGLE_SHARE_WITH: both })).toEqual({ ...set, shareWith: both });
  expect(googleFederation({ ...google, GOOGLE_AUDIENCE: '', GOOGLE_SERVICE_ACCOUNT: '' })).toBeNull();
  expect(() => googleFederation({ ...google, GOOGLE_AUDIENCE: '' })).toThrow('both');
});
