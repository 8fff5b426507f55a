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

/** Numbers of the rows of a sheet that LibreOffice shows: it gives a row without height one again where it sees fit. */
export function shownRows(ods: Uint8Array, sheet: string): Set<number> {
  const content = strFromU8(unzipSync(ods)['content.xml'] ?? new Uint8Array());
  const flat = new Set(
    [...content.matchAll(/<style:style style:name="(ro\d+)"[^>]*>(.*?)<\/style:style>/gs)].flatMap(
      ([, name, of = '']) => (/style:row-height="0(?:\.0+)?(?:in|cm)"/.test(of) ? name : []),
    ),
  );
  const table = [...content.matchAll(tableElement)].find(([, name]) => name === sheet)?.[0] ?? '';
  const rows = new Set<number>();
  let row = 0;
  for (const [, attributes = ''] of table.matchAll(/<table:table-row((?:\s[^>]*)?)>/g)) {
    const isShown =
      !attributes.includes('table:visibility=') && !flat.has(/style-name="([^"]*)"/.exec(attributes)?.[1]);
    for (let times = Math.min(repeated(attributes, 'rows'), most); times > 0; times -= 1) {
      row += 1;
      if (isShown) rows.add(row);
    }
  }
  return rows;
}

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
