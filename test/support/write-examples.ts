import { writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import type { AuthoringSheets } from './authoring-workbook.ts';
import { cityParks, filledCityParks, lastYearOfCityParks, moreCityParks, registryOfCityParks } from './city-parks.ts';
import { filledPublicLibraries, plainPublicLibraries, publicLibraries } from './public-libraries.ts';

writeFileSync('examples/public-libraries.authoring.xlsx', await workbookOf(publicLibraries));
writeFileSync('examples/public-libraries.northwood.xlsx', await workbookOf(filledPublicLibraries));
writeFileSync('examples/public-libraries.xlsx', await plainPublicLibraries());
writeFileSync('examples/city-parks.xlsx', await cityParks());
writeFileSync('examples/city-parks.northwood.xlsx', await filledCityParks());
writeFileSync('examples/city-parks.last-year.csv', lastYearOfCityParks);
for (const [city, file] of await moreCityParks()) writeFileSync(`examples/city-parks.${city}.xlsx`, file);
writeFileSync('examples/city-parks.registry.xlsx', await registryOfCityParks());

/** As somebody who works with it has it: headings that stay in sight, and columns wide enough to read. */
async function workbookOf(sheets: AuthoringSheets): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const headings =
      Math.max(
        0,
        rows.findIndex((row) => row.length > 2),
      ) + 1;
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: headings }] });
    sheet.addRows(rows.map((row) => [...row]));
    sheet.getRow(headings).font = { bold: true };
    sheet.columns.forEach((column, at) => {
      const longest = Math.max(...rows.map((row) => String(row[at] ?? '').length));
      column.width = Math.min(60, Math.max(9, longest + 2));
      column.alignment = { wrapText: true, vertical: 'top' };
    });
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
