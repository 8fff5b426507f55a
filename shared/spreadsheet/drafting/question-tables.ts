import type { Cell } from '../formats/grid.ts';
import type { Book } from './formulas/calculator.ts';
import { type Role, roleOf } from './heading-roles.ts';
import { type Offered, offeredBy } from './offered.ts';
import { mostPointsIn, optionOf, scoredOptionsIn } from './option-texts.ts';
import type { SheetView } from './sheet-view.ts';
import { languageInHeading, languageOfHeading, languageOfTexts } from './text-language.ts';

export interface WordedColumn {
  readonly column: number;
  /** As its heading says it. */
  readonly language: string | null;
}

export interface TableColumns {
  readonly id: number | null;
  /** One for each language. */
  readonly questions: readonly WordedColumn[];
  readonly answer: number | null;
  /** The same in other languages, or of other years. */
  readonly answersElsewhere: readonly number[];
  /** Columns to tick instead of an answer column. */
  readonly ticks: readonly { readonly column: number; readonly label: string; readonly points: number | null }[];
  /** Where answers are listed in cells. */
  readonly options: readonly WordedColumn[];
  readonly evidence: number | null;
  readonly guides: readonly WordedColumn[];
  readonly points: number | null;
  /** Whatever their headings, columns whose cells list answers with points; the column of points may be one. */
  readonly scoring: readonly number[];
  /** From the outer to the inner; of each level a column, or one for each language. */
  readonly sections: readonly (readonly number[])[];
  readonly unit: number | null;
  readonly type: number | null;
}

/** A sheet that asks questions. */
export interface QuestionTable {
  readonly view: SheetView;
  /** The rows of its headings, which may come again further down. */
  readonly heads: readonly number[];
  readonly columns: TableColumns;
  /** What the drop-down of a row offers, in the column of answers or in another one; empty where it has none. */
  offered(row: number, column?: number): readonly Offered[];
}

/** Rows in which headings are looked for. */
const mostHeadRow = 80;
/** Characters of a text that is more than a word or two. */
const longText = 12;

export function questionTableIn(view: SheetView, book: Book): QuestionTable | null {
  const heads = headRowsOf(view);
  const columns = heads.length > 0 ? columnsUnder(heads, view) : columnsWithout(view);
  if (columns === null || columns.questions.length === 0) return null;
  const lists = new Map<string, readonly Offered[]>();
  return {
    view,
    heads,
    columns,
    offered(row, column) {
      const at = column ?? columns.answer;
      const rule = at === null ? undefined : view.rule(row, at);
      if (rule === undefined) return [];
      const known = lists.get(rule.formula);
      const offered = known ?? offeredBy(rule, view.name, book);
      lists.set(rule.formula, offered);
      return offered;
    },
  };
}

interface HeadRow {
  readonly row: number;
  readonly roles: ReadonlySet<Role>;
}

function headRowsOf(view: SheetView): number[] {
  const rows: HeadRow[] = view.rows
    .filter((row) => row <= mostHeadRow)
    .flatMap((row) => {
      const cells = view.cellsIn(row);
      const isTick = ticksAmong(cells);
      const roles = new Set(
        cells.flatMap((cell) => (cell.kind === 'text' && !isTick(cell) ? (roleOf(cell.text) ?? []) : [])),
      );
      // A row of a table has long texts, headings have none.
      const isHead = cells.length >= 2 && cells.every(({ text }) => text.length <= 120);
      return isHead && roles.size >= 2 ? [{ row, roles }] : [];
    });
  const best =
    rows.find(({ roles }) => roles.has('question') && roles.size >= 2) ?? rows.find(({ roles }) => roles.size >= 3);
  const first = best ?? rows.find(({ roles }) => roles.has('id') && (roles.has('answer') || roles.has('points')));
  if (first === undefined) return [];
  const heads = [first.row];
  const next = view.rows[view.rows.indexOf(first.row) + 1];
  if (next !== undefined && next === first.row + 1 && isSecondHead(view, first.row, next)) heads.push(next);
  const before = view.rows[view.rows.indexOf(first.row) - 1];
  if (before !== undefined && before === first.row - 1 && isHeadAbove(view, before)) heads.unshift(before);
  return heads;
}

