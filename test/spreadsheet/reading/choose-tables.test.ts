import { describe, expect, test } from 'vitest';
import { filledRows, headings, identitySheet } from '../../support/filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
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

/** Where the first answer is read from, what is told of the sheets, and whether anything else is asked. */
async function readFrom(...sheets: RawSheet[]) {
  const read = await assessFile(rawWorkbook([...sheets, identitySheet]));
  const { value, cell } = read.answers.get('1.1.1') ?? {};
  return { value, sheet: cell?.split('!')[0], told: read.problems.map(({ code }) => code) };
}
const blank = (name: string): RawSheet => sheetOf(name, 0, 41, '');

describe('of several sheets with the same questions', () => {
  test('one that was never filled in is left alone, wherever it stands', async () => {
    const filled = sheetOf('B', 0, 41, 'No');
    expect(await readFrom(blank('A'), filled)).toMatchObject({ value: 'no', sheet: 'B' });
    expect((await readFrom(blank('A'), filled)).told).not.toContain('sheets-several');
  });

  test('the first is read where none is filled in', async () =>
    expect(await readFrom(blank('A'), blank('B'))).toMatchObject({ value: 'unanswered', sheet: 'A' }));

  test('that of the round’s year is read in silence beside those of earlier ones', async () => {
    const read = await readFrom(
      sheetOf('2021', 0, 41, 'No'),
      sheetOf('2022', 0, 41, 'Yes'),
      sheetOf('2020', 0, 41, 'No'),
    );
    expect(read).toMatchObject({ value: 'yes', sheet: '2022' });
    expect(read.told).not.toContain('sheets-several');
  });

  test('that of the newest year is read where none is of the round, and asked about', async () => {
    const read = await readFrom(sheetOf('2020', 0, 41, 'No'), sheetOf('2021', 0, 41, 'Yes'));
    expect(read).toMatchObject({ value: 'yes', sheet: '2021' });
    expect(read.told).toContain('sheets-several');
  });

  test('one that is shown is read before one that is hidden', async () => {
    const hidden: RawSheet = { ...sheetOf('A', 0, 41, 'No'), state: 'hidden' };
    expect(await readFrom(hidden, sheetOf('B', 0, 41, 'Yes'))).toMatchObject({ value: 'yes', sheet: 'B' });
  });

  test('one with a heading of answers is read before one without', async () => {
    const bare = { ...sheetOf('A', 0, 41, 'No'), rows: sheetOf('A', 0, 41, 'No').rows.slice(1) };
    expect(await readFrom(bare, sheetOf('B', 0, 41, 'Yes'))).toMatchObject({ value: 'yes', sheet: 'B' });
  });
});

test('questions that begin again further down a sheet are a copy of those above them, named by their place', async () => {
  const [above, below] = [sheetOf('Q', 0, 41, 'Yes'), sheetOf('Q', 0, 41, 'No')];
  const read = await assessFile(rawWorkbook([{ ...above, rows: [...above.rows, ...below.rows] }, identitySheet]));
  const [asked] = read.problems.filter(({ code }) => code === 'sheets-several');
  expect(asked?.read).toMatch(/^Q!A\d+, Q!A\d+$/);
});
