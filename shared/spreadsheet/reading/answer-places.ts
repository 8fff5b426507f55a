import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { noMark } from '../../domain/answers/normalise/normalise-ticks.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { limits } from '../../domain/submissions/limits.ts';
import type { Cell } from '../formats/grid.ts';
import { isColumnShown } from '../formats/visible.ts';
import { type ColumnRole, type Columns, type Heading, headingsIn } from './find-columns.ts';
import type { AnswerWords } from './form.ts';
import { asksElse } from './other-headings.ts';
import type { QuestionRow } from './question-table.ts';
import type { Rival } from './rivals.ts';
import type { Rows } from './rows.ts';

/** Columns that could hold the answers of a table: one, or one for each answer. */
export interface AnswerPlace extends Rival {
  readonly columns: Columns;
  /** Where it begins. */
  readonly column: number;
  readonly shown: boolean;
  /** A heading that we know says that answers stand there. */
  readonly headed: boolean;
  /** Rows in which something is written, and in which it is an answer that we know. */
  readonly filled: number;
  readonly known: number;
}

const ticks = ['yes', 'no', 'na'] as const;

/** The places that a row of headings names: columns of answers, else groups of columns in which answers are ticked. */
export function headedPlaces(rows: Rows, row: number, questions: readonly QuestionRow[]): AnswerPlace[] {
  const cells = rows.row(row);
  const headings = headingsIn(cells);
  const answers = headings
    .filter(({ role }) => role === 'answer')
    .map(({ cell }): [Cell, Columns] => [cell, new Map([['answer', cell.column]])]);
  const groups = answers.length > 0 ? answers : tickGroups(headings);
  return groups.slice(0, limits.answerPlaces).map(([cell, columns]) => ({
    columns,
    column: cell.column,
    title: [titleAbove(rows, row, cell.column), cell.text].filter(Boolean).join(' '),
    shown: [...columns.values()].every((column) => isColumnShown(rows.sheet, column)),
    headed: true,
    ...contentOf(columns, questions),
  }));
}

/** `Yes | No | NA` may stand several times side by side: a new one begins where a word comes again. */
function tickGroups(headings: readonly Heading[]): [Cell, Columns][] {
  const groups: { cell: Cell; columns: Map<ColumnRole, number> }[] = [];
  for (const { cell, word } of headings) {
    if (word === undefined) continue;
    const open = groups.at(-1);
    if (open === undefined || open.columns.has(word)) groups.push({ cell, columns: new Map([[word, cell.column]]) });
    else open.columns.set(word, cell.column);
  }
  return groups
    .filter(({ columns }) => columns.has('yes') && columns.has('no'))
    .map(({ cell, columns }) => [cell, columns]);
}

/** The title over a heading, merged over several or written over the first of them: a year, or a city. */
function titleAbove(rows: Rows, row: number, column: number): string {
  const above = rows
    .row(row - 1)
    .filter(({ kind, text }) => (kind === 'text' || kind === 'number') && text.length <= 60);
  if (above.length < 2) return '';
  const merged = rows.sheet.merges.find(
    ({ top, left, bottom, right }) => top < row && bottom === row - 1 && column >= left && column <= right,
  );
  if (merged !== undefined) return rows.cell(merged.top, merged.left)?.text ?? '';
  return above.findLast((cell) => cell.column <= column)?.text ?? '';
}

/** What the columns answer, question by question, in short: words that are known, or else what is written. */
function contentOf(
  columns: Columns,
  questions: readonly QuestionRow[],
): { answers: Map<string, string>; filled: number; known: number } {
  const answers = new Map<string, string>();
  let known = 0;
  for (const question of questions) {
    const written = answerWritten(question, columns);
    if (written === null) continue;
    if (question.words?.isAnswer(written) === true) known += 1;
    answers.set(`${question.indicator} ${question.row}`, written);
  }
  return { answers, filled: answers.size, known };
}

/** What stands where a row is answered: a value that is known, the marked columns, or the text; null: nothing. */
export function answerWritten({ rows, row, words }: QuestionRow, columns: Columns): string | null {
  const column = columns.get('answer');
  if (column === undefined) return tickedIn(rows, row, columns);
  const cell = rows.cell(row, column);
  if (cell === undefined) return null;
  const text = foldedText(cell.text);
  return words === null ? text || null : words.said(text);
}

