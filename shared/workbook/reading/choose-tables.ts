import { type Problem, problem } from '../../domain/problems.ts';
import { tellsAnswers } from './find-columns.ts';
import type { QuestionRow, QuestionTable } from './find-questions.ts';
import { guessColumns } from './guess-columns.ts';
import { guessEvidence } from './guess-evidence.ts';

/** Of the questions of the shorter of two sheets, how many must stand on the other for it to be a copy. */
const sharedBy = 0.5;
/** A note that quotes one or two questions is no copy. */
const leastShared = 3;

/**
 * Which sheets the answers are read from: those with a heading "Answer" go before those without, visible ones before
 * hidden ones, and a copy that was never filled in is left alone. Filled copies are all read, and asked about.
 */
export function chooseTables(tables: readonly QuestionTable[]): {
  readonly tables: readonly QuestionTable[];
  readonly problems: readonly Problem[];
} {
  const headed = tables.filter((table) => table.rows.some(({ columns }) => tellsAnswers(columns)));
  const chosen = headed.length > 0 ? headed.map(answerable).map(guessEvidence) : tables.map(guessColumns);
  const visible = chosen.filter((table) => !table.sheet.hidden);
  const candidates = visible.length > 0 ? visible : chosen;
  const taken = candidates.filter((table) => isFilled(table) || !standsElsewhere(table, candidates));
  const used = taken.length > 0 ? taken : candidates.slice(0, 1);
  return { tables: used, problems: copies(used) };
}

const answerable = (table: QuestionTable): QuestionTable => ({
  ...table,
  rows: table.rows.filter(({ columns }) => columns.has('answer') || columns.has('yes')),
});

function isFilled({ rows }: QuestionTable): boolean {
  return rows.some(({ rows: { cell }, row, columns }) =>
    (['answer', 'yes', 'no', 'na'] as const).some((role) => {
      const column = columns.get(role);
      return column !== undefined && cell(row, column) !== undefined;
    }),
  );
}

function standsElsewhere(table: QuestionTable, all: readonly QuestionTable[]): boolean {
  const others = indicatorsIn(all.filter((one) => one !== table && isFilled(one)).flatMap(({ rows }) => rows));
  return table.rows.every(({ indicator }) => others.has(indicator));
}

function copies(tables: readonly QuestionTable[]): Problem[] {
  const [first, ...others] = tables;
  if (first === undefined) return [];
  const copied = others.filter((table, index) =>
    [first, ...others.slice(0, index)].some((before) => isCopy(table, before)),
  );
  if (copied.length === 0) return [];
  const names = tables.map(({ sheet }) => sheet.name).join(', ');
  return [problem('sheets-several', { sheet: copied[0]?.sheet.name ?? null, read: names })];
}

function isCopy(table: QuestionTable, other: QuestionTable): boolean {
  const [a, b] = [indicatorsIn(table.rows), indicatorsIn(other.rows)];
  const shared = [...a].filter((id) => b.has(id)).length;
  return shared >= leastShared && shared >= sharedBy * Math.min(a.size, b.size);
}

const indicatorsIn = (rows: readonly QuestionRow[]): Set<string> => new Set(rows.map(({ indicator }) => indicator));
