import { describe, expect, test } from 'vitest';
import { mustAt } from '../../../shared/domain/must.ts';
import { address, columnLetters } from '../../../shared/spreadsheet/formats/grid.ts';
import { identityMark } from '../../../shared/spreadsheet/formats/identity.ts';
import {
  claimOf,
  findFigures,
  type Place,
  remarkOn,
  valueColumn,
} from '../../../shared/spreadsheet/reading/find-figures.ts';
import { findQuestions } from '../../../shared/spreadsheet/reading/find-questions.ts';
import { formOfQuestionnaire } from '../../../shared/spreadsheet/reading/form-of-questionnaire.ts';
import { indicators } from '../../support/filled-rows.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const form = formOfQuestionnaire(userCentricity2023);
const population = 'Total population';
/** Longer than a head: a row with it is none of heads. */
const sentence = 'Please give the figures of the last year for which you have them all';
const budget = 'Total annual budget (last year or average of the last three years)';

/** All places of figures on these sheets. */
function placesOn(...sheets: readonly MadeSheet[]): (Place & { readonly id: string })[] {
  const grid = gridOf(...sheets);
  const questions = findQuestions(grid, form, '2022').rows;
  return [...findFigures(grid, form.figures, questions)].flatMap(([id, places]) =>
    places.map((place) => ({ id, ...place })),
  );
}
const labelsOn = (...sheets: readonly MadeSheet[]): string[] =>
  placesOn(...sheets).map(({ id, rows, label, unit }) =>
    [id, `${rows.sheet.name}!${address(label.row, label.column)}`, unit].join(' ').replace(/\s+/g, ' ').trim(),
  );
/** What of one label in A1 asks for, and what it says of the unit. */
const asked = (text: string | number): string[] => labelsOn({ name: 'S', rows: [[text, 1]] });
/** Where the first figure of these rows has its number. */
const numberIn = (sheet: MadeSheet | MadeSheet['rows'], round: string | null = '2022'): string =>
  columnLetters(valueColumn(mustAt(placesOn('rows' in sheet ? sheet : { rows: sheet }), 0), round));

