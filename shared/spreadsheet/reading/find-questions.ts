import { asOne, type Problem, problem } from '../../domain/answers/problems.ts';
import { mustGet } from '../../domain/must.ts';
import { limits } from '../../domain/submissions/limits.ts';
import { address, type Cell, type Grid } from '../formats/grid.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { chooseTables } from './choose-tables.ts';
import { type Columns, columnsOfRow, onlyOffers, tellsAnswers } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import type { Form } from './form.ts';
import { type HeadingRow, likeliestHeading, underHeadings } from './heading-rows.ts';
import { type Match, matchFor, type QuestionIndex } from './question-index.ts';
import type { FoundQuestions, QuestionRow, QuestionTable } from './question-table.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Finds the questions by their id, else by their wording, in any sheet, row and column order; never by position. */
export function findQuestions(grid: Grid, form: Form<string>, round: string | null): FoundQuestions {
  const index = form.index();
  const sheets = grid.sheets.filter((sheet) => !isIdentitySheet(sheet)).map(rowsOf);
  const read = (match: QuestionIndex['match']): QuestionTable[] =>
    sheets.map((rows) => questionsOf(rows, form, match)).filter((table) => table.rows.length > 0);
  // Texts are only compared by their words where not every question stands as it is worded.
  const asWorded = read(index.exact);
  const found = new Set(
    asWorded.flatMap(({ rows }) => rows.flatMap((row) => (row.language === null ? [] : row.indicator))),
  );
  const tables = found.size === form.questions.size ? asWorded : read(matchFor(index));
  const chosen = chooseTables(tables, round, form.version);
  return {
    askedOn: tables[0]?.sheet.name ?? null,
    worded: new Set(tables.flatMap(({ worded }) => [...worded])),
    rows: chosen.tables.flatMap(({ rows }) => rows),
    problems: chosen.problems,
  };
}

