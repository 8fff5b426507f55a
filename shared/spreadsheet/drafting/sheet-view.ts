import { address, type Cell, type Range, type Sheet } from '../formats/grid.ts';
import type { CellLook, SheetWorkings, Validation } from '../formats/workings.ts';

const plain: CellLook = { bold: false, size: 0, fill: '' };

/** A sheet with what lies behind its cells, by place. */
export class SheetView {
  readonly sheet: Sheet;
  /** Numbers of the rows that have cells, in order. */
  readonly rows: readonly number[];
  /** Whether anything is known of how cells look. */
  readonly hasLooks: boolean;
  readonly #byRow = new Map<number, Cell[]>();
  readonly #cells = new Map<string, Cell>();
  readonly #merges = new Map<string, Range>();
  readonly #rules = new Map<string, Validation>();
  readonly #workings: SheetWorkings | undefined;

  constructor(sheet: Sheet, workings: SheetWorkings | undefined) {
    this.sheet = sheet;
    this.#workings = workings;
    this.hasLooks = [...(workings?.looks.values() ?? [])].some(({ bold, fill }) => bold || fill !== '');
    for (const cell of sheet.cells) {
      if (cell.column > mostColumns || (cell.text.trim() === '' && cell.kind === 'text')) continue;
      const before = this.#byRow.get(cell.row);
      // Longer sheets are lists and registers, which ask nothing.
      if (before === undefined && this.#byRow.size >= mostRows) continue;
      if (before === undefined) this.#byRow.set(cell.row, [cell]);
      else before.push(cell);
      this.#cells.set(address(cell.row, cell.column), cell);
    }
    this.rows = [...this.#byRow.keys()].sort((a, b) => a - b);
    for (const cells of this.#byRow.values()) cells.sort((a, b) => a.column - b.column);
    for (const merge of sheet.merges) this.#merges.set(address(merge.top, merge.left), merge);
    const last = this.rows.at(-1) ?? 0;
    let ruled = 0;
    for (const rule of workings?.validations ?? []) {
      for (const { top, left, bottom, right } of rule.ranges) {
        for (let row = top; row <= Math.min(bottom, last); row += 1) {
          if (ruled >= mostRuled) break;
          for (let column = left; column <= Math.min(right, left + mostRuledColumns); column += 1) {
            if (ruled >= mostRuled) break;
            ruled += 1;
            this.#rules.set(address(row, column), rule);
          }
        }
      }
    }
  }

  get name(): string {
    return this.sheet.name;
  }

  /** From left to right. */
  cellsIn(row: number): readonly Cell[] {
    return this.#byRow.get(row) ?? [];
  }

  cell(row: number, column: number): Cell | undefined {
    return this.#cells.get(address(row, column));
  }

  text(row: number, column: number | null): string {
    return column === null ? '' : (this.cell(row, column)?.text.trim() ?? '');
  }

  /** The text of a place, or of the merged cells that it is part of. */
  spannedText(row: number, column: number): string {
    const own = this.text(row, column);
    if (own !== '') return own;
    const merge = this.sheet.merges.find(
      ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
    );
    return merge === undefined ? '' : this.text(merge.top, merge.left);
  }

  /** A plain number that somebody typed. */
  number(row: number, column: number | null): number | null {
    const cell = column === null ? undefined : this.cell(row, column);
    if (cell === undefined || this.formula(row, cell.column) !== undefined) return null;
    if (cell.kind === 'number') return cell.number;
    return cell.kind === 'text' ? numberIn(cell.text) : null;
  }

  formula(row: number, column: number): string | undefined {
    return this.#workings?.formulas.get(address(row, column));
  }

  rule(row: number, column: number): Validation | undefined {
    return this.#rules.get(address(row, column));
  }

  look(row: number, column: number): CellLook {
    return this.#workings?.looks.get(address(row, column)) ?? plain;
  }

  mergeFrom(row: number, column: number): Range | undefined {
    return this.#merges.get(address(row, column));
  }

  place(row: number, column: number): string {
    return `${this.name}!${address(row, column)}`;
  }
}

/** What is looked at of a sheet: a questionnaire has some hundred rows and some dozen columns. */
const mostRows = 6_000;
const mostColumns = 250;
/** Columns of one rule that are looked at, and cells that all rules of a sheet are about. */
const mostRuledColumns = 60;
const mostRuled = 100_000;

/** What stands behind a number of points, as a part of an expression. */
export const pointsWord =
  '(?:points?|point\\(s\\)|pts?|ptos?|pnt|pkte?|pkt|pistettä|pisteen|piste|pist|punkte?n?|poäng|puntos?|punti|punten|pontos?|marks?|p)\\.?';
const plainNumber = new RegExp(
  `^(?:max(?:imum|\\.)?\\s*)?(-?\\d{1,9}(?:[.,]\\d{1,6})?)\\s*(?:${pointsWord})?\\.?$`,
  'iu',
);

/** `10`, `2,5`, `3 p`, `max. 5`: a number with at most a word for points beside it; null for anything else. */
export function numberIn(text: string): number | null {
  const plainText = text.trim().replace(/\u2212/g, '-');
  const match = plainNumber.exec(plainText);
  return match?.[1] === undefined ? null : Number(match[1].replace(',', '.'));
}