describe('a label asks for a figure', () => {
  test.each<[string, string[]]>([
    [population, ['population S!A1']],
    ['population', ['population S!A1']],
    ['TOTAL POPULATION', ['population S!A1']],
    [budget, ['budget S!A1']],
    ['Total number of employees in the city/region administration', ['employees S!A1']],
    // What its end adds is the unit, but for dates and the marks of footnotes.
    ['Total population (1000)', ['population S!A1 (1000)']],
    ['Total population [thousands]', ['population S!A1 [thousands]']],
    ['Total population – thousands', ['population S!A1 – thousands']],
    ['Total population, in thousands', ['population S!A1 , in thousands']],
    ['Total population: thousands', ['population S!A1 : thousands']],
    ['Total population k€', ['population S!A1 k€']],
    ['Total population (31.12.2022)', ['population S!A1']],
    ['Total population, 2022', ['population S!A1']],
    ['Total population (31 December 2022)', ['population S!A1']],
    ['Total population: 305 200', ['population S!A1 : 305 200']],
    ['Total population = 305200', ['population S!A1 = 305200']],
    ['Total population: 2022', ['population S!A1']],
    ['Total population: 31.12.2022', ['population S!A1']],
    ['Total population *', ['population S!A1']],
    ['Total population 1)', ['population S!A1']],
    ['Total population ¹', ['population S!A1']],
    ['Total population [a]', ['population S!A1']],
    ['Total population (1000) *', ['population S!A1 (1000)']],
    ['Total population (1000) 2)', ['population S!A1 (1000)']],
    // A number of them is none, nor is anything else.
    ['9 843 employees', []],
    ['Mayor', []],
    ['Mayor (thousands)', []],
    ['Total', []],
  ])('%s: %j', (text, places) => expect(asked(text)).toEqual(places));

  test('that is a text of up to 300 characters', () => {
    expect(asked(`${population}${' '.repeat(284)}`)).toEqual(['population S!A1']);
    expect(asked(`${population}${' '.repeat(285)}`)).toEqual([]);
    expect(asked(7)).toEqual([]);
  });

  test('once a row, by the label nearest to the number, and in as many rows and sheets as have it', () => {
    expect(
      labelsOn({
        name: 'S',
        rows: [
          ['population', population, 1],
          [population, 2],
        ],
      }),
    ).toEqual([...['population S!B1', 'population S!A2']]);
    expect(labelsOn({ name: 'S', rows: [[population, 1]] }, { name: 'T', rows: [[population, 2]] })).toEqual([
      ...['population S!A1', 'population T!A1'],
    ]);
  });

  test('in twenty rows at most', () => {
    const rows = Array.from({ length: 25 }, (_, at) => [population, at]);
    expect(labelsOn({ name: 'S', rows }).at(-1)).toBe('population S!A20');
  });

  test('in no row that asks a question, and not on the sheet that says what the workbook was made for', () => {
    const question = mustAt(indicators, 0).question;
    expect(
      labelsOn({
        name: 'S',
        rows: [
          ['Question', 'Answer', 'Evidence'],
          [question, 'Yes', population],
        ],
      }),
    ).toEqual([]);
    expect(
      labelsOn({
        name: 'S',
        rows: [
          [identityMark, 1],
          [population, 1],
        ],
      }),
    ).toEqual([]);
    // The same row of another sheet asks for it.
    const sheets = [
      {
        rows: [
          ['Question', 'Answer'],
          [question, 'Yes'],
        ],
      },
      { name: 'T', rows: [[], [population, 1]] },
    ];
    expect(labelsOn(...sheets)).toEqual(['population T!A2']);
  });

  test('behind 20,000 texts only as the questionnaire words it', () => {
    const texts = (count: number) => Array.from({ length: count / 100 }, () => Array.from({ length: 100 }, () => 'x'));
    const rows = [
      ['Total population (1000)', 5],
      [population, 6],
    ];
    expect(labelsOn({ name: 'S', rows: [...texts(19_900), ...rows] })).toHaveLength(2);
    expect(labelsOn({ name: 'S', rows: [...texts(20_000), ...rows] })).toEqual(['population S!A202']);
  });
});

