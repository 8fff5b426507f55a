import { address, type Cell, type Grid, parseAddress, type Range } from '../../formats/grid.ts';
import type { Workings } from '../../formats/workings.ts';
import { functions, type Lazy } from './functions.ts';
import { type Expression, parseFormula } from './parse-formula.ts';
import {
  asNumber,
  asText,
  type CellPlace,
  type Cells,
  type CellValues,
  compare,
  type FormulaError,
  isError,
  type Part,
  type Value,
} from './values.ts';

/** `Scoring!D2`: what cells are known by. */
export const placeKey = ({ sheet, row, column }: CellPlace): string => `${sheet}!${address(row, column)}`;

/** What one cell comes to, and what it was read from. */
interface Outcome {
  readonly value: Value;
  /** Watched cells, direct and by way of others. */
  readonly watched: ReadonlySet<string>;
}

/** Watched cells beyond this many are not counted: a cell that reads so many is a total. */
const mostWatched = 400;
const deepest = 200;

/** What one workbook has for all of its calculations. */
export class Book {
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
  readonly bounds: ReadonlyMap<string, Range>;
  readonly workings: Workings;
  readonly #parsed = new Map<string, Expression | null>();
  /** Of all calculations with it: an office's questionnaire takes a million at most, and these are seconds. */
  #steps = 4_000_000;

  spend(): void {
    this.#steps -= 1;
    if (this.#steps < 0) throw new TooMuch();
  }

  constructor(grid: Grid, workings: Workings) {
    this.workings = workings;
    this.cells = new Map(
      grid.sheets.map(({ name, cells }) => [
        name.toLowerCase(),
        new Map(cells.map((cell) => [address(cell.row, cell.column), cell])),
      ]),
    );
    this.bounds = new Map(grid.sheets.map(({ name, cells }) => [name.toLowerCase(), boundsOf(cells)]));
  }

  formulaAt({ sheet, row, column }: CellPlace): Expression | null | undefined {
    const formula = this.#formulas(sheet)?.get(address(row, column));
    if (formula === undefined) return undefined;
    const known = this.#parsed.get(formula);
    if (known !== undefined) return known;
    const parsed = parseFormula(formula);
    this.#parsed.set(formula, parsed);
    return parsed;
  }

  readonly #bySheet = new Map<string, ReadonlyMap<string, string> | undefined>();

  #formulas(sheet: string): ReadonlyMap<string, string> | undefined {
    const key = sheet.toLowerCase();
    if (!this.#bySheet.has(key)) {
      const [, found] = [...this.workings.sheets].find(([name]) => name.toLowerCase() === key) ?? [];
      this.#bySheet.set(key, found?.formulas);
    }
    return this.#bySheet.get(key);
  }

  cellAt({ sheet, row, column }: CellPlace): Cell | undefined {
    return this.cells.get(sheet.toLowerCase())?.get(address(row, column));
  }

  parsed(formula: string): Expression | null {
    return parseFormula(formula);
  }
}

function boundsOf(cells: readonly Cell[]): Range {
  const bounds = { top: 1, left: 1, bottom: 1, right: 1 };
  for (const { row, column } of cells) {
    bounds.bottom = Math.max(bounds.bottom, row);
    bounds.right = Math.max(bounds.right, column);
  }
  return bounds;
}

/**
 * Calculates cells of a workbook as a spreadsheet program would, with other values in some of them: so it is learnt what an
 * answer scores. Cells are only looked at when they are needed, and it is noted which watched cells were.
 */
export class Calculator implements CellValues {
  readonly #book: Book;
  readonly #given: ReadonlyMap<string, Value>;
  readonly #watched: ReadonlySet<string>;
  readonly #outcomes = new Map<string, Outcome>();
  /** For each cell: the cells with formulas that were looked at for it. */
  readonly readers = new Map<string, Set<string>>();
  #reading: { readonly key: string; readonly watched: Set<string> }[] = [];
  #steps: number;

  constructor(
    book: Book,
    {
      given = new Map(),
      watched = new Set(),
      steps = 3_000_000,
    }: {
      readonly given?: ReadonlyMap<string, Value>;
      readonly watched?: ReadonlySet<string>;
      readonly steps?: number;
    } = {},
  ) {
    this.#book = book;
    this.#given = given;
    this.#watched = watched;
    this.#steps = steps;
  }

  outcomeOf(place: CellPlace): Outcome {
    const key = placeKey(place).toLowerCase();
    const known = this.#outcomes.get(key);
    const outcome = known ?? this.#calculated(place, key);
    const reader = this.#reading.at(-1);
    if (reader !== undefined) {
      if (reader.watched.size < mostWatched) for (const one of outcome.watched) reader.watched.add(one);
      const readers = this.readers.get(key) ?? new Set();
      this.readers.set(key, readers.add(reader.key));
    }
    return outcome;
  }

