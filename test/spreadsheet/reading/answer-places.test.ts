import { describe, expect, test } from 'vitest';
import { limits } from '../../../shared/domain/submissions/limits.ts';
import {
  type AnswerPlace,
  answerWritten,
  contentPlaces,
  headedPlaces,
  isUniform,
  ownWordPlaces,
} from '../../../shared/spreadsheet/reading/answer-places.ts';
import { yesNoNaWords } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import type { QuestionRow } from '../../../shared/spreadsheet/reading/question-table.ts';
import { rowsOf } from '../../../shared/spreadsheet/reading/rows.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';

/** A sheet with questions in column A from one row to another. */
function questionsIn(made: MadeSheet, from: number, to: number, words: QuestionRow['words'] = yesNoNaWords) {
  const [sheet] = gridOf(made).sheets;
  if (sheet === undefined) throw new Error('no sheet');
  const rows = rowsOf(sheet);
  const questions = Array.from({ length: to - from + 1 }, (_, at): QuestionRow => {
    const row = from + at;
    return { rows, row, indicator: `1.${at}`, words, columns: new Map(), headedBy: null, language: null };
  });
  return { rows, questions };
}

const shape = ({ columns, title, shown, filled, known }: AnswerPlace): string =>
  `${[...columns].map(([role, column]) => `${role} ${column}`).join(', ')}: ${title || '-'}; ${filled} filled, ${known} known${shown ? '' : ', hidden'}`;

describe('a row of headings names places of answers', () => {
  const headed = (made: MadeSheet, row: number, from: number, to = from): string[] => {
    const { rows, questions } = questionsIn(made, from, to);
    return headedPlaces(rows, row, questions).map(shape);
  };

  test('each column that is headed as one of answers, with what is written in it and what of that is an answer', () => {
    const rows = [
      ['Question', 'Answer 2021', 'Evidence', 'Answer 2022'],
      ['Is it?', 'Yes', 'See', 'Perhaps'],
      ['Was it?', 'No', 'See', null],
    ];
    expect(headed({ rows }, 1, 2, 3)).toEqual([
      'answer 2: Answer 2021; 2 filled, 2 known',
      'answer 4: Answer 2022; 1 filled, 0 known',
    ]);
  });

  test('columns of marks side by side, as many groups as there are: each begins where a word comes again', () => {
    const rows = [
      ['Question', 'Yes', 'No', 'NA', 'Yes', 'No'],
      ['Is it?', 'x', null, null, null, 'x'],
      ['Was it?', 'x', 'x', null, '☐', null],
    ];
    const made: MadeSheet = { rows, hiddenColumns: [[6, 6]] };
    expect(headed(made, 1, 2, 3)).toEqual([
      'yes 2, no 3, na 4: Yes; 2 filled, 1 known',
      'yes 5, no 6: Yes; 1 filled, 1 known, hidden',
    ]);
    const { rows: of, questions } = questionsIn(made, 2, 3);
    expect([...(headedPlaces(of, 1, questions)[0]?.answers.values() ?? [])]).toEqual(['yes', 'yes/no']);
  });

  test.each([
    ['Yes alone', ['Question', 'Yes', 'NA']],
    ['No alone', ['Question', 'No', 'NA']],
  ])('no group of marks: %s', (_, headings) => expect(headed({ rows: [headings, ['Is it?', 'x']] }, 1, 2)).toEqual([]));

  test.each<[string, MadeSheet, string[]]>([
    [
      'merged over several of them',
      {
        rows: [[null, 'Espoo', null, 'Turku'], ['Question', 'Answer', 'Answer', 'Answer'], ['Is it?']],
        merges: ['B1:C1'],
      },
      ['Espoo Answer', 'Espoo Answer', 'Turku Answer'],
    ],
    [
      'merged over two rows',
      {
        rows: [['Form', 'Espoo', 2022], [null], ['Question', 'Answer', 'Answer'], ['Is it?']],
        merges: ['B1:B2', 'C1:C1'],
      },
      ['Answer', 'Answer'],
    ],
    [
      'written over the first of them',
      { rows: [[null, 2021, null, 2022], ['Question', 'Answer', 'Answer', 'Answer'], ['Is it?']] },
      ['2021 Answer', '2021 Answer', '2022 Answer'],
    ],
    [
      'none where but one cell stands above, which heads all of it',
      { rows: [[null, 'The questionnaire'], ['Question', 'Answer', 'Answer'], ['Is it?']] },
      ['Answer', 'Answer'],
    ],
    [
      'none of a sentence',
      { rows: [['Form', 'Please '.repeat(9)], ['Question', 'Answer', 'Answer'], ['Is it?']] },
      ['Answer', 'Answer'],
    ],
    [
      'none left of the first that is written',
      { rows: [[null, null, 'Espoo', 'Turku'], ['Question', 'Answer', 'Answer', 'Answer'], ['Is it?']] },
      ['Answer', 'Espoo Answer', 'Turku Answer'],
    ],
    [
      'none of a merge that ends before, or beside them',
      {
        rows: [['A', 'B', 'C', 'D'], ['Question', 'Answer', 'Answer', 'Answer'], ['Is it?']],
        merges: ['A1:A1', 'D1:E1', 'B2:C2'],
      },
      ['B Answer', 'C Answer', 'D Answer'],
    ],
  ])('the title above it: %s', (_, made, titles) => {
    const row = made.rows.findIndex(([first]) => first === 'Question') + 1;
    const { rows, questions } = questionsIn(made, row + 1, row + 1);
    expect(headedPlaces(rows, row, questions).map(({ title }) => title)).toEqual(titles);
  });

  test('a title of sixty characters is one, and of more is none', () => {
    const titled = (length: number) => ({
      rows: [['Form', 'x'.repeat(length)], ['Question', 'Answer'], ['Is it?']],
    });
    const title = (made: MadeSheet) => headedPlaces(questionsIn(made, 3, 3).rows, 2, [])[0]?.title;
    expect(title(titled(60))).toBe(`${'x'.repeat(60)} Answer`);
    expect(title(titled(61))).toBe('Answer');
  });

  test('no more than so many', () => {
    const headings = Array.from({ length: limits.answerPlaces + 5 }, () => 'Answer');
    expect(headed({ rows: [['Question', ...headings], ['Is it?']] }, 1, 2)).toHaveLength(limits.answerPlaces);
  });
});