describe('the number of a figure stands', () => {
  test.each<[string, MadeSheet['rows'], string]>([
    ['beside its label', [[population, 305_200]], 'B'],
    ['where nothing is, too', [[population]], 'B'],
    ['over texts', [[population, 'see below', 305_200]], 'C'],
    ['over a year', [[population, 2022, 305_200]], 'C'],
    ['over a text of a year', [[population, 'as of 31.12.2021', 305_200]], 'C'],
    ['in a text', [[population, 'about 305 200 people', 7]], 'B'],
    ['in a year, where nothing else is', [[population, 2022]], 'B'],
    ['in a date, where nothing else is', [[population, 'x', '31.12.2021']], 'C'],
    ['in the first text, where no number is', [[population, 'many', 'more']], 'B'],
    ['over its own label', [[population, 'TOTAL POPULATION', 'many']], 'C'],
    ['not left of its label', [[7, population, 'many']], 'C'],
    // Under a heading of values, which our own forms have.
    [
      'under the heading of values',
      [
        ['Figure', 'Unit', 'Value'],
        [population, 7, 305_200],
      ],
      'C',
    ],
    ['under the last such heading', [['Figure', 'Value', 'x'], [], ['Figure', 'x', 'Value'], [population, 1, 2]], 'C'],
    [
      'under it in a row with a sentence',
      [
        ['Figure', sentence, 'Value'],
        ['Mayor', 'x'],
        [population, 7, 305_200],
      ],
      'C',
    ],
    // Under the head of a year, or of numbers.
    [
      'under its year',
      [
        ['Figure', '2021', '2022'],
        [population, 1, 2],
      ],
      'C',
    ],
    [
      'under its year, in any order',
      [
        ['Figure', '2022', '2021'],
        [population, 1, 2],
      ],
      'B',
    ],
    [
      'not under a later year',
      [
        ['Figure', '2021', '2023'],
        [population, 1, 2],
      ],
      'B',
    ],
    [
      'under a head of numbers before any year',
      [
        ['Figure', '2022', 'Number'],
        [population, 1, 2],
      ],
      'C',
    ],
    [
      'not under a head left of its label',
      [
        ['2022', 'Figure', 'x'],
        [1, population, 'x', 2],
      ],
      'D',
    ],
    [
      'not under a head of something else',
      [
        ['Figure', 'Rank', 'Number', 'x'],
        [population, 1, null, 3],
      ],
      'C',
    ],
    [
      'over a column of units',
      [
        ['Figure', 'Unit', 'x', 'y', 'Year 2030'],
        [population, 7, 305_200],
      ],
      'C',
    ],
  ])('%s', (_, rows, column) => expect(numberIn(rows)).toBe(column));

  test.each([
    ['2022', 'C'],
    ['2021', 'B'],
    ['2030', 'D'],
    [null, 'D'],
    ['Spring', 'D'],
  ])('in the round %s under the newest year up to it: %s', (round, column) =>
    expect(
      numberIn(
        [
          ['Figure', '2021', '2022', '2023'],
          [population, 1, 2, 3],
        ],
        round,
      ),
    ).toBe(column),
  );

  test.each<[string, MadeSheet, string]>([
    [
      'under a year that is shown',
      {
        rows: [
          ['x', '2021', '2022'],
          [population, 1, 2],
        ],
        hiddenColumns: [[3, 3]],
      },
      'B',
    ],
    [
      'under a hidden one, where all are',
      {
        rows: [
          ['x', '2021', '2022'],
          [population, 1, 2],
        ],
        hiddenColumns: [[2, 3]],
      },
      'C',
    ],
    ['beside a hidden number', { rows: [[population, 1, 2]], hiddenColumns: [[2, 2]] }, 'C'],
    ['in a hidden one, where all are', { rows: [[population, 'x', 2]], hiddenColumns: [[2, 3]] }, 'C'],
    [
      'under a hidden heading of values, where nothing else is headed',
      {
        rows: [
          ['Figure', sentence, 'Value'],
          [population, 7, 305_200],
        ],
        hiddenColumns: [[3, 3]],
      },
      'C',
    ],
    [
      'not under it, where something else is',
      {
        rows: [
          ['Figure', 'Unit', 'Value'],
          [population, 'people', 7, 305_200],
        ],
        hiddenColumns: [[3, 3]],
      },
      'D',
    ],
    [
      'not under a hidden heading of values',
      {
        rows: [
          ['Figure', 'Value', '2022'],
          [population, 1, 2],
        ],
        hiddenColumns: [[2, 2]],
      },
      'C',
    ],
    [
      'under it, where no other is',
      {
        rows: [
          ['Figure', 'Value'],
          [population, 1],
        ],
        hiddenColumns: [[2, 2]],
      },
      'B',
    ],
  ])('%s', (_, sheet, column) => expect(numberIn(sheet)).toBe(column));

  test('under heads that stand above other rows, and not under those of another sheet', () => {
    expect(
      numberIn([
        ['x', '2021', '2022'],
        ['Mayor', 5, 6],
        [population, 1, 2],
      ]),
    ).toBe('C');
    const sheets = [
      {
        rows: [
          ['x', '2021', '2022'],
          ['Mayor', 5, 6],
        ],
      },
      { rows: [[population, 1, 2]] },
    ];
    expect(valueColumn(mustAt(placesOn(...sheets), 0), '2022')).toBe(2);
  });

  test('under heads that name a figure themselves, and ask for none', () => {
    const [place] = placesOn({
      rows: [
        ['Figure', 'Total population (in thousands)'],
        [population, 305],
      ],
    });
    expect(place?.label.row).toBe(1);
    const rows = [
      ['x', 'Population 2022 (thousands)'],
      [population, 305],
    ];
    expect(placesOn({ rows }).map(({ label, heads }) => [label.row, [...heads.columns.keys()]])).toContainEqual([
      2,
      [2],
    ]);
  });
});

