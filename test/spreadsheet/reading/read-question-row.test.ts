import { describe, expect, test } from 'vitest';
import { limits } from '../../../shared/domain/submissions/limits.ts';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import type { Form } from '../../../shared/spreadsheet/reading/form.ts';
import { formOfDefinition } from '../../../shared/spreadsheet/reading/form-of-definition.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { readAnswers } from '../../../shared/spreadsheet/reading/read-answers.ts';
import { indicators } from '../../support/filled-rows.ts';
import { harbours } from '../../support/harbours.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

type Given = (string | number | boolean | null)[];

/** The answer to a question of a sheet, and what is told of it: codes, with the cell and what was read. */
function readIn(sheet: MadeSheet, id: string, form: Form<string> = formOfQuestionnaire(userCentricity2023)) {
  const grid = gridOf(sheet);
  const found = findQuestions(grid, form, '2022');
  const { answers, evidenceCells, problems } = readAnswers(found.rows, form, {
    ...{ language: 'en', round: '2022', sheets: grid.sheets },
  });
  const answer = answers.get(id);
  return {
    value: answer?.value,
    evidence: answer?.evidence,
    raw: answer?.raw,
    cell: answer?.cell,
    evidenceCell: evidenceCells.get(id),
    told: problems
      .filter(({ indicator, code }) => indicator === id && code !== 'question-missing')
      .map(({ code, cell, read }) => `${code} ${cell} ${read}`),
    hidden: problems
      .filter(({ code }) => code.startsWith('hidden'))
      .map(({ code, facts }) => `${code} ${facts['count']}`),
  };
}

/** Ten questions in rows 2 to 11; what a test is about stands in row 2 or below. */
const questions = (
  headings: string[],
  first: Given,
  { more = [], ...about }: Partial<MadeSheet> & { more?: Given[] } = {},
) => {
  const [one, ...others] = indicators.slice(0, 10);
  const rowOf = (of: typeof one, cells: Given): Given => [`Q${of?.id}`, of?.question ?? '', ...cells];
  return { ...about, rows: [headings, rowOf(one, first), ...more, ...others.map((other) => rowOf(other, ['No']))] };
};
const usual = ['Id', 'Question', 'Answer', 'Evidence'];
const read = (first: Given, about?: Parameters<typeof questions>[2], headings = usual) =>
  readIn(questions(headings, first, about), '1.1.1');

