import Papa from 'papaparse';

/** One column of a file of data: every value in it is of its type, or there is none. */
export interface DataColumn {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'decimal';
  readonly unit: string;
  readonly meaning: string;
}

export const text = (name: string, meaning: string): DataColumn => ({ name, type: 'text', unit: '', meaning });
export const integer = (name: string, meaning: string, unit = ''): DataColumn => ({
  name,
  type: 'integer',
  unit,
  meaning,
});

export type DataValue = string | number | null;
export type DataRow = readonly DataValue[];

/**
 * A text that begins like a formula gets one ' before it, and so does one that begins with a ': taking one ' away
 * gives back every text, and no spreadsheet computes what a sender wrote.
 */
const guarded = /^['=+\-@\t\r\n]/;

export function csvLines(rows: readonly DataRow[]): string {
  if (rows.length === 0) return '';
  return `${Papa.unparse([...rows], { newline: '\n', escapeFormulae: guarded })}\n`;
}

export const csvHead = (columns: readonly DataColumn[]): string => csvLines([columns.map(({ name }) => name)]);

export const dictionaryColumns = ['file', 'column', 'type', 'unit', 'meaning'] as const;

/** What each column of each file holds. */
export function dictionaryCsv(files: Readonly<Record<string, readonly DataColumn[]>>): string {
  const rows = Object.entries(files).flatMap(([file, columns]) =>
    columns.map(({ name, type, unit, meaning }) => [file, name, type, unit, meaning]),
  );
  return csvLines([dictionaryColumns, ...rows]);
}
