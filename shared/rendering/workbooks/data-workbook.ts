import { cellText } from '../../spreadsheet/writing/cell-styles.ts';
import { newWorkbook, type Worksheet, workbookBytes } from '../../spreadsheet/writing/spreadsheet.ts';

export interface DataSheet {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'integer' | 'decimal' }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Tables to compute with: headings in the first row, values of their type, no formulas. */
export async function writeDataWorkbook(
  title: string,
  language: string,
  sheets: readonly DataSheet[],
): Promise<Uint8Array> {
  const workbook = newWorkbook({ title, language });
  for (const sheet of sheets) addDataSheet(workbook.addWorksheet(sheet.name), sheet);
  return workbookBytes(workbook);
}

function addDataSheet(sheet: Worksheet, { columns, rows }: DataSheet): void {
  // Names of authorities and texts of questions, in any characters that people write.
  const held = <T>(value: T): T | string => (typeof value === 'string' ? cellText(value) : value);
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: 1 }];
  sheet.addRow(columns.map(({ name }) => held(name))).font = { name: 'Arial', size: 10, bold: true };
  for (const row of rows) sheet.addRow(row.map(held));
  for (const [index, { name, type }] of columns.entries()) {
    const longest = Math.max(name.length, ...rows.slice(0, 200).map((row) => String(row[index] ?? '').length));
    const column = sheet.getColumn(index + 1);
    column.width = Math.min(60, longest + 3);
    if (type === 'decimal') column.numFmt = '0.000';
  }
  sheet.autoFilter = `A1:${sheet.getColumn(columns.length).letter}${rows.length + 1}`;
  // Printed with its headings on each page, and with what each row is about beside them.
  sheet.pageSetup = { orientation: 'landscape', paperSize: 9, printTitlesRow: '1:1', printTitlesColumn: 'A:C' };
}
