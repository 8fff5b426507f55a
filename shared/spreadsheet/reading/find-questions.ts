import { asOne, type Problem, problem } from '../../domain/answers/problems.ts';
import { indicatorsOf, type Questionnaire, wordingsOf } from '../../domain/questionnaire/questionnaire.ts';
import { limits } from '../../domain/submissions/limits.ts';
import { address, type Cell, type Grid } from '../formats/grid.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { chooseTables } from './choose-tables.ts';
import { type Columns, columnsByHeading, onlyOffers, tellsAnswers } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import { type HeadingRow, likeliestHeading, underHeadings } from './heading-rows.ts';
import { type Match, matchFor, type QuestionIndex, questionIndex } from './question-index.ts';
import type { FoundQuestions, QuestionRow, QuestionTable } from './question-table.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Finds the questions by their id, else by their wording, in any sheet, row and column order; never by position. */
export function findQuestions(grid: Grid, questionnaire: Questionnaire, round: string | null): FoundQuestions {
  const index = indexOf(questionnaire);
  const ids = new Set(indicatorsOf(questionnaire).map(({ id }) => id));
  const sheets = grid.sheets.filter((sheet) => !isIdentitySheet(sheet)).map(rowsOf);
  const read = (match: QuestionIndex['match']): QuestionTable[] =>
    sheets.map((rows) => questionsOf(rows, ids, match)).filter((table) => table.rows.length > 0);
  // Texts are only compared by their words where not every question stands as it is worded.
  const asWorded = read(index.exact);
  const found = new Set(
    asWorded.flatMap(({ rows }) => rows.flatMap((row) => (row.language === null ? [] : row.indicator))),
  );
  const tables = found.size === ids.size ? asWorded : read(matchFor(index));
  const chosen = chooseTables(tables, round);
  return {
    askedOn: tables[0]?.sheet.name ?? null,
    worded: new Set(tables.flatMap(({ worded }) => [...worded])),
    rows: chosen.tables.flatMap(({ rows }) => rows),
    problems: [...chosen.problems, ...chosen.tables.flatMap(({ problems }) => problems)],
  };
}

/** Made once for each questionnaire: an instance of the function reads many files. */
const indexes = new WeakMap<Questionnaire, QuestionIndex>();

function indexOf(questionnaire: Questionnaire): QuestionIndex {
  const known = indexes.get(questionnaire);
  if (known !== undefined) return known;
  const questions = indicatorsOf(questionnaire).map((one) => ({ id: one.id, texts: wordingsOf(one, questionnaire) }));
  const index = questionIndex(questions);
  indexes.set(questionnaire, index);
  return index;
}

function questionsOf(rows: Rows, ids: ReadonlySet<string>, match: QuestionIndex['match']): QuestionTable {
  const found: QuestionRow[] = [];
  const hits: (Hit & { readonly row: number; readonly columns: Columns; readonly headings: HeadingRow[] })[] = [];
  let columns: Columns = new Map();
  let headings: HeadingRow[] = [];
  // Rows of headings right above each other are one heading until a question follows.
  const headed = new Map<QuestionRow, readonly HeadingRow[]>();
  let open = true;
  for (const [row, cells] of rows.all) {
    const hit = questionIn(cells, ids, match, columns);
    const asks = hit !== null && (hit.id !== null || hit.worded !== null);
    const named = asks ? null : columnsByHeading(cells, rows.sheet);
    if (named !== null && tellsAnswers(named) && (open || !(onlyOffers(named) && tellsAnswers(columns)))) {
      headings = open ? [...headings, { row, columns: named }] : [{ row, columns: named }];
      open = true;
      columns = likeliestHeading(headings);
    } else if (hit !== null) {
      if (hits.length >= limits.questionRows) throw new Unreadable('file-unsafe', { cause: 'repeated' });
      if (asks) open = false;
      hits.push({ ...hit, row, columns, headings });
    }
  }
  const anew = numberedAnew(hits);
  const problems: Problem[] = [];
  const conflicts: Problem[] = [];
  const ofNeither: QuestionRow[] = [];
  const reworded = new Set<string>();
  for (const hit of hits) {
    const { row, columns: of, headings: above, id, worded, cell } = hit;
    const place = { sheet: rows.sheet.name, cell: address(row, cell.column), read: cell.text };
    const says = worded?.id ?? hit.like;
    const other = says !== null && id !== null && says !== id ? says : null;
    const indicator = other === null || (id !== null && anew.has(id)) ? (worded?.id ?? id) : null;
    if (indicator !== null) {
      const question = { rows, row, indicator, columns: of, headedBy: null, language: worded?.language ?? null };
      found.push(question);
      headed.set(question, above);
      if (hit.reworded) reworded.add(indicator);
    } else if (other !== null && id !== null) {
      const language = worded?.language ?? null;
      const question = { rows, row, indicator: other, columns: of, headedBy: null, language, conflicting: true };
      ofNeither.push(question);
      headed.set(question, above);
      conflicts.push(problem('question-conflicting', { ...place, indicator: other, facts: { id, other } }));
    } else if (tellsAnswers(of)) {
      problems.push(problem('question-unknown', place));
    }
  }
  // Where all rows are so, the file is still this questionnaire: they are kept, and their answers are unclear.
  if (found.length === 0) found.push(...ofNeither);
  problems.push(...asOne(conflicts));
  if (reworded.size > 0) {
    const facts = { list: [...reworded].join(', ') };
    problems.push(problem('questions-reworded', { sheet: rows.sheet.name, facts }));
  }
  const inWords = new Set(hits.flatMap(({ worded, like }) => worded?.id ?? like ?? []));
  return { sheet: rows.sheet, rows: underHeadings(found, headed), problems, worded: inWords };
}

