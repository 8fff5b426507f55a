import { describe, expect, test } from 'vitest';
import { mustAt } from '../../../shared/domain/must.ts';
import { limits } from '../../../shared/domain/submissions/limits.ts';
import { identityMark } from '../../../shared/spreadsheet/formats/identity.ts';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { indicators } from '../../support/filled-rows.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

type Rows = MadeSheet['rows'];
const ours = formOfQuestionnaire(userCentricity2023);
const ofHarbours = formOfDefinition(harbours);

/** Which question each row asks, with its language, and what is told of the rows. */
function asked(rows: Rows, form: Parameters<typeof findQuestions>[1] = ours, ...others: readonly MadeSheet[]) {
  const found = findQuestions(gridOf({ name: 'Q', rows }, ...others), form, null);
  return {
    asks: found.rows.map(
      ({ row, indicator, language }) => `${row} ${indicator}${language === null ? '' : ` ${language}`}`,
    ),
    told: found.problems
      .filter(({ code }) => !code.startsWith('columns-'))
      .map(({ code, cell, read, facts }) =>
        [code, cell, read, Object.values(facts).join(' ')].filter(Boolean).join(': '),
      ),
    askedOn: found.askedOn,
    worded: [...found.worded],
  };
}
const asks = (...of: Parameters<typeof asked>): string[] => asked(...of).asks;

const heads = ['Id', 'Question', 'Answer', 'Evidence'];
const questionOf = (id: string): string => indicators.find((one) => one.id === id)?.question ?? '';
const [first, second, third] = ['1.1.1', '1.1.2', '1.1.3'];
const other = 'What colour is the town hall of your city today?';

describe('a row asks a question', () => {
  test.each<[string, Rows[number], string[]]>([
    ['by its id', [first, '', 'Yes'], ['2 1.1.1']],
    ['by its id with a letter', ['Q1.1.1', '', 'Yes'], ['2 1.1.1']],
    ['by its id with a blank and a point', [' q 1.1.1. ', '', 'Yes'], ['2 1.1.1']],
    ['by its wording', ['', questionOf(first), 'Yes'], ['2 1.1.1 en']],
    ['by its wording in another column', [questionOf(first), '', 'Yes'], ['2 1.1.1 en']],
    ['by both', ['Q1.1.1', questionOf(first), 'Yes'], ['2 1.1.1 en']],
    ['by its id beside a few words', ['Q1.1.1', 'Strategy', 'Yes'], ['2 1.1.1']],
    ['and none without either', ['Town', 'Mayor', 'Yes'], []],
    ['and none by a number', [1.1, '', 'Yes'], []],
    ['and none by words in the column of answers', [null, null, questionOf(first)], []],
    ['and none by words in that of evidence', [null, null, null, questionOf(first)], []],
  ])('%s', (_, row, expected) => expect(asked([heads, row])).toMatchObject({ asks: expected, told: [] }));

  test('in any row, column and sheet, in the order in which they stand', () => {
    const more: MadeSheet = {
      rows: [
        ['Answer', 'Question'],
        ['No', questionOf(third)],
      ],
    };
    expect(asks([heads, [second, '', 'Yes'], [], [first, '', 'No']], ours, more)).toEqual([
      ...['2 1.1.2', '4 1.1.1', '2 1.1.3 en'],
    ]);
  });

  test('on no sheet that says what the workbook was made for', () => {
    const rows = [heads, [second, '', 'Yes']];
    expect(asked([[identityMark], ...rows]).asks).toEqual([]);
    expect(asked([[]], ours, { name: 'B', rows }, { name: 'C', rows })).toMatchObject({ askedOn: 'B' });
    expect(asked([[]])).toMatchObject({ askedOn: null, asks: [], worded: [] });
  });

  test('by the wording in its own column before any other', () => {
    expect(asks([heads, ['', questionOf(first), 'Yes', questionOf(second)]])).toEqual(['2 1.1.1 en']);
    expect(
      asks([
        ['x', 'Question', 'Answer'],
        [questionOf(second), questionOf(first), 'Yes'],
      ]),
    ).toEqual(['2 1.1.1 en']);
    expect(
      asks([
        ['Answer', 'Town', 'x'],
        ['Yes', questionOf(second), questionOf(first)],
      ]),
    ).toEqual(['2 1.1.2 en']);
  });

  test('in up to 1,000 characters', () => {
    const long = (length: number): string => questionOf(first).padEnd(length);
    expect(asks([heads, ['', long(1000), 'Yes']])).toEqual(['2 1.1.1 en']);
    expect(asks([heads, ['', long(1001), 'Yes']])).toEqual([]);
  });

  test('no more often than a file may have questions', () => {
    const rows = (count: number): Rows => [heads, ...Array.from({ length: count }, () => [first, '', 'Yes'])];
    expect(asks(rows(limits.questionRows))).toHaveLength(limits.questionRows);
    let refused: unknown;
    try {
      asks(rows(limits.questionRows + 1));
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ problem: { code: 'file-unsafe', facts: { cause: 'repeated' } } });
  });
});

