import { describe, expect, test } from 'vitest';
import { yesNoNaWords } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { type HeadingRow, likeliestHeading, underHeadings } from '../../../shared/spreadsheet/reading/heading-rows.ts';
import type { QuestionRow } from '../../../shared/spreadsheet/reading/question-table.ts';
import { rowsOf } from '../../../shared/spreadsheet/reading/rows.ts';
import { gridOf } from '../../support/made-grid.ts';

type Columns = Record<string, number>;
const headingOf = (row: number, columns: Columns): HeadingRow => ({
  row,
  columns: new Map(Object.entries(columns)) as HeadingRow['columns'],
});
const shown = (columns: HeadingRow['columns']): Columns => Object.fromEntries(columns);

describe('of rows of headings above each other the likeliest', () => {
  test.each<[string, Columns[], Columns]>([
    ['the only one', [{ question: 1, answer: 2 }], { question: 1, answer: 2 }],
    [
      'the lowest',
      [
        { question: 1, answer: 2 },
        { question: 1, answer: 3 },
      ],
      { question: 1, answer: 3 },
    ],
    [
      'not a legend of what is offered',
      [
        { question: 1, answer: 2 },
        { answer: 2, yes: 3, no: 4, na: 5 },
      ],
      { question: 1, answer: 2 },
    ],
    ['a legend where there is nothing else', [{ yes: 3, no: 4 }], { yes: 3, no: 4 }],
    [
      'the lowest of legends',
      [
        { yes: 1, no: 2 },
        { yes: 3, no: 4 },
      ],
      { yes: 3, no: 4 },
    ],
    [
      'marks beside a question are no legend',
      [
        { question: 1, answer: 2 },
        { question: 1, yes: 3, no: 4 },
      ],
      { question: 1, yes: 3, no: 4 },
    ],
    ['none', [], {}],
  ])('%s', (_, headings, columns) =>
    expect(shown(likeliestHeading(headings.map((one, at) => headingOf(at + 1, one))))).toEqual(columns),
  );
});

describe('questions are read below the headings under which most of their answers stand', () => {
  /** The columns of all questions, and the row of headings that tells them, by what stands in columns B to F. */
  function settled(headings: (readonly [number, Columns])[], rows: (string | null)[][]) {
    const [sheet] = gridOf({ rows: rows.map((cells, at) => [`Question ${at}`, ...cells]) }).sheets;
    if (sheet === undefined) throw new Error('no sheet');
    const questions = rows.map(
      (_, at): QuestionRow => ({
        ...{ rows: rowsOf(sheet), row: at + 1, indicator: `1.${at}`, words: yesNoNaWords },
        ...{ columns: new Map([['question', 1]]), headedBy: null, language: null },
      }),
    );
    const those = headings.map(([row, columns]) => headingOf(row, columns));
    const found = underHeadings(questions, new Map(those.length === 0 ? [] : questions.map((one) => [one, those])));
    return [...new Set(found.map(({ columns, headedBy }) => `${headedBy}: ${JSON.stringify(shown(columns))}`))];
  }
  const long = 'x'.repeat(41);

  test.each<[string, (readonly [number, Columns])[], (string | null)[][], string[]]>([
    ['without headings they stay as they are', [], [['Yes']], ['null: {"question":1}']],
    ['of one row of headings', [[3, { answer: 2 }]], [[null]], ['3: {"answer":2}']],
    [
      'the upper',
      [
        [3, { answer: 2 }],
        [4, { answer: 3 }],
      ],
      [['Yes'], ['No'], [null, 'No']],
      ['3: {"answer":2}'],
    ],
    [
      'the lower',
      [
        [3, { answer: 2 }],
        [4, { answer: 3 }],
      ],
      [['Yes'], [null, 'No'], [null, 'No']],
      ['4: {"answer":3}'],
    ],
    [
      'of two alike the likeliest, which is the lower',
      [
        [3, { answer: 2 }],
        [4, { answer: 3 }],
      ],
      [['Yes', 'No']],
      ['4: {"answer":3}'],
    ],
    [
      'the upper where the lower is a legend',
      [
        [3, { answer: 2 }],
        [4, { yes: 3, no: 4 }],
      ],
      [['Yes']],
      ['3: {"answer":2}'],
    ],
    [
      'marks under one heading, with what else it says',
      [
        [3, { question: 1, answer: 2, evidence: 5 }],
        [4, { yes: 2, no: 3, na: 4 }],
      ],
      [['x'], [null, 'x'], [null, null, 'x']],
      ['4: {"question":1,"evidence":5,"yes":2,"no":3,"na":4}'],
    ],
    [
      'marks of two offers',
      [
        [3, { question: 1, answer: 2 }],
        [4, { no: 3 }],
      ],
      [
        ['Yes', 'x'],
        [null, 'x'],
      ],
      ['4: {"question":1,"no":3}'],
    ],
    [
      'no marks under a row that heads no answers',
      [
        [3, { question: 1, evidence: 5 }],
        [4, { yes: 2, no: 3 }],
      ],
      [['x'], [null, 'x']],
      ['4: {"yes":2,"no":3}'],
    ],
    [
      'the answer itself where it is written under its heading',
      [
        [3, { question: 1, answer: 2 }],
        [4, { yes: 3, no: 4 }],
      ],
      [
        ['Yes', null],
        ['No', null],
      ],
      ['3: {"question":1,"answer":2}'],
    ],
    [
      'two marks are no answer',
      [
        [3, { answer: 4 }],
        [4, { question: 1, yes: 2, no: 3 }],
      ],
      [
        ['x', 'x', 'Yes'],
        ['x', 'x', null],
      ],
      ['3: {"answer":4}'],
    ],
    [
      'texts are no answers',
      [
        [3, { answer: 2 }],
        [4, { answer: 3 }],
      ],
      [
        ['Yes', long],
        [null, long],
      ],
      ['3: {"answer":2}'],
    ],
    [
      'forty characters are',
      [
        [3, { answer: 2 }],
        [4, { answer: 3 }],
      ],
      [
        ['Yes', long.slice(1)],
        [null, long.slice(1)],
      ],
      ['4: {"answer":3}'],
    ],
  ])('%s', (_, headings, rows, expected) => expect(settled(headings, rows)).toEqual(expected));
});
