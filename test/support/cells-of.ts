import ExcelJS from 'exceljs';

/** The cells of a workbook that hold anything, sheet by sheet: `B4 "58%"`; of a formula also what it shows. */
export async function cellsOf(bytes: Uint8Array): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as never);
  const lines: string[] = [];
  for (const sheet of workbook.worksheets) {
    lines.push(`# ${sheet.name}${sheet.state === 'visible' ? '' : ` (${sheet.state})`}`);
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.isMerged && cell.master !== cell) return;
        const { formula, result, value } = cell;
        const shown = formula === undefined ? JSON.stringify(value) : `=${formula} ${JSON.stringify(result)}`;
        lines.push(`${cell.address} ${shown}${cell.numFmt === undefined ? '' : ` [${cell.numFmt}]`}`);
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}
