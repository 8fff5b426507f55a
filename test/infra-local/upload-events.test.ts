import { expect, test } from 'vitest';
import { encodedKey } from '../../infra/local/upload-events.ts';

test.each([
  ['office/2026-11-24/a.xlsx', 'office/2026-11-24/a.xlsx'],
  ['office/scan of form.xlsx', 'office/scan+of+form.xlsx'],
  ['office/1+1=2 & 100%.xlsx', 'office/1%2B1%3D2+%26+100%25.xlsx'],
  ['office/Jyväskylä.xlsx', 'office/Jyv%C3%A4skyl%C3%A4.xlsx'],
])('the key %s is written as S3 writes it: %s', (key, encoded) => expect(encodedKey(key)).toBe(encoded));
