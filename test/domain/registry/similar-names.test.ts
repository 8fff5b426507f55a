import { expect, test } from 'vitest';
import { similarNames } from '../../../shared/domain/registry/similar-names.ts';

const named = (name: string, country: string | null = 'FR', id = name) => ({ id, name, country });
const isSimilar = (a: string, b: string): boolean => similarNames([named(a)])(named(b)) !== undefined;

test.each([
  ['Besançon', 'besancon'],
  ['Ville de Besançon', 'Besancon'],
  ['Besançon', 'Besamçon'],
  ['Besançon', 'Besanon'],
  ['Besançon', 'Besanncon'],
  ['Region Stockholm', 'Stockholm, region'],
  ['Saint-Denis', 'Denis Saint'],
  ['Rouen', 'Rouem'],
  ['City of the Region', 'Region of the City'],
])('%s and %s may be one', (a, b) => expect([isSimilar(a, b), isSimilar(b, a)]).toEqual([true, true]));

test.each([
  ['Besançon', 'Besamcom'],
  ['Rouen', 'Reims'],
  // Of short names one wrong letter is another place.
  ['Lyon', 'Lion'],
  ['Metz', 'Met'],
])('%s and %s are two', (a, b) => expect([isSimilar(a, b), isSimilar(b, a)]).toEqual([false, false]));

test('two countries may well have a place of one name; where one is not known they may be one', () => {
  const find = similarNames([named('Halle', 'BE'), named('Bonn', null)]);
  expect(find(named('Halle', 'DE', 'other'))).toBeUndefined();
  expect(find(named('Halle', 'BE', 'other'))?.country).toBe('BE');
  expect(find(named('Halle', null, 'other'))?.country).toBe('BE');
  expect(find(named('Bonn', 'DE', 'other'))?.id).toBe('Bonn');
});

test('an authority is not similar to itself', () =>
  expect(similarNames([named('Halle')])(named('Halle'))).toBeUndefined());
