import type { Range } from '../../formats/grid.ts';
import { asBoolean, asNumber, asText, type CellValues, compare, isError, type Part, type Value } from './values.ts';

/** An argument, which is looked at only when the function needs it. */
export interface Lazy {
  readonly isGiven: boolean;
  part(): Part;
  /** As one value. */
  value(): Value;
  /** All of its values. */
  all(): Value;
}

type Known = (parts: readonly Lazy[], workbook: CellValues) => Part;

const nothing: Lazy = {
  isGiven: false,
  part: () => ({ value: null }),
  value: () => null,
  all: () => null,
};
const nth = (parts: readonly Lazy[], index: number): Lazy => parts[index] ?? nothing;
const valued =
  (of: (...values: Value[]) => Value): Known =>
  (parts) => {
    const values = parts.map((part) => part.value());
    return { value: values.find(isError) ?? of(...values) };
  };
const numeric = (of: (...numbers: number[]) => number): Known =>
  valued((...values) => {
    const numbers = values.map(asNumber);
    const error = numbers.find(isError);
    return error ?? of(...(numbers as number[]));
  });

/** All values of all arguments, one after the other. */
const flat = (value: Value): Value[] =>
  typeof value === 'object' && value !== null && 'rows' in value ? value.rows.flat() : [value];
const allOf = (parts: readonly Lazy[]): Value[] => parts.flatMap((part) => flat(part.all()));
const numbersOf = (parts: readonly Lazy[]): number[] =>
  allOf(parts).filter((value): value is number => typeof value === 'number');
const summed =
  (of: (numbers: readonly number[]) => Value): Known =>
  (parts) => {
    const error = allOf(parts).find(isError);
    return { value: error ?? of(numbersOf(parts)) };
  };
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const notFound: Part = { value: { error: '#N/A' } };
const ref: Part = { value: { error: '#REF!' } };

/** `">=3"`, `"yes*"`, `4`: what COUNTIF and its like look for. */
function criterion(wanted: Value): (value: Value) => boolean {
  const [, operator = '=', text = ''] = /^(<=|>=|<>|<|>|=)?(.*)$/s.exec(asText(wanted)) ?? [];
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (operator !== '=' && operator !== '<>') {
    const holds = (order: number): boolean =>
      operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
    return (value) => typeof value === 'number' && holds(value - number);
  }
  const isAlike = (value: Value): boolean =>
    Number.isNaN(number) ? like(asText(value), text) : asText(value) === text || value === number;
  return operator === '=' ? isAlike : (value) => !isAlike(value);
}