test.each<[string, (string | number | null)[], Record<string, number>, string | null]>([
  ['an answer that is known, by its meaning', ['Kyllä'], { answer: 2 }, 'yes'],
  ['anything else as it is written', ['Perhaps'], { answer: 2 }, 'perhaps'],
  ['nothing', [null], { answer: 2 }, null],
  ['blanks', ['  '], { answer: 2 }, null],
  ['a mark', [null, 'x'], { yes: 2, no: 3 }, 'no'],
  ['no mark', ['☐', '-'], { yes: 2, no: 3 }, null],
  ['two marks', ['x', 'x'], { yes: 2, no: 3 }, 'yes/no'],
])('what is written where a row is answered: %s', (_, cells, columns, said) => {
  const { questions } = questionsIn({ rows: [['Is it?', ...cells]] }, 1, 1);
  const [question] = questions;
  expect(question && answerWritten(question, new Map(Object.entries(columns)) as QuestionRow['columns'])).toBe(said);
});

test.each([
  ['Anything', 'anything'],
  ['  ', null],
])('of a question that anything answers: %j', (text, said) => {
  const [question] = questionsIn({ rows: [['Which?', text]] }, 1, 1, null).questions;
  expect(question && answerWritten(question, new Map([['answer', 2]]))).toBe(said);
});

describe('columns whose cells are answers, whatever stands above them', () => {
  const found = (made: MadeSheet, from: number, to: number, known: number[] = [1]): string[] =>
    contentPlaces(questionsIn(made, from, to).questions, new Set(known)).map(shape);
  const column = (...cells: (string | number | boolean | null)[]): MadeSheet => ({
    rows: cells.map((cell, at) => [`Question ${at}`, cell]),
  });

  test.each<[string, MadeSheet, string[]]>([
    ['more than half are', column('Yes', 'No', 'perhaps'), ['answer 2: -; 3 filled, 2 known']],
    ['half are: none', column('Yes', 'No', 'perhaps', 'never'), []],
    ['blanks do not count', column('Yes', null, null), ['answer 2: -; 1 filled, 1 known']],
    ['values of logic are', column(true, false), ['answer 2: -; 2 filled, 2 known']],
    ['numbers alone are', column(1, 0), ['answer 2: -; 2 filled, 2 known']],
    ['texts of any length are not', column(...Array(2).fill(`Yes ${'because '.repeat(5)}`)), []],
    [
      'dates and errors are not, though they look like it',
      { ...column('1', '1'), cells: { B1: { kind: 'date' }, B2: { kind: 'error' } } },
      [],
    ],
    [
      'numbers beside words are points',
      {
        rows: [
          ['Is it?', 1, 'Yes'],
          ['Was it?', 0, 'No'],
        ],
      },
      ['answer 3: -; 2 filled, 2 known'],
    ],
  ])('%s', (_, made, places) => expect(found(made, 1, made.rows.length)).toEqual(places));

  test('but for those that are known to be something else', () =>
    expect(found(column('Yes', 'No'), 1, 2, [1, 2])).toEqual([]));

  test('none where there are no questions', () => expect(contentPlaces([], new Set())).toEqual([]));

  test('rows that anything answers tell nothing', () => {
    const { questions } = questionsIn(column('Yes', 'No'), 1, 2, null);
    expect(contentPlaces(questions, new Set([1]))).toEqual([]);
  });

  test.each<[string, MadeSheet['rows'], string]>([
    ['what stands right above', [['Fulfilled?', 'Checked']], 'Checked'],
    ['five rows above', [[null, 'Checked'], [null], [null], [null], [null]], 'Checked'],
    ['not six rows above', [[null, 'Checked'], [null], [null], [null], [null], [null]], ''],
    [
      'a year above it',
      [
        ['Form', 2022],
        ['Question', 'Checked'],
      ],
      '2022 Checked',
    ],
    [
      'no sentence',
      [
        [null, 'Checked'],
        [null, 'Please answer each of these with the word Yes or the word No.'],
      ],
      'Checked',
    ],
  ])('their title is %s', (_, above, title) => {
    const rows = [...above, ['Is it?', 'Yes'], ['Was it?', 'No']];
    const { questions } = questionsIn({ rows }, above.length + 1, above.length + 2);
    expect(contentPlaces(questions, new Set([1])).map((place) => place.title)).toEqual([title]);
  });

  test('that are headed as something else are none', () =>
    expect(
      found(
        {
          rows: [
            ['Question', 'Applicable?'],
            ['Is it?', 'Yes'],
            ['Was it?', 'No'],
          ],
        },
        2,
        3,
      ),
    ).toEqual([]));

  test('that are hidden are told to be', () =>
    expect(found({ ...column('Yes', 'No'), hiddenColumns: [[2, 2]] }, 1, 2)).toEqual([
      'answer 2: -; 2 filled, 2 known, hidden',
    ]));

  test('no more than so many', () => {
    const cells = Array<string>(limits.answerPlaces + 5).fill('Yes');
    expect(found({ rows: [['Is it?', ...cells]] }, 1, 1)).toHaveLength(limits.answerPlaces);
  });
});