describe('an id that is not that of the wording', () => {
  const wrong = ['Q1.1.2', questionOf(first), 'Yes'];

  test('is asked about, and the row counts for neither', () =>
    expect(asked([heads, wrong, [third, '', 'No']])).toMatchObject({
      ...{ asks: ['3 1.1.3'], told: ['question-conflicting: B2: '.concat(questionOf(first), ': 1.1.2 1.1.1')] },
    }));

  test('in every row leaves the questions as they are worded, all of them doubtful', () => {
    const found = findQuestions(gridOf({ rows: [heads, wrong, ['Q1.1.1', questionOf(second), 'No']] }), ours, null);
    expect(
      found.rows.map(({ indicator, conflicting, headedBy, language }) => [indicator, conflicting, headedBy, language]),
    ).toEqual([
      ['1.1.1', true, 1, 'en'],
      ['1.1.2', true, 1, 'en'],
    ]);
    expect(found.problems).toMatchObject([{ code: 'question-conflicting' }]);
  });

  test('is none where a form numbers its sections anew: the wording tells', () =>
    expect(
      asked([
        heads,
        [first, questionOf(first), 'Yes'],
        [first, questionOf(second), 'No'],
        [second, questionOf(third), 'No'],
      ]),
    ).toMatchObject({
      asks: ['2 1.1.1 en', '3 1.1.2 en'],
      told: [`question-conflicting: B4: ${questionOf(third)}: 1.1.2 1.1.3`],
    }));
});

