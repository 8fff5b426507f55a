import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lettersAndDigits,
  longWordsIn,
  plainText,
  unaccented,
} from '../../../shared/domain/answers/normalise/plain-text.ts';

/** What one spelling of a text is, without any short way to it. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u034f\ufe0e]|(?!\s)\p{Cc}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
const withoutAccents = (text: string): string =>
  plain(text).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').normalize('NFC');

const anyText = fc
  .array(fc.oneof(fc.constantFrom(...'aEé ’–€ıﬁ²\u00a0\u0301\u00ad\n'), fc.string({ unit: 'binary', maxLength: 2 })))
  .map((parts) => parts.join(''));

describe('a plain text', () => {
  test('has every character as composing it has it, whichever way it took', () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    expect(characters.filter((one) => plainText(`a${one}b`) !== plain(`a${one}b`))).toEqual([]);
  });

  test('is the same for any text by the short way and the long one', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainText(text)).toBe(plain(text));
        expect(unaccented(text)).toBe(withoutAccents(text));
        expect(lettersAndDigits(text)).toBe(text.replace(/[^\p{L}\p{N}]+/gu, ' '));
        expect(longWordsIn(text)).toEqual(text.match(/\p{L}{5,}/gu) ?? []);
      }),
      { numRuns: 500 },
    );
  });
});
