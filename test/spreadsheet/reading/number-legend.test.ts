import { expect, test } from 'vitest';
import { legendOf } from '../../../shared/spreadsheet/reading/number-legend.ts';
import { gridOf, type MadeSheet } from '../../support/made-grid.ts';

const said = (...sheets: MadeSheet[]): string | null => legendOf(gridOf(...sheets).sheets);

test.each<[string, string, boolean]>([
  ['1 for No', '1 = No', true],
  ['0 for Yes', '0 = Yes', true],
  ['1 for Yes, as we have it', '1 = Yes', false],
  ['both, as we have them', '1 = Yes, 0 = No', false],
  ['both the other way round', '0 = Yes; 1 = No', true],
  ['both the other way round, in German', '1: Nein / 0: Ja', true],
  ['by words between', '0 means Yes, 1 means No', true],
  ['by words of another language', '0 bedeutet Ja, 1 bedeutet Nein', true],
  ['with a dash', '0 – Yes, 1 – No', true],
  ['a scale', '0 = not at all, 1 = in part, 2 = fully', true],
  ['of a scale, one step', '3 = fully', true],
  ['one entry with a colon may be a heading', '0: Yes', false],
  ['a number with a point before it', '4.0 = Yes', false],
  ['a number of more digits', '10 = No', false],
  ['a date', '12/0 = Yes', false],
  ["an office's own words as we count them", '1 = done, 0 = not done', false],
  ["an office's own words the other way round", '0 = done, 1 = not done', true],
  ['words that are no pair', '0 = apples, 1 = pears', true],
  ['one own word alone', '1 = apples', false],
  ['an own word beside one of ours', '1 = Yes, 0 = apples', false],
  ['nothing behind it', '0 = ', false],
  ['numbers', '0 = 5', false],
  ['no legend', 'Answer each question with Yes or No.', false],
])('a text that says what numbers mean: %s', (_, text, is) =>
  expect(said({ rows: [['Is it?', 'Yes'], [text]] })).toBe(is ? text.trim() : null),
);

test('a text as it is shown, without its breaks', () =>
  expect(said({ rows: [['0 = Yes\n1 = No']] })).toBe('0 = Yes 1 = No'));

test('a text of three hundred characters may be one; a longer one is evidence', () => {
  const text = (length: number): string => `0 = Yes, ${'x'.repeat(length - 9)}`;
  expect(said({ rows: [[text(300)]] })).toBe(text(300));
  expect(said({ rows: [[text(301)]] })).toBe(null);
});

test('only a text is one', () => expect(said({ rows: [['0 = Yes']], cells: { A1: { kind: 'error' } } })).toBe(null));

test('a sheet that nobody sees says nothing; of those that are seen the first', () => {
  const hidden = { rows: [['0 = Yes']], hidden: true };
  expect(said(hidden)).toBe(null);
  expect(said(hidden, { rows: [['Is it?']] }, { rows: [['1 = No']] }, { rows: [['0 = Ja']] })).toBe('1 = No');
});

test.each<[string, MadeSheet['rows'], string | null]>([
  [
    'as we have it',
    [
      ['1', 'Yes'],
      ['0', 'No'],
    ],
    null,
  ],
  [
    'the other way round',
    [
      ['0', 'Yes'],
      ['1', 'No'],
    ],
    '0 = Yes, 1 = No',
  ],
  [
    'of numbers',
    [
      [0, 'Yes'],
      [1, 'No'],
    ],
    '0 = Yes, 1 = No',
  ],
  ['one word alone is none', [['0', 'Yes']], null],
  [
    'beside more',
    [
      ['0', 'Yes', 'x'],
      ['1', 'No', 'x'],
    ],
    null,
  ],
  [
    'not next to each other',
    [
      ['0', null, 'Yes'],
      ['1', null, 'No'],
    ],
    null,
  ],
  [
    'a scale of our words',
    [
      ['2', 'Yes'],
      ['0', 'No'],
    ],
    '2 = Yes, 0 = No',
  ],
  [
    "an office's own pair, as we count it",
    [
      ['1', 'done'],
      ['0', 'not done'],
    ],
    null,
  ],
  [
    "an office's own pair, the other way round",
    [
      ['0', 'done'],
      ['1', 'not done'],
    ],
    '0 = done, 1 = not done',
  ],
  [
    'words that are no pair',
    [
      ['0', 'apples'],
      ['1', 'pears'],
    ],
    null,
  ],
  [
    'three own words',
    [
      ['0', 'done'],
      ['1', 'not done'],
      ['1', 'open'],
    ],
    null,
  ],
  [
    'the same number twice',
    [
      ['1', 'done'],
      ['1', 'not done'],
    ],
    null,
  ],
  [
    'numbers beyond 1 with own words',
    [
      ['2', 'done'],
      ['3', 'not done'],
    ],
    null,
  ],
  [
    'of two digits',
    [
      ['00', 'Yes'],
      ['11', 'No'],
    ],
    null,
  ],
  [
    'a paragraph',
    [
      ['0', 'done'.padEnd(61, ' done')],
      ['1', 'not done'],
    ],
    null,
  ],
])('two columns that say what numbers mean: %s', (_, rows, legend) => expect(said({ rows })).toBe(legend));

test('two columns are looked for in the first five thousand rows', () => {
  const at = (row: number) => said({ rows: [...Array<null[]>(row - 1).fill([]), ['0', 'Yes'], ['1', 'No']] });
  expect(at(4_998)).toBe('0 = Yes, 1 = No');
  expect(at(4_999)).toBe(null);
});
