type Cell = number | string;
type Given = Cell | boolean;

const numbers = (cells: readonly (Cell | readonly Cell[])[]): number[] =>
  cells.flat().filter((cell): cell is number => typeof cell === 'number');
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
const listed = (cells: Given | readonly Given[]): readonly Given[] => (Array.isArray(cells) ? cells : [cells as Given]);
/** What spreadsheet programs mean by the functions that the formulas of scoring call. */
const functions = {
  IF: (is: boolean, then: Cell, otherwise: Cell) => (is ? then : otherwise),
  FALSE: false,
  OR: (...all: boolean[]) => all.includes(true),
  MIN: (...cells: (Cell | Cell[])[]) => Math.min(...numbers(cells)),
  LN: Math.log,
  EXP: Math.exp,
  INDEX: (cells: readonly Cell[], place: number) => cells[place - 1] ?? '#REF!',
  ISNUMBER: (cells: Cell | readonly Cell[]) => listed(cells).map((cell) => typeof cell === 'number'),
  /** Two minus signs make numbers of truths. */
  AS_NUMBERS: (cells: Given | readonly Given[]) => listed(cells).map(Number),
  /** Texts count as nothing. */
  SUMPRODUCT: (...columns: (readonly Given[])[]) =>
    (columns[0] ?? []).reduce<number>(
      (sum, _, at) => sum + columns.reduce((all, one) => all * (typeof one[at] === 'number' ? one[at] : 0), 1),
      0,
    ),
  COUNTIF: (cells: readonly Cell[], condition: string) => {
    if (condition !== '<=0') throw new Error(`Not known: ${condition}`);
    return numbers(cells).filter((cell) => cell <= 0).length;
  },
  /** Half away from zero, of the fifteen digits that spreadsheet programs keep. */
  ROUND: (value: number, decimals: number) => {
    const shifted = Number((Math.abs(value) * 10 ** decimals).toPrecision(15));
    return (Math.sign(value) * Math.round(shifted)) / 10 ** decimals;
  },
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
    .replace(/--([A-Z]+\([^()]*\)|\[[^\]]*\])/g, 'AS_NUMBERS($1)')
    .replace(/"(?:[^"\\]|\\.)*"|<>|<=|>=|=/g, (sign) => (sign === '=' ? '===' : sign === '<>' ? '!==' : sign));
  return new Function(...Object.keys(functions), `return ${script};`)(...Object.values(functions)) as Cell;
}
