import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../shared/domain/submissions/limits.ts';
import type {
  SheetSnapshot,
  SnapshotCell,
  SnapshotTab,
  SnapshotValue,
} from '../../../shared/domain/submissions/sheet-snapshot.ts';
import { address } from '../../../shared/spreadsheet/formats/grid.ts';
import { readGrid } from '../../../shared/spreadsheet/formats/read-grid.ts';
import { writeSnapshotWorkbook } from '../../../shared/spreadsheet/writing/snapshot/snapshot-workbook.ts';
import { tabNames } from '../../../shared/spreadsheet/writing/snapshot/tab-names.ts';
import { linkTarget } from '../../../shared/spreadsheet/writing/snapshot/tab-parts.ts';
import { runs } from '../../support/tier.ts';
import { brokenRules } from '../../support/workbook-rules.ts';

/** Spaces, markup, escapes and halves of them, controls, halves of characters. */
const text = fc.string({
  unit: fc.constantFrom(
    ...[
      'a',
      'Ä',
      '日',
      '😀',
      ' ',
      '\n',
      '&',
      '<',
      '>',
      '"',
      "'",
      '=',
      ']]>',
      '_',
      '_x0041_',
      'x0041_',
      '_x00',
      '\u0000',
      '\u0007',
      '\ufffe',
      '\ud800',
    ],
  ),
  minLength: 1,
  maxLength: 12,
});
const value: fc.Arbitrary<SnapshotValue> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    runs: fc.array(fc.record({ text, struck: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('number' as const), number: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  fc.record({ kind: fc.constant('share' as const), number: fc.constantFrom(0, 0.07, 0.85, 1, 1.25, -0.5) }),
  fc.record({ kind: fc.constant('date' as const), serial: fc.integer({ min: 61, max: 60_000 }) }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant('error' as const), text: fc.constantFrom('#N/A', '#REF!', '#ERROR!') }),
);
const cell = fc.record({
  value,
  formula: fc.boolean(),
  note: fc.oneof(fc.constant(''), text),
  link: fc.oneof(fc.constant(''), fc.webUrl({ withQueryParameters: true })),
});
const tab: fc.Arbitrary<SnapshotTab> = fc
  .record({
    name: fc.constantFrom('Questionnaire', 'A & B <"', 'Kysely'),
    hidden: fc.boolean(),
    cells: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), cell), {
      selector: ([row, column]) => `${row} ${column}`,
      maxLength: 8,
    }),
    hiddenRows: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    hiddenColumns: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
  })
  .map(({ cells, hiddenRows, hiddenColumns, ...rest }) => ({
    ...rest,
    cells: cells
      .map(([row, column, one]): SnapshotCell => ({ row, column, ...one }))
      .sort((a, b) => a.row - b.row || a.column - b.column),
    hiddenRows: [...hiddenRows].sort((a, b) => a - b),
    hiddenColumns: [...hiddenColumns].sort((a, b) => a - b),
    merges: [{ top: 2, left: 3, bottom: 4, right: 28 }],
  }));
const snapshot: fc.Arbitrary<SheetSnapshot> = fc.record({
  title: fc.constant(''),
  revision: fc.constant(''),
  tabs: fc.array(tab, { minLength: 1, maxLength: 3 }),
});

const plain = (written: string): string => written.toWellFormed().replace(/\r\n?/g, '\n');

function readBack({ row, column, value: written, formula }: SnapshotCell): object {
  const place = { row, column, formula, struck: '' };
  switch (written.kind) {
    case 'text': {
      const shown = (struck: boolean) =>
        plain(
          written.runs.flatMap((run) => (run.struck === struck && (!formula || run.struck) ? [run.text] : [])).join(''),
        );
      // What a formula comes to is struck through whole or not at all.
      const whole = plain(written.runs.map((run) => run.text).join(''));
      const all = written.runs.every((run) => run.struck);
      if (formula) return { ...place, kind: 'text', text: all ? '' : whole, struck: all ? whole : '' };
      return { ...place, kind: 'text', text: shown(false), struck: shown(true) };
    }
    case 'number':
      return { ...place, kind: 'number', number: written.number === 0 ? 0 : written.number };
    case 'share':
      return { ...place, kind: 'number', text: `${(Number((written.number * 100).toFixed(6))).toFixed(2)}%` };
    case 'date':
      return { ...place, kind: 'date', number: written.serial };
    case 'boolean':
      return { ...place, kind: 'boolean', text: String(written.value) };
    case 'error':
      return { ...place, kind: 'error', text: written.text === '#ERROR!' ? '#VALUE!' : written.text };
    default:
      return { ...place, kind: 'uncalculated' };
  }
}