  #calculated(place: CellPlace, key: string): Outcome {
    this.#spend();
    const watched = new Set<string>(this.#watched.has(key) ? [key] : []);
    const given = this.#given.get(key);
    const formula = given === undefined ? this.#book.formulaAt(place) : undefined;
    if (formula === undefined || formula === null) {
      const outcome = { value: given ?? this.#written(place, formula === null), watched };
      this.#outcomes.set(key, outcome);
      return outcome;
    }
    // A cell that needs itself has no value.
    this.#outcomes.set(key, { value: { error: '#REF!' }, watched });
    if (this.#reading.length > deepest) return { value: { error: '#REF!' }, watched };
    this.#reading.push({ key, watched });
    const value = this.single(this.part(formula, place), place);
    this.#reading.pop();
    const outcome = { value, watched };
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  #spend(): void {
    this.#book.spend();
    this.#steps -= 1;
    if (this.#steps < 0) throw new TooMuch();
  }

  /** What stands in the file. Of a formula that is not understood nobody knows what another answer would make of it. */
  #written({ sheet, row, column }: CellPlace, isFormula: boolean): Value {
    const cell = this.#book.cells.get(sheet.toLowerCase())?.get(address(row, column));
    if (cell === undefined) return null;
    if (isFormula) return { error: '#NAME?' };
    if (cell.number !== null && cell.kind !== 'text') return cell.number;
    if (cell.kind === 'boolean') return cell.text === 'true';
    return cell.kind === 'error' ? { error: cell.text } : (cell.typed ?? cell.text);
  }

  part(expression: Expression, at: CellPlace): Part {
    switch (expression.kind) {
      case 'value':
        return { value: expression.value };
      case 'reference':
        return { cells: { sheet: expression.sheet ?? at.sheet, range: expression.range } };
      case 'array':
        return { value: { rows: expression.rows.map((row) => row.map((one) => this.valueOf(one, at))) } };
      case 'name':
        return this.#named(expression, at);
      case 'sign':
        return { value: this.#signed(expression.operator, this.valueOf(expression.of, at)) };
      case 'operation': {
        const [left, right] = [this.all(expression.left, at), this.all(expression.right, at)];
        return { value: eachOf(left, right, (a, b) => operated(expression.operator, a, b)) };
      }
      case 'call': {
        const known = functions[expression.name];
        if (known === undefined) return { value: { error: '#NAME?' } };
        const parts = expression.parts.map(
          (one): Lazy => ({
            isGiven: one !== null,
            part: () => (one === null ? { value: null } : this.part(one, at)),
            value: () => (one === null ? null : this.valueOf(one, at)),
            all: () => (one === null ? null : this.all(one, at)),
          }),
        );
        return known(parts, this);
      }
    }
  }

  #signed(operator: '-' | '+' | '%', value: Value): Value {
    return eachOf(value, null, (one) => {
      if (isError(one) || operator === '+') return one;
      const number = asNumber(one);
      return isError(number) ? number : operator === '-' ? -number : number / 100;
    });
  }

  #named({ name, inside }: Extract<Expression, { kind: 'name' }>, at: CellPlace): Part {
    if (inside === null) {
      const formula = this.#book.workings.names.get(name);
      const parsed = formula === undefined ? null : this.#book.parsed(formula);
      return parsed === null ? { value: { error: '#NAME?' } } : this.part(parsed, at);
    }
    const table = this.#book.workings.tables.find(
      (one) =>
        one.name === name ||
        (name === '' && one.sheet === at.sheet && at.row >= one.range.top && at.row <= one.range.bottom),
    );
    if (table === undefined) return { value: { error: '#REF!' } };
    const words = [...inside.matchAll(/\[?([^[\],]+)\]?/g)].map(([, word = '']) => word.trim()).filter(Boolean);
    const isRow = words.includes('#This Row') || words.some((word) => word.startsWith('@')) || inside.startsWith('@');
    const named = words.map((word) => word.replace(/^@/, '')).filter((word) => !word.startsWith('#'));
    const columns = named.map((word) => table.columns.findIndex((one) => one.toLowerCase() === word.toLowerCase()));
    if (columns.includes(-1)) return { value: { error: '#REF!' } };
    const { top, left, bottom, right } = table.range;
    const [first = 0, last = first] = columns;
    const range = {
      top: isRow ? at.row : top + table.headRows,
      bottom: isRow ? at.row : bottom,
      left: columns.length === 0 ? left : left + first,
      right: columns.length === 0 ? right : left + last,
    };
    return { cells: { sheet: table.sheet, range } };
  }

