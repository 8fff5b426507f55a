import { expect, test } from 'vitest';
import * as keys from '../../shared/config/object-keys.ts';

const espoo = { round: '2022', authority: 'espoo' };

/** Each way to make a key: what is made, what an erasure does with it, and what it is made of. */
const table: readonly (readonly [keys.ObjectKey, string, keys.OnObjectErasure])[] = [
  [keys.officeKey('office/', '2022-11-18', 'a'), 'office/2022-11-18/a', 'it is looked into'],
  [keys.officeKey('registry/', '2022-11-18', 'a'), 'registry/2022-11-18/a', 'it goes'],
  [keys.officeKey('review/', '2022-11-18', 'a'), 'review/2022-11-18/a', 'it goes'],
  [keys.officeKey('questionnaires/', '2022-11-18', 'a'), 'questionnaires/2022-11-18/a', 'it is looked into'],
  [keys.actKey('a'), 'office/acts/a.json', 'it is looked into'],
  [keys.pageKey('a'), 'page/a', 'it is looked into'],
  [keys.mailedKey('2022-11-18', 'a'), 'mail/2022-11-18/a', 'it is looked into'],
  [keys.sheetKey('a'), 'sheet/a', 'it is looked into'],
  [keys.definitionKey('a'), 'definitions/a', 'it stays'],
  [keys.textKey('a'), 'texts/a', 'it goes where nobody else wrote the same'],
  [keys.planKey('a'), 'registry/plans/a', 'it goes'],
  [keys.importAnswerKey('a'), 'registry/answers/a.xlsx', 'it goes'],
  [keys.countedShardKey('2022', 'a'), 'standings/2022/a', 'it goes where it counts the authority'],
  [keys.resultsKey(espoo, 'a', 'xlsx'), 'results/2022/espoo/a.xlsx', 'it goes with the authority of its key'],
  [keys.resultsKey(espoo, 'a', 'html'), 'results/2022/espoo/a.html', 'it goes with the authority of its key'],
];

test.each(table)('%s lies at %s, and in an erasure %s', (key, at, erasure) => {
  expect(key).toBe(at);
  expect(keys.onObjectErasure(key).erasure).toBe(erasure);
});

test('each way to make a key is in the table', () => {
  const makers = Object.keys(keys).filter((name) => name.endsWith('Key'));
  // One more of each for the four prefixes of the office and the two endings of results.
  expect(table).toHaveLength(makers.length + 4);
});

test('results tell their authority, texts their hash', () => {
  expect(keys.onObjectErasure(keys.resultsKey(espoo, 'a', 'html')).parts).toEqual(['2022', 'espoo', 'a.html']);
  expect(keys.onObjectErasure(keys.textKey('abc')).parts).toEqual(['abc']);
});

test('a mail, whose key is made by SES, is looked into', () => {
  expect(keys.onObjectErasure('o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1').erasure).toBe('it is looked into');
});

test('a text is no key: only a kind of object makes one', () => {
  // @ts-expect-error
  const key: keys.ObjectKey = 'results/2022/espoo/a.xlsx';
  expect(key).toBe(keys.resultsKey(espoo, 'a', 'xlsx'));
});