describe('an answer and its evidence', () => {
  test('are those of their columns, as they are written', () =>
    expect(read(['Yes', '  The report of 2021 '])).toEqual({
      ...{
        value: 'yes',
        evidence: 'The report of 2021',
        raw: 'Yes',
        cell: 'Sheet1!C2',
        evidenceCell: 'D2',
        told: [],
        hidden: [],
      },
    }));

  test('without a cell there is no answer, and its place is told', () =>
    expect(read([null, 'The report of 2021'])).toMatchObject({
      value: 'unanswered',
      raw: '',
      cell: 'Sheet1!C2',
      told: [],
    }));

  test.each<[string, Given, string[]]>([
    ['an answer in the column of evidence', [null, 'Yes'], ['answer-in-evidence C2 Yes']],
    ['an answer there beside what is not understood', ['see there', 'Yes'], ['answer-in-evidence C2 Yes']],
    ['an answer there beside an answer', ['No', 'Yes'], []],
    ['evidence there beside none', [null, 'The report'], []],
    ['a number there beside none', [null, 1], []],
    ['what is not understood', ['see there', 'The report'], ['answer-unclear C2 see there']],
  ])('%s', (_, cells, told) => expect(read(cells).told).toEqual(told));

  test.each<[string, object, Given, string[]]>([
    ['an answer', { formula: true }, ['Yes', 'x'], ['answer-by-formula C2 Yes']],
    ['nothing', { formula: true }, [' ', 'x'], []],
    ['what is not understood', { formula: true }, ['see there', 'x'], ['answer-unclear C2 see there']],
    ['no formula', {}, ['Yes', 'x'], []],
  ])('a formula is only the word of the file: %s', (_, change, cells, told) =>
    expect(read(cells, { cells: { C2: change } }).told).toEqual(told),
  );

  test('text that is struck through is told, where it stands', () => {
    expect(read(['Yes', 'See'], { cells: { C2: { struck: 'No' } } }).told).toEqual(['text-struck C2 No']);
    expect(read(['Yes', 'See'], { cells: { D2: { struck: 'the old\nreport' } } }).told).toEqual([
      'text-struck D2 the old report',
    ]);
  });

  test.each<[string, Given, string]>([
    ['beside evidence a second column of it goes on', ['Yes', 'One', 'Two', 'Three'], 'One\nTwo'],
    ['without evidence the comment is what was meant for it', ['Yes', null, null, 'Three'], 'Three'],
    ['a second column alone is evidence', ['Yes', null, 'Two', 'Three'], 'Two'],
    ['what stands there already is not said again', ['Yes', 'One and Two', 'Two'], 'One and Two'],
  ])('%s', (_, cells, evidence) =>
    expect(read(cells, {}, [...usual, 'Evidence (link)', 'Comments']).evidence).toBe(evidence),
  );

  test('what is written behind an answer is evidence as well', () =>
    expect(read(['Yes, see annex 2', 'One']).evidence).toBe('One\nsee annex 2'));

  test.each<[string, object]>([
    ['an error', { kind: 'error' }],
    ['what was not calculated', { kind: 'uncalculated' }],
  ])('%s is no evidence', (_, change) => expect(read(['Yes', '#REF!'], { cells: { D2: change } }).evidence).toBe(''));

  const below = (...more: Given[]) => read(['Yes', 'One'], { more }).evidence;
  const numbered = (count: number): Given[] =>
    Array.from({ length: count }, (_, at): Given => [null, null, null, `R${at + 1}.`]);
  test.each<[string, Given[], string]>([
    [
      'in the next rows',
      [
        [null, null, null, 'Two'],
        [null, null, null, 'Three'],
      ],
      'One\nTwo\nThree',
    ],
    ['not beside anything else', [['x', null, null, 'Two']], 'One'],
    ['not behind a row with nothing', [[], [null, null, null, 'Two']], 'One'],
    ['not as a number', [[null, null, null, 2]], 'One'],
    ['beside blanks', [[' ', null, null, 'Two']], 'One\nTwo'],
    ['in another column', [[null, null, null, null, 'Two']], 'One'],
    ['of twenty rows', numbered(21), ['One', ...numbered(20).map((row) => row[3])].join('\n')],
  ])('evidence goes on below: %s', (_, more, expected) => expect(below(...more)).toBe(expected));

  test('evidence that goes on below is cut like any other text', () => {
    const long = 'x'.repeat(limits.text);
    expect(below([null, null, null, long], [null, null, null, 'Two'])).toBe(`One\n${long}`);
  });

  test('not in a row that nobody sees', () =>
    expect(read(['Yes', 'One'], { more: [[null, null, null, 'Two']], hiddenRows: [3] }).evidence).toBe('One'));

  test('notes and links of both cells are evidence', () => {
    const grid = gridOf(questions(usual, ['Yes', 'One']));
    const form = formOfQuestionnaire(userCentricity2023);
    const sheets = grid.sheets.map((sheet) => ({
      ...sheet,
      notes: new Map([
        ['C2', 'A note'],
        ['D3', 'Of another'],
      ]),
      links: new Map([
        ['D2', 'https://espoo.example/'],
        ['C2', 'file:///c:/secret'],
        ['D4', 'mailto:x@y.example'],
      ]),
    }));
    const found = findQuestions({ ...grid, sheets }, form, '2022');
    const { answers } = readAnswers(found.rows, form, { language: 'en', round: '2022', sheets });
    const ids = indicators.slice(0, 3).map(({ id }) => id);
    expect(ids.map((id) => answers.get(id)?.evidence)).toEqual([
      'One\nA note\nhttps://espoo.example/',
      'Of another',
      'mailto:x@y.example',
    ]);
  });
});

