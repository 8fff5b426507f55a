import { expect, test } from 'vitest';
import { evidenceCases, isAskedAbout } from '../../corpus/evidence-cases.ts';

const [fine, ask] = (['fine', 'ask'] as const).map((human) => evidenceCases().filter((one) => one.human === human));

test('evidence that points elsewhere, puts off or is a plan is asked about', () => {
  expect(ask?.length).toBeGreaterThan(150);
  expect(ask?.filter((one) => !isAskedAbout(one))).toEqual([]);
});

test('evidence as officers of seven countries write it is asked about less than once in 40', () => {
  expect(fine?.length).toBeGreaterThan(200);
  expect(fine?.filter(isAskedAbout).length).toBeLessThan((fine?.length ?? 0) / 40);
});
