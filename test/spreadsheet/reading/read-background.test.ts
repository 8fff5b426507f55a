import { describe, expect, test } from 'vitest';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { readBackground } from '../../../shared/spreadsheet/reading/read-background.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const population = 'Total population';
const budget = 'Total annual budget (last year or average of the last three years)';
const ict = 'Number of ICT specialists employed directly (full-time equivalent)';
const form = formOfQuestionnaire(userCentricity2023);

/** What is read of the only figure that these sheets ask for, and what is told of it: its code, cell and what was read. */
function figureOf(...sheets: MadeSheet[]) {
  const grid = gridOf(...sheets);
  const { background, problems } = readBackground(grid, form.figures, findQuestions(grid, form, '2022').rows, '2022');
  const [figure] = background.values();
  return {
    said: figure && [figure.value, figure.unit, figure.year].filter((one) => one !== null).join(' '),
    cell: figure?.cell,
    raw: figure?.raw,
    told: problems.map(({ code, cell, read, facts }) => {
      const before = code === 'background-date' ? facts['original'] : '';
      const more = [facts['value'], facts['unit'], before].filter(Boolean).join(' | ');
      return `${code} ${cell} ${read ?? ''} (${more})`;
    }),
  };
}
const row = (label: string, ...cells: (string | number | boolean | null)[]): MadeSheet => ({
  rows: [[label, ...cells]],
});

test('a figure that is not asked for is not there', () =>
  expect(figureOf({ rows: [['Mayor', 1]] })).toEqual({ said: undefined, cell: undefined, raw: undefined, told: [] }));

test('what is written, and where, is kept', () => {
  expect(figureOf(row(population, '305 200 (2022)'))).toEqual({
    ...{ said: '305200 2022', cell: 'Sheet1!B1', raw: '305 200 (2022)', told: [] },
  });
  expect(figureOf(row(population, `many ${'x'.repeat(3_000)}`)).raw).toHaveLength(2_000);
  expect(figureOf(row(population))).toEqual({ said: '', cell: 'Sheet1!B1', raw: '', told: [] });
});

test('a number may stand behind its label, in the same cell', () =>
  expect(figureOf(row('Total population: 305 200'))).toEqual({
    ...{ said: '305200', cell: 'Sheet1!A1', raw: 'Total population: 305 200', told: [] },
  }));