describe('what nobody sees is read, and told of', () => {
  test.each<[string, Partial<MadeSheet>, Given]>([
    ['an answer in a hidden row', { hiddenRows: [2] }, ['Yes']],
    ['an answer that cannot be seen', { cells: { C2: { invisible: true } } }, ['Yes']],
    ['evidence that cannot be seen', { cells: { D2: { invisible: true } } }, ['Yes', 'One']],
  ])('%s', (_, about, cells) =>
    expect(read(cells, about)).toMatchObject({ value: 'yes', hidden: ['hidden-rows-read 1'] }),
  );

  test('nothing that cannot be seen is nothing to tell', () =>
    expect(read(['Yes', ' '], { cells: { D2: { invisible: true } } }).hidden).toEqual([]));
});

describe('answers in columns of marks', () => {
  const marks = ['Id', 'Question', 'Yes', 'No', 'NA', 'Evidence'];
  test.each<[string, string[], Given, string, string, string[]]>([
    ['Yes', marks, ['x'], 'yes', 'C2', []],
    ['No', marks, [null, 'x'], 'no', 'D2', []],
    ['NA', marks, [null, null, 'x'], 'na', 'E2', []],
    ['none', marks, [null, null, null, 'Report'], 'unanswered', 'C2', []],
    ['two', marks, ['x', 'x'], 'unclear', 'C2', ['answer-double C2 x']],
    [
      'one beside them',
      ['Id', 'Question', 'Yes', 'No', 'Partly'],
      [null, null, 'x'],
      'unclear',
      'C2',
      ['answer-double C2 '],
    ],
    [
      'one among them',
      ['Id', 'Question', 'Yes', 'Partly', 'No'],
      ['x', 'X', null],
      'unclear',
      'C2',
      ['answer-double C2 x'],
    ],
    ['a word beside them is none', ['Id', 'Question', 'Yes', 'No', 'Owner'], ['x', null, 'Ann'], 'yes', 'C2', []],
    [
      'one two columns away is none',
      ['Id', 'Question', 'Yes', 'No', '', 'Seen'],
      ['x', null, null, 'x'],
      'yes',
      'C2',
      [],
    ],
    [
      'one in a column that is known is none',
      ['Id', 'Question', 'Yes', 'No', 'Evidence'],
      ['x', null, 'x'],
      'yes',
      'C2',
      [],
    ],
  ])('%s', (_, headings, cells, value, cell, told) =>
    expect(read(cells, {}, headings)).toMatchObject({ value, cell: `Sheet1!${cell}`, told }),
  );

  test.each<[string, Given, string[]]>([
    ['of an answer', ['x'], ['answer-own-words C2 x, No']],
    ['of the other', [null, 'x'], ['answer-own-words D2 x, No']],
    ['of none is nothing to ask', [null, null, 'Report'], []],
  ])('under an office’s own words: %s', (_, cells, told) =>
    expect(read(cells, {}, ['Id', 'Question', 'Erfüllt', 'Nicht erfüllt', 'Evidence']).told).toEqual(told),
  );
});

describe('one cell over several questions', () => {
  test.each<[string, string[], string, string[]]>([
    ['of an answer', ['C2:C3'], '1.1.1', ['answer-spans-questions C2 Yes']],
    ['its second question', ['C2:C3'], indicators[1]?.id ?? '', ['answer-spans-questions C3 null']],
    ['of one row is none', ['C2:D2'], '1.1.1', []],
    ['that begins elsewhere is none of this', ['D2:D3'], '1.1.1', []],
  ])('%s', (_, merges, id, told) => {
    const sheet = questions(usual, ['Yes']);
    const rows = sheet.rows.map((row, at) => (at === 2 ? row.slice(0, 2) : row));
    expect(readIn({ rows, merges }, id).told).toEqual(told);
  });

  test('over rows that ask nothing is the cell of one', () =>
    expect(read(['Yes'], { more: [['Note']], merges: ['C2:C3'] }).told).toEqual([]));
});

