import { problem } from '../../domain/answers/problems.ts';
import { columnLetters } from '../formats/grid.ts';
import { type AnswerPlace, contentPlaces, isUniform, ownWordPlaces } from './answer-places.ts';
import type { ColumnRole } from './find-columns.ts';
import type { QuestionTable } from './question-table.ts';
import { settleRivals } from './rivals.ts';
import { shownFirst } from './settle-answer-column.ts';

/** Another column with more than this share of its answers may be the one that is meant. */
const rivalFrom = 0.2;

/**
 * Without headings: the column of answers is the one that holds answers, the evidence the most text beside it. A column
 * that is the same in every row may be what all questions have ("Mandatory: Yes"): others go before it, and it is asked
 * about.
 */
export function guessColumns(table: QuestionTable, round: string | null): QuestionTable {
  const questions = table.rows;
  const places = shownFirst(contentPlaces(questions, new Set()));
  const uniform = places.filter((place) => isUniform(place, questions.length));
  const varied = places.filter((place) => !uniform.includes(place));
  const own =
    varied.length > 0 ? [] : shownFirst(ownWordPlaces(questions, new Set(uniform.map(({ column }) => column))));
  const candidates = varied.length > 0 ? varied : own.length > 0 ? own : uniform;
  const byAnswers = [...candidates].sort((a, b) => b.known - a.known || b.filled - a.filled);
  const [most] = byAnswers;
  if (most === undefined) return { ...table, rows: [] };
  const alike = byAnswers.filter((place) => place === most || place.known > rivalFrom * most.known);
  const settled = settleRivals(alike, round);
  const best = settled?.taken ?? most;
  const rivals = settled?.against ?? [];
  // What is filled in a few rows only may correct what stands in the others.
  const sparse = byAnswers.filter((place) => !alike.includes(place));
  const columns = columnsOf(table, best);
  const [rival] = [...rivals, ...sparse];
  const even = settled?.even === true && rivals.length > 0;
  const code = even ? 'columns-alike' : rival !== undefined ? 'columns-several' : 'columns-recognised';
  const asked = uniform.includes(best) && rival === undefined ? 'columns-uniform' : code;
  const guessed = problem(asked, {
    sheet: table.sheet.name,
    read: [best, ...rivals, ...sparse].map(({ title }) => title).join(', '),
    facts: { column: columnLetters(best.column), other: columnLetters(rival?.column ?? best.column) },
  });
  return { ...table, rows: questions.map((row) => ({ ...row, columns })), problems: [...table.problems, guessed] };
}

function columnsOf({ rows: questions }: QuestionTable, { column: answer }: AnswerPlace): Map<ColumnRole, number> {
  const lengths = new Map<number, number>();
  for (const { rows, row } of questions) {
    for (const { column, text } of rows.row(row)) {
      if (column > answer) lengths.set(column, (lengths.get(column) ?? 0) + text.length);
    }
  }
  const [evidence] = [...lengths].sort(([, a], [, b]) => b - a)[0] ?? [];
  const columns = new Map<ColumnRole, number>([['answer', answer]]);
  if (evidence !== undefined) columns.set('evidence', evidence);
  return columns;
}