describe('what is like a question and is none for sure', () => {
  test('is asked about where answers stand beside it', () => {
    expect(asked([heads, ['Q9.9.9', other, 'Yes'], [first, '', 'Yes']])).toMatchObject({
      ...{ asks: ['3 1.1.1'], told: ['question-unknown: A2: Q9.9.9'] },
    });
    expect(
      asked([
        ['Q9.9.9', other, 'Yes'],
        [first, '', 'Yes'],
        [second, '', 'No'],
        [third, '', 'No'],
      ]).told,
    ).toEqual([]);
  });

  test('is told where it stands beside a known id: the question was worded anew', () => {
    expect(asked([heads, ['Q1.1.1', other, 'Yes'], ['Q1.1.2', other, 'Yes'], ['Q1.1.1', other, 'Yes']]).told).toEqual([
      'questions-reworded: 1.1.1, 1.1.2',
    ]);
    expect(asked([heads, ['Q1.1.1', 'Any nineteen letter', 'Yes']]).told).toEqual([]);
    expect(asked([heads, ['Q1.1.1', 'Any twenty letters..', 'Yes']]).told).toEqual(['questions-reworded: 1.1.1']);
    expect(asked([heads, ['Q1.1.1', '', 'Yes', other]]).told).toEqual([]);
    // Where no column is headed as that of questions it is what stands left of the answers.
    expect(
      asked([
        ['Id', '', 'Answer', 'Evidence'],
        ['Q1.1.1', other, 'Yes'],
      ]).told,
    ).toEqual(['questions-reworded: 1.1.1']);
    expect(
      asked([
        ['Id', 'Answer', 'x', 'Evidence'],
        ['Q1.1.1', 'Yes', other],
      ]).told,
    ).toEqual([]);
    expect(
      asked([
        ['Id', '', 'Yes', 'No'],
        ['Q1.1.1', other, 'x'],
      ]).told,
    ).toEqual(['questions-reworded: 1.1.1']);
  });

  describe('by its words', () => {
    /** Another question, in all but one word. */
    const like = questionOf(third).replace('to its employees', 'to its councillors');

    test('is the question beside whose id it stands, worded anew', () =>
      expect(asked([heads, ['Q1.1.3', like, 'Yes']])).toMatchObject({
        ...{ asks: ['2 1.1.3'], told: ['questions-reworded: 1.1.3'], worded: ['1.1.3'] },
      }));

    test('is that of neither beside another id, and told where it stands', () => {
      expect(asked([heads, ['Q1.1.1', like, 'Yes'], [second, '', 'No']])).toMatchObject({
        ...{ asks: ['3 1.1.2'], told: [`question-conflicting: B2: ${like}: 1.1.1 1.1.3`], worded: ['1.1.3'] },
      });
      expect(asked([heads, ['Q1.1.1', like, 'Yes']]).asks).toEqual(['2 1.1.3']);
    });

    test('is unknown without an id, and no question that headings end at', () => {
      expect(asked([heads, ['', like, 'Yes'], [second, '', 'No']])).toMatchObject({
        ...{ asks: ['3 1.1.2'], told: [`question-unknown: B2: ${like}`], worded: ['1.1.3'] },
      });
      const found = findQuestions(
        gridOf({ rows: [heads, ['', like], ['', '', 'Yes', 'No'], [second, '', 'x']] }),
        ours,
        null,
      );
      expect(found.rows.map(({ headedBy, columns }) => [headedBy, columns.get('yes')])).toEqual([[3, 3]]);
    });

    test('is nothing beside one that stands there as it is worded', () =>
      expect(
        asked([
          ['x', 'y', 'Answer', 'Town'],
          [like, questionOf(first), 'Yes'],
        ]),
      ).toMatchObject({
        ...{ asks: ['2 1.1.1 en'], told: [] },
      }));
  });
});

describe('the headings of a question', () => {
  const headedBy = (rows: Rows) =>
    findQuestions(gridOf({ rows }), ours, null).rows.map(({ row, headedBy, columns }) => [
      ...[row, headedBy, columns.get('answer') ?? columns.get('yes')],
    ]);

  test('are those right above it, and of each part its own', () =>
    expect(headedBy([heads, [first, '', 'Yes'], ['Id', 'Answer'], [second, 'No'], [third, 'No']])).toEqual([
      [2, 1, 3],
      [4, 3, 2],
      [5, 3, 2],
    ]));

  test('are not a legend or a tally below the first question', () =>
    expect(headedBy([heads, [first, '', 'Yes'], ['', 'Yes', 'No', 'NA'], [second, '', 'No']])).toEqual([
      [2, 1, 3],
      [4, 1, 3],
    ]));

  test('are the columns to tick that stand right below the others', () =>
    expect(headedBy([heads, ['', '', 'Yes', 'No'], [first, '', 'x'], [second, '', '', 'x']])).toEqual([
      [3, 2, 3],
      [4, 2, 3],
    ]));

  test('are columns to tick below the first question, where no others were there', () =>
    expect(
      headedBy([
        ['Town', 'x'],
        [first, '', ''],
        ['', '', 'Yes', 'No'],
        [second, '', '', 'x'],
      ]),
    ).toEqual([[4, 3, 3]]));
});

