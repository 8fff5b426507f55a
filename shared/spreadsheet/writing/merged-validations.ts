import type { DataValidation, Worksheet } from 'exceljs';

/** By address (`D9`) or range (`D9:D12`). exceljs keeps them so; its types do not have it. */
type Validations = Record<string, DataValidation>;

/**
 * Gives each piece of a column in which the same rule holds one range. exceljs would do it by itself, but it sorts
 * addresses as texts, D10 before D9, and then writes ranges that overlap: Excel takes one of them, other programs refuse
 * the file.
 */
export function mergeValidations(sheet: Worksheet): void {
  const kept = (sheet as Worksheet & { dataValidations: { model: Validations } }).dataValidations;
  const cells = Object.entries(kept.model).map(([address, rule]) => ({ ...placeOf(address), rule }));
  const merged: Validations = {};
  for (const alike of Map.groupBy(cells, ({ column, rule }) => JSON.stringify([column, rule])).values()) {
    for (const { column, first, last, rule } of runsOf(alike)) {
      merged[first === last ? `${column}${first}` : `${column}${first}:${column}${last}`] = rule;
    }
  }
  kept.model = merged;
}

interface Cell {
  readonly column: string;
  readonly row: number;
  readonly rule: DataValidation;
}

function placeOf(address: string): Omit<Cell, 'rule'> {
  const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  if (row === '') throw new Error(`A rule is set cell by cell, and ${address} is none`);
  return { column, row: Number(row) };
}

/** Cells of one column as runs of rows that follow one another. */
function runsOf(cells: readonly Cell[]) {
  const runs: { readonly column: string; readonly first: number; last: number; readonly rule: DataValidation }[] = [];
  for (const { column, row, rule } of [...cells].sort((a, b) => a.row - b.row)) {
    const run = runs.at(-1);
    if (run !== undefined && run.last === row - 1) run.last = row;
    else runs.push({ column, first: row, last: row, rule });
  }
  return runs;
}
