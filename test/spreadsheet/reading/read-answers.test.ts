import { describe, expect, test } from 'vitest';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import type { QuestionRow } from '../../../shared/spreadsheet/reading/question-table.ts';
import { readAnswers } from '../../../shared/spreadsheet/reading/read-answers.ts';
import { rowsOf } from '../../../shared/spreadsheet/reading/rows.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const form = formOfQuestionnaire(userCentricity2023);
const ids = [...form.questions.keys()];
type Given = readonly [id: string, answer: string | null, evidence?: string];

/** Each sheet has a row for each question that it asks: its answer in B, its evidence in C. */
function readOn(
  sheets: readonly (readonly Given[])[],
  {
    language = 'en',
    round = '2022',
    about = {},
  }: { language?: string | null; round?: string | null; about?: Partial<MadeSheet> } = {},
  of: Parameters<typeof readAnswers<string>>[1] = form,
) {
  const grid = gridOf(
    ...sheets.map((rows, at) => ({
      ...about,
      name: `S ${at}`,
      rows: rows.map(([id, ...cells]) => [id, ...cells.map((cell) => cell ?? null)]),
    })),
  );
  const found = grid.sheets.flatMap((sheet, at) =>
    (sheets[at] ?? []).map(
      ([indicator], row): QuestionRow => ({
        ...{ rows: rowsOf(sheet), row: row + 1, indicator, words: of.questions.get(indicator)?.words ?? null },
        ...{
          columns: new Map([
            ['answer', 2],
            ['evidence', 3],
          ]),
          headedBy: null,
          language: 'en',
        },
      }),
    ),
  );
  return readAnswers(found, of, { language, round, sheets: grid.sheets });
}
const [one = '', two = '', three = '', four = ''] = ids;
const toldOf = ({ problems }: ReturnType<typeof readOn>) =>
  problems
    .filter(({ code }) => code !== 'question-missing')
    .map(({ code, sheet, cell, cells, read }) => [code, sheet, cells?.join('+') ?? cell, read].join(' | '));

describe('a year after an answer is past or to come by the round, or else by the version', () => {
  const value = (round: string | null, text: string, version = '2023') =>
    readOn([[[one, text]]], { round }, { ...form, version }).answers.get(one)?.value;

  test.each<[string | null, string, string | undefined]>([
    ['2022', 'Yes, 2022', 'yes'],
    ['2022', 'Yes, 2023', 'unclear'],
    ['2025', 'Yes, 2023', 'yes'],
    [null, 'Yes, 2023', 'yes'],
    [null, 'Yes, 2024', 'unclear'],
    // These are names, and no years.
    ['round 2025', 'Yes, 2024', 'unclear'],
    ['2025-b', 'Yes, 2024', 'unclear'],
    ['spring', 'Yes, 2023', 'yes'],
  ])('in the round %s, %s is %s', (round, text, said) => expect(value(round, text)).toBe(said));
});

describe('a question in several rows', () => {
  const agreed = (...sheets: (readonly Given[])[]) => {
    const read = readOn(sheets);
    const { value, cell, evidence } = read.answers.get(one) ?? {};
    return [value, cell, evidence, ...toldOf(read)];
  };

  test.each<[string, (readonly Given[])[], (string | undefined)[]]>([
    [
      'that say the same is answered by the first, with the evidence of its sheet',
      [
        [
          [one, 'Yes', 'A'],
          [one, 'Yes', 'B'],
          [one, 'Yes', 'A'],
        ],
        [[one, 'Yes', 'C']],
      ],
      ['yes', "'S 0'!B1", 'A\nB'],
    ],
    [
      'of which another sheet has evidence alone is read there',
      [[[one, null]], [[one, null, 'B']]],
      ['unanswered', "'S 1'!B1", 'B'],
    ],
    [
      'that are blank is answered by none',
      [
        [
          [one, null],
          [one, null],
        ],
      ],
      ['unanswered', "'S 0'!B1", ''],
    ],
    [
      'of which the first has nothing is asked about',
      [
        [
          [one, null],
          [one, 'Yes', 'B'],
        ],
      ],
      ['unclear', "'S 0'!B2", 'B', "answer-conflicting | S 0 | B2 | – ('S 0'!B1), Yes ('S 0'!B2)"],
    ],
    [
      'that differ is asked about, and none of them counts',
      [
        [
          [one, 'Yes', 'A'],
          [one, 'No', 'B'],
        ],
      ],
      ['unclear', "'S 0'!B1", 'A\nB', "answer-conflicting | S 0 | B1 | Yes ('S 0'!B1), No ('S 0'!B2)"],
    ],
    [
      'of which one has evidence alone',
      [
        [
          [one, null, 'A'],
          [one, null],
        ],
      ],
      ['unanswered', "'S 0'!B1", 'A'],
    ],
    [
      'of which one has evidence and another an answer',
      [
        [
          [one, null, 'A'],
          [one, 'No', 'B'],
        ],
      ],
      ['unclear', "'S 0'!B2", 'A\nB', "answer-conflicting | S 0 | B2 | – ('S 0'!B1), No ('S 0'!B2)"],
    ],
    [
      'of another sheet keeps the evidence of its own',
      [[[one, null, 'A']], [[one, 'No', 'B']]],
      ['unclear', "'S 1'!B1", 'B', "answer-conflicting | S 1 | B1 | – ('S 0'!B1), No ('S 1'!B1)"],
    ],
  ])('%s', (_, sheets, said) => expect(agreed(...sheets)).toEqual(said));
});