function questionsOf(rows: Rows, form: Form<string>, match: QuestionIndex['match']): QuestionTable {
  const found: QuestionRow[] = [];
  const hits: (Hit & { readonly row: number; readonly columns: Columns; readonly headings: HeadingRow[] })[] = [];
  let columns: Columns = new Map();
  let headings: HeadingRow[] = [];
  // Rows of headings right above each other are one heading until a question follows.
  const headed = new Map<QuestionRow, readonly HeadingRow[]>();
  let open = true;
  let section: ReadonlySet<string> | null = null;
  let before: string | null = null;
  for (const [row, cells] of rows.all) {
    const hit = questionIn(cells, form, match, { columns, section, before });
    const asks = hit !== null && (hit.id !== null || hit.worded !== null);
    if (asks) before = hit.worded?.id ?? hit.id;
    else section = sectionIn(cells, form) ?? section;
    const named = asks ? null : columnsOfRow(rows.sheet, row, cells);
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
  const untold = untoldApart(hits);
  const problems: Problem[] = [];
  const conflicts: Problem[] = [];
  const ofNeither: QuestionRow[] = [];
  const reworded = new Set<string>();
  for (const hit of hits) {
    const { row, columns: of, headings: above, id, cell, idColumn } = hit;
    const worded = untold.has(hit) ? null : hit.worded;
    const place = { sheet: rows.sheet.name, cell: address(row, cell.column), read: cell.text };
    const says = worded?.id ?? hit.like;
    const other = says !== null && id !== null && says !== id ? says : null;
    const indicator = other === null || (id !== null && anew.has(id)) ? (worded?.id ?? id) : null;
    if (indicator !== null) {
      const { words } = mustGet(form.questions, indicator);
      const question = {
        rows,
        row,
        indicator,
        words,
        columns: of,
        headedBy: null,
        idColumn,
        language: worded?.language ?? null,
      };
      found.push(question);
      headed.set(question, above);
      if (hit.reworded) reworded.add(indicator);
    } else if (other !== null && id !== null) {
      const language = worded?.language ?? null;
      const { words } = mustGet(form.questions, other);
      const question = {
        rows,
        row,
        indicator: other,
        words,
        columns: of,
        headedBy: null,
        idColumn,
        language,
        conflicting: true,
      };
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
  return {
    sheet: rows.sheet,
    rows: underHeadings(found, headed),
    problems,
    worded: inWords,
    isPrinted: form.isPrinted,
  };
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

/** Rows worded alike that follow the questions they should: only where all of them do, or the rows have been sorted. */
function untoldApart(hits: readonly Hit[]): ReadonlySet<Hit> {
  const alike = Map.groupBy(hits, ({ among }) => among?.join(' ') ?? null);
  const untold = [...alike].flatMap(([key, rows]) => {
    const ids = new Set(rows.flatMap(({ worded }) => worded?.id ?? []));
    const all = rows[0]?.among?.length ?? 0;
    return key === null || (ids.size === all && rows.length === all) ? [] : rows;
  });
  return new Set(untold);
}

/** What a row says of the question that it asks. */
interface Hit {
  /** By its id; null where it has none. */
  readonly id: string | null;
  /** By its wording; null where that is of none, or of none for sure. */
  readonly worded: { readonly id: string; readonly language: string | null } | null;
  /** All that are worded so, where only the order of the rows tells which of them it is, or nothing does. */
  readonly among: readonly string[] | null;
  /** The question that its wording is most like, where that is none for sure. */
  readonly like: string | null;
  /** It has an id, and something as long as a question that is none of ours. */
  readonly reworded: boolean;
  /** The cell that tells it. */
  readonly cell: Cell;
  readonly idColumn: number | null;
}

/** What stands around a row: the columns as they are headed, the section, and the question before. */
interface Around {
  readonly columns: Columns;
  readonly section: ReadonlySet<string> | null;
  readonly before: string | null;
}

function questionIn(
  cells: readonly Cell[],
  form: Form<string>,
  match: QuestionIndex['match'],
  around: Around,
): Hit | null {
  const { columns } = around;
  const texts = cells.filter((cell) => cell.kind === 'text');
  const coded = codedCell(form.codesStandFirst ? firstCells(cells, columns) : texts, form);
  const codes = coded === undefined ? [] : (form.coded(coded.text.trim()) ?? []);
  const found = matchWording(texts, match, columns, form.longestWording);
  if (coded === undefined && found === null) return null;
  const like = found?.match.kind === 'doubtful' ? found.match.id : null;
  const { worded, among } =
    found === null || found.match.kind === 'doubtful'
      ? { worded: null, among: null }
      : alone(found.match, codes, form, around);
  const id =
    codes.find((one) => one === worded?.id) ?? only(codes, around) ?? codes.find((one) => one === like) ?? null;
  const cell = (worded === null ? undefined : found?.cell) ?? (id === null ? undefined : coded) ?? coded ?? found?.cell;
  // The heading of a section may be much like a question.
  if (cell === undefined || (worded === null && id === null && sectionIn(cells, form) !== null)) return null;
  const reworded = id !== null && worded === null && texts.some((one) => one !== coded && isWording(one, columns));
  const told = reworded && like !== null ? (found?.cell ?? cell) : cell;
  return { id, worded, among, like, reworded, cell: told, idColumn: coded?.column ?? null };
}

const codedCell = (cells: readonly Cell[], form: Form<string>): Cell | undefined =>
  cells.find((cell) => form.coded(cell.text.trim()) !== null);

/** Numbers alone are ids only in the column that is headed so or, where none is, at the beginning of a row. */
function firstCells(cells: readonly Cell[], columns: Columns): readonly Cell[] {
  const headed = columns.get('id');
  const cell = headed === undefined ? cells[0] : cells.find(({ column }) => column === headed);
  return cell?.kind === 'text' || cell?.kind === 'number' ? [cell] : [];
}

/** Of questions with the same number the one of the section in which the row stands. */
function only(ids: readonly string[], { section }: Around): string | null {
  const [first, ...others] = ids.length > 1 ? ids.filter((id) => section?.has(id)) : ids;
  return first === undefined || others.length > 0 ? null : first;
}

/**
 * Of questions that are worded alike the one with the row's id, else the only one of its section, else the one that
 * follows the question before. Null where nothing tells.
 */
function alone(
  { among, ...match }: Exclude<Match, { kind: 'doubtful' }>,
  codes: readonly string[],
  { questions }: Form<string>,
  around: Around,
): Pick<Hit, 'worded' | 'among'> {
  if (among === undefined) return { worded: match, among: null };
  const coded = among.filter((id) => codes.includes(id));
  const order = [...questions.keys()];
  const next = among.find((id) => around.before !== null && order[order.indexOf(id) - 1] === around.before);
  const told = (coded.length === 1 ? coded[0] : undefined) ?? only(among, around);
  const id = told ?? next;
  const worded = id === undefined ? null : { id, language: match.language };
  return { worded, among: told === null ? among : null };
}

function sectionIn(cells: readonly Cell[], { section }: Form<string>): ReadonlySet<string> | null {
  if (section === null) return null;
  for (const { kind, text } of cells) {
    const found = kind === 'text' ? section(text) : null;
    if (found !== null) return found;
  }
  return null;
}

const isAsked = ({ column }: Cell, columns: Columns): boolean => column === columns.get('question');

/** Something as long as a question, in the column of questions or, where none is headed so, left of the answers. */
function isWording(cell: Cell, columns: Columns): boolean {
  if (cell.text.trim().length < 20) return false;
  const answers = columns.get('answer') ?? columns.get('yes');
  return columns.has('question') ? isAsked(cell, columns) : answers !== undefined && cell.column < answers;
}

const notAsking = ['answer', 'evidence', 'moreEvidence', 'remark'] as const;

function matchWording(
  texts: readonly Cell[],
  matching: QuestionIndex['match'],
  columns: Columns,
  longest: number,
): { match: Match; cell: Cell } | null {
  const elsewhere = notAsking.map((role) => columns.get(role));
  // The question's column first; a second one may have it in another language.
  const likely = texts
    .filter((cell) => !elsewhere.includes(cell.column))
    .sort((a, b) => Number(isAsked(b, columns)) - Number(isAsked(a, columns)));
  let doubtful: { match: Match; cell: Cell } | null = null;
  for (const cell of likely) {
    if (cell.text.length > longest) continue;
    const match = matching(cell.text);
    if (match?.kind === 'doubtful') doubtful ??= { match, cell };
    else if (match !== null) return { match, cell };
  }
  return doubtful;
}
