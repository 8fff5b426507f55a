import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPhrase } from '../../../shared/domain/answers/normalise/any-phrase.ts';

const lists = [
  'in planung|geplant|plans? to|roll ?out (?:under ?way|ongoing)',
  'à venir|še ne|(?<!in )thousands',
  'planowan\\p{L}*',
];
const one = new RegExp(`(?<!\\p{L})(?:${lists.join('|')})(?!\\p{L})`, 'u');

describe('any of many phrases in a text', () => {
  const found = anyPhrase(lists);

  test('is found as one expression of all finds it', () => {
    const pieces =
      'in planung|geplant|plan|plans|to|roll|rollout|underway|ongoing|à|venir|še|ne|in|thousands|planowanie|x|𐐨|.';
    const text = fc
      .array(fc.tuple(fc.constantFrom(...pieces.split('|')), fc.constantFrom(' ', ' ', ' ', '', ', ')))
      .map((parts) => parts.flat().join(''));
    fc.assert(fc.property(text, (written) => found(written) === one.test(written)));
  });

  test.each([
    ['es ist geplant.', true],
    ['ungeplant', false],
    ['geplante', false],
    ['geplant𐐨', false],
    ['roll out under way', true],
    ['in thousands', false],
    ['thousands', true],
  ])('%s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });
});
