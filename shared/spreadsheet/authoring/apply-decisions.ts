import { address, type Cell, type Grid, type Sheet } from '../formats/grid.ts';
import { RowReader } from './cells.ts';
import type { Faults } from './faults.ts';
import { keyOf, type Row, type Table } from './tables.ts';

/** What empties cells when it is decided. */
const blank = '(blank)';
/** What cells have that differ from each other. */
const asWritten = '(as written)';
/** A draft asks some dozens. */
const mostDecisions = 2_000;
/** Characters of a list of names. */
const mostRows = 32_000;

interface Change {
  readonly sheet: string;
  readonly column: string;
  readonly rows: readonly string[];
  /** What the cells had when the workbook was drafted. */
  readonly from: string;
  readonly to: string;
}

/**
 * The workbook with what its office has decided (the sheet `decisions` of a draft). A decision changes the cells that still
 * have what was drafted: what somebody has corrected by hand stays. One that is open is a fault.
 */
export function withDecisions(grid: Grid, table: Table | undefined, faults: Faults): Grid {
  const changes = (table?.rows ?? []).slice(0, mostDecisions).flatMap((row) => changeOf(row, table as Table, faults));
  return changes.length === 0
    ? grid
    : {
        ...grid,
        sheets: grid.sheets.map((sheet) => withChanges(sheet, changes)),
      };
}

function changeOf(row: Row, table: Table, faults: Faults): Change[] {
  const reader = new RowReader(table, row, faults);
  const decision = row.cell('decision')?.text.trim() ?? '';
  const from = row.cell('default')?.text.trim() ?? '';
  const decided = row.cell('decided');
  const to = decided?.text.trim() ?? '';
  if (to === '') {
    reader.fault('decision-open', 'decided', { decision: decision.slice(0, 160), default: from.slice(0, 80) });
    return [];
  }
  if (to.toLowerCase() === from.toLowerCase() || to.toLowerCase() === 'default') return [];
  const [sheet, column] = [reader.text('sheet'), reader.text('column')];
  if (sheet === undefined || column === undefined) return [];
  const rows = (reader.text('rows', undefined, mostRows) ?? '').split(/[\s,]+/).filter(Boolean);
  return [{ sheet: sheet.toLowerCase(), column: column.toLowerCase(), rows, from, to }];
}

/** A sheet whose cells are being changed: its rows are looked up by name once, for all decisions. */
function withChanges(sheet: Sheet, changes: readonly Change[]): Sheet {
  const name = sheet.name.trim().toLowerCase();
  const own = changes.filter((change) => change.sheet === name);
  if (own.length === 0) return sheet;
  const top = sheet.cells.reduce((least, { row }) => Math.min(least, row), Number.POSITIVE_INFINITY);
  const head = sheet.cells.filter(({ row }) => row === top);
  const columnOf = (key: string): number | undefined =>
    head.find(({ text }) => keyOf(text) === key || keyOf(text).startsWith(`${key}::`))?.column;
  const cells = new Map(sheet.cells.map((cell) => [address(cell.row, cell.column), cell]));
  const keys = (name === 'choices' ? ['list_name', 'name'] : [name === 'scoring' ? 'node' : 'name']).map(columnOf);
  const nameOf = (row: number): string =>
    keys.map((at) => (at === undefined ? '' : (cells.get(address(row, at))?.text.trim() ?? ''))).join('/');
  const rows = [...new Set(sheet.cells.map(({ row }) => row))].filter((row) => row > top);
  const byName = Map.groupBy(rows, nameOf);
  for (const { column: key, rows: names, from, to } of own) {
    const column = columnOf(key);
    if (column === undefined) continue;
    for (const row of name === 'settings' ? rows : names.flatMap((one) => byName.get(one) ?? [])) {
      const at = address(row, column);
      const now = cells.get(at)?.text.trim() ?? '';
      const wasDrafted = from === asWritten || now === (from === blank ? '' : from);
      if (!wasDrafted) continue;
      if (to === blank) cells.delete(at);
      else cells.set(at, textCell(row, column, to));
    }
  }
  const inOrder = [...cells.values()].sort((a, b) => a.row - b.row || a.column - b.column);
  return { ...sheet, cells: inOrder };
}

const textCell = (row: number, column: number, text: string): Cell => ({
  ...{ row, column, kind: 'text', text, number: null },
  ...{ formula: false, struck: '', invisible: false },
});
