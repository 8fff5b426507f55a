import type { Problem } from '../../domain/answers/problems.ts';
import {
  type RegistryColumn,
  type RegistryRow,
  type RegistryRows,
  type RegistryTable,
  registryColumns,
} from '../../domain/registry/registry-rows.ts';
import type { Cell, Sheet } from '../formats/grid.ts';
import { readGrid } from '../formats/read-grid.ts';
import headings from '../formats/registry-headings.json' with { type: 'json' };
import { Unreadable } from '../formats/unreadable.ts';
import { isIdentitySheet } from './find-identity.ts';
import { rowsOf } from './rows.ts';
import { cellsBelow, columnsOf } from './table-columns.ts';

/** By these columns a table is known, whatever its sheet is called. Contacts have names, too: they are asked for first. */
const telling: readonly { readonly table: RegistryTable; readonly by: readonly (readonly RegistryColumn[])[] }[] = [
  { table: 'contacts', by: [['authority', 'address']] },
  { table: 'rounds', by: ['opens', 'deadline', 'questionnaire'].map((column) => ['id', column as RegistryColumn]) },
  { table: 'texts', by: [['round', 'mail']] },
  { table: 'participants', by: [['round', 'authority']] },
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
    const [authorities, contacts] = [rowsFor('authorities'), rowsFor('contacts')];
    const [rounds, texts, participants] = [rowsFor('rounds'), rowsFor('texts'), rowsFor('participants')];
    return { authorities, contacts, rounds, texts, participants };
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
      const columns: Columns = columnsOf<RegistryColumn>(registryColumns[table], headings, cells);
      if (!by.some((wanted) => wanted.every((column) => columns.has(column)))) continue;
      const below = all.slice(index + 1);
      return { table, rows: below.flatMap(([row, filled]) => registryRow(sheet, row, filled, columns) ?? []) };
    }
  }
  return null;
}

type Columns = ReadonlyMap<RegistryColumn, Cell>;

/** null for a row with nothing in any of the columns. */
function registryRow(sheet: Sheet, row: number, filled: readonly Cell[], columns: Columns): RegistryRow | null {
  const cells = cellsBelow(columns, row, filled);
  return [...cells.values()].some(({ text }) => text.trim() !== '') ? { sheet: sheet.name, row, cells } : null;
}
