import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../shared/spreadsheet/formats/grid.ts';
import { fullAddress, rowsOf } from '../../../shared/spreadsheet/reading/rows.ts';
import { gridOf } from '../../support/made-grid.ts';

const [blank] = gridOf({ rows: [] }).sheets;
const [cell] = gridOf({ rows: [['x']] }).sheets[0]?.cells ?? [];
if (blank === undefined || cell === undefined) throw new Error('no sheet');

const place = fc.record({ row: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1, max: 6 }) });
/** Cells in any order, several of them perhaps in one place. */
const anyCells = fc
  .array(place, { maxLength: 25 })
  .map((places) => places.map((at, index): Cell => ({ ...cell, ...at, text: String(index) })));

test('a cell is found by its row and column, the later of two in one place, whatever the order they come in', () =>
  fc.assert(
    fc.property(anyCells, (cells) => {
      const rows = rowsOf({ ...blank, cells });
      const last = new Map(cells.map((one) => [`${one.row} ${one.column}`, one.text]));
      for (let row = 0; row <= 7; row += 1) {
        const expected: string[] = [];
        for (let column = 0; column <= 7; column += 1) {
          const text = last.get(`${row} ${column}`);
          expect(rows.cell(row, column)?.text).toBe(text);
          if (text !== undefined) expected.push(text);
        }
        expect(rows.row(row).map(({ text }) => text)).toEqual(expected);
      }
      const filled = [...new Set(cells.map(({ row }) => row))].sort((a, b) => a - b);
      expect([...rows.all].map(([row]) => row)).toEqual(filled);
      for (const [row, those] of rows.all) expect(those).toEqual(rows.row(row));
    }),
  ));

test('the rows of a sheet are made once', () => {
  const [sheet] = gridOf({ rows: [['x']] }).sheets;
  if (sheet === undefined) throw new Error('no sheet');
  expect(rowsOf(sheet)).toBe(rowsOf(sheet));
  expect(rowsOf(sheet).sheet).toBe(sheet);
});

describe('an address with its sheet', () => {
  test.each([
    ['Answers', 'Answers!C4'],
    ['Vastaukset_2.ä', 'Vastaukset_2.ä!C4'],
    ['Two words', "'Two words'!C4"],
    ["Peter's", "'Peter''s'!C4"],
    ['A!', "'A!'!C4"],
    ['', "''!C4"],
  ])('of %j is %s', (name, address) => expect(fullAddress({ ...blank, name }, 4, 3)).toBe(address));
});
