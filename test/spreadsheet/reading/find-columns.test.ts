import { describe, expect, test } from 'vitest';
import { mustAt } from '../../../shared/domain/must.ts';
import { columnLetters } from '../../../shared/spreadsheet/formats/grid.ts';
import {
  columnsByHeading,
  columnsOfRow,
  evidenceOf,
  headingsIn,
  onlyOffers,
  tellsAnswers,
} from '../../../shared/spreadsheet/reading/find-columns.ts';
import { gridOf } from '../../support/made-grid.ts';

type Heading = string | number | null;
const sheetOf = (headings: readonly Heading[], hidden: readonly number[] = []) =>
  mustAt(gridOf({ rows: [headings], hiddenColumns: hidden.map((column) => [column, column] as const) }).sheets, 0);

/** `answer B, evidence C` of the headings in a row. */
function headed(headings: readonly Heading[], hidden: readonly number[] = []): string {
  const sheet = sheetOf(headings, hidden);
  return said(columnsOfRow(sheet, 1, sheet.cells));
}
const said = (columns: Iterable<readonly [string, number]>): string =>
  [...columns]
    .map(([role, column]) => `${role} ${columnLetters(column)}`)
    .toSorted()
    .join(', ');

describe('the columns of a row of headings', () => {
  test.each<[readonly Heading[], string]>([
    [['Id', 'Question', 'Answer', 'Evidence'], 'answer C, evidence D, id A, question B'],
    [['EVIDENCE:', ' vastaus ', 'Fråga?', 'Nr.'], 'answer B, evidence A, id D, question C'],
    [['Answer *', 'Evidence'], 'answer A, evidence B'],
    [[], ''],
    [['Town', 'Mayor'], ''],
    // A number, a date and a long text are no headings.
    [['Question', 'Answer', 2022], 'answer B, question A'],
    [['Question', 'Answer'.padEnd(60)], 'answer B, question A'],
    [['Question', 'Answer'.padEnd(61)], 'question A'],
    // Of several the left one.
    [['Question', 'Frage', 'Answer'], 'answer C, question A'],
    [['Question', 'Answer', 'Answer'], 'answer B, question A'],
    // What was added to a heading, and two languages in one.
    [['Question', 'Answer (please fill in)'], 'answer B, question A'],
    [['Question', 'Answer / Vastaus', 'Evidence – Nachweis'], 'answer B, evidence C, question A'],
    [['Question', 'Answer | Antwort', 'Evidence - Nachweis'], 'answer B, evidence C, question A'],
    [['Question', 'Answer / Town'], 'answer B, question A'],
    [['Question', 'Answer / Evidence'], 'question A'],
    [['Question', 'Answer to the mayor'], 'question A'],
    [['Question', 'Yes / No / NA'], 'answer B, question A'],
    // A year is something that was added, a number that only looks like one is not.
    [['Question', 'Answer 2022'], 'answer B, question A'],
    [['Question', 'Answer 12022'], 'question A'],
    [['Question', 'Answer 1999'], 'question A'],
  ])('%j: %s', (headings, columns) => expect(headed(headings)).toBe(columns));

  test.each<[readonly Heading[], string]>([
    [['Answer 2021', 'Answer 2023', 'Answer 2022'], 'answer B'],
    [['Figure', 'Value 2021', 'Value 2022'], 'figure A, value C'],
    [['Answer', 'Answer 2022'], 'answer B'],
    [['Question 2021', 'Question 2022'], 'question A'],
  ])('%j: of several of answers or values the newest, %s', (headings, columns) =>
    expect(headed(headings)).toBe(columns),
  );

  test.each<[readonly Heading[], readonly number[], string]>([
    [['Question', 'Answer', 'Answer 2023'], [3], 'answer C, question A'],
    [['Question', 'Answer', 'Answer'], [2], 'answer C, question A'],
    [['Question', 'Frage', 'Answer'], [1], 'answer C, question B'],
    [['Question', 'Answer'], [1, 2], 'answer B, question A'],
  ])('%j with %j hidden: %s', (headings, hidden, columns) => expect(headed(headings, hidden)).toBe(columns));

  test('are the same where nobody says which sheet they are of', () =>
    expect(said(columnsByHeading(sheetOf(['Question', 'Answer'], [2]).cells))).toBe('answer B, question A'));
});

