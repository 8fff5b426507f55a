import { columnLetters, parseAddress } from '../grid.ts';

/** Texts, names of sheets in quotes and references in brackets stay as they are; then a reference, or a word. */
const pieces =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\]]*\]+|(?<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.])|[A-Za-z_][\w.]*/g;
const reference = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/;

/** A formula as it stands so many rows and columns away: what a shared formula comes to in another of its cells. */
export function shiftedFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(pieces, (piece, cell: string | undefined) => {
    const parts = cell === undefined ? null : reference.exec(cell);
    const place = parts === null ? null : parseAddress(piece);
    if (parts === null || place === null) return piece;
    const [, fixedColumn = '', letters = '', fixedRow = '', row = ''] = parts;
    const column = fixedColumn === '' ? columnLetters(Math.max(1, place.column + columns)) : letters;
    return `${fixedColumn}${column}${fixedRow}${fixedRow === '' ? Math.max(1, Number(row) + rows) : row}`;
  });
}
