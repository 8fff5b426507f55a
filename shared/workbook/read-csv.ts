import Papa from 'papaparse';
import { decodeText } from './decode-text.ts';
import type { Cell, Grid } from './grid.ts';
import { limits, megabytes } from './limits.ts';
import { Unreadable } from './unreadable.ts';

/** Reads text of separated values. The separator, the encoding and a byte-order mark are found, not asked for. */
export function readCsv(bytes: Buffer): Grid {
  if (bytes.length > limits.separatedValues) {
    throw new Unreadable('file-too-large', { limit: 'megabytes', count: String(megabytes(limits.separatedValues)) });
  }
  const { data } = Papa.parse<string[]>(decodeText(bytes), {
    skipEmptyLines: false,
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  if (!data.some((row) => row.length > 1)) throw new Unreadable('file-unsupported', { format: 'text' });
  const cells = data.flatMap((row, index) =>
    row.flatMap((text, column): Cell[] =>
      text === ''
        ? []
        : [
            {
              row: index + 1,
              column: column + 1,
              kind: 'text',
              text: text.slice(0, limits.text),
              number: null,
              formula: false,
              struck: '',
            },
          ],
    ),
  );
  if (cells.length > limits.cells)
    throw new Unreadable('file-too-large', { limit: 'cells', count: String(limits.cells) });
  const nothing = { merges: [], hiddenRows: new Set<number>(), links: new Map(), notes: new Map() };
  return { sheets: [{ name: 'CSV', hidden: false, cells, ...nothing }], notices: [] };
}