function tickedIn(rows: Rows, row: number, columns: Columns): string | null {
  const marked = ticks.filter((value) => {
    const cell = columns.has(value) ? rows.cell(row, columns.get(value) ?? 0) : undefined;
    return cell !== undefined && !noMark.test(foldedText(cell.text));
  });
  return marked.length === 0 ? null : marked.join('/');
}

/** Of the filled cells of a column, how many must be answers for it to be one of answers. */
const enough = 0.5;

const letter = letterPattern(String.raw`\p{L}`);

/** Columns whose cells are answers, whatever stands above them. */
export function contentPlaces(questions: readonly QuestionRow[], known: ReadonlySet<number>): AnswerPlace[] {
  const [{ rows } = { rows: undefined }] = questions;
  if (rows === undefined) return [];
  const counts = new Map<number, { answers: number; words: number; texts: number }>();
  for (const { row, words } of questions) {
    if (words === null) continue;
    for (const cell of rows.row(row)) {
      if (known.has(cell.column)) continue;
      const count = counts.get(cell.column) ?? { answers: 0, words: 0, texts: 0 };
      counts.set(cell.column, count);
      count.texts += 1;
      if (!isAnswer(cell, words)) continue;
      count.answers += 1;
      if (letter.test(cell.text)) count.words += 1;
    }
  }
  const likely = [...counts].filter(([, { answers, texts }]) => answers > enough * texts);
  // Points and page numbers are no answers where others are written in words.
  const inWords = likely.some(([, { words }]) => words > 0);
  return likely
    .filter(([, { words }]) => !inWords || words > 0)
    .slice(0, limits.answerPlaces)
    .map(([column]) => {
      const columns: Columns = new Map([['answer', column]]);
      const title = titleOf(rows, questions[0]?.row ?? 0, column);
      const shown = isColumnShown(rows.sheet, column);
      return { columns, column, title, shown, headed: false, ...contentOf(columns, questions) };
    })
    .filter(({ title }) => !asksElse(title));
}

/** Longer texts are explanations, though they may begin with an answer. */
const maxAnswerLength = 40;

function isAnswer({ kind, text }: Cell, words: AnswerWords): boolean {
  if (kind === 'boolean') return true;
  return kind !== 'date' && kind !== 'error' && words.begins(text);
}

/** Rows above the first question in which its headings may stand. */
const maxAbove = 5;

function titleOf(rows: Rows, row: number, column: number): string {
  for (let above = row - 1; above >= Math.max(1, row - maxAbove); above -= 1) {
    const cell = rows.cell(above, column);
    if (cell !== undefined && cell.text.length <= 60) return `${titleAbove(rows, above, column)} ${cell.text}`.trim();
  }
  return '';
}

/** The same in every row: what all questions have, not what one authority answered. */
export function isUniform({ answers, filled }: AnswerPlace, questions: number): boolean {
  return filled >= uniformFrom * questions && questions >= minCount && new Set(answers.values()).size === 1;
}

const uniformFrom = 0.9;
const minCount = 5;

/** Columns of a table that are looked at for an office's own words. */
const maxColumns = 200;

/** A column of a few short texts that change from row to row: an office's own words for its answers. */
export function ownWordPlaces(questions: readonly QuestionRow[], except: ReadonlySet<number>): AnswerPlace[] {
  const columns = new Set(questions.flatMap(({ rows, row }) => rows.row(row).map(({ column }) => column)));
  return [...columns]
    .filter((column) => !except.has(column))
    .slice(0, maxColumns)
    .map((column): AnswerPlace => {
      const at: Columns = new Map([['answer', column]]);
      const rows = questions[0]?.rows;
      const title = rows === undefined ? '' : titleOf(rows, questions[0]?.row ?? 0, column);
      const shown = rows === undefined || isColumnShown(rows.sheet, column);
      return { columns: at, column, title, shown, headed: false, ...contentOf(at, questions) };
    })
    .filter(({ title, answers, filled }) => {
      if (asksElse(title)) return false;
      const texts = [...answers.values()];
      const distinct = new Set(texts).size;
      const changes = texts.filter((text, index) => index > 0 && text !== texts[index - 1]).length;
      const short = texts.every((text) => text.length <= maxAnswerLength);
      // The names of pillars and categories stand in blocks.
      return (
        filled >= enough * questions.length &&
        filled >= minCount &&
        distinct > 1 &&
        distinct <= 4 &&
        short &&
        changes >= 2 * distinct
      );
    });
}
