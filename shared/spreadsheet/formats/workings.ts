import type { Range } from './grid.ts';

/**
 * What lies behind the cells of a workbook: formulas, what cells may be answered, and how letters look. Only an office's own
 * workbook is asked for it, when a questionnaire is drafted from it; filled files are read without.
 */
export interface Workings {
  /** By name of the sheet. */
  readonly sheets: ReadonlyMap<string, SheetWorkings>;
  /** What names of the workbook stand for, by the name in small letters. */
  readonly names: ReadonlyMap<string, string>;
  readonly tables: readonly NamedTable[];
}

export interface SheetWorkings {
  /** By address, without the equals sign; shared formulas as each cell has them. */
  readonly formulas: ReadonlyMap<string, string>;
  readonly validations: readonly Validation[];
  /** How cells look, by address; only of those that differ from plain ones. */
  readonly looks: ReadonlyMap<string, CellLook>;
}

export interface Validation {
  /** `list`, `whole`, `decimal`, `date`, `textLength`, `custom`. */
  readonly type: string;
  readonly ranges: readonly Range[];
  readonly formula: string;
  readonly formula2: string;
}

export interface CellLook {
  readonly bold: boolean;
  /** Points. */
  readonly size: number;
  /** The colour behind it, in the file's own words; '' for none. */
  readonly fill: string;
}

/** A table in Excel's sense, which formulas name. */
export interface NamedTable {
  readonly name: string;
  readonly sheet: string;
  readonly range: Range;
  readonly columns: readonly string[];
  readonly headRows: number;
}
