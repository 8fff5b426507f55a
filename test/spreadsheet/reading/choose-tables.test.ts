import { describe, expect, test } from 'vitest';
import { filledRows, headings, identitySheet } from '../../support/filled-rows.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile } from '../../support/user-centricity.ts';

/** A sheet of questions by their places in the questionnaire, 0..40, all answered the same. */
const sheetOf = (name: string, from: number, to: number, answer: string) => ({
  name,
  rows: [
    headings,
    ...filledRows((_, [id, question]): RawCell[] => [id ?? '', question ?? '', answer, '']).slice(from, to),
  ],
});

const told = async (...sheets: ReturnType<typeof sheetOf>[]): Promise<string[]> => {
  const { problems } = await assessFile(rawWorkbook([...sheets, identitySheet]));
  return problems.map(({ code }) => code).filter((code) => code === 'sheets-several' || code === 'answer-conflicting');
};

describe('a second sheet is a copy of the first', () => {
  test.each([
    [3, true],
    [2, false],
  ])('where %s of its questions, all that it has, stand there: %s', async (count, isCopy) =>
    expect(await told(sheetOf('A', 0, 41, 'Yes'), sheetOf('B', 0, count, 'No'))).toContain(
      isCopy ? 'sheets-several' : 'answer-conflicting',
    ),
  );

  // The first has the questions 0 to 19, the second as many from a later one on.
  test.each([
    [10, true],
    [11, false],
  ])('where half of its questions stand there, the second beginning with question %s: %s', async (from, isCopy) => {
    const codes = await told(sheetOf('A', 0, 20, 'Yes'), sheetOf('B', from, from + 20, 'No'));
    expect(codes.includes('sheets-several')).toBe(isCopy);
  });

  test('which is not asked about where both say the same', async () =>
    expect(await told(sheetOf('A', 0, 20, 'Yes'), sheetOf('B', 0, 20, 'Yes'))).toEqual([]));
});
