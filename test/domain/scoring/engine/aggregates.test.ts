import { expect, test } from 'vitest';
import { wholeParts } from '../../../../shared/domain/scoring/engine/aggregates.ts';
import { parsedRational, zero } from '../../../../shared/domain/scoring/rational.ts';

test.each([
  [
    ['1', '1'],
    [1, 1],
  ],
  [
    ['1/2', '1/3'],
    [3, 2],
  ],
  [
    ['1/4', '1/6'],
    [3, 2],
  ],
  [
    ['4', '2', '6'],
    [2, 1, 3],
  ],
  [
    ['0.75', '1.5'],
    [1, 2],
  ],
  [
    ['2', '0'],
    [1, 0],
  ],
  [
    ['0', '0'],
    [0, 0],
  ],
  [[], []],
])('weights of %j are to each other as %j', (weights, expected) => {
  expect(wholeParts(weights.map((weight) => parsedRational(weight) ?? zero)).map(Number)).toEqual(expected);
});
