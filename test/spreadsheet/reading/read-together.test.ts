import { describe, expect, test } from 'vitest';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { readAnswers } from '../../../shared/spreadsheet/reading/read-answers.ts';
import { indicators } from '../../support/filled-rows.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

type Given = string | number | null;
const form = formOfQuestionnaire(userCentricity2023);

/** Values of the first questions, answered so, and what is told of the answers: code, cell, what was read, facts. */
function readIn(answers: readonly Given[], more: readonly MadeSheet[] = [], about: Partial<MadeSheet> = {}) {
  const rows = answers.map((answer, at): Given[] => {
    const { id = '', question = '' } = indicators[at] ?? {};
    return [`Q${id}`, question, answer];
  });
  const grid = gridOf({ ...about, rows: [['Id', 'Question', 'Answer'], ...rows] }, ...more);
  const found = findQuestions(grid, form, '2022');
  const read = readAnswers(found.rows, form, { language: 'en', round: '2022', sheets: grid.sheets });
  return {
    values: answers.map((_, at) => read.answers.get(indicators[at]?.id ?? '')?.value).join(' '),
    told: read.problems
      .filter(({ code }) => code !== 'question-missing')
      .map(({ code, cell, cells, read: text, facts }) => {
        const { yesWords, noWords, legend } = facts;
        return [code, cells?.join('+') ?? cell, text, yesWords && `${yesWords}/${noWords}`, legend]
          .filter(Boolean)
          .join(' ');
      }),
  };
}

/** Cells that are told of with a code. */
function cellsOf(told: readonly string[], code: string): number {
  const one = told.find((line) => line.startsWith(code));
  return one === undefined ? 0 : (one.split(' ')[1]?.split('+').length ?? 0);
}

describe("a sheet's own pair of words", () => {
  test('is counted as what it says, and told at each cell', () =>
    expect(readIn(['Erfüllt', 'nicht erfüllt', 'erfüllt.'])).toEqual({
      values: 'yes no yes',
      told: ['answer-own-words C2+C3+C4 Erfüllt, nicht erfüllt, erfüllt. erfüllt./nicht erfüllt'],
    }));

  test('leaves alone what is understood, and what is a third word', () => {
    expect(readIn(['erfüllt', 'nicht erfüllt', 'Yes', 'No']).values).toBe('yes no yes no');
    expect(readIn(['erfüllt', 'nicht erfüllt', 'in Klärung', 'NA']).values).toBe('yes no unclear na');
  });

  test('is none where its words are no pair, and one word alone is none', () => {
    expect(readIn(['high', 'low']).values).toBe('unclear unclear');
    expect(readIn(['erfüllt', 'erfüllt']).values).toBe('unclear unclear');
  });

  test('keeps what else is told of its cells', () =>
    expect(readIn(['erfüllt', 'nicht erfüllt'], [], { cells: { C2: { struck: 'ja' } } }).told).toEqual([
      ...['answer-own-words C2+C3 erfüllt, nicht erfüllt erfüllt/nicht erfüllt', 'text-struck C2 ja'],
    ]));
});

describe('numbers', () => {
  const note = (text: string): MadeSheet => ({ rows: [[text]] });

  test.each<[string, Given[], MadeSheet[], string, number]>([
    ['1 and 0 are Yes and No', [1, 0, 1], [], 'yes no yes', 0],
    ['with a third number they are a scale', [1, 0, 2], [], 'unclear unclear unclear', 3],
    ['a share is another number', [1, 0, '50 %'], [], 'unclear unclear unclear', 3],
    ['a number of two parts is another', [1, 0, '0.5'], [], 'unclear unclear unclear', 3],
    ['a number with a sign is another', [1, 0, '-1'], [], 'unclear unclear unclear', 3],
    ['with a legend that says otherwise', [1, 0], [note('0 = Yes')], 'unclear unclear', 2],
    ['with a legend that says the same', [1, 0], [note('1 = Yes')], 'yes no', 0],
    ['words beside them stay', [1, 2, 'Yes'], [], 'unclear unclear yes', 2],
    ['other numbers alone are asked about one by one', [2, 3], [], 'unclear unclear', 0],
  ])('%s', (_, answers, more, values, asked) => {
    const read = readIn(answers, more);
    expect(read.values).toBe(values);
    expect(cellsOf(read.told, 'answer-numbers')).toBe(asked);
  });

  test('are told with the numbers that are none, each once, or with the legend', () => {
    expect(readIn([1, 3, 2, 3]).told[0]).toBe('answer-numbers C2+C3+C4+C5 1, 3, 2 3, 2');
    expect(readIn([1, 0], [note('0 = Yes')]).told[0]).toBe('answer-numbers C2+C3 1, 0 0 = Yes');
  });
});

