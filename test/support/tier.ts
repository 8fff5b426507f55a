import { test } from 'vitest';

/** `npm run deep` sets it; its files are the same tests, taken whole (test/…/x.deep.test.ts). */
export const isDeep = process.env['SCOREBOOK_TESTS'] === 'deep';

/** A test of the long tier in a file of the short one: what a story does beside its main way. */
export const deepTest = test.skipIf(!isDeep);

/** How far to step from one crash point to the next: every point in the long tier, some of them in the short one. */
export const stride = isDeep ? 1 : 19;

/** Of the calls 1 to `total` each one in the long tier; in the short one two, spread evenly, and those that matter most. */
export function pointsOf(total: number, always: readonly number[] = []): number[] {
  const all = Array.from({ length: total }, (_, index) => index + 1);
  if (isDeep) return all;
  const spread = [1, 2].map((part) => Math.ceil((part * total) / 2));
  return all.filter((n) => spread.includes(n) || always.includes(n));
}

/** How many cases a property is tried with. */
export const runs = (few: number, many: number): number => (isDeep ? many : few);