/** Ids that stand twice beside different questions: a form that numbers its sections anew tells them by their wording. */
function numberedAnew(hits: readonly Hit[]): ReadonlySet<string> {
  const byId = Map.groupBy(hits, ({ id }) => id);
  const anew = [...byId].flatMap(([id, those]) => {
    const worded = new Set(those.flatMap((one) => one.worded?.id ?? []));
    return id !== null && worded.size > 1 ? [id] : [];
  });
  return new Set(anew);
}

/** What a row says of the question that it asks. */
interface Hit {
  /** By its id; null where it has none. */
  readonly id: string | null;
  /** By its wording; null where that is of none, or of none for sure. */
  readonly worded: { readonly id: string; readonly language: string | null } | null;
  /** The question that its wording is most like, where that is none for sure. */
  readonly like: string | null;
  /** It has an id, and something as long as a question that is none of ours. */
  readonly reworded: boolean;
  /** The cell that tells it. */
  readonly cell: Cell;
}

const code = /^q?\s?(\d+\.\d+\.\d+)\.?$/i;

function questionIn(
  cells: readonly Cell[],
  ids: ReadonlySet<string>,
  match: QuestionIndex['match'],
  columns: Columns,
): Hit | null {
  const texts = cells.filter((cell) => cell.kind === 'text');
  const coded = texts.find((cell) => code.test(cell.text.trim()));
  const written = code.exec(coded?.text.trim() ?? '')?.[1];
  const id = written !== undefined && ids.has(written) ? written : null;
  const found = matchWording(texts, match, columns);
  const worded = found === null || found.match.kind === 'doubtful' ? null : found.match;
  const cell = (worded === null ? undefined : found?.cell) ?? (id === null ? undefined : coded) ?? coded ?? found?.cell;
  if (cell === undefined) return null;
  const reworded = id !== null && worded === null && texts.some((one) => one !== coded && isWording(one, columns));
  const like = found?.match.kind === 'doubtful' ? found.match.id : null;
  return { id, worded, like, reworded, cell: reworded && like !== null ? (found?.cell ?? cell) : cell };
}

const isAsked = ({ column }: Cell, columns: Columns): boolean => column === columns.get('question');

/** Something as long as a question, in the column of questions or, where none is headed so, left of the answers. */
function isWording(cell: Cell, columns: Columns): boolean {
  if (cell.text.trim().length < 20) return false;
  const answers = columns.get('answer') ?? columns.get('yes');
  return columns.has('question') ? isAsked(cell, columns) : answers !== undefined && cell.column < answers;
}

function matchWording(
  texts: readonly Cell[],
  matching: QuestionIndex['match'],
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
    const match = matching(cell.text);
    if (match?.kind === 'doubtful') doubtful ??= { match, cell };
    else if (match !== null) return { match, cell };
  }
  return doubtful;
}
