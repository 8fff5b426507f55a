import { describe, expect, test } from 'vitest';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { filledRows, identitySheet } from '../../support/filled-rows.ts';
import { gridOf } from '../../support/made-grid.ts';
import { type RawCell, rawWorkbook } from '../../support/raw-workbook.ts';
import { assessFile, userCentricity2023 } from '../../support/user-centricity.ts';

const codes = new Set(['columns-alike', 'columns-several', 'columns-recognised', 'columns-uniform']);

/** What is read of these columns from C on, by the place of the question, under these texts, none of which is a heading. */
async function readColumns(titles: readonly string[], cells: (at: number) => readonly RawCell[]) {
  const rows = filledRows().map(([id, question], at): RawCell[] => [id ?? '', question ?? '', ...cells(at)]);
  const read = await assessFile(rawWorkbook([{ name: 'Q', rows: [['', '', ...titles], ...rows] }, identitySheet]));
  return {
    column: read.answers.get('1.1.1')?.cell?.slice(2, 3),
    evidence: read.answers.get('1.1.1')?.evidence,
    told: read.problems.filter(({ code }) => codes.has(code)).map(({ code, facts }) => `${code} ${facts['other']}`),
  };
}

const yesOrNo = (at: number): RawCell => (at % 2 === 0 ? 'Yes' : 'No');
/** 40 answers in C, and so many others in D. */
const beside =
  (others: number) =>
  (at: number): readonly RawCell[] => [at < 40 ? yesOrNo(at) : null, at < others ? yesOrNo(at + 1) : null];

describe('without headings, a second column of answers', () => {
  // A fifth of 40 is eight: what is filled in so few rows may correct the others, and is never read for them.
  test.each([
    [8, 'C', 'columns-several D'],
    [9, 'D', 'columns-several C'],
  ])('of %s answers that says it is the last word: %s is read', async (others, column, told) =>
    expect(await readColumns(['draft', 'final'], beside(others))).toMatchObject({ column, told: [told] }),
  );

  test.each([
    [8, 'columns-several D'],
    [9, 'columns-alike D'],
  ])('of %s answers that says nothing of itself: the fuller one is read', async (others, told) =>
    expect(await readColumns(['ours', 'theirs'], beside(others))).toMatchObject({ column: 'C', told: [told] }),
  );

  test('that is the fuller one is read, wherever it stands', async () =>
    expect(
      await readColumns(['ours', 'theirs'], (at) => [at < 30 ? yesOrNo(at + 1) : null, yesOrNo(at)]),
    ).toMatchObject({ column: 'D', told: ['columns-alike C'] }));

  test('of the year of the round is read in silence beside that of an earlier one', async () =>
    expect(await readColumns(['2021', '2022'], beside(40))).toMatchObject({
      ...{ column: 'D', told: ['columns-recognised D'] },
    }));

  test('is none where it says the same, or nothing', async () => {
    const expected = { column: 'C', told: ['columns-recognised C'] };
    expect(await readColumns(['ours', 'theirs'], beside(0))).toMatchObject(expected);
    expect(await readColumns(['ours', 'theirs'], (at) => [yesOrNo(at), yesOrNo(at)])).toMatchObject(expected);
  });
});

describe('without headings, a column that says the same in each row', () => {
  test('is not read where another one differs by row: all questions may have it', async () =>
    expect(await readColumns(['', ''], (at) => ['Yes', yesOrNo(at)])).toMatchObject({
      ...{ column: 'D', told: ['columns-recognised D'] },
    }));

  test('is read where it is the only one, and asked about', async () =>
    expect(await readColumns(['', ''], () => ['Yes', 'in the service catalogue'])).toMatchObject({
      ...{ column: 'C', told: ['columns-uniform C'] },
    }));
});

test('without headings the evidence is the column with the most text to the right of the answers', async () => {
  const text = (at: number, of: string): string => `${of} ${at}, ${of.repeat(at + 1)}`;
  expect(
    await readColumns([], (at) => [
      text(at, 'the longest text of all '),
      yesOrNo(at),
      `n${at}`,
      text(at, 'longer '),
      `m${at}`,
    ]),
  ).toMatchObject({ column: 'D', evidence: text(0, 'longer ').trim() });
});

/** The columns by role, and what is told of them, of questions in A and these cells from B on. */
function guessed(titles: readonly string[], cells: (at: number) => readonly string[]) {
  const rows = filledRows().map(([, question], at) => [String(question), ...cells(at)]);
  const grid = gridOf({ name: 'Q', rows: [['', ...titles], ...rows] });
  const found = findQuestions(grid, formOfQuestionnaire(userCentricity2023), null);
  return {
    columns: found.rows[0] === undefined ? null : Object.fromEntries(found.rows[0].columns),
    told: found.problems.map(({ code, sheet, read, facts }) => [code, sheet, read, facts['column'], facts['other']]),
  };
}
const answer = (at: number): string => String(yesOrNo(at));

describe('without headings', () => {
  test('a question without an answer column is not read', () => {
    expect(guessed([], () => [])).toEqual({ columns: null, told: [] });
    expect(guessed(['x', 'y'], (at) => [`text ${at}`, `more of it ${at}`])).toEqual({ columns: null, told: [] });
  });

  test('there is no evidence where nothing stands to the right of the answers, however little stands there', () => {
    expect(guessed([], (at) => [answer(at)]).columns).toEqual({ answer: 2 });
    expect(guessed([], (at) => [answer(at), at === 3 ? '1' : '']).columns).toEqual({ answer: 2, evidence: 3 });
  });

  test('what is read is named with its rivals, and where each stands', () => {
    const three = (at: number): string[] => [answer(at), answer(at + 1), at % 3 === 0 ? 'Yes' : 'No'];
    expect(guessed(['ours', 'final', 'theirs'], three).told).toEqual([
      ['columns-several', 'Q', 'final, ours, theirs', 'C', 'B'],
    ]);
    expect(guessed(['ours', 'sparse'], (at) => [answer(at), at < 3 ? 'No' : '']).told).toEqual([
      ['columns-several', 'Q', 'ours, sparse', 'B', 'C'],
    ]);
  });

  // Both have as many answers; the second one also has texts.
  test('of two with as many answers the fuller one is read', () =>
    expect(
      guessed(['', ''], (at) => [at < 30 ? answer(at) : '', at < 30 ? answer(at + 1) : 'see below']).columns,
    ).toMatchObject({ answer: 3 }));

  test('of two that say the same in each row nobody can say which is meant', () =>
    expect(guessed(['ours', 'theirs'], () => ['Yes', 'No']).told).toEqual([
      ['columns-alike', 'Q', 'ours, theirs', 'B', 'C'],
    ]));

  test('an office’s own words are its answers, before a column that says Yes in each row', () => {
    const own = (at: number): string => (at % 2 === 0 ? 'Fulfilled' : 'Open');
    expect(guessed(['', ''], (at) => ['Yes', own(at)])).toEqual({
      ...{ columns: { answer: 3 }, told: [['columns-recognised', 'Q', '', 'C', 'C']] },
    });
    // Known answers go before them.
    expect(guessed(['', ''], (at) => [own(at), answer(at)]).columns).toEqual({ answer: 3 });
  });
});
