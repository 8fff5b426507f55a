import { pMapIterable } from 'p-map';
import { csvHead, csvLines, type DataColumn, type DataRow } from '../../rendering/site/data-table.ts';

/** Takes the parts of each file in their order. */
export type Append = (file: string, content: string | Uint8Array) => Promise<void>;

interface Table<Of> {
  readonly columns: readonly DataColumn[];
  rows(of: Of): readonly DataRow[];
}

/** Authorities that are read at once, and then written in their order. */
const concurrency = 50;

/** Writes tables by file name, authority by authority: evidence of few is in memory at once. */
export async function writeTables<Row, Of>(
  tables: Readonly<Record<string, Table<Of>>>,
  rows: readonly Row[],
  loaded: (row: Row) => Promise<Of>,
  append: Append,
): Promise<void> {
  for (const [file, { columns }] of Object.entries(tables)) await append(file, csvHead(columns));
  for await (const one of pMapIterable(rows, loaded, { concurrency })) {
    for (const [file, table] of Object.entries(tables)) await append(file, csvLines(table.rows(one)));
  }
}

/** The columns of each file, for the dictionary. */
export const columnsByFile = (
  tables: Readonly<Record<string, { readonly columns: readonly DataColumn[] }>>,
): Record<string, readonly DataColumn[]> =>
  Object.fromEntries(Object.entries(tables).map(([file, { columns }]) => [file, columns]));
