import { plainText } from '../answers/normalise/plain-text.ts';
import { type Problem, type ProblemCode, problem } from '../answers/problems.ts';

/** The tables of a registry workbook and their columns, in the order in which the template has them. */
export const registryColumns = {
  authorities: ['id', 'name', 'country', 'population', 'kind', 'aliases', 'remove'],
  contacts: ['authority', 'address', 'name', 'language', 'role', 'stopped', 'addedBy', 'remove'],
  rounds: [
    ...(['id', 'opens', 'deadline', 'questionnaire', 'languages', 'mails'] as const),
    ...(['publishesResults', 'publishes', 'previous', 'shards', 'method', 'timeZone', 'finalResults'] as const),
    'invitations',
  ],
  texts: ['round', 'mail', 'language', 'subject', 'text'],
  participants: ['round', 'authority', 'remove'],
} as const;
export type RegistryTable = keyof typeof registryColumns;

export type RegistryColumn = (typeof registryColumns)[RegistryTable][number];

export interface RegistryCell {
  /** Address without the sheet: `B7`. */
  readonly cell: string;
  /** The heading above it, as it was read. */
  readonly heading: string;
  /** '' when nothing is written. */
  readonly text: string;
}

/** One row as it was read: a cell for each column that the sheet has, also where it is empty. */
export interface RegistryRow {
  readonly sheet: string;
  readonly row: number;
  readonly cells: ReadonlyMap<RegistryColumn, RegistryCell>;
}

/** null: the workbook has no such table. */
export type RegistryRows = Readonly<Record<RegistryTable, readonly RegistryRow[] | null>>;

/** What a text means in a column, or the code and the facts of why nothing. */
export type Parsed<T> =
  | { readonly value: T }
  | { readonly code: ProblemCode; readonly facts?: Readonly<Record<string, string>> };
export type Parse<T> = (text: string) => Parsed<T>;

/** Reads a row's cells one by one and keeps what was wrong with them. */
export interface RowReader {
  /** undefined: nothing is written, what is registered stays; null: a dash, what is registered goes. */
  optional<T>(column: RegistryColumn, parse: Parse<T>, spelling?: (text: string) => string): T | null | undefined;
  /** undefined when it is not there or not clear: that is a problem of the row. */
  required<T>(column: RegistryColumn, parse: Parse<T>): T | undefined;
  report(code: ProblemCode, column: RegistryColumn, facts?: Readonly<Record<string, string>>): void;
  readonly problems: readonly Problem[];
  readonly hasErrors: () => boolean;
  readonly hasErrorIn: (column: RegistryColumn) => boolean;
}

export function readRow({ sheet, row, cells }: RegistryRow): RowReader {
  const problems: Problem[] = [];
  const wrong = new Set<RegistryColumn>();
  const report: RowReader['report'] = (code, column, facts = {}) => {
    const found = cells.get(column);
    const read = plainText(found?.text ?? '');
    const told = { row: String(row), column: found?.heading ?? column, ...facts };
    const one = problem(code, { sheet, cell: found?.cell ?? null, read, facts: told });
    problems.push(one);
    if (one.severity === 'error') wrong.add(column);
  };
  const optional: RowReader['optional'] = (column, parse, spelling = plainText) => {
    const text = spelling(cells.get(column)?.text ?? '');
    if (text === '') return undefined;
    if (/^[-–—]$/.test(text)) return null;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    report(parsed.code, column, parsed.facts);
    return undefined;
  };
  return {
    optional,
    required(column, parse) {
      const before = problems.length;
      const value = optional(column, parse);
      if (value !== undefined && value !== null) return value;
      if (problems.length === before) report('registry-value-missing', column);
      return undefined;
    },
    report,
    problems,
    hasErrors: () => wrong.size > 0,
    hasErrorIn: (column) => wrong.has(column),
  };
}
