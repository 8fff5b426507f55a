import { foldedText } from '../../shared/domain/answers/normalise/plain-text.ts';
import { type Definition, indexName } from '../../shared/domain/questionnaire/definition/definition.ts';
import { isQuestion } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { Cell } from '../../shared/spreadsheet/formats/grid.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { Unreadable } from '../../shared/spreadsheet/formats/unreadable.ts';
import { bytesNamed } from './files-in.ts';
import { UsageError } from './usage-error.ts';

/** What a table says of one authority and one question, group or the whole. */
export interface LastYearEntry {
  readonly authority: string;
  readonly node: string;
  readonly cell: Cell;
  /** The row in the file. */
  readonly row: number;
}

export interface LastYearTable {
  readonly answers: readonly LastYearEntry[];
  readonly points: readonly LastYearEntry[];
  /** Names of questions, or headings, that the questionnaire does not have. */
  readonly unknown: ReadonlySet<string>;
}

type Column = 'authority' | 'question' | 'answer' | 'points';

const words: Readonly<Record<Column, readonly string[]>> = {
  authority: [
    ...[
      'authority',
      'municipality',
      'city',
      'place',
      'country',
      'region',
      'county',
      'organisation',
      'organization',
      'name',
    ],
    ...['kunta', 'kaupunki', 'kommune', 'gemeinde', 'commune', 'municipio', 'comune', 'gemeente', 'kommun', 'id'],
  ],
  question: [
    'question',
    'question id',
    'question_id',
    'node',
    'indicator',
    'id',
    'code',
    'kysymys',
    'frage',
    'pregunta',
    'domanda',
    'vraag',
  ],
  answer: [
    'answer',
    'response',
    'value',
    'choice',
    'vastaus',
    'antwort',
    'réponse',
    'respuesta',
    'risposta',
    'antwoord',
    'svar',
  ],
  points: [
    'points',
    'score',
    'published',
    'published points',
    'total',
    'pisteet',
    'punkte',
    'puntos',
    'punti',
    'punten',
    'poäng',
  ],
};

/**
 * Reads a table of last year, as .csv or a workbook: a row for each authority and question (`authority, question, answer,
 * points`), or a row for each authority with a column for each question. `wanted`: what its cells are in the second case.
 */
export async function readLastYear(
  file: string,
  definition: Definition,
  wanted: 'answers' | 'points',
): Promise<LastYearTable> {
  const rows = await rowsOf(file);
  const [head, ...below] = rows;
  if (head === undefined || below.length === 0) throw new UsageError(`${file} has no rows below its headings`);
  const nodeOf = nodeFinder(definition);
  const columns = columnsIn(head);
  const unknown = new Set<string>();
  const authorityAt = columns.authority ?? Math.min(...head.keys());
  const found = { answers: [] as LastYearEntry[], points: [] as LastYearEntry[] };
  const take = (
    kind: 'answers' | 'points',
    cells: ReadonlyMap<number, Cell>,
    name: string,
    cell: Cell | undefined,
  ): void => {
    const node = nodeOf(name, kind);
    const authority = cells.get(authorityAt)?.text.trim() ?? '';
    if (node === null) unknown.add(name);
    else if (cell !== undefined && cell.text.trim() !== '') found[kind].push({ authority, node, cell, row: cell.row });
  };
  const isLong = columns.question !== undefined && (columns.answer !== undefined || columns.points !== undefined);
  for (const cells of below) {
    if (isLong) {
      const name = cells.get(columns.question ?? 0)?.text.trim() ?? '';
      if (name === '') continue;
      if (columns.answer !== undefined) take('answers', cells, name, cells.get(columns.answer));
      if (columns.points !== undefined) take('points', cells, name, cells.get(columns.points));
      continue;
    }
    for (const [column, heading] of head) {
      if (column === authorityAt) continue;
      take(wanted, cells, heading.text.trim(), cells.get(column));
    }
  }
  if (found.answers.length + found.points.length === 0) {
    throw new UsageError(
      `${file} names no question of the questionnaire; it needs the columns authority, question and ${wanted === 'answers' ? 'answer' : 'points'}, or a column for each question`,
    );
  }
  return { ...found, unknown };
}

async function rowsOf(file: string): Promise<ReadonlyMap<number, Cell>[]> {
  const bytes = await bytesNamed(file);
  try {
    const { sheets } = await readGrid(bytes);
    const sheet = sheets.find(({ hidden, cells }) => !hidden && cells.length > 0);
    const byRow = Map.groupBy(sheet?.cells ?? [], ({ row }) => row);
    return [...byRow].sort(([a], [b]) => a - b).map(([, cells]) => new Map(cells.map((cell) => [cell.column, cell])));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new UsageError(`${file}: ${describeProblem(error.problem, messagesIn('en')).message}`, { cause: error });
  }
}

function columnsIn(head: ReadonlyMap<number, Cell>): Partial<Record<Column, number>> {
  const columns: Partial<Record<Column, number>> = {};
  for (const column of ['question', 'answer', 'points', 'authority'] as const) {
    for (const word of words[column]) {
      const at = [...head].find(
        ([place, { text }]) => foldedText(text) === word && !Object.values(columns).includes(place),
      )?.[0];
      if (at === undefined) continue;
      columns[column] = at;
      break;
    }
  }
  return columns;
}

/** Finds a node by its name, the number that is printed before it, or its label. */
function nodeFinder({ nodes }: Definition): (text: string, kind: 'answers' | 'points') => string | null {
  const found = new Map<string, string | null>();
  const learn = (text: string, name: string): void => {
    const key = foldedText(text);
    // What two nodes are called is neither's.
    found.set(key, found.has(key) && found.get(key) !== name ? null : name);
  };
  for (const { name, number, label } of nodes) {
    if (number !== undefined) learn(number, name);
    for (const text of Object.values(label)) learn(text, name);
  }
  for (const { name } of nodes) found.set(foldedText(name), name);
  for (const word of [indexName, 'total', 'overall', 'score']) if (!found.has(word)) found.set(word, indexName);
  const questions = new Set(nodes.filter(isQuestion).map(({ name }) => name));
  return (text, kind) => {
    const key = foldedText(text).replace(/[.):]+$/, '');
    const name = found.get(key) ?? found.get(`q${key}`) ?? found.get(key.replace(/^q(?=\d)/, '')) ?? null;
    // Only questions are answered.
    return name !== null && kind === 'answers' && !questions.has(name) ? null : name;
  };
}
