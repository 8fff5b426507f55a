import { colours, font, type Look, looks, put, putFormula, putLink } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { percentFormat } from '../sheets/percent-format.ts';

/** How the values of a column are written; numbers stand right. */
const kinds = {
  text: { number: false, look: looks.row },
  note: { number: false, look: looks.rowNote },
  link: { number: false, look: looks.rowLink },
  number: { number: true, format: '0' },
  /** 0..1. */
  percent: { number: true, format: (sheet: Worksheet) => percentFormat(sheet) },
  /** 0..1. */
  percentTenths: { number: true, format: (sheet: Worksheet) => percentFormat(sheet, 1) },
  /** Percentage points, with their sign. */
  points: { number: true, format: '+0;\u22120;0' },
  pointsTenths: { number: true, format: '+0.0;\u22120.0;0.0' },
} as const;

/** Numbers that no other kind writes. */
export interface NumberKind {
  readonly number: true;
  readonly format: string | ((sheet: Worksheet) => string);
}

export interface Column<Row> {
  readonly heading: string;
  readonly kind: keyof typeof kinds | NumberKind;
  /** null: nothing is known; a dash stands for it. */
  readonly value: (row: Row) => string | number | null;
  /** What the value is calculated by, in this row of the sheet; null: it stays as it is. */
  readonly formula?: (row: Row, number: number) => string | null;
  /** Where a link leads. */
  readonly target?: (row: Row) => string;
}

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Widths of the sheet's columns from B on. */
  readonly widths: readonly number[];
  /** Rows that stand out, such as pillars among categories. */
  readonly strong?: (row: Row) => boolean;
}

const numberLook: Look = { ...looks.row, alignment: { vertical: 'middle', horizontal: 'right', indent: 1 } };
const strongLook = (look: Look): Look => ({ ...look, font: font(10, colours.accent, { bold: true }) });
const letterOf = (index: number): string => String.fromCharCode(66 + index);

/** Writes a table from column B on and returns the row below it. */
export function putTable<Row>(sheet: Worksheet, start: number, table: Table<Row>): number {
  const { columns, rows, widths } = table;
  for (const [index, { heading, kind }] of columns.entries()) {
    const alignment = { ...looks.columnHead.alignment, horizontal: kindOf(kind).number ? 'right' : 'left' } as const;
    put(sheet, `${letterOf(index)}${start}`, heading, { ...looks.columnHead, alignment });
  }
  const heads = columns.map(({ heading }, index) => ({ text: heading, width: widths[index] ?? 10 }));
  sheet.getRow(start).height = rowHeight(heads, 24);
  for (const [index, row] of rows.entries()) putRow(sheet, start + 1 + index, row, table);
  return start + 1 + rows.length;
}

function putRow<Row>(sheet: Worksheet, number: number, row: Row, { columns, widths, strong }: Table<Row>): void {
  const stands = strong?.(row) ?? false;
  const texts = columns.map(({ kind, value, formula, target }, index) => {
    const at = `${letterOf(index)}${number}`;
    const given = value(row);
    const { look, format } = lookOf(kind, sheet);
    const written = { ...(stands ? strongLook(look) : look), ...(format === null ? {} : { numFmt: format }) };
    const calculated = formula?.(row, number) ?? null;
    if (calculated !== null && given !== null) putFormula(sheet, at, calculated, given, written);
    else if (target !== undefined && typeof given === 'string') putLink(sheet, at, given, target(row), written);
    else put(sheet, at, given ?? '–', written);
    return { text: typeof given === 'string' ? given : '', width: widths[index] ?? 10 };
  });
  sheet.getRow(number).height = rowHeight(texts, stands ? 24 : 20);
}

const kindOf = (kind: Column<unknown>['kind']) => (typeof kind === 'string' ? kinds[kind] : kind);

function lookOf(kind: Column<unknown>['kind'], sheet: Worksheet): { look: Look; format: string | null } {
  const one = kindOf(kind);
  if (!one.number) return { look: one.look, format: null };
  return { look: numberLook, format: typeof one.format === 'string' ? one.format : one.format(sheet) };
}
