import { Buffer } from 'node:buffer';
import type { Workbook, Worksheet } from 'exceljs';
import SmallWorkbook from 'exceljs/lib/doc/workbook.js';
import zipStream from 'exceljs/lib/utils/zip-stream.js';
import StylesXform from 'exceljs/lib/xlsx/xform/style/styles-xform.js';
import { strFromU8, strToU8 } from 'fflate';
import { zipParts } from '../formats/zip-parts.ts';
import type { Chart } from './charts/chart.ts';
import { type PlacedChart, withCharts } from './charts/chart-parts.ts';
import { withFilterNames } from './filter-names.ts';
import { mergeValidations } from './merged-validations.ts';
import { attributeText } from './snapshot/xml-text.ts';

/** The only import of the writing library. */
export type { Border, Cell, DataValidation, Font, Style, Workbook, Worksheet } from 'exceljs';

// exceljs hands its parts to JSZip, as texts. We take them as bytes and zip them ourselves: the same content is then the same
// file, and no letter is lost (JSZip encodes in slices of 16,384, and an emoji that is cut there is gone). A zip that somebody
// else has exceljs write stays JSZip's.
const { ZipWriter } = zipStream;
const { append, finalize } = ZipWriter.prototype;
ZipWriter.prototype.append = function (data, options) {
  const bytes = typeof data === 'string' && options.base64 !== true ? Buffer.from(data) : data;
  if (this.options.parts === undefined || typeof bytes === 'string') append.call(this, bytes, options);
  else this.options.parts.set(options.name, bytes);
};
ZipWriter.prototype.finalize = async function () {
  if (this.options.parts === undefined) await finalize.call(this);
  else this.emit('finish');
};

// exceljs knows a style again where it is the same object. Hundreds of cells have objects of their own that say the same: of
// those the first is handed on. What a style comes to also depends on the kind of value in the cell.
const { addStyleModel } = StylesXform.prototype;
const firstStyles = new WeakMap<object, Map<string, object>>();
StylesXform.prototype.addStyleModel = function (style, kind) {
  if (style === undefined || this.weakMap?.has(style)) return addStyleModel.call(this, style, kind);
  const firsts = firstStyles.get(this) ?? new Map<string, object>();
  firstStyles.set(this, firsts);
  const key = `${kind} ${JSON.stringify(style)}`;
  const first = firsts.get(key) ?? style;
  firsts.set(key, first);
  const number = addStyleModel.call(this, first, kind);
  this.weakMap?.set(style, number);
  return number;
};

/** Stands for none in exceljs, which would write the time of writing; it is taken out of the file again. */
const noDate = new Date(Date.UTC(1980, 0, 1));

/** A text of an office where exceljs writes it as it is: XML has no place for controls and halves of characters. */
export const oneLine = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]+/gu, ' ');

export function newWorkbook(properties: { title: string; language: string; date?: Date }): Workbook {
  const workbook = new SmallWorkbook();
  workbook.title = oneLine(properties.title);
  workbook.creator = 'Scorebook';
  workbook.lastModifiedBy = 'Scorebook';
  workbook.created = properties.date ?? noDate;
  workbook.modified = properties.date ?? noDate;
  // Read by exceljs's writer of the core properties, missing in its types.
  Object.assign(workbook, { language: properties.language });
  workbook.views = [{ x: 0, y: 0, width: 24_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  return workbook;
}

export interface Picture {
  readonly png: Uint8Array;
  /** What it shows, for those who do not see it. */
  readonly alternative: string;
  /** The cell in whose corner it stands. */
  readonly cell: { readonly column: number; readonly row: number };
  /** In pixels of a screen. */
  readonly size: { readonly width: number; readonly height: number };
}

/** By workbook: the alternative texts of its pictures, for exceljs has no place for them. */
const alternatives = new WeakMap<Workbook, string[]>();

/** Puts a picture on a sheet that has no other. */
export function addPicture(workbook: Workbook, sheet: Worksheet, { png, alternative, cell, size }: Picture): void {
  const id = workbook.addImage({ buffer: Buffer.from(png) as never, extension: 'png' });
  sheet.addImage(id, { tl: { col: cell.column - 1, row: cell.row - 1 }, ext: size, editAs: 'oneCell' });
  alternatives.set(workbook, [...(alternatives.get(workbook) ?? []), alternative]);
}

/** By workbook: its charts, for exceljs has no place for them either. */
const placedCharts = new WeakMap<Workbook, PlacedChart[]>();

/** Puts a chart on a sheet that has no picture; its cells may be written later. */
export function addChart(workbook: Workbook, sheet: Worksheet, chart: Chart): void {
  placedCharts.set(workbook, [...(placedCharts.get(workbook) ?? []), { sheet, chart }]);
}

/** A name for a place, to go to and to refer to: `Score` for `Summary!B7`. */
export function namePlace(workbook: Workbook, name: string, place: string): void {
  workbook.definedNames.add(place, name);
}

/** The workbook as bytes that are the same for the same content, whenever they are written. */
export async function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  for (const sheet of workbook.worksheets) mergeValidations(sheet);
  const parts = new Map<string, Uint8Array>();
  // `zip` is handed to exceljs's zip writer, missing in its types.
  await workbook.xlsx.writeBuffer({ zip: { parts } } as object);
  const texts = alternatives.get(workbook) ?? [];
  const written = [...parts].map(([name, part]): [string, Uint8Array] => [
    name,
    name === 'xl/workbook.xml'
      ? strToU8(withFilterNames(strFromU8(part), workbook))
      : described(name, mended(name, part), texts),
  ]);
  return zipParts(withCharts(Object.fromEntries(written), workbook, placedCharts.get(workbook) ?? []));
}

/** The n-th drawing, which is of the n-th sheet with a picture, says what it shows. */
function described(name: string, part: Uint8Array, texts: readonly string[]): Uint8Array {
  const drawing = /^xl\/drawings\/drawing(\d+)\.xml$/.exec(name)?.[1];
  const text = drawing === undefined ? undefined : texts[Number(drawing) - 1];
  if (text === undefined) return part;
  return strToU8(strFromU8(part).replace('<xdr:cNvPr ', () => `<xdr:cNvPr descr="${attributeText(text)}" `));
}

const mends: readonly { readonly part: RegExp; readonly from: RegExp; readonly to: string }[] = [
  // exceljs writes a link inside the workbook both as a location and as a relationship to an outside
  // file of that name, which Excel would try to open. The location alone is right everywhere.
  { part: /^xl\/worksheets\/sheet/, from: /(<hyperlink [^>]*?) r:id="[^"]*"([^>]* location=)/g, to: '$1$2' },
  { part: /^xl\/worksheets\/_rels\//, from: /<Relationship [^>]*Type="[^"]*\/hyperlink"[^>]*\/>/g, to: '' },
  // exceljs writes an attribute there that only anchors of two cells have.
  { part: /^xl\/drawings\/drawing/, from: /(<xdr:oneCellAnchor) editAs="[^"]*"/g, to: '$1' },
  // A workbook without a date of its own says none: the same input gives the same bytes.
  {
    part: /^docProps\/core\.xml$/,
    from: /<dcterms:(created|modified)[^>]*>1980-01-01T00:00:00Z<\/dcterms:\1>/g,
    to: '',
  },
  // exceljs writes the colour of a font before its size, the schema has it after.
  { part: /^xl\/styles\.xml$/, from: /(<color [^>]*\/>)(<sz [^>]*\/>)/g, to: '$2$1' },
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
