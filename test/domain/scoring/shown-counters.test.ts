import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addShown,
  authoritiesIn,
  countShown,
  inOrder,
  meanOfShown,
  quantileOfShown,
  rankOfShown,
  type ShownCounters,
  withShownChange,
} from '../../../shared/domain/scoring/shown-counters.ts';

const numbers = fc.array(
  fc.integer({ min: -300, max: 300 }).map((cents) => cents / 100),
  { maxLength: 30 },
);

test('numbers are counted from the lowest, each as often as it is shown', () => {
  expect(countShown([3, -1, 2.5, 3])).toEqual([
    [-1, 1],
    [2.5, 1],
    [3, 2],
  ]);
  expect(countShown([])).toEqual([]);
  expect(
    inOrder(
      new Map([
        [3, 1],
        [1, 0],
        [2, 4],
      ]),
    ),
  ).toEqual([
    [2, 4],
    [3, 1],
  ]);
});

test('two counts add up to one of all', () =>
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(addShown(countShown(a), countShown(b))).toEqual(countShown([...a, ...b]));
      expect(authoritiesIn(countShown(a))).toBe(a.length);
    }),
  ));

test.each<[string, number | null, number, ShownCounters]>([
  [
    'who was not counted is',
    null,
    2,
    [
      [1, 1],
      [2, 3],
    ],
  ],
  ['who was counted moves', 1, 2, [[2, 3]]],
  [
    'who was counted and stays, stays',
    2,
    2,
    [
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'to a number that nobody shows yet',
    2,
    0.5,
    [
      [0.5, 1],
      [1, 1],
      [2, 1],
    ],
  ],
])('a change of one authority: %s', (_, before, after, counters) =>
  expect(
    withShownChange(
      [
        [1, 1],
        [2, 2],
      ],
      before,
      after,
    ),
  ).toEqual(counters),
);

test.each([
  [3, 1],
  [2, 2],
  [1, 4],
  [0, 5],
  [2.5, 2],
])('who shows %d among 3, 2, 2 and 1 has rank %d', (shown, rank) =>
  expect(rankOfShown(shown, countShown([3, 2, 2, 1]))).toBe(rank),
);

describe('the mean', () => {
  test.each<[number[], number, number | null]>([
    [[], 0, null],
    [[1, 2], 0, 1.5],
    [[1, 1, 2], 0, 1.3],
    [[1, 2, 2], 0, 1.7],
    [[0.25, 0.5], 2, 0.375],
    [[0.1, 0.2], 1, 0.15],
    // Half away from zero.
    [[0, 0, 0, 1], 0, 0.3],
    [[0, 0, 0, -1], 0, -0.3],
    [[-1, -2], 0, -1.5],
    [[-1, 1], 0, 0],
  ])('of %j with %d decimals is %s', (all, decimals, mean) =>
    expect(meanOfShown(countShown(all), decimals)).toBe(mean),
  );
});

describe('the number below which a share lies', () => {
  test.each<[number[], number, number | null]>([
    [[], 0.5, null],
    [[1, 2, 3, 4], 0.5, 2],
    [[1, 2, 3, 4], 0.25, 1],
    [[1, 2, 3, 4], 0.26, 2],
    [[1, 2, 3, 4], 0.75, 3],
    [[1, 2, 3, 4], 1, 4],
    [[1, 2, 3, 4], 0, 1],
    [[5, 5, 5, 9], 0.5, 5],
    [[5, 9, 9, 9], 0.5, 9],
  ])('of %j, %d: %s', (all, part, shown) => expect(quantileOfShown(countShown(all), part)).toBe(shown));
});