test('whatever stands in a sheet is read from its snapshot as it stood', async () => {
  await fc.assert(
    fc.asyncProperty(snapshot, async (taken) => {
      const grid = await readGrid(writeSnapshotWorkbook(taken));
      expect(grid.notices).toEqual([]);
      expect(grid.sheets).toHaveLength(taken.tabs.length);
      for (const [index, written] of taken.tabs.entries()) {
        const read = grid.sheets[index];
        expect(read).toMatchObject({ name: written.name, hidden: written.hidden, merges: written.merges });
        expect([...(read?.hiddenRows ?? [])]).toEqual(written.hiddenRows);
        expect(read?.hiddenColumns).toEqual(written.hiddenColumns.map((column) => [column, column]));
        expect(read?.cells).toMatchObject(written.cells.map(readBack));
        const beside = (what: 'note' | 'link') =>
          written.cells.flatMap((one): [string, string][] => {
            const said = what === 'note' ? plain(one.note).trim() : one.link;
            return said === '' ? [] : [[address(one.row, one.column), said]];
          });
        expect([...(read?.notes ?? [])]).toEqual(beside('note'));
        expect([...(read?.links ?? [])]).toEqual(beside('link'));
      }
    }),
    { numRuns: runs(50, 1000) },
  );
});

const oneCell = (one: Partial<SnapshotCell>): SheetSnapshot => ({
  title: 'Espoo',
  revision: '1',
  tabs: [
    {
      name: 'Questionnaire',
      hidden: false,
      cells: [{ row: 1, column: 1, value: { kind: 'empty' }, formula: false, note: '', link: '', ...one }],
      merges: [],
      hiddenRows: [],
      hiddenColumns: [],
    },
  ],
});

test('two ends of a text with something struck through between them never become an escape', async () => {
  const runs = [
    { text: '_', struck: false },
    { text: 'old', struck: true },
    { text: 'x0041_', struck: false },
  ];
  const grid = await readGrid(writeSnapshotWorkbook(oneCell({ value: { kind: 'text', runs } })));
  expect(grid.sheets[0]?.cells).toMatchObject([{ text: '_x0041_', struck: 'old' }]);
});

test('a formula without a result is read as one', async () => {
  const grid = await readGrid(writeSnapshotWorkbook(oneCell({ formula: true })));
  expect(grid.sheets[0]?.cells).toMatchObject([{ kind: 'uncalculated', formula: true }]);
});

test('a text longer than a cell of Excel holds is cut, not refused', async () => {
  const runs = [
    { text: 'a'.repeat(30_000), struck: false },
    { text: 'b'.repeat(20_000), struck: true },
  ];
  const grid = await readGrid(writeSnapshotWorkbook(oneCell({ value: { kind: 'text', runs } })));
  const [cut] = grid.sheets[0]?.cells ?? [];
  expect([cut?.text.length, cut?.struck.length]).toEqual([30_000, 2_767]);
});

test('the same state gives the same bytes, whatever the sheet is called and whenever it was changed', () => {
  const taken = oneCell({ value: { kind: 'boolean', value: true } });
  expect(writeSnapshotWorkbook({ ...taken, title: 'Copy', revision: '2' })).toEqual(writeSnapshotWorkbook(taken));
});

test('no formula of the sheet is in it: a formula stands there as the value it came to', async () => {
  const long = `${'x'.repeat(254)}"${'y'.repeat(300)}`;
  const taken = oneCell({ value: { kind: 'text', runs: [{ text: long, struck: false }] }, formula: true });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(writeSnapshotWorkbook(taken).buffer as ArrayBuffer);
  const value = workbook.worksheets[0]?.getCell('A1').value as ExcelJS.CellFormulaValue;
  expect(value.result).toBe(long);
  expect(
    value.formula
      .split('&')
      .map((part) => part.slice(1, -1).replaceAll('""', '"'))
      .join(''),
  ).toBe(long);
});

test('tabs are called what Excel takes, and stay told apart', () => {
  const long = 'Kysely kunnille '.repeat(5);
  expect(tabNames(['Kysely', 'A/B [2022]: "what?" *', `${long}1`, `${long}2`, "'History'", '', 'Kysely?'])).toEqual([
    ...['Kysely', 'A B  2022  "what "', 'Kysely kunnille Kysely kunnille', 'Kysely kunnille Kysely kunn (2)'],
    ...['History_', 'Sheet 6', 'Kysely (2)'],
  ]);
});

test.each([
  ['https://example.org/a?b=c%20d#e', 'https://example.org/a?b=c%20d#e'],
  ['https://example.org/a b?c=<d>&e="f"', 'https://example.org/a%20b?c=%3Cd%3E&e=%22f%22'],
  ['https://example.org/100%', 'https://example.org/100%25'],
  ['https://example.org/#a#b', 'https://example.org/#a%23b'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  [`https://example.org/${'x'.repeat(3000)}`, `https://example.org/${'x'.repeat(2059)}`],
  ['https://', null],
  [' ', null],
])('the address %s is written as Excel opens it', (link, target) => {
  expect(linkTarget(link)).toBe(target);
});

test.each([
  ['the first cell', 1, 1],
  ['the last cell of a sheet', limits.rows, limits.columns],
])('a note at %s has a place and a width within the sheet', async (_, row, column) => {
  const written = writeSnapshotWorkbook(oneCell({ row, column, note: 'Since 2021' }));
  expect(brokenRules(written)).toEqual([]);
});