describe('an office’s own questions', () => {
  const form = formOfDefinition(harbours);
  const of = (id: string, rows: Given[], more: Partial<MadeSheet> = {}) =>
    readIn({ ...more, rows: [['No.', 'Question', 'Answer'], ...rows] }, id, form);
  const label = (id: string): string => {
    const node = harbours.nodes.find(({ name }) => name === id);
    return node !== undefined && 'label' in node ? (Object.values(node.label)[0] ?? '') : '';
  };
  const several = harbours.nodes.find(({ type }) => type === 'select_multiple')?.name ?? '';
  const asked: Given[] = ['Q1', 'Q2a', 'T1'].map((id) => [id, label(id), null]);

  test.each<[string, Given[], string, string[]]>([
    [
      'marked in rows of their own',
      [
        ['Water', 'x'],
        ['Power', null],
        ['Fuel', 'yes'],
      ],
      '=water fuel',
      [],
    ],
    [
      'answered there with No',
      [
        ['Water', 'x'],
        ['Power', 'no'],
      ],
      '=water',
      [],
    ],
    [
      'with a row of nothing between',
      [
        ['Water', 'x'],
        [null, null],
        ['Fuel', 'x'],
      ],
      '=water fuel',
      [],
    ],
    [
      'up to anything else',
      [
        ['Water', 'x'],
        ['In all', null],
        ['Fuel', 'x'],
      ],
      '=water',
      [],
    ],
    [
      'none marked',
      [
        ['Water', null],
        ['Power', null],
      ],
      'unanswered',
      [],
    ],
    [
      'marked by what is no mark',
      [
        ['Water', 'x'],
        ['Power', 'perhaps'],
      ],
      'unclear',
      ['answer-mark'],
    ],
    [
      'one that stands alone beside others',
      [
        ['Water', 'x'],
        ['None of these', 'x'],
      ],
      'unclear',
      ['answer-exclusive'],
    ],
  ])('choices %s', (_, below, value, codes) => {
    const rows: Given[] = [
      ...asked,
      [several, label(several), null],
      ...below.map(([text, mark]): Given => [null, text ?? null, mark ?? null]),
    ];
    const { value: said, told } = of(several, rows);
    expect([said, ...told.map((one) => one.split(' ')[0])]).toEqual([value, ...codes]);
  });

  test.each<[string, string[], string, Given, string, string[]]>([
    ['in the head of answers', ['No.', 'Question', 'Answer (k€)'], 'T3', [71], '=71000', ['background-unit']],
    [
      'in a column of units',
      ['No.', 'Question', 'Answer', 'Unit'],
      'T2',
      [71, 'thousands'],
      '=71000',
      ['background-unit'],
    ],
    ['in the cell behind it', ['No.', 'Question', 'Answer'], 'T2', [71, 'thousands'], '=71000', ['background-unit']],
    ['of the question itself', ['No.', 'Question', 'Answer', 'Unit'], 'B4', [0.5, 'kg/m²'], '=0.5', []],
    [
      'beside what is no number',
      ['No.', 'Question', 'Answer', 'Unit'],
      'T2',
      ['many', 'thousands'],
      'unclear',
      ['background-unclear'],
    ],
    ['beside nothing', ['No.', 'Question', 'Answer', 'Unit'], 'T2', [null, 'thousands'], 'unanswered', []],
  ])('a number by its unit: %s', (_, headings, id, cells, value, codes) => {
    const rows: Given[] = [
      headings,
      ...['Q1', 'Q2a', 'T1'].map((other) => [other, label(other), null]),
      [id, label(id), ...cells],
    ];
    const { value: said, told } = readIn({ rows }, id, form);
    expect([said, ...told.map((one) => one.split(' ')[0])]).toEqual([value, ...codes]);
  });

  test.each([
    ['Q1', 'Yes', '=yes'],
    ['B1', 'NA', '=na'],
    ['Q1', 'NA', 'unclear'],
  ])('of columns of marks %s takes %s as its answer that means so', (id, marked, value) => {
    const marks = ['Yes', 'No', 'NA'];
    const rows: Given[] = [
      ['No.', 'Question', ...marks],
      ...['Q1', 'Q2b', 'B1', 'B2'].map(
        (other): Given => [other, label(other), ...marks.map((one) => (other === id && one === marked ? 'x' : null))],
      ),
    ];
    expect(readIn({ rows }, id, form).value).toBe(value);
  });

  test.each([
    ['the same in the cell', 'Water', '=water'],
    ['another in the cell', 'Fuel', 'unclear'],
  ])('rows and %s', (_, cell, value) =>
    expect(of(several, [...asked, [several, label(several), cell], [null, 'Water', 'x']]).value).toBe(value),
  );
});
