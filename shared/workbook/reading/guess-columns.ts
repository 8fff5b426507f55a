import { normaliseAnswer } from '../../domain/normalise/normalise-answer.ts';
import { problem } from '../../domain/problems.ts';
import { columnLetters } from '../grid.ts';
import type { ColumnRole } from './find-columns.ts';
import type { QuestionTable } from './find-questions.ts';

/** Of the filled cells of a column, how many must be answers for it to be the answer column. */
const enough = 0.5;
/** Another column with more than this share of its answers may be the one that is meant. */
const rivalFrom = 0.2;

/** Without headings: the column of answers is the one that holds answers, the evidence the most text beside it. */
export function guessColumns(table: QuestionTable): QuestionTable {
  const filled = new Map<number, { answers: number; texts: number; length: number }>();
  for (const { rows, row } of table.rows) {
    for (const cell of rows.row(row)) {
      const counts = filled.get(cell.column) ?? { answers: 0, texts: 0, length: 0 };
      const { value } = normaliseAnswer(cell, null);
      if (value !== 'unclear' && value !== 'unanswered') counts.answers += 1;
      counts.texts += 1;
      counts.length += cell.text.length;
      filled.set(cell.column, counts);
    }
  }
  const [best, rival] = [...filled]
    .filter(([, { answers, texts }]) => answers / texts > enough)
    .sort(([, a], [, b]) => b.answers - a.answers);
  if (best === undefined) return { ...table, rows: [] };
  const [answer, { answers }] = best;
  const [evidence] = [...filled]
    .filter(([column]) => column > answer)
    .sort(([, a], [, b]) => b.length - a.length)[0] ?? [undefined];
  const columns = new Map<ColumnRole, number>([['answer', answer]]);
  if (evidence !== undefined) columns.set('evidence', evidence);
  const several = rival !== undefined && rival[1].answers > rivalFrom * answers;
  const guessed = problem(several ? 'columns-alike' : 'columns-recognised', {
    sheet: table.sheet.name,
    facts: { column: columnLetters(answer), other: columnLetters(rival?.[0] ?? answer) },
  });
  return { ...table, rows: table.rows.map((row) => ({ ...row, columns })), problems: [...table.problems, guessed] };
}
