import { expect, test } from 'vitest';
import { asOne, problem, whereStill } from '../../../shared/domain/answers/problems.ts';

const at = (indicator: string, cell: string) =>
  problem('evidence-weak', { sheet: 'S', cell, indicator, read: 'see above' });
const three = asOne([at('1.1.1', 'E9'), at('1.1.2', 'E10'), at('1.1.3', 'E11')])[0] ?? at('', '');

test.each<[string[], object | null]>([
  [['1.1.1', '1.1.2', '1.1.3'], three],
  [['1.1.2', '1.1.3'], { cell: 'E10', indicator: '1.1.2', cells: ['E10', 'E11'], indicators: ['1.1.2', '1.1.3'] }],
  [['1.1.3'], at('1.1.3', 'E11')],
  [[], null],
])('a doubt of several cells stays at those whose answers count: %j', (left, expected) => {
  const still = whereStill(three, (indicator) => left.includes(indicator ?? ''));
  if (expected === null) expect(still).toBeNull();
  else expect(still).toMatchObject(expected);
  if (left.length === 1) expect(still).toEqual(expected);
});

test('a problem of one cell stays or goes', () => {
  const one = at('1.1.1', 'E9');
  expect(whereStill(one, () => true)).toBe(one);
  expect(whereStill(one, () => false)).toBeNull();
  const ofFile = problem('columns-several', { sheet: 'S' });
  expect(whereStill(ofFile, (indicator) => indicator === null)).toBe(ofFile);
});