/** With `*` and `?` as people write them. */
function like(text: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return text.toLowerCase() === pattern.toLowerCase();
  const parts = pattern
    .toLowerCase()
    .slice(0, 200)
    .split(/(\*|\?)/);
  const source = parts.map((part) =>
    part === '*' ? '[^]*' : part === '?' ? '[^]' : part.replace(/[\\^$.|+()[\]{}]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('').replace(/(?:\[\^\]\*)+/g, '[^]*')}$`).test(text.toLowerCase().slice(0, 2_000));
}

/** For each row of criteria ranges whether all of them hold. */
function matching(pairs: readonly Lazy[]): boolean[] {
  const conditions: { readonly values: readonly Value[]; readonly holds: (value: Value) => boolean }[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    conditions.push({ values: flat(nth(pairs, at).all()), holds: criterion(nth(pairs, at + 1).value()) });
  }
  const length = Math.max(0, ...conditions.map(({ values }) => values.length));
  return Array.from({ length }, (_, index) => conditions.every(({ values, holds }) => holds(values[index] ?? null)));
}

/** Cells of a part: where it is a range, looked at one by one; where it is values, they are there. */
interface Line {
  readonly length: number;
  at(index: number): Value;
}

function lineOf(part: Part, workbook: CellValues): Line {
  if ('cells' in part) {
    const { sheet } = part.cells;
    const places = workbook
      .places(part.cells)
      .flatMap(({ row, columns }) => columns.map((column) => ({ sheet, row, column })));
    return {
      length: places.length,
      at: (index) => {
        const place = places[index];
        return place === undefined ? null : workbook.outcomeOf(place).value;
      },
    };
  }
  const values = flat(part.value);
  return { length: values.length, at: (index) => values[index] ?? null };
}

/** The place of a value in a line, from 0; -1 when it is not there. `kind` as MATCH has it. */
function placeIn(line: Line, wanted: Value, kind: number): number {
  let nearest = -1;
  for (let index = 0; index < line.length; index += 1) {
    const value = line.at(index);
    if (value === null && wanted !== null) continue;
    const isText = typeof wanted === 'string' && kind === 0;
    if (isText ? like(asText(value), wanted) && typeof value === 'string' : compare(value, wanted) === 0) return index;
    if (kind !== 0 && typeof value === typeof wanted && compare(value, wanted) * kind < 0) nearest = index;
  }
  return kind === 0 ? -1 : nearest;
}

function cellsAt(part: Part, row: number, column: number): Part {
  if ('cells' in part) {
    const { sheet, range } = part.cells;
    const { top, left, bottom, right } = range;
    const found: Range = {
      top: row === 0 ? top : top + row - 1,
      bottom: row === 0 ? bottom : top + row - 1,
      left: column === 0 ? left : left + column - 1,
      right: column === 0 ? right : left + column - 1,
    };
    return found.top > bottom || found.left > right ? ref : { cells: { sheet, range: found } };
  }
  const value = part.value;
  const rows = typeof value === 'object' && value !== null && 'rows' in value ? value.rows : [[value]];
  const found = rows[Math.max(0, row - 1)]?.[Math.max(0, column - 1)];
  return found === undefined ? ref : { value: found };
}

const isOneLine = (part: Part): boolean =>
  'cells' in part
    ? part.cells.range.top === part.cells.range.bottom
    : typeof part.value !== 'object' || part.value === null || !('rows' in part.value) || part.value.rows.length === 1;

/** VLOOKUP and HLOOKUP. */
function looked(parts: readonly Lazy[], workbook: CellValues, isVertical: boolean): Part {
  const wanted = nth(parts, 0).value();
  if (isError(wanted)) return { value: wanted };
  const [table, index] = [nth(parts, 1).part(), asNumber(nth(parts, 2).value())];
  if (isError(index)) return { value: index };
  const isNear = nth(parts, 3).isGiven ? asBoolean(nth(parts, 3).value()) : parts.length < 4;
  const line = isVertical ? cellsAt(table, 0, 1) : cellsAt(table, 1, 0);
  const heads = 'cells' in table ? lineOf(line, workbook) : lineOf(firstLine(table, isVertical), workbook);
  const place = placeIn(heads, wanted, isNear ? 1 : 0);
  if (place === -1) return notFound;
  return isVertical ? cellsAt(table, place + 1, index) : cellsAt(table, index, place + 1);
}

function firstLine(part: Part, isVertical: boolean): Part {
  if ('cells' in part || typeof part.value !== 'object' || part.value === null || !('rows' in part.value)) return part;
  const { rows } = part.value;
  return { value: { rows: isVertical ? rows.map((row) => [row[0] ?? null]) : [rows[0] ?? []] } };
}

const xlookup: Known = (parts, workbook) => {
  const [wanted, among, results] = [nth(parts, 0).value(), nth(parts, 1).part(), nth(parts, 2).part()];
  const place = placeIn(lineOf(among, workbook), wanted, 0);
  if (place === -1) return nth(parts, 3).isGiven ? nth(parts, 3).part() : notFound;
  return isOneLine(among) ? cellsAt(results, 0, place + 1) : cellsAt(results, place + 1, 0);
};

const conditional = (of: (values: readonly number[]) => Value): Known => {
  return (parts) => {
    // The IFS forms have their numbers first, the other ones last, if at all.
    const [numbers, ...pairs] = parts;
    const values = flat((numbers ?? nothing).all());
    return { value: of(matching(pairs).flatMap((holds, index) => (holds ? numberIn(values[index]) : []))) };
  };
};
const numberIn = (value: Value | undefined): number[] => (typeof value === 'number' ? [value] : []);
const single = (of: (values: readonly number[]) => Value): Known => {
  return (parts) => {
    const values = flat((parts[2] ?? parts[0] ?? nothing).all());
    return { value: of(matching(parts.slice(0, 2)).flatMap((holds, index) => (holds ? numberIn(values[index]) : []))) };
  };
};
const mean = (numbers: readonly number[]): Value =>
  numbers.length === 0 ? { error: '#DIV/0!' } : sum(numbers) / numbers.length;

function rounded(number: number, digits: number, how: (value: number) => number): number {
  const by = 10 ** digits;
  // The shortest decimal is rounded, as Excel does: 1.005 is not a little less.
  return (Math.sign(number) * how(Number((Math.abs(number) * by).toPrecision(15)))) / by;
}

const switched: Known = (parts) => {
  const wanted = nth(parts, 0).value();
  for (let at = 1; at + 1 < parts.length; at += 2) {
    if (compare(wanted, nth(parts, at).value()) === 0) return nth(parts, at + 1).part();
  }
  return parts.length % 2 === 0 ? nth(parts, parts.length - 1).part() : notFound;
};

const searched = (isExact: boolean): Known =>
  valued((wanted, within) => {
    const [text, part] = [asText(within ?? null), asText(wanted ?? null)];
    const place = isExact ? text.indexOf(part) : text.toLowerCase().indexOf(part.toLowerCase());
    return place === -1 ? { error: '#VALUE!' } : place + 1;
  });

const product: Known = (parts) => {
  const lines = parts.map((part) => flat(part.all()));
  const error = lines.flat().find(isError);
  if (error !== undefined) return { value: error };
  const length = Math.max(0, ...lines.map((line) => line.length));
  const of = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);
  const rows = Array.from({ length }, (_, index) =>
    lines.reduce((all, line) => all * of(line.length === 1 ? line[0] : line[index]), 1),
  );
  return { value: sum(rows) };
};

/** What offices score with. What is not here makes a cell whose points are not known. */
export const functions: Readonly<Record<string, Known>> = {
  if: (parts) => {
    const condition = nth(parts, 0).value();
    if (isError(condition)) return { value: condition };
    if (asBoolean(condition)) return nth(parts, 1).part();
    return parts.length > 2 ? nth(parts, 2).part() : { value: false };
  },
  ifs: (parts) => {
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const condition = nth(parts, at).value();
      if (isError(condition)) return { value: condition };
      if (asBoolean(condition)) return nth(parts, at + 1).part();
    }
    return notFound;
  },
  switch: switched,
  choose: (parts) => {
    const index = asNumber(nth(parts, 0).value());
    if (isError(index)) return { value: index };
    return index >= 1 && index < parts.length ? nth(parts, Math.floor(index)).part() : { value: { error: '#VALUE!' } };
  },
  iferror: (parts) => ({ value: firstUnless(parts, isError) }),
  ifna: (parts) => ({ value: firstUnless(parts, (value) => isError(value) && value.error === '#N/A') }),
  and: (parts) => ({ value: allOf(parts).find(isError) ?? allOf(parts).filter(isSaid).every(asBoolean) }),
  or: (parts) => ({ value: allOf(parts).find(isError) ?? allOf(parts).filter(isSaid).some(asBoolean) }),
  xor: (parts) => ({ value: allOf(parts).filter(asBoolean).length % 2 === 1 }),
  not: valued((value = null) => !asBoolean(value)),
  true: () => ({ value: true }),
  false: () => ({ value: false }),
  na: () => notFound,
  sum: summed(sum),
  average: summed(mean),
  min: summed((numbers) => (numbers.length === 0 ? 0 : Math.min(...numbers))),
  max: summed((numbers) => (numbers.length === 0 ? 0 : Math.max(...numbers))),
  product: summed((numbers) => numbers.reduce((all, one) => all * one, 1)),
  count: (parts) => ({ value: numbersOf(parts).length }),
  counta: (parts) => ({ value: allOf(parts).filter((value) => value !== null).length }),
  countblank: (parts) => ({ value: allOf(parts).filter((value) => value === null || value === '').length }),
  countif: (parts) => ({ value: matching(parts).filter(Boolean).length }),
  countifs: (parts) => ({ value: matching(parts).filter(Boolean).length }),
  sumif: single(sum),
  sumifs: conditional(sum),
  averageif: single(mean),
  averageifs: conditional(mean),
  sumproduct: product,
  vlookup: (parts, workbook) => looked(parts, workbook, true),
  hlookup: (parts, workbook) => looked(parts, workbook, false),
  xlookup,
  lookup: (parts, workbook) => {
    const [among, results] = [nth(parts, 1).part(), nth(parts, 2)];
    const place = placeIn(lineOf(among, workbook), nth(parts, 0).value(), 1);
    const found = results.isGiven ? results.part() : among;
    if (place === -1) return notFound;
    return isOneLine(found) ? cellsAt(found, 0, place + 1) : cellsAt(found, place + 1, 0);
  },
  match: (parts, workbook) => {
    const kind = nth(parts, 2).isGiven ? asNumber(nth(parts, 2).value()) : 1;
    if (isError(kind)) return { value: kind };
    const wanted = nth(parts, 0).value();
    if (isError(wanted)) return { value: wanted };
    const place = placeIn(lineOf(nth(parts, 1).part(), workbook), wanted, kind);
    return place === -1 ? notFound : { value: place + 1 };
  },
  index: (parts) => {
    const [row, column] = [asNumber(nth(parts, 1).value()), asNumber(nth(parts, 2).value())];
    if (isError(row)) return { value: row };
    if (isError(column)) return { value: column };
    const part = nth(parts, 0).part();
    return parts.length < 3 && isOneLine(part) ? cellsAt(part, 0, row) : cellsAt(part, row, column);
  },
  offset: (parts) => {
    const part = nth(parts, 0).part();
    const given = [1, 2, 3, 4].map((index) => asNumber(nth(parts, index).value()));
    if (!('cells' in part) || given.some((number) => isError(number))) return ref;
    const [down, right, height, width] = given as number[];
    const { sheet, range } = part.cells;
    const [top, left] = [range.top + (down ?? 0), range.left + (right ?? 0)];
    const tall = nth(parts, 3).isGiven ? (height ?? 1) : range.bottom - range.top + 1;
    const wide = nth(parts, 4).isGiven ? (width ?? 1) : range.right - range.left + 1;
    return top < 1 || left < 1 || tall < 1 || wide < 1
      ? ref
      : { cells: { sheet, range: { top, left, bottom: top + tall - 1, right: left + wide - 1 } } };
  },
  round: numeric((number, digits = 0) => rounded(number, digits, Math.round)),
  roundup: numeric((number, digits = 0) => rounded(number, digits, Math.ceil)),
  rounddown: numeric((number, digits = 0) => rounded(number, digits, Math.floor)),
  int: numeric((number) => Math.floor(number)),
  trunc: numeric((number, digits = 0) => rounded(number, digits, Math.floor)),
  abs: numeric((number) => Math.abs(number)),
  sqrt: numeric((number) => Math.sqrt(number)),
  mod: numeric((number, by = 1) => number - by * Math.floor(number / by)),
  power: numeric((number, by = 1) => number ** by),
  isblank: (parts) => ({ value: nth(parts, 0).value() === null }),
  isnumber: (parts) => ({ value: typeof nth(parts, 0).value() === 'number' }),
  istext: (parts) => ({ value: typeof nth(parts, 0).value() === 'string' }),
  iserror: (parts) => ({ value: isError(nth(parts, 0).value()) }),
  isna: (parts) => {
    const value = nth(parts, 0).value();
    return { value: isError(value) && value.error === '#N/A' };
  },
  exact: valued((a = null, b = null) => asText(a) === asText(b)),
  len: valued((text = null) => asText(text).length),
  trim: valued((text = null) => asText(text).trim().replace(/ +/g, ' ')),
  lower: valued((text = null) => asText(text).toLowerCase()),
  upper: valued((text = null) => asText(text).toUpperCase()),
  left: valued((text = null, count = 1) => asText(text).slice(0, Number(asNumber(count)))),
  right: valued((text = null, count = 1) => asText(text).slice(-Number(asNumber(count)) || asText(text).length)),
  mid: valued((text = null, from = 1, count = 0) =>
    asText(text).slice(Number(asNumber(from)) - 1, Number(asNumber(from)) - 1 + Number(asNumber(count))),
  ),
  value: valued((text = null) => asNumber(text)),
  n: valued((value = null) => (typeof value === 'string' ? 0 : asNumber(value))),
  t: valued((value = null) => (typeof value === 'string' ? value : '')),
  concatenate: valued((...values) => values.map(asText).join('')),
  concat: (parts) => ({ value: allOf(parts).map(asText).join('') }),
  substitute: valued((text = null, from = null, to = null) => asText(text).replaceAll(asText(from), asText(to))),
  search: searched(false),
  find: searched(true),
};

const isSaid = (value: Value): boolean => value !== null && typeof value !== 'string';

function firstUnless(parts: readonly Lazy[], is: (value: Value) => boolean): Value {
  const value = nth(parts, 0).value();
  return is(value) ? nth(parts, 1).value() : value;
}