describe('the evidence beside the answers', () => {
  test.each<[readonly Heading[], string]>([
    [['Answer', 'Comment'], 'answer A, comment B, evidence B'],
    [['Answer', 'Comment', 'Evidence'], 'answer A, comment B, evidence C'],
    [['Question', 'Comment'], 'comment B, evidence B, question A'],
    [['Evidence', 'Answer', 'Evidence'], 'answer B, evidence C'],
    [['Evidence', 'Proof', 'Answer'], 'answer C, evidence A, moreEvidence B'],
    [['Answer', 'Evidence (link)', 'Evidence (document)'], 'answer A, evidence B, moreEvidence C'],
    [['Answer', 'Comment', 'Comments'], 'answer A, comment B, evidence B, moreEvidence C'],
    [['Answer 2022', 'Evidence', 'Answer 2021', 'Evidence'], 'answer A, evidence B'],
    [['Answer 2021', 'Evidence 2021', 'Evidence 2022', 'Answer 2022'], 'answer D, evidence C'],
    [['Answer 2022', 'Evidence 2021', 'Evidence 2022'], 'answer A, evidence C'],
    [['Answer 2022', 'Evidence 2020', 'Evidence 2021'], 'answer A, evidence B, moreEvidence C'],
  ])('%j: %s', (headings, columns) => expect(headed(headings)).toBe(columns));

  test('of another column of answers is its own', () => {
    const { cells } = sheetOf(['Answer 2021', 'Evidence', 'Answer 2022', 'Evidence', 'Proof']);
    expect(cells.map((cell) => said(evidenceOf(cell, cells)))).toEqual([
      ...['evidence B', 'evidence D, moreEvidence E', 'evidence D, moreEvidence E', 'evidence E', 'evidence B'],
    ]);
    const without = sheetOf(['Answer', 'Town']).cells;
    expect(evidenceOf(mustAt(without, 0), without)).toEqual([]);
  });
});

describe('columns in which an answer is ticked', () => {
  test.each<[readonly Heading[], string]>([
    [['Question', 'Yes', 'No', 'NA'], 'na D, no C, question A, yes B'],
    [['Question', 'Kyllä', 'Ei'], 'no C, question A, yes B'],
    // `No` alone heads the numbers of the rows.
    [['No', 'Question', 'Answer'], 'answer C, id A, question B'],
    [['No', 'Question', 'Yes', 'No'], 'id A, no D, question B, yes C'],
    [['Question', 'Yes'], 'question A'],
    [['Question', 'Yes', 'No', 'Yes', 'No'], 'no C, question A, yes B'],
    [['No', 'Yes', 'No', 'Yes', 'No'], 'id A, no C, yes B'],
    // An office's own pair of words, where the row is one of headings and has no answers otherwise.
    [['Question', 'Done', 'Not done'], 'no C, question A, yes B'],
    [['Question', 'Not done', 'Done'], 'no B, question A, yes C'],
    [['Question', 'Done', 'Not done', 'NA'], 'na D, no C, question A, yes B'],
    [['Town', 'Done', 'Not done', 'Mayor'], 'no C, yes B'],
    [['Town', 'Done', 'Not done', 'Mayor', 'Party'], ''],
    [['Question', 'Answer', 'Done', 'Not done'], 'answer B, question A'],
    [['Question', 'Done', 'Mayor'], 'question A'],
    [['Question', 'Done'], 'question A'],
    [['Question', 'Done with all of it by now ok', 'Not done with all of it by now ok'], 'question A'],
  ])('%j: %s', (headings, columns) => expect(headed(headings)).toBe(columns));

  // With `Not` before it: 30 characters, and 31.
  test.each([
    ['Done by all of us in towns', ['yes', 'no']],
    ['Done by all of us in a town', [undefined, undefined]],
  ])('are headed by nothing longer than a tick is: %s', (yes, words) =>
    expect(
      headingsIn(sheetOf(['Question', yes, `Not ${yes}`]).cells)
        .slice(1)
        .map(({ word }) => word),
    ).toEqual(words),
  );
});

test.each<[readonly Heading[], boolean, boolean]>([
  [['Question', 'Answer'], true, false],
  [['Answer'], false, false],
  [['Question'], false, false],
  [['Yes', 'No'], true, true],
  [['Yes', 'No', 'NA'], true, true],
  [['Question', 'Yes', 'No'], true, false],
  [[], false, true],
])('%j tells where the answers are: %s, and only offers them: %s', (headings, tells, offers) => {
  const columns = columnsByHeading(sheetOf(headings).cells);
  expect([tellsAnswers(columns), onlyOffers(columns)]).toEqual([tells, offers]);
});
