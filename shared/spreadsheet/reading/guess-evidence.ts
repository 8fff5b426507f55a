import { problem } from '../../domain/answers/problems.ts';
import { columnLetters } from '../formats/grid.ts';
import type { ColumnRole } from './find-columns.ts';
import type { QuestionTable } from './question-table.ts';

/** Characters that evidence has on average: a name, a date or a tick is shorter. */
const shortest = 15;

/** Where no heading is one of evidence: the column right of the answers that holds the most text, unless it is short. */
export function guessEvidence(table: QuestionTable): QuestionTable {
  if (table.rows.length === 0 || table.rows.some(({ columns }) => columns.has('evidence'))) return table;
  // Numbers under a heading of values have none.
  if (table.rows.every(({ columns }) => columns.has('value') && columns.get('value') === columns.get('answer')))
    return table;
  const texts = new Map<number, string[]>();
  for (const { rows, row, columns } of table.rows) {
    const known = new Set(columns.values());
    const answers = Math.max(...(['answer', 'yes', 'no', 'na'] as const).map((role) => columns.get(role) ?? 0));
    for (const { kind, column, text } of rows.row(row)) {
      if (kind !== 'text' || column <= answers || known.has(column) || table.isPrinted(text)) continue;
      const before = texts.get(column);
      if (before === undefined) texts.set(column, [text]);
      else before.push(text);
    }
  }
  const length = (list: readonly string[]): number => list.reduce((sum, text) => sum + text.length, 0);
  const [longest] = [...texts].sort(([, a], [, b]) => length(b) - length(a));
  if (longest === undefined || length(longest[1]) / longest[1].length < shortest) return table;
  const [column, [sample = '']] = longest;
  const facts = { column: columnLetters(column) };
  return {
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      columns: new Map<ColumnRole, number>(row.columns).set('evidence', column),
    })),
    problems: [...table.problems, problem('evidence-recognised', { sheet: table.sheet.name, read: sample, facts })],
  };
}
