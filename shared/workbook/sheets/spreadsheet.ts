import type { Workbook } from 'exceljs';
import SmallWorkbook from 'exceljs/lib/doc/workbook.js';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { zipParts } from '../zip-parts.ts';

/** The only import of the writing library. */
export type { Border, Cell, DataValidation, Font, Style, Workbook, Worksheet } from 'exceljs';

/** A workbook that carries no date of its own has this one: the same input gives the same bytes. */
const noDate = new Date(Date.UTC(1980, 0, 1));

export function newWorkbook(properties: { title: string; language: string; date?: Date }): Workbook {
  const workbook = new SmallWorkbook();
  workbook.title = properties.title;
  workbook.creator = 'Scorebook';
  workbook.lastModifiedBy = 'Scorebook';
  workbook.created = properties.date ?? noDate;
  workbook.modified = properties.date ?? noDate;
  // Read by exceljs's writer of the core properties, missing in its types.
  Object.assign(workbook, { language: properties.language });
  workbook.views = [{ x: 0, y: 0, width: 24_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  return workbook;
}

/** The workbook as bytes that are the same for the same content, whenever they are written. */
export async function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  // `zip` is handed to exceljs's zip writer, missing in its types. It stamps the clock on each part; we do not.
  const options = { zip: { compression: 'STORE' } };
  const parts = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer(options as object)));
  const files = Object.entries(parts).filter(([name]) => !name.endsWith('/'));
  return zipParts(Object.fromEntries(files.map(([name, part]) => [name, mended(name, part)])));
}

const mends: readonly { readonly part: RegExp; readonly from: RegExp; readonly to: string }[] = [
  // exceljs writes a link inside the workbook both as a location and as a relationship to an outside
  // file of that name, which Excel would try to open. The location alone is right everywhere.
  { part: /^xl\/worksheets\/sheet/, from: /(<hyperlink [^>]*?) r:id="[^"]*"([^>]* location=)/g, to: '$1$2' },
  { part: /^xl\/worksheets\/_rels\//, from: /<Relationship [^>]*Type="[^"]*\/hyperlink"[^>]*\/>/g, to: '' },
  // Column widths count digits of the first font. exceljs makes that Calibri, which LibreOffice may
  // not have; Arial has metric twins everywhere, so columns come out equally wide in all programs.
  {
    part: /^xl\/styles\.xml$/,
    from: /(<fonts[^>]*>)<font>.*?<\/font>/,
    to: '$1<font><sz val="10"/><color theme="1"/><name val="Arial"/><family val="2"/></font>',
  },
];

function mended(name: string, part: Uint8Array): Uint8Array {
  return mends
    .filter((mend) => mend.part.test(name))
    .reduce((content, { from, to }) => strToU8(strFromU8(content).replace(from, to)), part);
}
