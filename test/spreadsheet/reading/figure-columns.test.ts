import { describe, expect, test } from 'vitest';
import { figureHeads, isYear, unitOfHead, unitSaidByHead } from '../../../shared/spreadsheet/reading/figure-columns.ts';
import { gridOf } from '../../support/made-grid.ts';

const cellsOf = (...row: (string | number | null)[]) => gridOf({ rows: [row] }).sheets[0]?.cells ?? [];

/** What a head says in a row beside one of values. */
function headOf(text: string): string | null {
  const head = figureHeads(cellsOf('Value', text))?.get(2);
  return head === undefined ? null : head.kind === 'year' ? `year ${head.year}` : head.kind;
}

describe('what the head of a column says of its numbers', () => {
  test.each<[string, string | null]>([
    ['Value', 'value'],
    ['VALUE :', 'value'],
    ['Number?', 'value'],
    ['Arvo', 'value'],
    ['année en cours', 'value'],
    ['Amount (k€)', 'value'],
    ['Budget (EUR million)', 'value'],
    ['Staff [in thousands]', 'value'],
    ['Value (of all)', 'value'],
    ['in T€', 'value'],
    ['1000 €', 'value'],
    ['2022', 'year 2022'],
    ['1998', 'year 1998'],
    ['2022:', 'year 2022'],
    ['Value 2022', 'year 2022'],
    ['Year 2022', 'year 2022'],
    ['2022 (actual)', 'year 2022'],
    ['FY 2022', 'year 2022'],
    ['Budget 2022 (k€)', 'year 2022'],
    ['Jahr  2022', 'year 2022'],
    ['2022 (forecast)', 'other'],
    ['Target 2030', 'other'],
    ['2022 budget', 'other'],
    ['Budget 2022', null],
    ['Budget', null],
    ['Unit', 'unit'],
    ['Currency', 'unit'],
    ['Unit (text)', 'unit'],
    ['Yksikkö', 'unit'],
    ['Previous year', 'other'],
    ['Rank', 'other'],
    ['Target (k€)', 'other'],
    ['Source', 'other'],
    ['Vorjahreswert', 'other'],
    ['Sources of it', null],
    ['Population', null],
    ['32022', null],
    ['2155', null],
    ['20225', null],
    ['Population 2022', null],
  ])('%s: %s', (text, said) => expect(headOf(text)).toBe(said));
});

describe('a row of heads', () => {
  const heads = (...row: (string | number | null)[]): string | null => {
    const found = figureHeads(cellsOf(...row));
    return found === null ? null : [...found].map(([column, { kind }]) => `${column} ${kind}`).join(', ');
  };

  test.each<[string, (string | number | null)[], string | null]>([
    ['texts', ['Question', 'Value', 'Unit'], '2 value, 3 unit'],
    ['years as numbers', ['Question', 2021, 2022], '2 year, 3 year'],
    ['one cell alone is none', ['Value'], null],
    ['one cell and blanks', ['Value', '  '], null],
    ['blanks do not matter', ['Question', '  ', 'Value'], '3 value'],
    ['numbers are none', ['Population', 305_200, 'Value'], null],
    ['without a column of values or years', ['Question', 'Unit', 'Source'], null],
    ['a year alone', ['Question', '2022', 'Source'], '2 year, 3 other'],
    ['sixty characters', ['x'.repeat(60), 'Value'], '2 value'],
    ['a sentence is none', ['x'.repeat(61), 'Value'], null],
  ])('%s', (_, row, said) => expect(heads(...row)).toBe(said));
});

test.each([
  ['Amount (k€)', '(k€)'],
  ['Budget [EUR million]', '[eur million]'],
  ['Budget (total) (k€)', '(k€)'],
  ['in thousands', 'in thousands'],
  ['Value 2022 in thousands', 'in thousands'],
  ['Total T€', 't€'],
  ['Value', ''],
  ['Amount', ''],
  ['Amount (€)', ''],
])('the unit in a head: %s says %j', (text, unit) => expect(unitOfHead(text).trim()).toBe(unit));

test.each([
  ['Unit: thousand EUR', 'thousand eur'],
  ['Unit (in thousands)', 'in thousands'],
  ['Einheit: T€', 't€'],
  ['Unit: EUR', ''],
  ['Unit', ''],
  ['Value: thousand EUR', ''],
  ['Unit : thousand: EUR', 'thousand  eur'],
])('the unit that a head of units says: %s says %j', (text, unit) => expect(unitSaidByHead(text).trim()).toBe(unit));

test.each([
  ['2022', true],
  [' 1999 ', true],
  ['2100', false],
  ['1899', false],
  ['12022', false],
  ['20221', false],
])('%j is a year: %s', (text, is) => expect(isYear(text)).toBe(is));
