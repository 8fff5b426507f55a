import { problem } from '../../../domain/answers/problems.ts';
import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { tooManyCells } from '../cell-counter.ts';
import { decodeText } from '../decode-text.ts';
import type { Cell, Grid } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import { separatedValues } from './separated-values.ts';

/** Reads text of separated values. The separator, the encoding and a byte-order mark are found, not asked for. */
export function readCsv(bytes: Buffer): Grid {
  if (bytes.length > limits.separatedValues) {
    throw new Unreadable('file-too-large', { limit: 'megabytes', count: String(megabytes(limits.separatedValues)) });
  }
  const { rows, oddQuotes } = separatedValues(decodeText(bytes));
  if (!rows.some((row) => row.length > 1)) throw new Unreadable('file-unsupported', { format: 'text' });
  const cells: Cell[] = [];
  if (rows.length > limits.cells) throw tooManyCells();
  for (const [index, row] of rows.entries()) {
    for (const [column, written] of row.entries()) {
      const text = withoutGuard(written).slice(0, limits.text);
      if (text === '') continue;
      if (cells.length >= limits.cells) throw tooManyCells();
      const place = { row: index + 1, column: column + 1 };
      cells.push({ ...place, kind: 'text', text, number: null, formula: false, struck: '', invisible: false });
    }
  }
  const nothing = { merges: [], hiddenRows: new Set<number>(), hiddenColumns: [], links: new Map(), notes: new Map() };
  return { sheets: [{ name: 'CSV', hidden: false, cells, ...nothing }], notices: quoteNotices(oddQuotes) };
}

/** `="Yes"` and `'Yes` keep a spreadsheet program from making a number or a date of a text. */
function withoutGuard(text: string): string {
  const guarded = /^="((?:[^"]|"")*)"$/.exec(text.trim())?.[1];
  return guarded?.replaceAll('""', '"') ?? text.replace(/^'(?=[\p{L}\p{N}])/u, '');
}

const maxListed = 10;

/** What stands behind a lost quotation mark may be one answer or several: only the sender can tell. */
function quoteNotices(rows: readonly number[]): Grid['notices'] {
  if (rows.length === 0) return [];
  const list = [...new Set(rows)].slice(0, maxListed).join(', ');
  return [problem('quotes-odd', { facts: { list } })];
}
