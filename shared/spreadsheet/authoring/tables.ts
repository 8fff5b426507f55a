import { address, type Cell, type Grid, type Sheet } from '../formats/grid.ts';
import { isColumnShown } from '../formats/visible.ts';
import type { Faults } from './faults.ts';
import {
  headings,
  insteadOfColumn,
  isOfXlsform,
  nearestTo,
  otherHeadings,
  otherSheetsOfXlsform,
  type SheetName,
  sheetNames,
} from './headings.ts';
import { tagOf } from './language-tags.ts';

/** A sheet of the workbook below its headings. */
export interface Table {
  /** As the sheet is called in the file. */
  readonly sheet: string;
  readonly rows: readonly Row[];
  /** Languages of its columns, in their order. */
  readonly languages: readonly string[];
  /** Where its headings stand: for what has no row. */
  readonly head: Row;
}

export interface Row {
  readonly row: number;
  /** The cell under a heading; undefined when it is empty. `language`: of a heading that stands once for each. */
  cell(column: string, language?: string): Cell | undefined;
  /** Its address, also of an empty cell; that of the row's first cell when there is no such column. */
  place(column: string, language?: string): string;
}

export type Tables = Readonly<Partial<Record<SheetName, Table>>>;

/** Finds the sheets and their headings. `fallback`: the language of headings that name none. */
export function tablesIn({ sheets }: Grid, faults: Faults): Tables {
  const found: Partial<Record<SheetName, Sheet>> = {};
  for (const sheet of sheets) {
    const name = sheet.name.trim().toLowerCase();
    if (name.startsWith('#') || sheet.cells.length === 0) continue;
    const known = sheetNames.find((one) => one === name);
    if (known === undefined) {
      if (otherSheetsOfXlsform.includes(name)) faults.add('sheet-of-xlsform', sheet.name, null, { sheet: sheet.name });
      else {
        const meant = nearestTo(name, sheetNames);
        faults.add('sheet-unknown', sheet.name, null, { sheet: sheet.name, ...(meant === null ? {} : { meant }) });
      }
    } else if (found[known] !== undefined) faults.add('sheet-twice', sheet.name, null, { sheet: sheet.name });
    else found[known] = sheet;
  }
  for (const needed of ['settings', 'survey'] as const) {
    if (found[needed] === undefined) faults.add('sheet-missing', needed, null, { sheet: needed });
  }
  const fallback = fallbackLanguage(found.settings);
  return Object.fromEntries(
    Object.entries(found).map(([name, sheet]) => [name, tableOf(name as SheetName, sheet, fallback, faults)]),
  );
}

/** The language of headings without one: the default language, wherever it stands. */
function fallbackLanguage(settings: Sheet | undefined): string | null {
  const heading = settings?.cells.find(({ text }) => keyOf(text) === 'default_language');
  const below = settings?.cells.find(({ row, column }) => heading && row > heading.row && column === heading.column);
  return below === undefined ? null : tagOf(below.text);
}

/** A heading as the columns are known by it. */
export const keyOf = (heading: string): string => {
  const key = heading
    .trim()
    .toLowerCase()
    .replace(/\s*::\s*/g, '::')
    .replace(/[\s*]+$/, '')
    .replace(/ +/g, '_');
  return otherHeadings.get(key) ?? key;
};

function tableOf(name: SheetName, sheet: Sheet, fallback: string | null, faults: Faults): Table {
  const { plain, worded, needed } = headings[name];
  const rows = new Map<number, Map<number, Cell>>();
  for (const cell of sheet.cells) {
    if (cell.text.trim() === '' && cell.kind === 'text') continue;
    const row = rows.get(cell.row) ?? new Map<number, Cell>();
    rows.set(cell.row, row.set(cell.column, cell));
  }
  const [top = 1, ...below] = [...rows.keys()].sort((a, b) => a - b);
  const columns = new Map<string, number>();
  const languages = new Set<string>();
  const isFilled = (column: number): boolean => below.some((row) => rows.get(row)?.has(column));
  const add = (key: string, heading: Cell): void => {
    const place = address(heading.row, heading.column);
    const first = columns.get(key);
    if (first === undefined) columns.set(key, heading.column);
    else faults.add('column-twice', sheet.name, place, { heading: heading.text, other: address(top, first) });
  };
  const headingCells = [...(rows.get(top)?.values() ?? [])];
  for (const heading of headingCells) {
    const place = address(heading.row, heading.column);
    const text = heading.text.trim();
    if (text.startsWith('#')) continue;
    const key = keyOf(text);
    const [base = '', ...rest] = key.split('::');
    const column = otherHeadings.get(base) ?? base;
    if (plain.includes(key)) add(key, heading);
    else if (worded.includes(column) && rest.length <= 1) {
      const language = rest.length === 0 ? fallback : tagOf(text.split('::')[1] ?? '');
      if (language === null) {
        faults.add('column-language', sheet.name, place, { heading: text, column });
        continue;
      }
      // An empty column of hints offers no language; one of labels is to be filled in.
      if (column === 'label' || isFilled(heading.column)) languages.add(language);
      add(`${column}::${language}`, heading);
    } else if (isOfXlsform(name, key)) {
      if (isFilled(heading.column))
        faults.add('column-of-xlsform', sheet.name, place, { heading: text, insteadOfColumn: insteadOfColumn(text) });
    } else {
      const meant = nearestTo(column, [...plain, ...worded]);
      faults.add('column-unknown', sheet.name, place, { heading: text, ...(meant === null ? {} : { meant }) });
    }
  }
  for (const column of needed) {
    if (!columns.has(column)) faults.add('column-missing', sheet.name, null, { column });
  }
  const untitled = new Set<number>();
  const titled = new Set(headingCells.map(({ column }) => column));
  for (const row of below) {
    for (const cell of rows.get(row)?.values() ?? []) {
      if (titled.has(cell.column) || untitled.has(cell.column)) continue;
      untitled.add(cell.column);
      faults.add('column-untitled', sheet.name, address(cell.row, cell.column), { text: cell.text.slice(0, 40) });
    }
  }
  tellHidden(sheet, below, headingCells, faults);
  const rowAt = (row: number): Row => {
    const columnOf = (column: string, language?: string): number | undefined =>
      columns.get(language === undefined ? column : `${column}::${language}`);
    return {
      row,
      cell(column, language) {
        const at = columnOf(column, language);
        return at === undefined ? undefined : rows.get(row)?.get(at);
      },
      place(column, language) {
        return address(row, columnOf(column, language) ?? columnOf('name') ?? columnOf('node') ?? 1);
      },
    };
  };
  return { sheet: sheet.name, rows: below.map(rowAt), languages: [...languages], head: rowAt(top) };
}

/** What is hidden is read as well, as programs for XLSForm do, but not in silence. */
function tellHidden(sheet: Sheet, rows: readonly number[], head: readonly Cell[], faults: Faults): void {
  const row = rows.find((one) => sheet.hiddenRows.has(one));
  const column = head.find((one) => !isColumnShown(sheet, one.column) && !one.text.startsWith('#'));
  if (sheet.hidden) faults.notice('hidden', sheet.name, null, { hidden: 'sheet' });
  if (row !== undefined) faults.notice('hidden', sheet.name, address(row, 1), { hidden: 'row' });
  if (column !== undefined)
    faults.notice('hidden', sheet.name, address(column.row, column.column), { hidden: 'column' });
}