test('a question in no row is told, and all others are in the order of the questionnaire', () => {
  const read = readOn([
    [
      [two, 'No'],
      [one, 'Yes'],
    ],
  ]);
  expect([...read.answers.keys()]).toEqual(ids);
  expect(read.problems.filter(({ code }) => code === 'question-missing').map(({ indicator }) => indicator)).toEqual(
    ids.slice(2),
  );
  expect([...read.evidenceCells]).toEqual([
    [two, 'C1'],
    [one, 'C2'],
  ]);
});

describe('the same doubt in several cells of a sheet is told once', () => {
  test.each<[string, (readonly Given[])[], string[]]>([
    [
      'about the same text',
      [
        [
          [one, 'perhaps'],
          [two, 'Perhaps'],
        ],
      ],
      ['answer-unclear | S 0 | B1+B2 | perhaps, Perhaps'],
    ],
    [
      'not about different texts',
      [
        [
          [one, 'perhaps'],
          [two, 'who knows'],
        ],
      ],
      ['answer-unclear | S 0 | B1 | perhaps', 'answer-unclear | S 0 | B2 | who knows'],
    ],
    [
      'not of different sheets',
      [[[one, 'perhaps']], [[two, 'perhaps']]],
      ['answer-unclear | S 0 | B1 | perhaps', 'answer-unclear | S 1 | B1 | perhaps'],
    ],
    [
      'about words that mean the same',
      [
        [
          [one, 'Kyllä'],
          [two, 'Oui'],
          [three, 'Nein'],
        ],
      ],
      ['answer-written-otherwise | S 0 | B1+B2 | Kyllä, Oui', 'answer-written-otherwise | S 0 | B3 | Nein'],
    ],
    [
      'about answers in the column of evidence',
      [
        [
          [one, null, 'Yes'],
          [two, null, 'Yes'],
        ],
      ],
      ['answer-in-evidence | S 0 | B1+B2 | Yes'],
    ],
    [
      'about all answers of each sheet',
      [
        [
          [one, 'erfüllt'],
          [two, 'nicht erfüllt'],
        ],
        [
          [three, 'erfüllt'],
          [four, 'nicht erfüllt'],
        ],
      ],
      [
        'answer-own-words | S 0 | B1+B2 | erfüllt, nicht erfüllt',
        'answer-own-words | S 1 | B1+B2 | erfüllt, nicht erfüllt',
      ],
    ],
    [
      'about all of its answers',
      [
        [
          [one, 'erfüllt'],
          [two, 'nicht erfüllt'],
        ],
      ],
      ['answer-own-words | S 0 | B1+B2 | erfüllt, nicht erfüllt'],
    ],
  ])('%s', (_, sheets, told) => expect(toldOf(readOn(sheets))).toEqual(told));

  test('not where other answers are offered', () => {
    const read = readOn(
      [
        [
          ['Q1', 'perhaps'],
          ['Q2a', 'perhaps'],
          ['Q2b', 'perhaps'],
        ],
      ],
      {},
      formOfDefinition(harbours),
    );
    expect(toldOf(read)).toEqual(['answer-unclear | S 0 | B1+B3 | perhaps', 'answer-unclear | S 0 | B2 | perhaps']);
  });
});

describe('words of the languages that a questionnaire is offered in', () => {
  test.each([
    ['fi', 'Kyllä', 0],
    ['en', 'Kyllä', 1],
    [null, 'Kyllä', 1],
    ['lv', 'Kyllä', 1],
  ])('in a workbook in %s %s is told as written otherwise: %d', (language, text, count) =>
    expect(toldOf(readOn([[[one, text]]], { language }))).toHaveLength(count),
  );
});

test('answers and evidence that nobody sees are told once, with how many they are', () => {
  const hidden = (rows: Given[], hiddenRows: number[]) =>
    readOn([rows], { about: { hiddenRows } }).problems.flatMap(({ code, cell, facts }) =>
      code === 'hidden-rows-read' ? [`${cell} ${facts['count']}`] : [],
    );
  const rows: Given[] = [
    [one, 'Yes'],
    [two, null],
    [three, 'No'],
    [four, null, 'Report'],
  ];
  expect(hidden(rows, [])).toEqual([]);
  expect(hidden(rows, [2])).toEqual([]);
  expect(hidden(rows, [3])).toEqual(['B3 1']);
  expect(hidden(rows, [1, 2, 3, 4])).toEqual(['B1 3']);
});
