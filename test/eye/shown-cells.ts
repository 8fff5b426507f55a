import { strFromU8, unzipSync } from 'fflate';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (xml: string): string =>
  xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');

const tableElement = /<table:table table:name="([^"]*)"[\s\S]*?<\/table:table>/g;
const rowOrCell =
  /<table:table-row((?:\s[^>]*)?)>|<table:(?:covered-)?table-cell((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/table:(?:covered-)?table-cell>)/g;
const paragraph = /<text:p(?:\s[^>]*)?>([\s\S]*?)<\/text:p>/g;

const repeated = (attributes: string, of: 'rows' | 'columns'): number =>
  Number(new RegExp(`number-${of}-repeated="(\\d+)"`).exec(attributes)?.[1] ?? 1);

/** Cells within which a form lies; what is repeated beyond them is empty. */
const most = 200;

/**
 * What LibreOffice shows in each cell of a sheet: the texts that it writes into its own .ods beside the values, with their
 * formats applied. (Separated values do not do: formats that are made of words are not applied in them.)
 */
export function shownCells(ods: Uint8Array, sheet: string): string[][] {
  const content = strFromU8(unzipSync(ods)['content.xml'] ?? new Uint8Array());
  const table = [...content.matchAll(tableElement)].find(([, name]) => name === sheet)?.[0] ?? '';
  const rows: string[][] = [];
  for (const [, row, cell = '', inside = ''] of table.matchAll(rowOrCell)) {
    if (row !== undefined) {
      for (let times = Math.min(repeated(row, 'rows'), most); times > 0; times -= 1) rows.push([]);
      continue;
    }
    const text = [...inside.matchAll(paragraph)]
      .map(([, line = '']) => unescaped(line.replace(/<[^>]*>/g, '')))
      .join('\n');
    for (let times = Math.min(repeated(cell, 'columns'), most); times > 0; times -= 1) rows.at(-1)?.push(text);
  }
  return rows;
}
