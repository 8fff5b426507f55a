import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { escaped, type RawCell, type RawSheet } from './raw-workbook.ts';

/** The cells of a sheet as separated values; a cell made of XML has none. */
export function csvOf(sheet: RawSheet | undefined, separator: string): string {
  const quoted = (cell: RawCell): string =>
    cell === null || typeof cell === 'object' ? '' : `"${String(cell).replaceAll('"', '""')}"`;
  return (sheet?.rows ?? []).map((row) => row.map(quoted).join(separator)).join('\r\n');
}

const spreadsheet = 'application/vnd.oasis.opendocument.spreadsheet';

/** The sheets as an OpenDocument spreadsheet, written by hand; `over` is drawn over the cells of the first. */
export function odsOf(sheets: readonly RawSheet[], over = ''): Buffer {
  const content = openDocument('document-content', sheets, over);
  return Buffer.from(zipSync({ mimetype: strToU8(spreadsheet), 'content.xml': strToU8(content) }));
}

/** An .ods with its parts changed or added to, by name. */
export function changedOds(ods: Uint8Array, change: Readonly<Record<string, (part: string) => string>>): Buffer {
  const parts = unzipSync(ods);
  for (const [name, changed] of Object.entries(change)) {
    parts[name] = strToU8(changed(strFromU8(parts[name] ?? new Uint8Array())));
  }
  return Buffer.from(zipSync(parts));
}

/** The same as one XML text (.fods). */
export function flatOdsOf(sheets: readonly RawSheet[]): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${openDocument('document', sheets, '')}`);
}

function openDocument(root: string, sheets: readonly RawSheet[], over: string): string {
  const spaces = ['office', 'table', 'text', 'style', 'drawing']
    .map((name) => `xmlns:${name === 'drawing' ? 'draw' : name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  const styles =
    '<office:automatic-styles><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>';
  const tables = sheets.map(({ name, state, rows }, index) => {
    const style = state === undefined ? '' : ' table:style-name="hidden"';
    const drawn = index === 0 ? over : '';
    return `<table:table table:name="${escaped(name)}"${style}>${drawn}${rows.map(odsRow).join('')}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`;
  });
  return `<office:${root} ${spaces} office:mimetype="${spreadsheet}">${styles}<office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:${root}>`;
}

function odsRow(cells: readonly RawCell[]): string {
  return `<table:table-row>${cells.map(odsCell).join('')}</table:table-row>`;
}

function odsCell(cell: RawCell): string {
  if (cell === null) return '<table:table-cell/>';
  if (typeof cell === 'object') return cell.xml;
  if (typeof cell === 'number')
    return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  if (typeof cell === 'boolean')
    return `<table:table-cell office:value-type="boolean" office:boolean-value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
  const lines = cell.split('\n').map((line) => `<text:p>${escaped(line)}</text:p>`);
  return `<table:table-cell office:value-type="string">${lines.join('')}</table:table-cell>`;
}

export function zipAround(files: Readonly<Record<string, Buffer>>): Buffer {
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)]))),
  );
}

/** A mail as mail programs save it (.eml), with attachments. */
export function mailAround(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer {
  const parts = files.map(
    ({ name, bytes }) =>
      `--part\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`,
  );
  return Buffer.from(
    `From: Officer <officer@espoo.example>\r\nTo: office@benchmark.example\r\nSubject: Kysely\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="part"\r\n\r\n--part\r\nContent-Type: text/plain\r\n\r\nLiitteenä.\r\n${parts.join('')}--part--\r\n`,
  );
}
