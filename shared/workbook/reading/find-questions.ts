import { type Problem, problem } from '../../domain/problems.ts';
import { indicatorsOf, type Questionnaire } from '../../domain/questionnaire.ts';
import { address, type Cell, type Grid } from '../grid.ts';
import { limits } from '../limits.ts';
import { Unreadable } from '../unreadable.ts';
import { chooseTables } from './choose-tables.ts';
import { type Columns, columnsByHeading, onlyOffers, tellsAnswers } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import { type HeadingRow, likeliestHeading, underHeadings } from './heading-rows.ts';
import { type Match, type QuestionIndex, questionIndex, wordingsOf } from './question-index.ts';
import { type Rows, rowsOf } from './rows.ts';

/** One row in which a question stands, and the columns that hold its answer. */
export interface QuestionRow {
  readonly rows: Rows;
  readonly row: number;
  readonly indicator: string;
  readonly columns: Columns;
  /** The row of headings that tells the columns; null where none does. */
  readonly headedBy: number | null;
  /** In which language version the question is worded; null when it was known by its id alone. */
  readonly language: string | null;
}

export interface FoundQuestions {
  readonly rows: readonly QuestionRow[];
  readonly problems: readonly Problem[];
  /** The first sheet with questions, whether or not answers stand beside them. */
  readonly askedOn: string | null;
}

export interface QuestionTable extends Omit<FoundQuestions, 'askedOn'> {
  readonly sheet: Rows['sheet'];
}

/** Finds the questions by their id, else by their wording, in any sheet, row and column order; never by position. */
export function findQuestions(grid: Grid, questionnaire: Questionnaire, round: string | null): FoundQuestions {
  const index = indexOf(questionnaire);
  const ids = new Set(indicatorsOf(questionnaire).map(({ id }) => id));
  const tables = grid.sheets
    .filter((sheet) => !isIdentitySheet(sheet))
    .map((sheet) => questionsOf(rowsOf(sheet), ids, index))
    .filter((table) => table.rows.length > 0);
  const chosen = chooseTables(tables, round);
  return {
    askedOn: tables[0]?.sheet.name ?? null,
    rows: chosen.tables.flatMap(({ rows }) => rows),
    problems: [...chosen.problems, ...chosen.tables.flatMap(({ problems }) => problems)],
  };
}

/** Made once for each questionnaire: an instance of the function reads many files. */
const indexes = new WeakMap<Questionnaire, QuestionIndex>();

function indexOf(questionnaire: Questionnaire): QuestionIndex {
  const known = indexes.get(questionnaire);
  if (known !== undefined) return known;
  const questions = indicatorsOf(questionnaire).map(({ id, text }) => ({ id, texts: wordingsOf(text) }));
  const index = questionIndex(questions);
  indexes.set(questionnaire, index);
  return index;
}

function questionsOf(rows: Rows, ids: ReadonlySet<string>, index: QuestionIndex): QuestionTable {
  const found: QuestionRow[] = [];
  const problems: Problem[] = [];
  const reworded = new Set<string>();
  let columns: Columns = new Map();
  let headings: HeadingRow[] = [];
  // Rows of headings right above each other are one heading until a question follows.
  const headed = new Map<QuestionRow, readonly HeadingRow[]>();
  let open = true;
  for (const [row, cells] of rows.all) {
    const hit = questionIn(cells, ids, index, columns);
    const named = hit?.kind === 'question' ? null : columnsByHeading(cells, rows.sheet);
    if (named !== null && tellsAnswers(named) && (open || !(onlyOffers(named) && tellsAnswers(columns)))) {
      headings = open ? [...headings, { row, columns: named }] : [{ row, columns: named }];
      open = true;
      columns = likeliestHeading(headings);
    } else if (hit?.kind === 'question') {
      if (found.length >= limits.questionRows) throw new Unreadable('file-unsafe', { cause: 'repeated' });
      open = false;
      const question = { rows, row, indicator: hit.id, columns, headedBy: null, language: hit.language };
      found.push(question);
      headed.set(question, headings);
      if (hit.reworded) reworded.add(hit.id);
    } else if (hit !== null) {
      const place = { sheet: rows.sheet.name, cell: address(row, hit.cell.column) };
      problems.push(problem(hit.code, { ...place, read: hit.cell.text, facts: hit.facts }));
    }
  }
  if (reworded.size > 0) {
    const facts = { list: [...reworded].join(', ') };
    problems.push(problem('questions-reworded', { sheet: rows.sheet.name, facts }));
  }
  return { sheet: rows.sheet, rows: underHeadings(found, headed), problems };
}

type Hit =
  | { readonly kind: 'question'; readonly id: string; readonly language: string | null; readonly reworded: boolean }
  | {
      readonly kind: 'problem';
      readonly code: 'question-unknown' | 'question-conflicting';
      readonly cell: Cell;
      readonly facts: Readonly<Record<string, string>>;
    };

const code = /^q?\s?(\d+\.\d+\.\d+)\.?$/i;

function questionIn(
  cells: readonly Cell[],
  ids: ReadonlySet<string>,
  index: QuestionIndex,
  columns: Columns,
): Hit | null {
  const texts = cells.filter((cell) => cell.kind === 'text');
  const coded = texts.find((cell) => code.test(cell.text.trim()));
  const id = code.exec(coded?.text.trim() ?? '')?.[1];
  const worded = matchWording(texts, index, columns);
  const match = worded?.match;
  if (coded !== undefined && id !== undefined && ids.has(id)) {
    // The id and the whole wording of another question in one row: half of the table was sorted or shifted.
    if (worded !== null && match?.kind === 'same' && match.id !== id) {
      return { kind: 'problem', code: 'question-conflicting', cell: worded.cell, facts: { id, other: match.id } };
    }
    const itself = match !== undefined && match.kind !== 'doubtful' && match.id === id;
    const reworded = !itself && texts.some((cell) => isWording(cell, columns));
    return { kind: 'question', id, language: itself ? match.language : null, reworded };
  }
  if (match !== undefined && match.kind !== 'doubtful') {
    return { kind: 'question', id: match.id, language: match.language, reworded: false };
  }
  if (!tellsAnswers(columns)) return null;
  const unknown = coded ?? worded?.cell;
  return unknown === undefined ? null : { kind: 'problem', code: 'question-unknown', cell: unknown, facts: {} };
}

const isAsked = ({ column }: Cell, columns: Columns): boolean => column === columns.get('question');

/** Something as long as a question, in the column of questions. */
const isWording = (cell: Cell, columns: Columns): boolean => isAsked(cell, columns) && cell.text.trim().length >= 20;

function matchWording(
  texts: readonly Cell[],
  index: QuestionIndex,
  columns: Columns,
): { match: Match; cell: Cell } | null {
  const elsewhere = new Set(
    (['answer', 'evidence', 'moreEvidence', 'remark'] as const).map((role) => columns.get(role)),
  );
  // The question's column first; a second one may have it in another language.
  const likely = texts
    .filter((cell) => !elsewhere.has(cell.column))
    .sort((a, b) => Number(isAsked(b, columns)) - Number(isAsked(a, columns)));
  let doubtful: { match: Match; cell: Cell } | null = null;
  for (const cell of likely) {
    if (cell.text.length > 1000) continue;
    const match = index.match(cell.text);
    if (match?.kind === 'doubtful') doubtful ??= { match, cell };
    else if (match !== null) return { match, cell };
  }
  return doubtful;
}