  /** The value of a part that is to be one: the first of several. */
  valueOf(expression: Expression, at: CellPlace): Value {
    return this.single(this.part(expression, at), at);
  }

  single(part: Part, at: CellPlace): Value {
    if ('cells' in part) {
      const { sheet, range } = part.cells;
      const row = range.top === range.bottom || at.row < range.top || at.row > range.bottom ? range.top : at.row;
      const isInside = at.column >= range.left && at.column <= range.right && range.top === range.bottom;
      return this.outcomeOf({ sheet, row, column: isInside ? at.column : range.left }).value;
    }
    return firstOf(part.value);
  }

  /** All values of a part. */
  all(expression: Expression, at: CellPlace): Value {
    return this.allOf(this.part(expression, at));
  }

  allOf(part: Part): Value {
    if (!('cells' in part)) return part.value;
    const { sheet, range } = part.cells;
    if (range.top === range.bottom && range.left === range.right) {
      return this.outcomeOf({ sheet, row: range.top, column: range.left }).value;
    }
    const rows: Value[][] = [];
    for (const { row, columns } of this.places(part.cells)) {
      rows.push(columns.map((column) => this.outcomeOf({ sheet, row, column }).value));
    }
    return { rows };
  }

  /** The cells of a range as far as the sheet is written on. */
  places({ sheet, range }: Cells): { row: number; columns: number[] }[] {
    const bounds = this.#book.bounds.get(sheet.toLowerCase()) ?? { top: 1, left: 1, bottom: 1, right: 1 };
    const [bottom, right] = [Math.min(range.bottom, bounds.bottom), Math.min(range.right, bounds.right)];
    const columns = Array.from({ length: Math.max(0, right - range.left + 1) }, (_, index) => range.left + index);
    return Array.from({ length: Math.max(0, bottom - range.top + 1) }, (_, index) => {
      this.#spend();
      return { row: range.top + index, columns };
    });
  }
}

/** A workbook that takes longer to calculate than anybody waits for. */
export class TooMuch extends Error {}

const firstOf = (value: Value): Value =>
  typeof value === 'object' && value !== null && 'rows' in value ? (value.rows[0]?.[0] ?? null) : value;

function eachOf(a: Value, b: Value, of: (a: Value, b: Value) => Value): Value {
  const [rowsOfA, rowsOfB] = [rowsIn(a), rowsIn(b)];
  if (rowsOfA === null && rowsOfB === null) return of(a, b);
  const rows = Math.max(rowsOfA?.length ?? 1, rowsOfB?.length ?? 1);
  const columns = Math.max(rowsOfA?.[0]?.length ?? 1, rowsOfB?.[0]?.length ?? 1);
  const at = (all: readonly (readonly Value[])[] | null, one: Value, row: number, column: number): Value =>
    all === null ? one : (all[all.length === 1 ? 0 : row]?.[all[0]?.length === 1 ? 0 : column] ?? null);
  return {
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => of(at(rowsOfA, a, row, column), at(rowsOfB, b, row, column))),
    ),
  };
}

const rowsIn = (value: Value): readonly (readonly Value[])[] | null =>
  typeof value === 'object' && value !== null && 'rows' in value ? value.rows : null;

function operated(operator: string, a: Value, b: Value): Value {
  if (isError(a)) return a;
  if (isError(b)) return b;
  if (operator === '&') return asText(a) + asText(b);
  if (['=', '<>', '<', '>', '<=', '>='].includes(operator)) {
    const order = compare(a, b);
    const holds: Readonly<Record<string, boolean>> = {
      ...{ '=': order === 0, '<>': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 },
    };
    return holds[operator] ?? false;
  }
  const [x, y] = [asNumber(a), asNumber(b)];
  if (isError(x)) return x;
  if (isError(y)) return y;
  return arithmetic(operator, x, y);
}

function arithmetic(operator: string, x: number, y: number): number | FormulaError {
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? { error: '#DIV/0!' } : x / y;
    default:
      return x ** y;
  }
}

/** All cells that have a formula. */
export function formulaCells(book: Book): CellPlace[] {
  return [...book.workings.sheets].flatMap(([sheet, { formulas }]) =>
    [...formulas.keys()].flatMap((at) => {
      const cell = book.cells.get(sheet.toLowerCase())?.get(at);
      const place = cell ?? parseAddress(at);
      return place === null ? [] : [{ sheet, row: place.row, column: place.column }];
    }),
  );
}