describe('a cell of a figure', () => {
  const number = (value: number, text: string, more: object = {}): MadeSheet => ({
    rows: [[population, value]],
    cells: { B1: { text, ...more } },
  });

  test.each<[string, MadeSheet, string, string[]]>([
    ['is its number', row(population, 305_200), '305200', []],
    ['a nought', row(population, 0), '0', []],
    ['a number of next year', row(population, '305 200 in 2023'), '305200 2023', []],
    ['a plan of a later year', row(population, '305 200 in 2030'), '', ['background-unclear B1 305 200 in 2030 (in)']],
    [
      'a plan that begins later',
      row(population, '305 200 from 2027'),
      '',
      ['background-unclear B1 305 200 from 2027 (from)'],
    ],
    [
      'a number shown with its unit',
      number(305, '305 thousand'),
      '305000',
      ['background-unit B1 305 thousand (305000 | thousand)'],
    ],
    ['a number shown as a dash is none', number(0, '-'), '', []],
    ['a number below nought', row(population, -5), '', ['background-unclear B1 -5 (-)']],
    ['a formula over a blank cell', number(0, '0', { formula: true }), '', ['background-unclear B1 0 ()']],
    ['a formula', number(305_200, '305200', { formula: true }), '305200', []],
    ['people in parts', row(population, 305.5), '', ['background-not-whole B1 305.5 ()']],
    ['the trace of a sum in the last digit', number(305_200.00000000006, '305200'), '305200', []],
    ['posts in parts', { rows: [[ict, 12.5]] }, '12.5', []],
    ['posts in more than hundredths', { rows: [[ict, 12.3456]] }, '12.35', []],
    ['a share', number(0.5, '50%'), '', ['background-unclear B1 50% (%)']],
    ['a value of logic', row(population, true), '', ['background-unclear B1 TRUE (TRUE)']],
    ['a text that is no number', row(population, 'many'), '', ['background-unclear B1 many (many)']],
    [
      'a date that a program made of a text',
      number(44_654, '2022-04-03', { kind: 'date' }),
      '',
      ['background-date B1 2022-04-03 (- - | 3.4 (3/4))'],
    ],
    [
      'a number in a cell of dates',
      number(305_200, '2735-08-10', { kind: 'date' }),
      '',
      ['background-date B1 2735-08-10 (- - | 305200)'],
    ],
    [
      'an hour of a day',
      number(44_654.5, '2022-04-03 12:00', { kind: 'date' }),
      '',
      ['background-date B1 2022-04-03 12:00 (- - : | 44654.5)'],
    ],
    [
      'the year 2000',
      number(36_586, '2000-03-01', { kind: 'date' }),
      '',
      ['background-date B1 2000-03-01 (- - | 1.3 (1/3))'],
    ],
    [
      'the year 2050',
      number(54_848, '2050-03-01', { kind: 'date' }),
      '',
      ['background-date B1 2050-03-01 (- - | 1.3 (1/3))'],
    ],
    [
      'the year 1999',
      number(36_220, '1999-03-01', { kind: 'date' }),
      '',
      ['background-date B1 1999-03-01 (- - | 36220)'],
    ],
    [
      'the year 2051',
      number(55_213, '2051-03-01', { kind: 'date' }),
      '',
      ['background-date B1 2051-03-01 (- - | 55213)'],
    ],
  ])('%s', (_, sheet, said, told) => expect([figureOf(sheet).said, ...figureOf(sheet).told]).toEqual([said, ...told]));
});

describe('the unit of a figure', () => {
  test.each<[string, MadeSheet, string, string[]]>([
    [
      'in the head of its column',
      {
        rows: [
          ['Figure', 'Value (thousands)'],
          [population, 305],
        ],
      },
      '305000',
      ['background-unit'],
    ],
    ['behind its label', row('Total population (thousands)', 305), '305000', ['background-unit']],
    [
      'in a column of units',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [population, 305, 'thousands'],
        ],
      },
      '305000',
      ['background-unit'],
    ],
    [
      'in a column of units left of it',
      {
        rows: [
          ['Figure', 'Unit', 'Value'],
          [population, 'thousands', 305],
        ],
      },
      '305000',
      ['background-unit'],
    ],
    ['in the cell behind it', row(population, 305, 'thousands'), '305000', ['background-unit']],
    ['in a cell further away it is none', row(population, 305, null, 'thousands'), '305', []],
    ['in a sentence behind it it is none', row(population, 305, 'counted in thousands of people'), '305', []],
    ['in a word behind it that is no unit', row(population, 305, 'people'), '305', []],
    [
      'in the head of a column of units',
      {
        rows: [
          ['Figure', 'Value', 'Unit: thousands'],
          [population, 305, null],
        ],
      },
      '305000',
      ['background-unit'],
    ],
    [
      'in a remark above',
      { rows: [['All figures in thousands'], ['Figure', 'Value'], [population, 305]] },
      '305000',
      ['background-unit'],
    ],
    [
      'people in parts of it',
      {
        rows: [
          ['Figure', 'Value (thousands)'],
          [population, 305.2],
        ],
      },
      '305200',
      ['background-unit'],
    ],
    [
      'that stands in the cell, too',
      {
        rows: [
          ['Figure', 'Value (thousands)'],
          [population, '305 thousand'],
        ],
      },
      '305000',
      ['background-unit'],
    ],
    [
      'of money',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [budget, 2_155, 'million EUR'],
        ],
      },
      '2155000000 EUR',
      ['background-unit'],
    ],
    [
      'of money, of one',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [budget, 2_155, 'EUR'],
        ],
      },
      '2155 EUR',
      [],
    ],
    [
      'of money in the cell',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [budget, '2 155 SEK', 'million'],
        ],
      },
      '2155000000 SEK',
      ['background-unit'],
    ],
    [
      'of money to the cent',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [budget, 1.00001, 'k€'],
        ],
      },
      '1000.01 EUR',
      ['background-unit'],
    ],
    [
      'that is none of ours',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [population, 305, 'hours'],
        ],
      },
      '',
      ['background-unclear'],
    ],
    [
      'beside nothing',
      {
        rows: [
          ['Figure', 'Value', 'Unit'],
          [population, null, 'thousands'],
        ],
      },
      '',
      [],
    ],
  ])('%s', (_, sheet, said, codes) => {
    const read = figureOf(sheet);
    expect([read.said, ...read.told.map((one) => one.split(' ')[0])]).toEqual([said, ...codes]);
  });
});