/** Languages under `Question`, or the headings of what is merged above. */
function isSecondHead(view: SheetView, first: number, second: number): boolean {
  const cells = view.cellsIn(second);
  if (cells.some(({ text, kind }) => kind !== 'text' || text.length > 40 || text.trim().endsWith('?'))) return false;
  const named = cells.filter(({ text }) => languageInHeading(text) !== null);
  const known = cells.filter(({ text }) => roleOf(text) !== null);
  const isMerged = view.cellsIn(first).some((cell) => (view.mergeFrom(first, cell.column)?.right ?? 0) > cell.column);
  return (
    named.length >= 2 || known.length >= 3 || (isMerged && named.length + known.length >= Math.max(1, cells.length / 2))
  );
}

/** A row of merged headings, each over several of the headings below. */
function isHeadAbove(view: SheetView, row: number): boolean {
  const cells = view.cellsIn(row);
  const isOver = (cell: Cell): boolean => (view.mergeFrom(row, cell.column)?.right ?? 0) > cell.column;
  return cells.length >= 2 && cells.some(isOver) && cells.every(({ text }) => text.length <= 40);
}

/** `No` heads numbers, unless `Yes` stands beside it: of two that of the left. */
function ticksAmong(cells: readonly Cell[]): (cell: Cell) => boolean {
  const yes = cells.find(({ text }) => yesWord.test(text.trim()));
  if (yes === undefined) return () => false;
  const ticked = cells.filter(({ text }) => tickWords.test(text.trim()));
  const no = ticked.filter(({ text }) => /^no$/i.test(text.trim()));
  const id = no.length > 1 ? no.find(({ column }) => column < yes.column) : undefined;
  return (cell) => ticked.includes(cell) && cell !== id;
}

const yesWord = /^(?:yes|kyllä|oui|ja|sí|si|sì|sim)$/i;

interface Heading {
  readonly column: number;
  readonly text: string;
  readonly role: Role | null;
  readonly language: string | null;
  /** It is one of the answers, below which a mark is set. */
  readonly isTick: boolean;
}

/** The headings of columns; where two rows head them, the lower one says more, and the upper one what for. */
function headingsUnder(heads: readonly number[], view: SheetView): Heading[] {
  const columns = new Set(heads.flatMap((row) => view.cellsIn(row).map(({ column }) => column)));
  return [...columns]
    .sort((a, b) => a - b)
    .map((column) => {
      const isTick = heads.some((row) => {
        const cell = view.cell(row, column);
        return cell !== undefined && ticksAmong(view.cellsIn(row))(cell);
      });
      const texts = heads.map((row) => view.text(row, column) || view.spannedText(row, column)).filter(Boolean);
      const own = [...texts].reverse();
      const role = isTick ? null : (own.map(roleOf).find((one) => one !== null) ?? null);
      const language =
        own.map(languageInHeading).find((one) => one !== null) ??
        own.map(languageOfHeading).find((one) => one !== null);
      return { column, text: texts.join(' '), role, language: language ?? null, isTick };
    });
}

