import { describe, expect, test } from 'vitest';
import { judgeFigure, ownFormCases } from '../../corpus/reading-cases.ts';

describe('a figure, where headings, labels, formats and other columns matter', () => {
  test.each(ownFormCases())('$how: $figure is $human', async (one) => {
    expect((await judgeFigure(one))?.verdict).not.toBe('SILENTLY WRONG');
  });
});