describe('a sheet without one No', () => {
  const asked = (...answers: Given[]): string[] =>
    readIn(answers).told.filter((one) => one.startsWith('answers-without-no'));

  test.each<[string, Given[], number]>([
    ['with three dashes', ['Yes', '-', '-', '-'], 3],
    ['with two dashes', ['Yes', '-', '-'], 0],
    ['with dashes beside a No', ['Yes', 'No', '-', '-', '-'], 0],
    ['with dashes beside what is not understood', ['Yes', 'apples', '-', '-', '-'], 0],
    ['with different dashes', ['Yes', '-', '–', '—'], 0],
    ['with as many NA', ['Yes', 'NA', 'NA', 'NA', '-', '-', '-'], 3],
    ['with more NA', ['Yes', 'NA', 'NA', 'NA', 'NA', '-', '-', '-'], 0],
    ['with blanks', ['Yes', null, null, null], 0],
    ['with NA as it is offered', ['Yes', 'NA', 'NA', 'NA'], 0],
    ['with NA in other words', ['Yes', 'not available', 'not available', 'not available'], 3],
  ])('%s', (_, answers, count) => expect(cellsOf(asked(...answers), 'answers-without-no')).toBe(count));

  test('is told at each cell', () => expect(asked('Yes', '-', '-', '-')).toEqual(['answers-without-no C3+C4+C5 -']));
});

describe('a question that is asked in several places', () => {
  const twice = (first: Given, second: Given, about: Partial<MadeSheet> = {}) => {
    const [one] = indicators;
    const rows = (answer: Given): Given[][] => [
      ['Id', 'Question', 'Answer'],
      ...indicators.slice(0, 8).map(({ id, question }, at): Given[] => [`Q${id}`, question, at === 0 ? answer : null]),
    ];
    const grid = gridOf({ name: 'A', rows: [...rows(first), [`Q${one?.id}`, one?.question ?? '', second]], ...about });
    const found = findQuestions(grid, form, '2022');
    const { answers, problems } = readAnswers(found.rows, form, { language: 'en', round: '2022', sheets: grid.sheets });
    const answer = answers.get(one?.id ?? '');
    return [
      answer?.value,
      answer?.cell,
      ...problems
        .filter(({ indicator, code }) => indicator === one?.id && code !== 'question-missing')
        .map(({ code }) => code),
    ].join(' ');
  };

  test.each<[string, Given, Given, string]>([
    ['the same twice', 'Yes', 'Yes', 'yes A!C2'],
    ['answered in the first', 'Yes', null, 'unclear A!C2 answer-conflicting'],
    ['answered in the second', null, 'Yes', 'unclear A!C10 answer-conflicting'],
    ['answered nowhere', null, null, 'unanswered A!C2'],
    ['answered both ways', 'Yes', 'No', 'unclear A!C2 answer-conflicting'],
  ])('%s', (_, first, second, said) => expect(twice(first, second)).toBe(said));
});

test('a question that stands nowhere is told', () => {
  const { rows } = findQuestions(
    gridOf({
      rows: [
        ['Id', 'Question', 'Answer'],
        ...indicators.slice(0, 4).map(({ id, question }) => [`Q${id}`, question, 'No']),
      ],
    }),
    form,
    '2022',
  );
  const { answers, problems } = readAnswers(rows, form, { language: 'en', round: '2022', sheets: [] });
  expect([...answers.keys()]).toEqual([...form.questions.keys()]);
  expect(answers.get('3.3.2')).toMatchObject({ value: 'unanswered', cell: null });
  expect(problems.filter(({ code }) => code === 'question-missing')).toHaveLength(form.questions.size - 4);
});
