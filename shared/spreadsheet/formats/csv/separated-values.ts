import { limits } from '../../../domain/submissions/limits.ts';

/** Text of separated values as rows of texts, and where it is not clear which. */
export interface SeparatedValues {
  readonly rows: readonly (readonly string[])[];
  /** Rows in which a quotation mark is open or closed where none may be, from 1. */
  readonly oddQuotes: readonly number[];
}

const separators = [',', ';', '\t', '|'] as const;

/**
 * Reads separated values as spreadsheet programs do (RFC 4180). A quotation mark that is never closed is a letter of its
 * text, not the beginning of all the rest; a text that goes on behind its closing mark is one text.
 */
export function separatedValues(text: string): SeparatedValues {
  const mark = inApostrophes.test(text) ? "'" : '"';
  const { separator, start } = named(text) ?? { separator: likeliest(text, mark), start: 0 };
  const read = rowsIn(text, { separator, mark }, start);
  return unwrapped(read, separator) ?? read;
}

/** Some programs put texts in apostrophes: the first two values stand in them. */
const inApostrophes = /^\ufeff?(?:sep=.\r?\n)?'[^'\r\n]*'[,;\t|] ?'[^'\r\n]*'[,;\t|\r\n]/;

/** What parts the values of a row, and what a text stands in where it holds one of those. */
interface Signs {
  readonly separator: string;
  readonly mark: '"' | "'";
}

/** `sep=;` in the first line, as Excel has it. */
function named(text: string): { separator: string; start: number } | null {
  const line = /^sep=([^\r\n])\r?\n/i.exec(text);
  return line === null ? null : { separator: line[1] ?? ',', start: line[0].length };
}

/** Rows that tell the separator. */
const sampleRows = 200;
const sampleLength = 64 * 1024;

/** The separator by which the most rows have the same number of values, of two the one that makes more of them. */
function likeliest(text: string, mark: Signs['mark']): string {
  const sample = text.slice(0, sampleLength);
  const likely = separators.map((separator) => {
    const counts = rowsIn(sample, { separator, mark }, 0, sampleRows)
      .rows.map((row) => row.length)
      .filter((count) => count > 1);
    const byCount = Map.groupBy(counts, (count) => count);
    const alike = Math.max(0, ...[...byCount.values()].map((rows) => rows.length));
    const most = Math.max(0, ...[...byCount].filter(([, rows]) => rows.length === alike).map(([count]) => count));
    return { separator, alike, most };
  });
  const [best] = likely.sort((a, b) => b.alike - a.alike || b.most - a.most);
  return best?.separator ?? ',';
}

/** Reads no more rows than may have a cell, and one. */
function rowsIn(text: string, signs: Signs, start: number, most: number = limits.cells + 1): SeparatedValues {
  const { separator } = signs;
  const rows: string[][] = [];
  const oddQuotes: number[] = [];
  let row: string[] = [];
  let at = start;
  while (at < text.length && rows.length < most) {
    const value = valueAt(text, at, signs);
    if (value.odd) oddQuotes.push(rows.length + 1);
    row.push(value.text);
    at = value.end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    rows.push(row);
    row = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at += 1;
  }
  return { rows, oddQuotes };
}

interface Value {
  readonly text: string;
  /** Place of the separator or the end of line behind it. */
  readonly end: number;
  readonly odd: boolean;
}

function valueAt(text: string, from: number, { separator, mark }: Signs): Value {
  // Blanks before a mark are none of the text that it opens.
  let at = from;
  while (text[at] === ' ') at += 1;
  if (text[at] !== mark) return plainValue(text, from, separator);
  const close = closingMark(text, at + 1, mark);
  // Open for longer than any cell: a mark of inches, or one that was forgotten.
  if (close === -1) return { ...plainValue(text, at, separator), odd: true };
  const quoted = text.slice(at + 1, close).replaceAll(mark + mark, mark);
  const rest = plainValue(text, close + 1, separator);
  if (rest.text.trim() === '') return { text: quoted, end: rest.end, odd: false };
  // What closes it in another line, before more text, opens a text of its own there.
  if (/[\r\n]/.test(quoted)) return { ...plainValue(text, at, separator), odd: true };
  return { text: quoted + rest.text, end: rest.end, odd: true };
}

function plainValue(text: string, at: number, separator: string): Value {
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(at, end), end, odd: false };
}

/** Place of the mark that closes a text; two in a row are one mark within it. -1: there is none within a cell's length. */
function closingMark(text: string, from: number, mark: Signs['mark']): number {
  for (let at = text.indexOf(mark, from); at !== -1 && at - from <= limits.text; at = text.indexOf(mark, at + 1)) {
    if (text[at + 1] !== mark) return at;
    at += 1;
  }
  return -1;
}

/** Whole rows in quotes, as some exports write them: what stands in each is a row of values. */
function unwrapped({ rows }: SeparatedValues, separator: string): SeparatedValues | null {
  const filled = rows.filter((row) => row.some((value) => value !== ''));
  if (filled.length < 2 || filled.some((row) => row.length > 1)) return null;
  const text = rows.map(([value = '']) => value).join('\n');
  const inner = separators.find((one) => filled.every(([value = '']) => value.includes(one))) ?? separator;
  const read = rowsIn(text, { separator: inner, mark: '"' }, 0);
  return read.rows.some((row) => row.length > 1) ? read : null;
}
