import { normaliseAnswer } from '../../domain/normalise/normalise-answer.ts';
import { problem } from '../../domain/problems.ts';
import { address, type Cell, columnLetters } from '../grid.ts';
import { evidenceOf, yearIn } from './find-columns.ts';
import type { QuestionTable } from './find-questions.ts';
import { rowsOf } from './rows.ts';

/** A column that only repeats what may be answered ("Yes/No/NA") holds no answer. */
function isAnswer(cell: Cell | undefined): boolean {
  const value = cell === undefined ? 'unanswered' : normaliseAnswer(cell, null).value;
  return value !== 'unclear' && value !== 'unanswered';
}

/**
 * Of several columns headed as answers the one of the newest year is read, and the sender is asked. When nothing
 * tells them apart the file goes back: either may be another year's, or another city's.
 */
export function settleAnswerColumn(table: QuestionTable, headed: readonly Cell[]): QuestionTable {
  if (headed.length < 2) return table;
  const filled = headed.filter(({ column }) => table.rows.some(({ rows, row }) => isAnswer(rows.cell(row, column))));
  const [taken, rival] = filled.length > 0 ? filled : headed;
  if (taken === undefined) return table;
  const own = evidenceOf(taken, rowsOf(table.sheet).row(taken.row));
  const rows = table.rows.map((row) => {
    const columns = new Map([...row.columns, ...own]).set('answer', taken.column);
    if (own.every(([role]) => role !== 'moreEvidence')) columns.delete('moreEvidence');
    return { ...row, columns };
  });
  if (rival === undefined || filled.length < 2) return { ...table, rows };
  const several = problem(yearIn(taken) === yearIn(rival) ? 'columns-alike' : 'columns-several', {
    sheet: table.sheet.name,
    cell: address(taken.row, taken.column),
    read: filled.map(({ text }) => text).join(', '),
    facts: { column: columnLetters(taken.column), other: columnLetters(rival.column) },
  });
  return { ...table, rows, problems: [...table.problems, several] };
}
