import type { BackgroundValue, BackgroundValues } from '../../domain/background.ts';
import { currencyIn, multiplierIn, unitWords } from '../../domain/normalise/figure-units.ts';
import { type NormalisedFigure, normaliseFigure } from '../../domain/normalise/normalise-figure.ts';
import { foldedText, plainText } from '../../domain/normalise/plain-text.ts';
import { type Problem, problem } from '../../domain/problems.ts';
import { type BackgroundFigure, type Questionnaire, wordingsOf } from '../../domain/questionnaire.ts';
import { address, type Cell, type Grid } from '../grid.ts';
import { beforeDate } from './before-date.ts';
import { type FigureHead, figureHeads, isYear } from './figure-columns.ts';
import { type Columns, columnsByHeading } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import type { QuestionRow } from './find-questions.ts';
import { type QuestionIndex, questionIndex } from './question-index.ts';
import { fullAddress, type Rows, rowsOf } from './rows.ts';

/** Finds each background figure by its id or wording, in any row that asks no question, and reads the value beside it. */
export function readBackground(
  grid: Grid,
  questionnaire: Questionnaire,
  questions: readonly QuestionRow[],
  round: string | null = null,
): { background: BackgroundValues; problems: Problem[] } {
  const index = indexOf(questionnaire);
  const found = new Map<string, Place>();
  for (const sheet of grid.sheets.filter((one) => !isIdentitySheet(one))) {
    const rows = rowsOf(sheet);
    let columns: Columns = new Map();
    let heads: Heads = { columns: new Map(), cells: [] };
    const asked = new Set(questions.filter((one) => one.rows.sheet === sheet).map(({ row }) => row));
    for (const [row, cells] of rows.all) {
      // A row that asks a question asks for no figure, whatever its evidence talks about.
      if (asked.has(row)) continue;
      const headings = columnsByHeading(cells, sheet);
      if (headings.has('value')) columns = headings;
      const headed = figureHeads(cells);
      if (headed !== null) heads = { columns: headed, cells };
      for (const label of cells) {
        const match = label.kind === 'text' && label.text.length < 300 ? figureOf(label.text, index) : null;
        if (match === null) continue;
        const place = { rows, label, columns, heads, unit: match.unit };
        const before = found.get(match.id);
        // An id and its wording stand side by side: the value is beside the second of them.
        const again = before !== undefined && before.rows === rows && before.label.row === row;
        if (before === undefined || again || claimOf(place) > claimOf(before)) found.set(match.id, place);
      }
    }
  }
  const problems: Problem[] = [];
  const background = new Map<string, BackgroundValue>();
  for (const figure of questionnaire.background) {
    const place = found.get(figure.id);
    if (place !== undefined) background.set(figure.id, readFigure(figure, place, round, problems));
  }
  return { background, problems };
}

/** Made once for each questionnaire. */
const indexes = new WeakMap<Questionnaire, QuestionIndex>();

function indexOf(questionnaire: Questionnaire): QuestionIndex {
  const known = indexes.get(questionnaire);
  if (known !== undefined) return known;
  const figures = questionnaire.background.map((figure) => ({
    id: figure.id,
    texts: [{ text: figure.id, language: null }, ...wordingsOf(figure, questionnaire)],
  }));
  const index = questionIndex(figures);
  indexes.set(questionnaire, index);
  return index;
}

/** `Total population (1000)`, `Total annual budget, in thousand euros`: what a label adds about the unit. */
const unitOfLabel =
  /\s*[([][^()[\]]*[)\]]\s*$|[\s,;:–-]+(?:in|en|em|i|w|v|ve|in den|as)\s+[^,;:]{1,30}$|[\s,;:–-]+(?:[km]?€|[mt]?eur|teur)\s*$/iu;

/** The figure a label asks for, with or without a unit at its end. */
function figureOf(text: string, index: QuestionIndex): { id: string; unit: string } | null {
  const whole = index.match(text);
  const unit = unitOfLabel.exec(text)?.[0] ?? '';
  if (whole !== null && whole.kind !== 'doubtful') return { id: whole.id, unit: multiplierIn(unit) === 1 ? '' : unit };
  const match = unit === '' ? null : index.match(text.slice(0, -unit.length));
  return match === null || match.kind === 'doubtful' ? null : { id: match.id, unit };
}

interface Heads {
  readonly columns: ReadonlyMap<number, FigureHead>;
  readonly cells: readonly Cell[];
}

