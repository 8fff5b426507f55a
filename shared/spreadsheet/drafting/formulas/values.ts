import type { Range } from '../../formats/grid.ts';

export interface FormulaError {
  readonly error: string;
}
/** What a cell or a part of a formula comes to; null is an empty cell. */
export type Value = number | string | boolean | null | FormulaError | { readonly rows: readonly (readonly Value[])[] };

/** A cell of a workbook, by its sheet. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

export interface Cells {
  readonly sheet: string;
  readonly range: Range;
}

/** A part of a formula that is not looked at until it is needed: cells, or a value. */
export type Part = { readonly cells: Cells } | { readonly value: Value };

/** What functions ask of the workbook. */
export interface CellValues {
  outcomeOf(place: CellPlace): { readonly value: Value };
  /** The cells of a range as far as the sheet is written on, row by row. */
  places(cells: Cells): readonly { readonly row: number; readonly columns: readonly number[] }[];
}

export const isError = (value: Value): value is FormulaError =>
  typeof value === 'object' && value !== null && 'error' in value;

export function asNumber(value: Value): number | FormulaError {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || value === '') return value === null ? 0 : { error: '#VALUE!' };
  if (typeof value === 'string') {
    const text = value.trim();
    const number = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    return Number.isFinite(number) && text !== '' ? number : { error: '#VALUE!' };
  }
  return isError(value) ? value : asNumber(value.rows[0]?.[0] ?? null);
}

export function asText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'object') return isError(value) ? value.error : asText(value.rows[0]?.[0] ?? null);
  return String(value);
}

export function asBoolean(value: Value): boolean {
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  const number = asNumber(value);
  return !isError(number) && number !== 0;
}

/** As Excel orders: numbers before texts before truth values, small letters like capital ones; an empty cell is nothing of each. */
export function compare(a: Value, b: Value): number {
  if (a === null) return b === null ? 0 : compare(emptyLike(b), b);
  if (b === null) return compare(a, emptyLike(a));
  const [kindA, kindB] = [kindOf(a), kindOf(b)];
  if (kindA !== kindB) return kindA - kindB;
  if (kindA === 1) {
    const [x, y] = [asText(a).toLowerCase(), asText(b).toLowerCase()];
    return x === y ? 0 : x < y ? -1 : 1;
  }
  return Number(a) - Number(b);
}

const emptyLike = (value: Value): Value => (typeof value === 'string' ? '' : typeof value === 'boolean' ? false : 0);
const kindOf = (value: Value): number => (typeof value === 'number' ? 0 : typeof value === 'boolean' ? 2 : 1);