describe('numbers that could as well be the figure', () => {
  test.each<[string, MadeSheet[], string, string[]]>([
    ['below its label', [{ rows: [[population], [305_200]] }], '', ['background-unclear B1 305200']],
    ['below its label, where it has one itself', [{ rows: [[population, 7], [305_200]] }], '7', []],
    ['below and beside is another row', [{ rows: [[population], [null, 305_200]] }], '', []],
    [
      'another number of its row',
      [row(population, 305_200, 310_000)],
      '305200',
      ['background-several B1 305200, 310000'],
    ],
    ['the same again is none', [row(population, 305_200, 305_200)], '305200', []],
    ['a year is none', [row(population, 305_200, 2021)], '305200', []],
    ['a text is none', [row(population, 305_200, '310 000')], '305200', []],
    ['left of the label is none', [{ rows: [[1, population, 305_200]] }], '305200', []],
    ['hidden it is none', [{ ...row(population, 305_200, 310_000), hiddenColumns: [[3, 3]] }], '305200', []],
    [
      'under a head of something else it is none',
      [
        {
          rows: [
            ['Figure', 'Value', 'Target'],
            [population, 305_200, 310_000],
          ],
        },
      ],
      '305200',
      [],
    ],
    [
      'under another head of values',
      [
        {
          rows: [
            ['Figure', 'Value', 'Number'],
            [population, 305_200, 310_000],
          ],
        },
      ],
      '305200',
      ['background-several B2 305200, 310000'],
    ],
    [
      'in a text under another head of values',
      [
        {
          rows: [
            ['Figure', 'Value', 'Number'],
            [population, 305_200, '310 000'],
          ],
        },
      ],
      '305200',
      ['background-several B2 305200, 310 000'],
    ],
    [
      'under another year it is none',
      [
        {
          rows: [
            ['Figure', '2022', '2021'],
            [population, 305_200, 300_100],
          ],
        },
      ],
      '305200',
      [],
    ],
    [
      'under a head of something else alone',
      [
        {
          rows: [
            ['Figure', 'Value'],
            ['Mayor', 'x'],
            ['Figure', 'Target 2030', '2031'],
            [population, 310_000],
          ],
        },
      ],
      '',
      ['background-unclear B4 310000'],
    ],
    [
      'on another sheet',
      [row(population, 305_200), row(population, 310_000)],
      '305200',
      ['background-several B1 305200, 310000'],
    ],
    ['on another sheet the same', [row(population, 305_200), row(population, 305_200)], '305200', []],
  ])('%s', (_, sheets, said, told) => {
    const read = figureOf(...sheets);
    expect([read.said, ...read.told.map((one) => one.split(' (')[0])]).toEqual([said, ...told]);
  });

  test('a number that nobody sees is told of', () => {
    const told = (sheet: MadeSheet) => figureOf(sheet).told.map((one) => one.split(' ')[0]);
    expect(told({ ...row(population, 305_200), hiddenRows: [1] })).toEqual(['hidden-rows-read']);
    expect(told({ ...row(population, 'many'), hiddenRows: [1] })).toEqual(['background-unclear']);
  });
});