function columnsUnder(heads: readonly number[], view: SheetView): TableColumns | null {
  const headings = headingsUnder(heads, view);
  const below = view.rows.filter((row) => row > (heads.at(-1) ?? 0));
  const of = (role: Role): Heading[] => headings.filter((one) => one.role === role);
  const isFormula = ({ column }: Heading): boolean => {
    const filled = below.filter((row) => view.cell(row, column) !== undefined);
    return (
      filled.length > 0 && filled.filter((row) => view.formula(row, column) !== undefined).length > filled.length / 2
    );
  };
  let questions = withLanguageHeadings(of('question'), headings, view, below);
  const taken = new Set(headings.filter(({ role }) => role !== null).map(({ column }) => column));
  if (questions.length === 0) {
    const free = headings.filter(({ column }) => !taken.has(column)).map(({ column }) => column);
    const column = wordiest(view, below, free.length > 0 ? free : columnsOf(view, below));
    if (column === null) return null;
    const heading = headings.find((one) => one.column === column);
    questions = [heading ?? { column, text: '', role: 'question', language: null, isTick: false }];
  }
  questions = inLanguages(questions, view, below);
  let sections = of('section').map(({ column }) => column);
  // `Indicator` beside `Question` is what questions stand under.
  if (questions.length > 1 && questions.every(({ language }) => language === null)) {
    const main = mainQuestion(questions, view, below);
    sections = [...sections, ...questions.filter((one) => one !== main).map(({ column }) => column)]
      .filter((column) => column < main.column)
      .sort((a, b) => a - b);
    const others = questions.filter((one) => one !== main && one.column > main.column && isWordy(one, view, below));
    questions = [main, ...others];
  }
  const scoring = scoringColumns(headings, questions, view, below);
  const isScale = ({ column }: Heading): boolean =>
    scoring.includes(column) && !below.some((row) => view.rule(row, column) !== undefined);
  const answers = of('answer').filter((one) => !isFormula(one) && !isScale(one));
  const answer = answerColumn(view, below, answers);
  const points = of('points').filter((one) => !isFormula(one) && one.column !== answer);
  const ids = of('id').filter(({ column }) => column !== answer);
  const id = ids.find(({ column }) => column <= (questions[0]?.column ?? 0)) ?? ids[0];
  const evidence = of('evidence').filter(({ column }) => column !== answer);
  return {
    id: id?.column ?? unheadedId(view, below, headings, questions[0]?.column ?? 1),
    questions,
    answer,
    ticks: ticksOf(headings, answer, (column) => below.some((row) => view.text(row, column) !== '')),
    answersElsewhere: of('answer').flatMap((one) =>
      one.column === answer || answer === null || isScale(one) ? [] : [one.column],
    ),
    options: of('options'),
    evidence: evidence[0]?.column ?? null,
    guides: of('guide'),
    points: points.find(({ column }) => hasPoints(view, below, column))?.column ?? null,
    scoring,
    sections: levelsOf(sections, questions, view, below),
    unit: of('unit')[0]?.column ?? null,
    type: of('type')[0]?.column ?? null,
  };
}

/** `Section | Osio`: two columns that say the same throughout are one level in two languages, where there are two. */
function levelsOf(
  columns: readonly number[],
  questions: readonly Heading[],
  view: SheetView,
  below: readonly number[],
): number[][] {
  const levels: number[][] = [];
  const rows = below.filter((row) => questions.some(({ column }) => view.text(row, column) !== ''));
  for (const column of columns) {
    const last = levels.at(-1);
    const [outer] = last ?? [];
    const isSame = outer !== undefined && (last?.length ?? 0) < questions.length && saySame(outer, column, view, rows);
    if (isSame) last?.push(column);
    else levels.push([column]);
  }
  return levels;
}

/** Whether each text of one column has one text in the other, and begins where it begins. */
function saySame(one: number, other: number, view: SheetView, rows: readonly number[]): boolean {
  const [there, back] = [new Map<string, string>(), new Map<string, string>()];
  for (const row of rows) {
    const [a, b] = [view.text(row, one), view.text(row, other)];
    if ((a === '') !== (b === '')) return false;
    if (a === '') continue;
    if ((there.get(a) ?? b) !== b || (back.get(b) ?? a) !== a) return false;
    there.set(a, b);
    back.set(b, a);
  }
  return there.size > 0;
}

const hasPoints = (view: SheetView, rows: readonly number[], column: number): boolean =>
  rows.some((row) => pointsAt(view, row, column) !== null);

/** The most points of a question, as a column says them: `10`, `0 to 10 points`. */
export function pointsAt(view: SheetView, row: number, column: number | null): number | null {
  const number = view.number(row, column);
  if (number !== null || column === null || view.formula(row, column) !== undefined) return number;
  return mostPointsIn(view.text(row, column));
}

const unscored: ReadonlySet<Role | null> = new Set<Role>(['id', 'question', 'section', 'unit', 'type', 'options']);

