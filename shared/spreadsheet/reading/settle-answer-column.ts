import { type Problem, problem } from '../../domain/answers/problems.ts';
import { mustAt } from '../../domain/must.ts';
import { address, columnLetters } from '../formats/grid.ts';
import { type AnswerPlace, contentPlaces, headedPlaces, isUniform } from './answer-places.ts';
import { type ColumnRole, type Columns, evidenceOf } from './find-columns.ts';
import type { QuestionRow, QuestionTable } from './question-table.ts';
import { claimOf, isOfAnotherTime, type Settled, settleRivals, yearOf } from './rivals.ts';

/**
 * Of several columns that hold answers one is read, and the sender is asked: those headed as answers first, and of them
 * what is shown. When nothing tells them apart the file goes back: either may be another year's, or another city's.
 */
export function settleAnswerColumn(table: QuestionTable, round: string | null): QuestionTable {
  const problems: Problem[] = [];
  const settled = [...Map.groupBy(table.rows, ({ headedBy }) => headedBy)].flatMap(([headedBy, rows]) => {
    if (headedBy === null) return rows;
    const { columns, asked } = settledPlace(rows, headedBy, round);
    if (asked !== null) problems.push(problem(asked.code, { sheet: table.sheet.name, ...asked }));
    return columns === null ? rows : rows.map((row) => ({ ...row, columns }));
  });
  const [first] = problems;
  return { ...table, rows: settled, problems: first === undefined ? table.problems : [...table.problems, first] };
}

interface Asked {
  readonly code: 'columns-several' | 'columns-alike' | 'columns-other-time';
  readonly cell: string;
  readonly read: string;
  readonly facts: Readonly<Record<string, string>>;
}

function settledPlace(
  rows: readonly QuestionRow[],
  headedBy: number,
  round: string | null,
): { columns: Columns | null; asked: Asked | null } {
  const first = mustAt(rows, 0);
  const named = headedPlaces(first.rows, headedBy, rows);
  const candidates = shownFirst(named);
  // A column that only repeats what may be answered ("Yes/No/NA") holds no answer.
  const answered = candidates.filter(({ known }) => known > 0);
  const among = answered.length > 0 ? answered : candidates.filter(({ filled }) => filled > 0);
  const [likely, ...others] = among.length > 0 ? among : candidates;
  // `Yes | NA | NA | No`: no group of ticks is whole.
  if (likely === undefined) return { columns: null, asked: null };
  const own = settleRivals(likely, others, round);
  const seen = own.against.length > 0 ? own : againstContent(own.taken, named, first.columns, rows, round);
  const settled = seen.against.length > 0 ? seen : { ...seen, against: hiddenLater(seen.taken, named, round) };
  const columns = settled.taken === named[0] && named.length === 1 ? null : columnsOf(first, headedBy, settled.taken);
  const [rival] = settled.against;
  const isElse = rival === undefined && named.length === 1 && isOfAnotherTime(settled.taken.title, round);
  if (rival === undefined && !isElse) return { columns, asked: null };
  return {
    columns,
    asked: {
      code: isElse ? 'columns-other-time' : settled.even ? 'columns-alike' : 'columns-several',
      cell: address(headedBy, settled.taken.column),
      read: [settled.taken, ...settled.against].map(({ title }) => title).join(', '),
      facts: { column: columnLetters(settled.taken.column), other: columnLetters((rival ?? settled.taken).column) },
    },
  };
}

/** Last year's answers or a draft beside hidden ones: what is shown is read, and asked about. */
function hiddenLater(taken: AnswerPlace, named: readonly AnswerPlace[], round: string | null): AnswerPlace[] {
  const hidden = named.filter((place) => !place.shown && place.known > 0);
  if (hidden.length === 0) return [];
  const year = yearOf(taken.title);
  const isEarlier = claimOf(taken.title) === 0 || (year > 0 && year < Number(round));
  return isEarlier ? hidden : [];
}

/** What is hidden never goes before what is shown. */
export function shownFirst(places: readonly AnswerPlace[]): readonly AnswerPlace[] {
  const shown = places.filter((place) => place.shown);
  return shown.length > 0 ? shown : places;
}

const notAnswers: readonly ColumnRole[] = ['id', 'question', 'evidence', 'moreEvidence', 'comment', 'remark'];

/** Columns under other headings whose cells are answers: read only where they say that they are the last word. */
function againstContent(
  taken: AnswerPlace,
  named: readonly AnswerPlace[],
  columns: Columns,
  rows: readonly QuestionRow[],
  round: string | null,
): Settled<AnswerPlace> {
  const known = new Set([
    ...notAnswers.flatMap((role) => columns.get(role) ?? []),
    ...named.flatMap((place) => [...place.columns.values()]),
  ]);
  // What all rows have is no answer, unless it says that it is the last word.
  const isRival = (place: AnswerPlace): boolean =>
    (!isUniform(place, rows.length) || claimOf(place.title) === 2) &&
    !holdsPoints(place, taken, rows) &&
    !(isOfScale(place) && claimOf(place.title) < 2);
  const others = contentPlaces(rows, known).filter((place) => place.shown && isRival(place));
  const settled = settleRivals(taken, others, round);
  if (settled.against.length === 0) return { taken, against: [], even: false };
  const read = settled.taken.filled >= taken.filled / 2 ? settled.taken : taken;
  return { taken: read, against: [taken, ...others].filter((place) => place !== read), even: false };
}

/** Numbers, and others among them than those that say Yes and No: a priority, or how good the evidence is. */
function isOfScale({ answers }: AnswerPlace): boolean {
  const numbers = [...answers.values()];
  return numbers.every((said) => /^\d+$/.test(said)) && numbers.some((said) => Number(said) > 1);
}

/** Mostly numbers beside answers in words: points, where the questionnaire gives some. */
function holdsPoints({ answers }: AnswerPlace, taken: AnswerPlace, rows: readonly QuestionRow[]): boolean {
  if (!rows.some(({ words }) => words?.numbersArePoints === true)) return false;
  const isInWords = [...taken.answers.values()].some((said) => said.startsWith('='));
  const numbers = [...answers.values()].filter((said) => /^[\d.,\s+-]+$/.test(said)).length;
  // A question without points has `N/A` there.
  return isInWords && 2 * numbers >= answers.size;
}

/** The columns of a row with those of the answers that are read, and the evidence beside them. */
function columnsOf({ rows, columns }: QuestionRow, headedBy: number, taken: AnswerPlace): Columns {
  const heading = rows.cell(headedBy, taken.column);
  const own = heading === undefined || !taken.headed ? [] : evidenceOf(heading, rows.row(headedBy));
  const kept = [...columns].filter(([role]) => !['answer', 'yes', 'no', 'na'].includes(role));
  const all = new Map<ColumnRole, number>([...kept, ...taken.columns, ...own]);
  if (own.length > 0 && own.every(([role]) => role !== 'moreEvidence')) all.delete('moreEvidence');
  return all;
}
