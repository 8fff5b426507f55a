import { expect, test } from 'vitest';
import { countryCode, countryWords } from '../../../shared/domain/registry/country-code.ts';

test.each([
  ['FI', 'FI'],
  ['fi', 'FI'],
  [' Finland ', 'FI'],
  ['United Kingdom', 'GB'],
  ['UK', 'GB'],
  ['Greece', 'GR'],
  ['Suomi', null],
  ['EU', null],
  ['European Union', null],
  ['XX', null],
  ['ZZ', null],
  ['', null],
])('%j is %s', (text, code) => expect(countryCode(text)).toBe(code));

test('an office chooses among names in order, then codes; each of them is read', () => {
  const words = countryWords();
  expect(words).toContain('Finland');
  expect(words).toContain('FI');
  expect(words).not.toContain('UK');
  expect(words.indexOf('Finland')).toBeLessThan(words.indexOf('France'));
  expect(words.indexOf('Zimbabwe')).toBeLessThan(words.indexOf('AD'));
  for (const word of words) expect(countryCode(word), word).toMatch(/^[A-Z]{2}$/);
});
