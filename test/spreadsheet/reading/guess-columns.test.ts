import { describe, expect, test } from 'vitest';
import { filledRows, identitySheet } from '../../support/filled-rows.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

const codes = new Set(['columns-alike', 'columns-several', 'columns-recognised', 'columns-uniform']);

/** What is read of 40 answers in C beside `others` of them in D, under these texts, none of which is a heading. */
async function readBeside(others: number, [c, d]: readonly [string, string]) {
  const answered = (at: number): RawCell => (at % 2 === 0 ? 'Yes' : 'No');
  const rows = filledRows().map(([id, question], at): RawCell[] => [
    ...[id ?? '', question ?? '', at < 40 ? answered(at) : null],
    at < others ? answered(at + 1) : null,
  ]);
  const read = await assessFile(rawWorkbook([{ name: 'Q', rows: [['', '', c, d], ...rows] }, identitySheet]));
  return {
    column: read.answers.get('1.1.1')?.cell?.slice(2, 3),
    told: read.problems.filter(({ code }) => codes.has(code)).map(({ code, facts }) => `${code} ${facts['other']}`),
  };
}

describe('without headings, a second column of answers', () => {
  // A fifth of 40 is eight: what is filled in so few rows may correct the others, and is never read for them.
  test.each([
    [8, 'C', 'columns-several D'],
    [9, 'D', 'columns-several C'],
  ])('of %s answers that says it is the last word: %s is read', async (others, column, told) =>
    expect(await readBeside(others, ['draft', 'final'])).toEqual({ column, told: [told] }),
  );

  test.each([
    [8, 'columns-several D'],
    [9, 'columns-alike D'],
  ])('of %s answers that says nothing of itself: the fuller one is read', async (others, told) =>
    expect(await readBeside(others, ['ours', 'theirs'])).toEqual({ column: 'C', told: [told] }),
  );

  test('of the year of the round is read in silence beside that of an earlier one', async () =>
    expect(await readBeside(40, ['2021', '2022'])).toEqual({ column: 'D', told: ['columns-recognised D'] }));

  test('is none where nothing is in it', async () =>
    expect(await readBeside(0, ['ours', 'theirs'])).toEqual({ column: 'C', told: ['columns-recognised C'] }));
});