describe('in an office’s own form', () => {
  const numbered = ['No', 'Question', 'Answer'];
  const guests = 'Is this open to guests?';

  test('a number is that of its section', () => {
    expect(
      asks(
        [
          numbered,
          ['', 'The town'],
          ['1', '', 'Port office'],
          ['', 'Quays'],
          ['1', '', 'Yes'],
          ['', 'Boats'],
          [1, '', 'No'],
        ],
        ofHarbours,
      ),
    ).toEqual(['3 T1', '5 Q1', '7 B1']);
    expect(asked([numbered, ['1', '', 'Yes'], ['2a', '', 'All quays']], ofHarbours)).toMatchObject({
      ...{ asks: ['3 Q2a'], told: ['question-unknown: A2: 1'] },
    });
  });

  test('a number is one in the column that is headed so, or at the beginning of a row', () => {
    expect(
      asks(
        [
          ['Question', 'No', 'Answer'],
          ['', '2a', 'All quays'],
        ],
        ofHarbours,
      ),
    ).toEqual(['2 Q2a']);
    expect(asks([numbered, ['', '', '2a', '2a']], ofHarbours)).toEqual([]);
    expect(
      asks(
        [
          ['x', 'y', 'Answer'],
          ['2a', '', 'All quays'],
          ['', '2b', 'Yes'],
        ],
        ofHarbours,
      ),
    ).toEqual(['2 Q2a', '3 Q2b']);
    expect(
      asks(
        [
          ['x', 'y', 'Answer', 'Evidence'],
          ['x', '2a', 'All quays'],
        ],
        ofHarbours,
      ),
    ).toEqual([]);
    expect(asks([numbered, [true, '', 'Yes']], ofHarbours)).toEqual([]);
  });

  test('of two that are worded alike each is the one of its section, or the one that follows', () => {
    const q2a = 'If yes, how many of the quays?';
    const b1 = 'Does a ferry call at the harbour?';
    const bySection = [numbered, ['', 'Quays'], ['', guests, 'Yes'], ['', 'Boats'], ['', guests, 'No']];
    expect(asks(bySection, ofHarbours)).toEqual(['3 Q2b en', '5 B2 en']);
    const byOrder = [numbered, ['', q2a, 'All quays'], ['', guests, 'Yes'], ['', b1, 'No'], ['', guests, 'No']];
    expect(asks(byOrder, ofHarbours)).toEqual(['2 Q2a en', '3 Q2b en', '4 B1 en', '5 B2 en']);
    const byNumber = [numbered, ['2b', guests, 'Yes'], ['', b1, 'No']];
    expect(asks(byNumber, ofHarbours)).toEqual(['2 Q2b en', '3 B1 en']);
    // Sorted: one of them follows what it should, the other does not, and none is told apart.
    const sorted = [numbered, ['', q2a, 'All quays'], ['', guests, 'Yes'], ['', guests, 'No'], ['', b1, 'No']];
    expect(asks(sorted, ofHarbours)).toEqual(['2 Q2a en', '5 B1 en']);
    const thrice = [...byOrder, ['', guests, 'Yes']];
    expect(asks(thrice, ofHarbours)).toEqual(['2 Q2a en', '4 B1 en']);
    const alone = [numbered, ['', q2a, 'All quays'], ['', guests, 'Yes']];
    expect(asks(alone, ofHarbours)).toEqual(['2 Q2a en']);
  });

  test('the heading of a section is no question, however like one it is', () => {
    expect(asked([numbered, ['', 'Quays'], ['1', '', 'Yes']], ofHarbours).worded).toEqual([]);
    expect(asks([numbered, ['', 'Boats'], ['', 'x'], ['1', '', 'Yes']], ofHarbours)).toEqual(['4 B1']);
  });
});

test('what stands there in its words is counted, whether or not answers stand beside it', () => {
  const rows = [[questionOf(first)], [questionOf(second)], [other]];
  expect(asked(rows)).toMatchObject({ asks: [], askedOn: 'Q', worded: ['1.1.1', '1.1.2'] });
  expect(asked([[mustAt(indicators, 4).id]])).toMatchObject({ asks: [], askedOn: 'Q', worded: [] });
});