describe('a column that says the same in every row', () => {
  const uniform = (answers: (string | null)[]): boolean => {
    const { questions } = questionsIn({ rows: answers.map((one, at) => [`Question ${at}`, one]) }, 1, answers.length);
    const [place] = ownOrContent(questions);
    return place !== undefined && isUniform(place, questions.length);
  };
  const ownOrContent = (questions: readonly QuestionRow[]) => contentPlaces(questions, new Set([1]));

  test.each<[string, (string | null)[], boolean]>([
    ['five of five', Array(5).fill('Yes'), true],
    ['of four nobody can tell', Array(4).fill('Yes'), false],
    ['nine of ten', [...Array(9).fill('Yes'), null], true],
    ['eight of ten', [...Array(8).fill('Yes'), null, null], false],
    ['one that differs', [...Array(5).fill('Yes'), 'No'], false],
  ])('%s: %s', (_, answers, is) => expect(uniform(answers)).toBe(is));
});

describe("a column of an office's own words", () => {
  const words = (...cells: (string | null)[]): string[] => {
    const { questions } = questionsIn({ rows: cells.map((one, at) => [`Question ${at}`, one]) }, 1, cells.length);
    return ownWordPlaces(questions, new Set([1])).map(shape);
  };
  const mixed = ['done', 'open', 'done', 'open', 'done', 'open'];
  const long = 'x'.repeat(41);

  test.each<[string, (string | null)[], boolean]>([
    ['two that change from row to row', mixed, true],
    ['in blocks they are names of sections', ['done', 'done', 'done', 'open', 'open', 'open'], false],
    // Two words change at least four times.
    ['four changes of two words', ['done', 'open', 'done', 'open', 'done', 'done'], true],
    ['three changes of two words', ['done', 'open', 'done', 'done', 'open', 'open'], false],
    ['one word', Array(6).fill('done'), false],
    ['four words', ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd', 'a'], true],
    ['five words', ['a', 'b', 'c', 'd', 'e', 'a', 'b', 'c', 'd', 'e', 'a', 'b'], false],
    ['five cells', ['done', 'open', 'done', 'open', 'done'], true],
    ['four cells', ['done', 'open', 'done', 'open'], false],
    ['half of the cells', [...mixed, ...Array(6).fill(null)], true],
    ['less than half', [...mixed, ...Array(7).fill(null)], false],
    ['forty characters', mixed.map((one) => (one === 'done' ? 'x'.repeat(40) : one)), true],
    ['more than forty', mixed.map((one) => (one === 'done' ? long : one)), false],
  ])('%s: %s', (_, cells, is) => expect(words(...cells)).toHaveLength(is ? 1 : 0));

  test('is told with its heading, and where it is hidden; what asks something else is none', () => {
    const rows = [
      ['Question', 'State', 'Action needed', 'Known'],
      ...mixed.map((one, at) => [`Question ${at}`, one, one, one]),
    ];
    const { questions } = questionsIn({ rows, hiddenColumns: [[2, 2]] }, 2, 7);
    expect(ownWordPlaces(questions, new Set([1, 4])).map(shape)).toEqual([
      'answer 2: State; 6 filled, 0 known, hidden',
    ]);
  });

  test('is looked for in the first two hundred columns', () => {
    const at = (columns: number) => {
      const rows = mixed.map((one, row) => [...Array.from({ length: columns }, () => `Question ${row}`), one]);
      return ownWordPlaces(questionsIn({ rows }, 1, 6).questions, new Set()).length;
    };
    expect([at(199), at(200)]).toEqual([1, 0]);
  });
});
