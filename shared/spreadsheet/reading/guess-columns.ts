import { problem } from '../../domain/answers/problems.ts';
import { columnLetters } from '../formats/grid.ts';
import { type AnswerPlace, contentPlaces, isUniform, ownWordPlaces } from './answer-places.ts';
import type { ColumnRole } from './find-columns.ts';
import type { QuestionRow, QuestionTable } from './question-table.ts';
import { isOfAnotherTime, isOfOthers, settleRivals } from './rivals.ts';
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
  const ids = idColumnsOf(questions);
  const places = shownFirst(contentPlaces(questions, ids));
  const uniform = places.filter((place) => isUniform(place, questions.length));
  const varied = places.filter((place) => !uniform.includes(place));
  const candidates = varied.length > 0 ? varied : inOwnWords(questions, uniform, ids);
  const [most, ...others] = [...candidates].sort((a, b) => b.known - a.known || b.filled - a.filled);
  if (most === undefined) return { ...table, rows: [] };
  const alike = others.filter((place) => place.known > rivalFrom * most.known);
  const { taken: best, against: rivals, even } = settleRivals(most, alike, round);
  // What is filled in a few rows only may correct what stands in the others.
  const sparse = others.filter((place) => !alike.includes(place));
  const columns = columnsOf(table, best);
  const [rival] = [...rivals, ...sparse];
  const code = even ? 'columns-alike' : rival !== undefined ? 'columns-several' : 'columns-recognised';
  const alone =
    isOfAnotherTime(best.title, round) || isOfOthers(best.title)
      ? 'columns-other-time'
      : uniform.includes(best)
        ? 'columns-uniform'
        : code;
  const asked = rival === undefined ? alone : code;
  const guessed = problem(asked, {
    sheet: table.sheet.name,
    read: [best, ...rivals, ...sparse].map(({ title }) => title).join(', '),
    facts: { column: columnLetters(best.column), other: columnLetters(rival?.column ?? best.column) },
  });
  return { ...table, rows: questions.map((row) => ({ ...row, columns })), problems: [...table.problems, guessed] };
}

/** Where ids are printed: `1, 2, 3` beside a scale from 0 to 3 would be answers as well. */
function idColumnsOf(questions: readonly QuestionRow[]): ReadonlySet<number> {
  const counts = Map.groupBy(questions, ({ idColumn }) => idColumn);
  return new Set(
    [...counts].flatMap(([column, rows]) => (column != null && 2 * rows.length > questions.length ? [column] : [])),
  );
}

/** Columns of an office's own words for its answers; where there is none, those that say the same in each row. */
function inOwnWords(
  questions: readonly QuestionRow[],
  uniform: readonly AnswerPlace[],
  ids: ReadonlySet<number>,
): readonly AnswerPlace[] {
  const own = shownFirst(ownWordPlaces(questions, new Set([...ids, ...uniform.map(({ column }) => column)])));
  return own.length > 0 ? own : uniform;
}

function columnsOf(
  { rows: questions, isPrinted }: QuestionTable,
  { column: answer }: AnswerPlace,
): Map<ColumnRole, number> {
  const lengths = new Map<number, number>();
  for (const { rows, row } of questions) {
    for (const { column, text } of rows.row(row)) {
      if (column > answer && !isPrinted(text)) lengths.set(column, (lengths.get(column) ?? 0) + text.length);
    }
  }
  const [longest] = [...lengths].sort(([, a], [, b]) => b - a);
  const columns = new Map<ColumnRole, number>([['answer', answer]]);
  if (longest !== undefined) columns.set('evidence', longest[0]);
  return columns;
}