/** Columns of points with `Yes = 5; No = 0` in any cell, and other columns where most cells are so. */
function scoringColumns(
  headings: readonly Heading[],
  questions: readonly Heading[],
  view: SheetView,
  rows: readonly number[],
): number[] {
  const roles = new Map(headings.map(({ column, role }) => [column, role]));
  const asking = new Set(questions.map(({ column }) => column));
  return columnsOf(view, rows)
    .sort((a, b) => a - b)
    .filter((column) => {
      const role = roles.get(column) ?? null;
      if (asking.has(column) || unscored.has(role)) return false;
      const texts = rows.flatMap((row) => (view.formula(row, column) === undefined ? view.text(row, column) : []));
      const filled = texts.filter((text) => text !== '');
      const others = filled.filter((text) => scoredOptionsIn(text).length === 0);
      const lists = filled.length - others.length;
      if (lists === 0) return false;
      return (
        role === 'points' || lists + others.filter((one) => mostPointsIn(one) !== null).length >= filled.length / 2
      );
    });
}

/** `English | Suomi`: columns that are headed by their language alone have questions, too. */
function withLanguageHeadings(
  questions: readonly Heading[],
  headings: readonly Heading[],
  view: SheetView,
  rows: readonly number[],
): Heading[] {
  const known = new Set(questions.map(({ language }) => language));
  const named = headings.filter(
    (one) => one.role === null && !one.isTick && one.language !== null && !known.has(one.language),
  );
  const wordy = named.filter((one) => isWordy(one, view, rows));
  if (wordy.length + questions.length < 2) return [...questions];
  return [...questions, ...wordy].sort((a, b) => a.column - b.column);
}

/** `Question | Question`: where headings do not tell languages apart, the texts below them may. */
function inLanguages(questions: readonly Heading[], view: SheetView, rows: readonly number[]): Heading[] {
  const unnamed = questions.filter(({ language }) => language === null);
  if (questions.length < 2 || unnamed.length < 2) return [...questions];
  const guessed = questions.map((one) => ({
    ...one,
    language: one.language ?? languageOfTexts(rows.map((row) => view.text(row, one.column))),
  }));
  const languages = new Set(guessed.flatMap(({ language }) => language ?? []));
  return languages.size === questions.length ? guessed : [...questions];
}

const isWordy = ({ column }: Heading, view: SheetView, rows: readonly number[]): boolean =>
  rows.filter((row) => view.text(row, column).length >= longText).length > rows.length / 3;

/** Of several columns of questions the one whose texts are longest. */
function mainQuestion(questions: readonly Heading[], view: SheetView, rows: readonly number[]): Heading {
  const length = ({ column }: Heading): number =>
    rows.reduce((all, row) => all + Math.min(200, view.text(row, column).length), 0);
  return [...questions].sort((a, b) => length(b) - length(a))[0] as Heading;
}

/** `Yes | No | NA`, or `Fully (2) | Partly (1)`, as headings of empty columns. */
function ticksOf(
  headings: readonly Heading[],
  answer: number | null,
  isFilled: (column: number) => boolean,
): TableColumns['ticks'] {
  if (answer !== null) return [];
  const ticked = headings.filter(({ isTick }) => isTick);
  if (ticked.length >= 2) {
    // What stands between `Yes` and `No` or beside them, with nothing below, is an answer, too.
    const isFree = (one: Heading | undefined): boolean =>
      one !== undefined && one.role === null && (one.isTick || !isFilled(one.column));
    let first = headings.findIndex((one) => one.isTick);
    let last = headings.findLastIndex((one) => one.isTick);
    while (isFree(headings[first - 1])) first -= 1;
    while (isFree(headings[last + 1])) last += 1;
    return headings
      .slice(first, last + 1)
      .filter(isFree)
      .map(({ column, text }) => ({ column, label: text.trim(), points: null }));
  }
  const scale = headings.flatMap(({ column, text }) => {
    const { label, points } = optionOf(text.trim());
    return points === null ? [] : [{ column, label, points }];
  });
  if (scale.length >= 2) return scale;
  // Columns without anything below their headings, and no other place for an answer: they are there to be ticked.
  const free = headings.filter(({ column, role, language }) => role === null && language === null && !isFilled(column));
  return free.length >= 2 ? free.map(({ column, text }) => ({ column, label: text.trim(), points: null })) : [];
}

