import { foldedText } from '../../domain/normalise/plain-text.ts';
import type { Problem } from '../../domain/problems.ts';
import {
  type RegistryCell,
  type RegistryColumn,
  type RegistryRow,
  type RegistryRows,
  type RegistryTable,
  registryColumns,
} from '../../domain/registry/registry-rows.ts';
import { address, type Cell, type Sheet } from '../grid.ts';
import { readGrid } from '../read-grid.ts';
import { isIdentitySheet } from '../reading/find-identity.ts';
import { rowsOf } from '../reading/rows.ts';
import { Unreadable } from '../unreadable.ts';
import headings from './registry-headings.json' with { type: 'json' };

/** By these columns a table is known, whatever its sheet is called. Contacts have names, too: they are asked for first. */
const telling: readonly { readonly table: RegistryTable; readonly by: readonly (readonly RegistryColumn[])[] }[] = [
  { table: 'contacts', by: [['authority', 'address']] },
  { table: 'rounds', by: ['opens', 'deadline', 'questionnaire'].map((column) => ['id', column as RegistryColumn]) },
  { table: 'authorities', by: ['id', 'country', 'population'].map((column) => ['name', column as RegistryColumn]) },
];

/** Reads a registry workbook (or one of its tables as CSV); what cannot be read comes back as the problem that says why. */
export async function readRegistry(file: Uint8Array): Promise<RegistryRows | Problem> {
  try {
    const { sheets } = await readGrid(file);
    const tables = sheets.filter((sheet) => !isIdentitySheet(sheet)).flatMap((sheet) => tableIn(sheet) ?? []);
    if (tables.length === 0) throw new Unreadable('not-a-registry');
    const rowsFor = (wanted: RegistryTable): RegistryRow[] | null => {
      const found = tables.filter(({ table }) => table === wanted);
      return found.length === 0 ? null : found.flatMap(({ rows }) => rows);
    };
    return { authorities: rowsFor('authorities'), contacts: rowsFor('contacts'), rounds: rowsFor('rounds') };
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

interface FoundTable {
  readonly table: RegistryTable;
  readonly rows: readonly RegistryRow[];
}

/** The rows below the first row of headings; null when the sheet has none. */
function tableIn(sheet: Sheet): FoundTable | null {
  const all = [...rowsOf(sheet).all];
  for (const [index, [, cells]] of all.entries()) {
    for (const { table, by } of telling) {
      const columns = columnsOf(table, cells);
      if (!by.some((wanted) => wanted.every((column) => columns.has(column)))) continue;
      const below = all.slice(index + 1);
      return { table, rows: below.flatMap(([row, filled]) => registryRow(sheet, row, filled, columns) ?? []) };
    }
  }
  return null;
}

type Columns = ReadonlyMap<RegistryColumn, Cell>;

/** Columns by their headings, in any order; of two alike the left one counts. */
function columnsOf(table: RegistryTable, cells: readonly Cell[]): Columns {
  const columns = new Map<RegistryColumn, Cell>();
  for (const cell of cells) {
    const heading = foldedText(cell.text).replace(/[\s:*]+$/, '');
    const column = registryColumns[table].find(
      (one) => !columns.has(one) && headings[one].some((word) => foldedText(word) === heading),
    );
    if (column !== undefined) columns.set(column, cell);
  }
  return columns;
}

/** null for a row with nothing in any of the columns. */
function registryRow(sheet: Sheet, row: number, filled: readonly Cell[], columns: Columns): RegistryRow | null {
  const cells = new Map<RegistryColumn, RegistryCell>();
  for (const [column, heading] of columns) {
    const text = filled.find((cell) => cell.column === heading.column)?.text ?? '';
    cells.set(column, { cell: address(row, heading.column), heading: heading.text, text });
  }
  return [...cells.values()].some(({ text }) => text.trim() !== '') ? { sheet: sheet.name, row, cells } : null;
}
