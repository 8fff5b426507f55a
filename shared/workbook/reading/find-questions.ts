import { type Problem, problem } from '../../domain/problems.ts';
import { indicatorsOf, type Questionnaire } from '../../domain/questionnaire.ts';
import { address, type Cell, type Grid } from '../grid.ts';
import { type Columns, columnsByHeading, tellsAnswers } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import { guessColumns } from './guess-columns.ts';
import { type Match, type QuestionIndex, questionIndex } from './question-index.ts';
import { type Rows, rowsOf } from './rows.ts';

/** One row in which a question stands, and the columns that hold its answer. */
export interface QuestionRow {
  readonly rows: Rows;
  readonly row: number;
  readonly indicator: string;
  readonly columns: Columns;
}

export interface FoundQuestions {
  readonly rows: readonly QuestionRow[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the questions by their id, else by their wording, in any sheet, row and column order; never
 * by position. Sheets with a heading "Answer" go before sheets without, visible ones before hidden ones.
 */
export function findQuestions(grid: Grid, questionnaire: Questionnaire): FoundQuestions {
  const index = indexOf(questionnaire);
  const ids = new Set(indicatorsOf(questionnaire).map(({ id }) => id));
  const tables = grid.sheets
    .filter((sheet) => !isIdentitySheet(sheet))
    .map((sheet) => questionsOf(rowsOf(sheet), ids, index))
    .filter((table) => table.rows.length > 0);
  const headed = tables.filter((table) => table.rows.some(({ columns }) => tellsAnswers(columns)));
  const chosen = headed.length > 0 ? headed : tables.map((table) => guessColumns(table));
  const visible = chosen.filter((table) => !table.sheet.hidden);
  const taken = visible.length > 0 ? visible : chosen;
  return {
    rows: taken.flatMap((table) => table.rows.filter(({ columns }) => columns.has('answer') || columns.has('yes'))),
    problems: taken.flatMap((table) => table.problems),
  };
}

/** Made once for each questionnaire: an instance of the function reads many files. */
const indexes = new WeakMap<Questionnaire, QuestionIndex>();

function indexOf(questionnaire: Questionnaire): QuestionIndex {
  const known = indexes.get(questionnaire);
  if (known !== undefined) return known;
  const questions = indicatorsOf(questionnaire).map(({ id, text }) => ({ id, texts: Object.values(text) }));
  const index = questionIndex(questions);
  indexes.set(questionnaire, index);
  return index;
}

export interface QuestionTable extends FoundQuestions {
  readonly sheet: Rows['sheet'];
}

function questionsOf(rows: Rows, ids: ReadonlySet<string>, index: QuestionIndex): QuestionTable {
  const found: QuestionRow[] = [];
  const problems: Problem[] = [];
  let columns: Columns = new Map();
  for (const [row, cells] of rows.all) {
    const hit = questionIn(cells, ids, index, columns);
    const headings = columnsByHeading(cells);
    if (hit?.kind !== 'question' && tellsAnswers(headings)) {
      columns = headings;
      continue;
    }
    if (hit === null) continue;
    if (hit.kind === 'question') found.push({ rows, row, indicator: hit.id, columns });
    else {
      problems.push(
        problem(hit.code, {
          sheet: rows.sheet.name,
          cell: address(row, hit.cell.column),
          read: hit.cell.text,
          facts: hit.facts,
        }),
      );
    }
  }
  return { sheet: rows.sheet, rows: found, problems };
}

type Hit =
  | { readonly kind: 'question'; readonly id: string }
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
  if (coded !== undefined && id !== undefined && ids.has(id)) {
    // The id and the whole wording of another question in one row: half of the table was sorted or shifted.
    if (worded?.match.kind === 'same' && worded.match.id !== id) {
      return {
        kind: 'problem',
        code: 'question-conflicting',
        cell: worded.cell,
        facts: { id, other: worded.match.id },
      };
    }
    return { kind: 'question', id };
  }
  if (worded !== null && worded.match.kind !== 'doubtful') return { kind: 'question', id: worded.match.id };
  if (!tellsAnswers(columns)) return null;
  const unknown = coded ?? worded?.cell;
  return unknown === undefined ? null : { kind: 'problem', code: 'question-unknown', cell: unknown, facts: {} };
}

function matchWording(
  texts: readonly Cell[],
  index: QuestionIndex,
  columns: Columns,
): { match: Match; cell: Cell } | null {
  const column = columns.get('question');
  const likely = column === undefined ? texts : texts.filter((cell) => cell.column === column);
  let doubtful: { match: Match; cell: Cell } | null = null;
  for (const cell of likely) {
    if (cell.text.length > 1000) continue;
    const match = index.match(cell.text);
    if (match?.kind === 'doubtful') doubtful ??= { match, cell };
    else if (match !== null) return { match, cell };
  }
  return doubtful;
}