export const tickWords =
  /^(?:yes|no|n\/?a|not applicable|partly|partially|in part|kyllä|ei|osittain|oui|non|en partie|ja|nein|nej|nee|teilweise|delvis|deels|sí|si|parcialmente|parzialmente|sim|não|don['’]t know|do not know)$/i;

/** The headed column with most drop-downs; any such column where none is headed; else the newest headed one. */
function answerColumn(view: SheetView, rows: readonly number[], headed: readonly Heading[]): number | null {
  const rules = (column: number): number =>
    rows.filter((row) => ['list', 'whole', 'decimal'].includes(view.rule(row, column)?.type ?? '')).length;
  const year = ({ text }: Heading): number => Number(/(?:19|20)\d{2}/.exec(text)?.[0] ?? 0);
  const best = [...headed].sort((a, b) => rules(b.column) - rules(a.column) || year(b) - year(a))[0];
  if (best !== undefined) return best.column;
  const columns = new Set(
    (view.sheet.cells.length === 0 ? [] : rows).flatMap((row) =>
      Array.from({ length: 30 }, (_, index) => index + 1).filter((column) => view.rule(row, column)?.type === 'list'),
    ),
  );
  const [most] = [...columns].sort((a, b) => rules(b) - rules(a));
  return most === undefined || rules(most) < 2 ? null : most;
}

const columnsOf = (view: SheetView, rows: readonly number[]): number[] => [
  ...new Set(rows.flatMap((row) => view.cellsIn(row).map(({ column }) => column))),
];

/** The column with the longest texts. */
function wordiest(view: SheetView, rows: readonly number[], columns: readonly number[]): number | null {
  const length = (column: number): number =>
    rows.reduce(
      (all, row) => all + (view.cell(row, column)?.kind === 'text' ? Math.min(200, view.text(row, column).length) : 0),
      0,
    );
  const [best] = [...columns].sort((a, b) => length(b) - length(a));
  return best === undefined || length(best) === 0 ? null : best;
}

/** `1`, `Q1.`, `2.3a`, `A-4`, `(5)`: what offices number questions with. */
export const idLike = /^\(?(?:[\p{L}]{1,12}[ ._-]?)?\d{1,4}(?:[.\-_/]\d{1,4})*[ ._-]?\p{L}?[.):]*$/u;

function unheadedId(
  view: SheetView,
  rows: readonly number[],
  headings: readonly Heading[],
  question: number,
): number | null {
  const headed = new Set(headings.filter(({ role }) => role !== null).map(({ column }) => column));
  const columns = columnsOf(view, rows).filter((column) => column < question && !headed.has(column));
  const share = (column: number): number => {
    const filled = rows.filter((row) => view.text(row, column) !== '');
    const ids = filled.filter((row) => idLike.test(view.text(row, column)));
    return filled.length < 2 ? 0 : ids.length / filled.length;
  };
  return columns.reverse().find((column) => share(column) >= 0.6) ?? null;
}

/** Without headings: drop-downs tell where answers are, and the longest texts where questions are. */
function columnsWithout(view: SheetView): TableColumns | null {
  const answer = answerColumn(view, view.rows, []);
  const columns = columnsOf(view, view.rows).filter((column) => answer === null || column < answer);
  const question = wordiest(view, view.rows, columns);
  if (question === null) return null;
  const id = unheadedId(view, view.rows, [], question);
  const asked = view.rows.filter((row) => view.text(row, question).length >= longText);
  const isAsking = asked.filter((row) => /\?\s*(?:\n|$)/.test(view.text(row, question))).length;
  // Without headings and drop-downs only a list of questions is one.
  if (answer === null && (isAsking < 3 || isAsking < asked.length / 2)) return null;
  const behind = columnsOf(view, view.rows).filter((column) => column > question && column !== answer);
  const points = behind.find(
    (column) => asked.filter((row) => view.number(row, column) !== null).length > asked.length / 2,
  );
  const none = {
    answersElsewhere: [],
    ticks: [],
    options: [],
    scoring: scoringColumns(
      [],
      [{ column: question, text: '', role: 'question', language: null, isTick: false }],
      view,
      view.rows,
    ).filter((column) => column !== id && column !== answer),
    evidence: null,
    guides: [],
    sections: [],
    unit: null,
    type: null,
  };
  return { ...none, id, questions: [{ column: question, language: null }], answer, points: points ?? null };
}