interface Place {
  readonly rows: Rows;
  readonly label: Cell;
  readonly columns: Columns;
  readonly heads: Heads;
  /** What the label says of the unit; '' where nothing. */
  readonly unit: string;
}

/**
 * Which of several places a figure is read from. A label beside a "Value" column is the form's own, elsewhere it may
 * just be mentioned; what is hidden may be last year's; a copy that was never filled in says nothing.
 */
function claimOf(place: Place): number {
  const { rows, label, columns, heads } = place;
  const filled = rows.cell(label.row, valueColumn(place, null)) !== undefined;
  const headed = columns.has('value') || heads.columns.size > 0;
  return (headed ? 4 : 0) + (rows.sheet.hidden ? 0 : 2) + (filled ? 1 : 0);
}

/**
 * Where the number of a figure stands: under the head of the newest year up to the round's, else under a head of values, else
 * the next number, over units and years.
 */
function valueColumn({ rows, label, columns, heads }: Place, round: string | null): number {
  const right = [...heads.columns].filter(([column]) => column > label.column);
  const years = right.flatMap(([column, head]) => (head.kind === 'year' ? [{ column, year: head.year }] : []));
  const until = isYear(round ?? '') ? Number(round) : Number.POSITIVE_INFINITY;
  const [newest] = years.filter(({ year }) => year <= until).sort((a, b) => b.year - a.year);
  const [value] = right.find(([, { kind }]) => kind === 'value') ?? [];
  if (newest !== undefined && value === undefined) return newest.column;
  return value ?? columns.get('value') ?? nextNumber(rows, label, heads) ?? label.column + 1;
}

/** Characters kept of what was written where a figure belongs; the file itself is kept whole. */
const longestRaw = 2_000;

function readFigure(
  figure: BackgroundFigure,
  place: Place,
  round: string | null,
  problems: Problem[],
): BackgroundValue {
  const { rows, label, columns } = place;
  const column = valueColumn(place, round);
  const cell = rows.cell(label.row, column);
  const stated = unitBeside(place, column, figure);
  const { value, unit, year, problem: code } = inUnit(normaliseCell(cell, figure), stated, figure, cell);
  const at = { sheet: rows.sheet.name, cell: address(label.row, column), indicator: figure.id };
  const beside = columns.has('evidence') ? rows.cell(label.row, columns.get('evidence') ?? 0) : undefined;
  if (cell === undefined && normaliseCell(beside, figure).value !== null) {
    // The figure, or a year or a number of its evidence: nobody but the sender can tell.
    problems.push(problem('background-unclear', { ...at, read: plainText(beside?.text ?? '') }));
  }
  const shown = stated === '' ? plainText((cell?.text ?? '').replace(/[\d.,]/g, ' ')) : stated;
  const facts = { value: String(value ?? ''), original: cell === undefined ? '' : beforeDate(cell), unit: shown };
  if (code !== null) problems.push(problem(code, { ...at, read: plainText(cell?.text ?? ''), facts }));
  const others = otherNumbers(place, column, value, figure);
  if (value !== null && others.length > 0) {
    const read = [plainText(cell?.text ?? ''), ...others.map(({ text }) => plainText(text))].join(', ');
    problems.push(problem('background-several', { ...at, read, facts }));
  }
  return {
    value,
    raw: (cell?.text ?? '').slice(0, longestRaw),
    unit,
    year,
    cell: fullAddress(rows.sheet, label.row, column),
  };
}

/** What the head, the label, a column of units or the cell between says of the unit; '' where nothing does. */
function unitBeside({ rows, label, heads, unit }: Place, column: number, { kind }: BackgroundFigure): string {
  const head = heads.cells.find((cell) => cell.column === column)?.text ?? '';
  const inHead = multiplierIn(head) === 1 ? '' : head;
  const between = rows.row(label.row).filter((cell) => {
    const headed = heads.columns.get(cell.column)?.kind;
    if (cell.kind !== 'text' || cell.column === label.column || cell.column === column) return false;
    const near = headed === undefined && Math.abs(cell.column - column) === 1 && cell.column > label.column;
    return (
      headed === 'unit' ||
      (near && cell.text.length <= 20 && multiplierIn(cell.text) !== 1 && unitWords(cell.text, kind))
    );
  });
  return plainText([inHead, unit, ...between.map(({ text }) => text)].filter((text) => text !== '').join(' ')).slice(
    0,
    100,
  );
}

