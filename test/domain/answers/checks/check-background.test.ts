import { expect, test } from 'vitest';
import { checkBackground } from '../../../../shared/domain/answers/checks/check-background.ts';
import { figured } from '../../../support/checked.ts';

const causes = (figures: Readonly<Record<string, number | null>>) =>
  checkBackground({
    background: new Map(Object.entries(figures).map(([id, value]) => [id, figured(value)])),
  }).map(({ facts }) => facts['cause']);

test.each<[Readonly<Record<string, number | null>>, string[]]>([
  [{ employees: 100, population: 100 }, []],
  [{ employees: 101, population: 100 }, ['employees']],
  [{ ictSpecialistsDirect: 40, employees: 40 }, []],
  [{ ictSpecialistsDirect: 41, employees: 40 }, ['specialists']],
  [{ ictSpecialistsDirect: 41, employees: 40, population: 30 }, ['employees', 'specialists']],
  // 20 a head at the least, 1,000,000 at the most.
  [{ budget: 2_000, population: 100 }, []],
  [{ budget: 1_999, population: 100 }, ['budget']],
  [{ budget: 100_000_000, population: 100 }, []],
  [{ budget: 100_000_001, population: 100 }, ['budget']],
  // A figure that is not there, not understood, or nothing is compared with none.
  [{ employees: 101 }, []],
  [{ employees: 101, population: null }, []],
  [{ employees: 101, population: 0 }, []],
  [{ budget: 0, population: 100 }, []],
])('%j: %j', (figures, expected) => expect(causes(figures)).toEqual(expected));

test('is asked at the figure’s own cell, with both figures', () => {
  const [asked] = checkBackground({
    background: new Map([
      ['employees', figured(101)],
      ['population', figured(100)],
    ]),
  });
  expect(asked).toMatchObject({
    ...{ code: 'background-implausible', sheet: 'My figures', cell: 'D9', indicator: 'employees', read: '101' },
    facts: { value: '101', other: '100', cause: 'employees' },
  });
});

test('a figure that stands in no cell is asked about nowhere', () => {
  const background = new Map([
    ['employees', figured(101, null)],
    ['population', figured(100, null)],
  ]);
  expect(checkBackground({ background })).toEqual([]);
});
