import { expect, test } from 'vitest';
import { judgeLayout } from '../../corpus/layouts.ts';
import { madeLayouts } from '../../corpus/made-layouts.ts';
import { assessFile } from '../../support/user-centricity.ts';

test.each(madeLayouts())(
  '$what: read as a careful human reads it, or asked about',
  async ({ what, bytes, human, plain }) => {
    const { wrong, asked } = judgeLayout(what, human, plain, await assessFile(bytes));
    expect(wrong).toEqual([]);
    if (plain) expect(asked).toBe(0);
  },
);