/** A number by the unit that stands elsewhere: taken, and asked about, because it may stand there already. */
function inUnit(
  read: NormalisedFigure,
  stated: string,
  { kind }: BackgroundFigure,
  cell: Cell | undefined,
): NormalisedFigure {
  if (read.value === null || stated === '') return read;
  const factor = multiplierIn(stated);
  const known = factor !== null && unitWords(stated.replace(/[()[\]]/g, ' '), kind);
  const unit = read.unit ?? (kind === 'money' ? currencyIn(stated) : null);
  // Hours, shares and what we do not know.
  if (!known) return { ...read, value: null, unit, problem: read.problem ?? 'background-unclear' };
  if (factor === 1) return { ...read, unit };
  const again = multiplierIn(cell?.text ?? '') !== 1;
  const value = again ? read.value : Math.round(read.value * factor * 100) / 100;
  return { ...read, value, unit, problem: read.problem ?? 'background-unit' };
}

/** Numbers of the same row that may as well be the figure: under another head of values, or under none. */
function otherNumbers(
  { rows, label, heads, columns }: Place,
  column: number,
  value: number | null,
  figure: BackgroundFigure,
): Cell[] {
  const own = new Set([
    columns.get('evidence'),
    columns.get('comment'),
    columns.get('remark'),
    columns.get('moreEvidence'),
  ]);
  return rows.row(label.row).filter((cell) => {
    if (cell.column <= label.column || cell.column === column || own.has(cell.column)) return false;
    const head = heads.columns.get(cell.column);
    if (head?.kind === 'unit' || head?.kind === 'other' || (cell.kind !== 'number' && cell.kind !== 'text'))
      return false;
    // Another year's column is no rival of this year's.
    if (head?.kind === 'year' && heads.columns.get(column)?.kind === 'year') return false;
    if (head === undefined && (isYear(cell.text) || cell.kind === 'text')) return false;
    const other = normaliseCell(cell, figure).value;
    return other !== null && other !== value;
  });
}

/** The next number right of a label; units and years are gone over where a number follows them. */
function nextNumber(rows: Rows, label: Cell, heads: Heads): number | undefined {
  const right = rows
    .row(label.row)
    .filter((cell) => cell.column > label.column && foldedText(cell.text) !== foldedText(label.text))
    .filter((cell) => !['other', 'unit'].includes(heads.columns.get(cell.column)?.kind ?? ''));
  const holdsNumber = (cell: Cell): boolean => cell.kind === 'number' || /\d/.test(cell.text);
  const number = right.find((cell) => holdsNumber(cell) && !isYear(cell.text)) ?? right.find(holdsNumber);
  return (number ?? right[0])?.column;
}

/** A number is taken as it is stored, with the unit that its format shows; text is read as people write figures. */
function normaliseCell(cell: Cell | undefined, { kind }: BackgroundFigure): NormalisedFigure {
  if (cell === undefined) return unread(null);
  if (cell.kind === 'text') return normaliseFigure(cell.text, kind);
  if (cell.kind === 'date') return unread('background-date');
  if (cell.kind !== 'number' || cell.number === null || cell.number < 0) return unread('background-unclear');
  // A formula over a blank cell makes a nought of it.
  if (cell.formula && cell.number === 0) return unread('background-unclear');
  // Sums of fractions leave a trace in the last of seventeen digits.
  const stored = Number(cell.number.toPrecision(14));
  const { factor, unit } = shownUnit(cell, stored, kind);
  const value = Math.round(stored * factor * 100) / 100;
  if (/%\s*$/.test(cell.text)) return unread('background-unclear');
  if (kind === 'count' && !Number.isInteger(value)) return unread('background-not-whole');
  return { value, unit, year: null, problem: factor === 1 ? null : 'background-unit' };
}

/** `2 155 345 k€` as a number's format shows it; `0.3 million` of 305200 is the number itself, scaled. */
function shownUnit(
  cell: Cell,
  stored: number,
  kind: BackgroundFigure['kind'],
): { factor: number; unit: string | null } {
  if (!/\p{L}|€/u.test(cell.text)) return { factor: 1, unit: null };
  const shown = normaliseFigure(cell.text, kind);
  const factor = multiplierIn(cell.text.replace(/\d/g, ' ')) ?? 1;
  const scaled = shown.value === null || Math.abs(shown.value / factor - stored) > Math.abs(stored) * 0.001;
  return { factor: scaled ? 1 : factor, unit: kind === 'money' ? currencyIn(cell.text) : null };
}

const unread = (problem: NormalisedFigure['problem']): NormalisedFigure => ({
  value: null,
  unit: null,
  year: null,
  problem,
});
