import type { Texts } from '../../domain/questionnaire/definition/definition.ts';
import {
  choicePoints,
  definitionLimits,
  exactNumber,
  nodeName,
} from '../../domain/questionnaire/definition/definition-limits.ts';
import { exactly, fixed, times } from '../../domain/scoring/rational.ts';
import type { Cell } from '../formats/grid.ts';
import type { Faults } from './faults.ts';
import type { Row, Table } from './tables.ts';

/** Reads the cells of a row, and says of each by its address why it cannot be taken; such a cell is as if it were empty. */
export class RowReader {
  readonly #table: Table;
  readonly #faults: Faults;
  readonly row: Row;

  constructor(table: Table, row: Row, faults: Faults) {
    this.#table = table;
    this.row = row;
    this.#faults = faults;
  }

  fault(
    code: Parameters<Faults['add']>[0],
    column: string,
    facts: Record<string, string> = {},
    language?: string,
  ): void {
    this.#faults.add(code, this.#table.sheet, this.row.place(column, language), { column, ...facts });
  }

  /** Whether anything stands in the cell. */
  has(column: string): boolean {
    return this.row.cell(column) !== undefined;
  }

  /** What was typed as text. Excel makes 1.10 the number 1.1 and 1-4 a day of April: neither is what was typed. */
  text(column: string, language?: string, most: number = definitionLimits.text): string | undefined {
    const cell = this.row.cell(column, language);
    if (cell === undefined) return undefined;
    const typed = this.#typed(cell, column, language);
    if (typed === undefined) return undefined;
    if (typed.length <= most) return typed === '' ? undefined : typed;
    this.fault('text-too-long', column, { most: String(most), length: String(typed.length) }, language);
    return undefined;
  }

  #typed(cell: Cell, column: string, language?: string): string | undefined {
    const codes = {
      number: 'number-in-text',
      date: 'date-in-text',
      boolean: 'boolean-in-text',
      error: 'cell-error',
      uncalculated: 'cell-uncalculated',
    } as const;
    if (cell.kind === 'text') return (cell.typed ?? cell.text).trim();
    this.fault(codes[cell.kind], column, { text: cell.text }, language);
    return undefined;
  }

  texts(column: string): Texts {
    return Object.fromEntries(
      this.#table.languages.flatMap((language) => {
        const text = this.text(column, language);
        if (text?.includes('${')) this.fault('text-references', column, { text: text.slice(0, 60) }, language);
        return text === undefined ? [] : [[language, text]];
      }),
    );
  }

  /** Several texts in one cell, with `|` between. */
  aliases(column: string): Record<string, string[]> {
    return Object.fromEntries(
      this.#table.languages.flatMap((language) => {
        const all = (this.text(column, language) ?? '').split('|').map((one) => one.trim());
        const filled = all.filter((one) => one !== '');
        return filled.length === 0 ? [] : [[language, filled]];
      }),
    );
  }

  name(column: string): string | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    if (nodeName.test(text) && text.length <= definitionLimits.name) return text;
    this.fault('name-unfit', column, { name: text.slice(0, 80), most: String(definitionLimits.name) });
    return undefined;
  }

  /** One of the words of a closed list, in any case. */
  word<Word extends string>(column: string, words: readonly Word[]): Word | undefined {
    const text = this.#said(column)?.toLowerCase();
    if (text === undefined) return undefined;
    const word = words.find((one) => one === text);
    if (word === undefined) this.fault('value-unknown', column, { value: text.slice(0, 60), words: words.join(', ') });
    return word;
  }

  /** `yes` or `no`; no when nothing is said. */
  flag(column: string): boolean {
    const said = this.word(column, ['yes', 'no', 'true', 'false', 'true()', 'false()']);
    return said === 'yes' || said === 'true' || said === 'true()';
  }

  /** `4`, `-1.15`, `1/3`. */
  exact(column: string): string | undefined {
    const text = this.#number(column);
    if (text === undefined) return undefined;
    if (exactNumber.test(text)) return text;
    this.fault('number-unknown', column, { value: text.slice(0, 60) });
    return undefined;
  }

  /** `10`, `2/3`, `75%`. */
  points(column: string): string | undefined {
    const cell = this.row.cell(column);
    const isPercentage = cell?.kind === 'number' && cell.text.trim().endsWith('%');
    const text = isPercentage ? `${plainDecimal(cell.number ?? 0, '100')}%` : this.#number(column);
    if (text === undefined) return undefined;
    if (choicePoints.test(text)) return text;
    this.fault('points-unknown', column, { value: text.slice(0, 60) });
    return undefined;
  }

  whole(column: string, least: number, most: number): number | undefined {
    const text = this.exact(column);
    if (text === undefined) return undefined;
    const number = Number(text);
    const range = { value: text, least: String(least), most: String(most) };
    if (!Number.isInteger(number)) this.fault('whole-number', column, range);
    else if (number < least || number > most) this.fault('number-range', column, range);
    else return number;
    return undefined;
  }

  /** A number as a text that is exact, whether the cell holds a number or a text. */
  #number(column: string): string | undefined {
    const cell = this.row.cell(column);
    if (cell?.kind === 'date') {
      this.fault('date-in-number', column, { text: cell.text });
      return undefined;
    }
    if (cell?.kind === 'number' && cell.number !== null) return plainDecimal(cell.number);
    return this.#said(column)
      ?.replace(/^\+/, '')
      .replace(/(?<=\d)[\s\u00a0](?=\d)/g, '')
      .replace(/^\u2212/, '-');
  }

  /** Like `text`, but a number or a truth value says what it says: no name and no text for people can be meant. */
  #said(column: string): string | undefined {
    const cell = this.row.cell(column);
    if (cell?.kind === 'boolean') return cell.text;
    if (cell?.kind === 'number' && cell.number !== null) return plainDecimal(cell.number);
    return this.text(column);
  }
}

/** The shortest decimal that is the same number, without an exponent: 4.1 of 4.0999999999999996. */
export function plainDecimal(number: number, by = '1'): string {
  const exact = times(exactly(String(number)), exactly(by));
  return fixed(exact, mostDecimals).replace(/\.?0+$/, '');
}

/** A binary fraction of the sizes that people write has no more. */
const mostDecimals = 20;
