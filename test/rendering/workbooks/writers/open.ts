import ExcelJS, { type Workbook, type Worksheet } from 'exceljs';
import { openArchive } from '../../../../shared/spreadsheet/formats/archive.ts';

/** Opens a written workbook with the library's own reader, which is none of ours. */
export async function open(bytes: Uint8Array): Promise<Workbook> {
  const workbook = new ExcelJS.Workbook();
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  await workbook.xlsx.load(buffer as ArrayBuffer);
  return workbook;
}

export function sheetOf(workbook: Workbook, name: string): Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`There is no sheet ${name}`);
  return sheet;
}

/** All texts of a sheet, row by row, those that formulas come to among them. */
export function textsOf(sheet: Worksheet): string[] {
  const texts: string[] = [];
  sheet.eachRow((row) => {
    row.eachCell((cell) => {
      const shown = cell.formula ? cell.result : cell.value;
      if (cell.master === cell && typeof shown === 'string') texts.push(shown);
    });
  });
  return texts;
}

/** The row whose column B says this. */
export function rowLabelled(sheet: Worksheet, label: string): number {
  let found: number | undefined;
  sheet.eachRow((row, number) => {
    if (row.getCell('B').value === label) found ??= number;
  });
  if (found === undefined) throw new Error(`No row is labelled ${label}`);
  return found;
}

/** What a cell shows: its value, or what its formula was said to come to. */
export const resultOf = (sheet: Worksheet, address: string): unknown => {
  const cell = sheet.getCell(address);
  return cell.formula ? cell.result : cell.value;
};

/** What each formula of a workbook was said to come to, by `Summary!B7`; fractions as far as programs agree on them. */
export function formulaResults(workbook: Workbook): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (!cell.formula || cell.master !== cell) return;
        const { result } = cell;
        found[`${sheet.name}!${cell.address}`] =
          typeof result === 'number' ? Number(result.toFixed(9)) : (result ?? '');
      });
    });
  }
  return found;
}

/** All formulas of a workbook. */
export function formulasOf(workbook: Workbook): string[] {
  const found: string[] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.formula) found.push(cell.formula);
      });
    });
  }
  return found;
}

/** Where the links of the sheet written n-th (from 1) lead, by address: read from the part itself, as exceljs drops them. */
export async function linksOf(bytes: Uint8Array, sheetNumber: number): Promise<Record<string, string>> {
  const xml = (await openArchive(Buffer.from(bytes))).part(`xl/worksheets/sheet${sheetNumber}.xml`)?.toString() ?? '';
  const links = [...xml.matchAll(/<hyperlink ref="([^"]*)" location="([^"]*)"\/>/g)];
  return Object.fromEntries(links.map(([, from, to]) => [from, to]));
}

/** What the picture of a workbook says that it shows, as its part has it. */
export async function alternativeOf(bytes: Uint8Array): Promise<string> {
  const drawing = (await openArchive(Buffer.from(bytes))).part('xl/drawings/drawing1.xml')?.toString() ?? '';
  return /descr="([^"]*)"/.exec(drawing)?.[1] ?? '';
}

/** The targets outside the workbook that any of its parts names. */
export async function outsideTargets(bytes: Uint8Array): Promise<string[]> {
  const archive = await openArchive(Buffer.from(bytes));
  return archive.names.flatMap(
    (name) =>
      archive
        .part(name)
        ?.toString()
        .match(/TargetMode="External"/g) ?? [],
  );
}