describe('what a remark says of the unit', () => {
  const remark = (rows: MadeSheet['rows'], kind: 'money' | 'count' = 'money', column = 2, id = 'budget'): string => {
    const place = placesOn({ rows }).find((one) => one.id === id);
    return place === undefined ? 'no place' : remarkOn(place, column, kind);
  };
  test.each<[string, string]>([
    ['All amounts in thousand euros', 'thousand euros'],
    ['Angaben in Tsd. Euro', 'Tsd Euro'],
    ['Amounts in 1 000 euros', '1 000 euros'],
    ['In thousands', ''],
    ['Figures in euros', ''],
    ['Amounts of 2022 in thousand euros', ''],
    ['Thousand euros', ''],
    ['Amounts in thousands, not in million euros', ''],
    ['Amounts in 1000 euros', '1000 euros'],
    [`Amounts in thousand euros${' '.repeat(35)}`, 'thousand euros'],
    [`Amounts in thousand euros${' '.repeat(36)}`, ''],
  ])('%j about all: %j', (text, unit) => expect(remark([[text], [budget, 5]])).toBe(unit));

  test('is of money or of people, never of both', () => {
    expect(remark([['All amounts in thousand euros'], [population, 5]], 'count', 2, 'population')).toBe('');
    expect(remark([['All figures in thousands'], [population, 5]], 'count', 2, 'population')).toBe('thousands');
    expect(remark([['All figures in thousands'], [budget, 5]])).toBe('');
    expect(remark([['All amounts in thousands'], [budget, 5]])).toBe('thousands');
  });

  test('of one column is of that column, before what is said of all', () => {
    const rows = [['All amounts in million euros'], [null, '(k€)'], [budget, 5]];
    expect(remark(rows)).toBe('(k€)');
    expect(remark(rows, 'money', 3)).toBe('million euros');
    expect(
      remark(
        [
          ['x', 'M€'],
          [budget, 5],
        ],
        'money',
        3,
      ),
    ).toBe('');
  });

  test('below a table is of what stands above it, where nothing was said before', () => {
    expect(remark([[budget, 5], ['All amounts in thousand euros']])).toBe('thousand euros');
    expect(remark([['All amounts in million euros'], [budget, 5], ['All amounts in thousand euros']])).toBe(
      'million euros',
    );
    const other = placesOn({ rows: [[budget, 5]] }, { rows: [['All amounts in thousand euros']] });
    expect(remarkOn(mustAt(other, 0), 2, 'money')).toBe('');
  });

  test('stands in no row that asks for a figure', () =>
    expect(
      remark(
        [
          [population, null, 'in k€'],
          [budget, 5],
        ],
        'money',
        3,
      ),
    ).toBe(''));

  test('is one of the last above it, the nearest first', () => {
    const many = (count: number) => Array.from({ length: count }, () => [null, 'M€']);
    expect(remark([['All amounts in thousand euros'], ['All amounts in million euros'], [budget, 5]])).toBe(
      'million euros',
    );
    expect(remark([['All amounts in thousand euros'], ...many(10), [budget, 5]], 'money', 3)).toBe('thousand euros');
    expect(remark([['All amounts in thousand euros'], ...many(11), [budget, 5]], 'money', 3)).toBe('');
  });
});

test.each<[string, MadeSheet, number]>([
  ['nothing', { rows: [[population]] }, 2],
  ['a number', { rows: [[population, 1]] }, 3],
  ['a number that nobody sees', { rows: [[population, 1]], hiddenRows: [1] }, 1],
  ['nothing, where nobody sees it', { rows: [[population]], hidden: true }, 0],
  [
    'a number under a heading of values',
    {
      rows: [
        ['Figure', 'Value'],
        [population, 1],
      ],
    },
    7,
  ],
  [
    'a number under its year',
    {
      rows: [
        ['Figure', '2022'],
        [population, 1],
      ],
    },
    7,
  ],
  [
    'a number under a heading beside a sentence',
    {
      rows: [
        ['Figure', sentence, 'Value'],
        [population, null, 1],
      ],
    },
    7,
  ],
  ['nothing under its year', { rows: [['Figure', '2022'], [population]] }, 6],
])('the claim of a place with %s', (_, sheet, claim) =>
  expect(claimOf(mustAt(placesOn(sheet), 0), '2022')).toBe(claim),
);
