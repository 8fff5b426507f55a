import { colours, fill, font, type Look, looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { fixed } from '../../../spreadsheet/writing/references.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Cell, DataValidation, Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { addPage, protect, type Words } from './page.ts';
import { headerRow } from './questionnaire-layout.ts';

export interface TableColumn {
  readonly heading: string;
  readonly width: number;
  /** What to write; stands above the heading. */
  readonly hint?: string;
  /** Offered as a drop-down: words, or the place where they stand when they are many (`'_scorebook'!$D$2:$D$300`). */
  readonly options?: readonly string[] | string;
  /** A day or a dash is written, and anything else is refused with these words. */
  readonly day?: { readonly title: string; readonly error: string };
  /** Digits are written as a number. */
  readonly numeric?: boolean;
}

export interface TableContent {
  readonly name: string;
  readonly intro: string;
  readonly columns: readonly TableColumn[];
  /** What is written as a number is one. */
  readonly rows: readonly (readonly (string | number)[])[];
  /** Rows to fill in below the filled ones; null for a table that is only read. */
  readonly spare: number | null;
  /** A row as it could be filled in. It stands above the headings, where nothing is read. */
  readonly example?: { readonly label: string; readonly cells: readonly string[] };
  /** For a table to work through: filters, the first columns in sight, and nothing to type into but these columns. */
  readonly worked?: {
    readonly frozen: number;
    readonly typed: readonly number[];
    readonly printed: number;
    /** What the first of these columns offers, where each row (from 0) offers something else. */
    readonly offered?: (row: number) => Offered;
  };
}

/** `number`: digits are kept as the number that they are. */
export type Offered = DataValidation | 'text' | 'number';

const margin = 2;
const hintLook: Look = {
  font: font(9, colours.muted),
  alignment: { vertical: 'bottom', horizontal: 'left', wrapText: true, indent: 1 },
};

const exampleLook: Look = {
  font: font(9, colours.muted, { italic: true }),
  fill: fill(colours.band),
  alignment: { vertical: 'middle', horizontal: 'left', wrapText: true, indent: 1 },
};

/** A sheet of one table: title, what it is, headings in the row that stays in sight, a row for each thing. */
export async function addTableSheet(workbook: Workbook, table: TableContent, words: Words): Promise<void> {
  const { name, columns, rows, spare, worked } = table;
  const sheet = addPage(
    workbook,
    {
      name,
      widths: [margin, ...columns.map(({ width }) => width)],
      orientation: 'landscape',
      title: name,
      headerRow,
      ...(worked === undefined ? {} : { frozenColumns: 1 + worked.frozen }),
      activeCell: at(worked?.typed[0] ?? 0, headerRow + 1),
    },
    words,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', name, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', table.intro, looks.subtitle);
  for (const [index, { heading, hint }] of columns.entries()) {
    if (hint !== undefined) put(sheet, at(index, hintRow), hint, hintLook);
    put(sheet, at(index, headerRow), heading, looks.columnHead);
  }
  const hints = columns.map(({ hint, width }) => ({ text: hint ?? '', width, size: 9 }));
  sheet.getRow(hintRow).height = rowHeight(hints, 8);
  if (table.example !== undefined) putExample(sheet, table.example, columns);
  // A filter has its button beside the heading.
  const button = worked === undefined ? 0 : 3;
  const heads = columns.map(({ heading, width }) => ({ text: heading, width: width - button }));
  sheet.getRow(headerRow).height = rowHeight(heads, 24);
  for (const [index, cells] of rows.entries()) addRow(sheet, headerRow + 1 + index, cells, table);
  for (let index = 0; index < (spare ?? 0); index += 1) addSpareRow(sheet, headerRow + 1 + rows.length + index, table);
  if (worked !== undefined) await makeWorkable(sheet, table, worked);
}

/** Between them and the headings stands the example. */
const hintRow = headerRow - 2;

function putExample(
  sheet: Worksheet,
  { label, cells }: NonNullable<TableContent['example']>,
  columns: readonly TableColumn[],
): void {
  const row = headerRow - 1;
  const texts = cells.map((text, index) => (index === 0 ? `${label}: ${text}` : text));
  for (const [index, text] of texts.entries()) put(sheet, at(index, row), text, exampleLook);
  const wrapped = texts.map((text, index) => ({ text, width: columns[index]?.width ?? 10, size: 9 }));
  sheet.getRow(row).height = rowHeight(wrapped, 20);
}

async function makeWorkable(
  sheet: Worksheet,
  { columns, rows }: TableContent,
  worked: NonNullable<TableContent['worked']>,
) {
  const last = headerRow + rows.length;
  const end = at(columns.length - 1, last);
  sheet.autoFilter = `${at(0, headerRow)}:${end}`;
  // What only programs need stands to the right of what is printed. exceljs fixes the columns of the area by itself.
  sheet.pageSetup.printArea = fixed(`A1:${at(worked.printed - 1, last)}`)
    .slice(1)
    .replace(':$', ':');
  await protect(sheet, { autoFilter: true });
}

function addRow(
  sheet: Worksheet,
  row: number,
  cells: readonly (string | number)[],
  { columns, spare, worked }: TableContent,
) {
  const own = worked?.offered?.(row - headerRow - 1);
  for (const [index, column] of columns.entries()) {
    const isTyped = worked === undefined ? spare !== null : worked.typed.includes(index);
    const offered = own !== undefined && index === worked?.typed[0] ? own : null;
    const look = offered === 'number' ? looks.figureInput : inputLook(column);
    const cell = put(sheet, at(index, row), cellValue(cells[index] ?? '', column), isTyped ? look : looks.row);
    if (offered !== null && typeof offered !== 'string') cell.dataValidation = offered;
    else if (isTyped) offer(cell, column);
  }
  const texts = columns.map(({ width }, index) => ({ text: String(cells[index] ?? ''), width }));
  sheet.getRow(row).height = rowHeight(texts, 20);
}

/** Without lines, which would be printed as pages of nothing. */
function addSpareRow(sheet: Worksheet, row: number, { columns }: TableContent): void {
  for (const [index, column] of columns.entries()) {
    const { border: _, ...look } = inputLook(column);
    offer(put(sheet, at(index, row), null, look), column);
  }
}

function inputLook({ numeric, day }: TableColumn): Look {
  if (day !== undefined) return { ...looks.figureInput, numFmt: dayFormat };
  return numeric === true ? looks.figureInput : looks.textInput;
}

const dayFormat = 'yyyy-mm-dd';

/** Numbers and days as such, so that they are sorted and shown as what they are. */
function cellValue(text: string | number, { numeric, day }: TableColumn): string | number {
  if (typeof text === 'number') return text;
  if (numeric === true && /^\d+$/.test(text)) return Number(text);
  if (day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)) return dayNumber(text);
  return text;
}

