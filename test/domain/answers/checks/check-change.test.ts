import { expect, test } from 'vitest';
import { checkChange } from '../../../../shared/domain/answers/checks/check-change.ts';
import { figured } from '../../../support/checked.ts';

const changed = (now: number | null, before: number | null | undefined, cell: string | null = "'My figures'!D9") =>
  checkChange(new Map([['employees', figured(now, cell)]]), {
    round: '2020',
    background: before === undefined ? {} : { employees: figured(before) },
  });

test.each<[number | null, number | null | undefined, string | null, string | null]>([
  [150, 100, null, null],
  [151, 100, 'higher', '51'],
  [50, 100, null, null],
  [49, 100, 'lower', '51'],
  [1_000, 100, 'higher', '900'],
  [0, 100, 'lower', '100'],
  // With nothing before, with nothing now, or without either there is no change.
  [100, 0, null, null],
  [100, null, null, null],
  [100, undefined, null, null],
  [null, 100, null, null],
])('%s after %s is %s by %s', (now, before, direction, percent) => {
  const expected =
    direction === null ? [] : [{ direction, percent, value: String(now), before: String(before), round: '2020' }];
  expect(changed(now, before).map(({ facts }) => facts)).toEqual(expected);
});

test('is asked at the figure’s own cell, and of a figure in no cell nowhere', () => {
  const place = { code: 'background-changed', sheet: 'My figures', cell: 'D9', indicator: 'employees', read: '400' };
  expect(changed(400, 100)).toMatchObject([place]);
  expect(changed(400, 100, null)).toEqual([]);
});
