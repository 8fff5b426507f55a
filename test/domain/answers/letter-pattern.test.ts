import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterPattern } from '../../../shared/domain/answers/normalise/letter-pattern.ts';

/** Every class that is known, outside and inside of brackets, denied, where case is ignored, and behind a lookbehind. */
const sources: readonly (readonly [string, string])[] = [
  [String.raw`(?<!\p{L})(?:year|année|keskiarvo|\p{L}{5,})(?!\p{L})`, 'gu'],
  [String.raw`[^\p{L}\p{M}\p{N}\s.,[\]]+`, 'gu'],
  [String.raw`\p{Lu}[\p{L}’'-]+|\p{Nd}+|\p{M}`, 'gu'],
  [String.raw`^(?:#¡?[\p{L}\d/]{1,20}[!?]?|err:\d{3})$`, 'giu'],
  [String.raw`(?<before>\p{L}+)\s*(?:\[|\()\s*(?<n>\p{N}+)|å|ß|µ|k`, 'giu'],
  [String.raw`(?<!\p{L})лв\.?(?!\p{L})|\bkč\b`, 'giu'],
];

const patterns = sources.map(([source, flags]) => ({
  short: letterPattern(source, flags),
  plain: new RegExp(source, flags),
}));

const matches = (pattern: RegExp, text: string) =>
  [...text.matchAll(pattern)].map((match) => ({ at: match.index, all: [...match], groups: { ...match.groups } }));

describe('a pattern over letters', () => {
  test('finds in any text what the same regular expression finds', () => {
    const usual = fc.constantFrom(...`abcK sSéÉåÅßµÿŸžıİº²½12.,'’–—€→≥[](){}#!?/\t\n-`.split(''));
    const any = fc.oneof(
      usual,
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('ſ', 'K', 'лв', 'ώ'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.array(fc.oneof(usual, any), { maxLength: 30 }),
        ({ short, plain }, all) => {
          const text = all.join('');
          expect(matches(short.for(text), text)).toEqual(matches(plain, text));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('knows of every usual character which class it is of', () => {
    for (const property of ['L', 'M', 'N', 'Nd', 'Lu', 'Ll']) {
      const pattern = letterPattern(String.raw`^\p{${property}}$`);
      const expected = new RegExp(`^\\p{${property}}$`, 'u');
      const wrong = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
        (character) => pattern.test(character) !== expected.test(character),
      );
      expect(wrong).toEqual([]);
    }
  });

  test('has no \\p for a usual text, which would take as long as a hundred cells to compile', () => {
    expect(letterPattern(String.raw`(?<!\p{L})\p{Lu}`).for('Väkiluku – “yhteensä”').source).not.toContain('\\p');
    expect(letterPattern(String.raw`(?<!\p{L})\p{Lu}`).for('Πληθυσμός').source).toContain('\\p');
  });

  test('refuses a class of which it does not know the usual characters', () => {
    expect(() => letterPattern(String.raw`\p{Lt}`).test('a')).toThrow('Lt');
  });
});