/** Days since 30 December 1899, as spreadsheets count. */
const dayNumber = (day: string): number => (Date.parse(`${day}T00:00:00.000Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

/** What a cell of the column offers, or takes alone. */
function offer(cell: Cell, { options, day }: TableColumn): void {
  if (options !== undefined) {
    const formula = typeof options === 'string' ? options : `"${options.join(',')}"`;
    cell.dataValidation = { type: 'list', allowBlank: true, formulae: [formula] };
  }
  if (day === undefined) return;
  cell.dataValidation = {
    type: 'custom',
    allowBlank: true,
    formulae: [isDayFormula(`${cell.address.replace(/\d+$/, '')}${headerRow + 1}`)],
    ...{ showErrorMessage: true, errorStyle: 'stop', errorTitle: day.title, error: day.error },
  };
}

/** Of the first cell of the column, as one range has it: a day from 2000 on, as such or as a text; or a dash. */
function isDayFormula(cell: string): string {
  const isDate = `IF(ISNUMBER(${cell}),AND(${cell}>=36526,${cell}<73051),FALSE)`;
  return `OR(${isDate},${cell}="-",ISNUMBER(DATEVALUE(LEFT(${cell},10))))`;
}

/** Column A is the margin. */
const at = (index: number, row: number): string => `${String.fromCharCode(66 + index)}${row}`;
