import ExcelJS, { type Workbook } from 'exceljs';

/** A workbook as somebody saves it who has changed cells of it: `Cover!C9`; null makes one blank. */
export async function editedWorkbook(
  bytes: Uint8Array,
  cells: Readonly<Record<string, string | number | boolean | null>>,
  change: (workbook: Workbook) => void = () => undefined,
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  for (const [place, value] of Object.entries(cells)) {
    const [sheet = '', address = ''] = place.split('!');
    const found = workbook.getWorksheet(sheet);
    if (found === undefined) throw new Error(`There is no sheet ${sheet}`);
    found.getCell(address).value = value;
  }
  change(workbook);
  return new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
}
