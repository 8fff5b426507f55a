type Cell = number | string;

const numbers = (cells: readonly (Cell | readonly Cell[])[]): number[] =>
  cells.flat().filter((cell): cell is number => typeof cell === 'number');
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
/** What spreadsheet programs mean by the functions that the formulas of scoring methods call. */
const functions = {
  IF: (is: boolean, then: Cell, otherwise: Cell) => (is ? then : otherwise),
  ROUND: (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals,
  SUM: (...cells: (Cell | Cell[])[]) => numbers(cells).reduce((all, one) => all + one, 0),
  COUNT: (...cells: (Cell | Cell[])[]) => numbers(cells).length,
  MAX: (...cells: (Cell | Cell[])[]) => Math.max(...numbers(cells)),
  LCM: (...cells: (Cell | Cell[])[]) => numbers(cells).reduce((all, one) => (all / divisor(all, one)) * one, 1),
};

/** The value of a formula over cells by their address; a range is a run of cells of one column. LibreOffice says the same. */
export function formulaResult(formula: string, cells: Readonly<Record<string, Cell>>): Cell {
  const at = (address: string): string => JSON.stringify(cells[address] ?? '');
  const script = formula
    .replace(/([A-Z]+)(\d+):[A-Z]+(\d+)/g, (_, column: string, first: string, last: string) => {
      const rows = Array.from({ length: Number(last) - Number(first) + 1 }, (_row, index) => Number(first) + index);
      return `[${rows.map((row) => at(`${column}${row}`)).join(',')}]`;
    })
    .replace(/\b[A-Z]+\d+\b/g, at)
    .replaceAll('=', '===');
  return new Function(...Object.keys(functions), `return ${script};`)(...Object.values(functions)) as Cell;
}
