import { isDash } from '../../domain/answers/answer.ts';
import type { BackgroundValue, BackgroundValues } from '../../domain/answers/background.ts';
import type { NormalisedFigure } from '../../domain/answers/normalise/figure-in.ts';
import { currencyIn, type FigureKind, multiplierIn, unitWords } from '../../domain/answers/normalise/figure-units.ts';
import { normaliseFigure } from '../../domain/answers/normalise/normalise-figure.ts';
import { isSameUnit } from '../../domain/answers/normalise/number-answers.ts';
import { plainText } from '../../domain/answers/normalise/plain-text.ts';
import { shownUnit } from '../../domain/answers/normalise/shown-unit.ts';
import { type Problem, problem } from '../../domain/answers/problems.ts';
import { address, type Cell, type Grid } from '../formats/grid.ts';
import { isSeen } from '../formats/visible.ts';
import { isYear, unitOfHead, unitSaidByHead } from './figure-columns.ts';
import { type AskedFigure, type FigureForm, lastYear } from './figure-form.ts';
import { claimOf, findFigures, type Place, remarkOn, valueColumn } from './find-figures.ts';
import type { QuestionRow } from './question-table.ts';
import { settleRivals } from './rivals.ts';
import { fullAddress } from './rows.ts';

/** Reads each background figure that the workbook asks for, from the likeliest of the places that ask for it. */
export function readBackground(
  grid: Grid,
  form: FigureForm,
  questions: readonly QuestionRow[],
  round: string | null = null,
): { background: BackgroundValues; problems: Problem[] } {
  const found = findFigures(grid, form, questions);
  const latest = lastYear(round, form.version);
  const problems: Problem[] = [];
  const background = new Map<string, BackgroundValue>();
  for (const figure of form.figures) {
    const places = found.get(figure.id) ?? [];
    const [place, ...rivals] = likeliest(figure, places, round);
    if (place !== undefined) background.set(figure.id, readFigure(figure, { place, rivals, latest }, round, problems));
  }
  return { background, problems };
}

/** Of several places the one that is read, then those that say something else and could as well be meant. */
function likeliest(figure: AskedFigure, places: readonly Place[], round: string | null): readonly Place[] {
  const claims = places.map((place) => claimOf(place, round));
  const best = places.filter((_, at) => claims[at] === Math.max(...claims));
  if (best.length < 2) return best;
  const [first, ...others] = best.map((place) => {
    const { value } = normaliseCell(place.rows.cell(place.label.row, valueColumn(place, round)), figure);
    return { place, title: place.rows.sheet.name, answers: new Map([[figure.id, String(value)]]) };
  });
  if (first === undefined) return best;
  const { taken, against } = settleRivals(first, others, round);
  return [taken, ...against].map(({ place }) => place);
}

/** Characters kept of what was written where a figure belongs; the file itself is kept whole. */
const maxRawLength = 2_000;

function readFigure(
  figure: AskedFigure,
  { place, rivals, latest }: { place: Place; rivals: readonly Place[]; latest: number | null },
  round: string | null,
  problems: Problem[],
): BackgroundValue {
  const { rows, label, columns, heads } = place;
  const column = valueColumn(place, round);
  const cell = rows.cell(label.row, column);
  const beside = unitBeside(place, column, figure.kind);
  const stated = figure.unit !== undefined && isSameUnit(beside, figure.unit) ? '' : beside;
  const inLabel = cell === undefined ? numberInLabel(place, figure) : null;
  const read = inLabel ?? inUnit(normaliseCell(cell, figure), stated, figure, cell);
  // `Target 2030`, `Previous year`: the only column there is, and another number than the one asked for.
  const isOther = read.value !== null && heads.columns.get(column)?.kind === 'other';
  // `47 from 2030`: a plan. A budget of next year is one that is known.
  const isToCome = read.year !== null && read.year > (latest ?? Number.NaN) + 1;
  const { value, unit, year, problem: code } = isOther || isToCome ? unread('background-unclear') : read;
  const at = { sheet: rows.sheet.name, cell: address(label.row, column), indicator: figure.id };
  // A number below the label, or of its evidence: the figure perhaps, and nobody but the sender can tell.
  const elsewhere = [
    columns.has('evidence') ? rows.cell(label.row, columns.get('evidence') ?? 0) : undefined,
    rows.row(label.row + 1).find((below) => below.column === label.column),
  ].find((one) => one !== undefined && normaliseCell(one, figure).value !== null);
  if (cell === undefined && elsewhere !== undefined) {
    problems.push(problem('background-unclear', { ...at, read: plainText(elsewhere.text) }));
  }
  const shown = stated === '' ? plainText((cell?.text ?? '').replace(/[\d.,]/g, ' ')) : stated;
  const facts = { value: String(value ?? ''), original: cell === undefined ? '' : beforeDate(cell), unit: shown };
  if (code !== null) problems.push(problem(code, { ...at, read: plainText(cell?.text ?? ''), facts }));
  const others = [
    ...otherNumbers(place, column, value, figure),
    ...rivals.flatMap((rival) => rival.rows.cell(rival.label.row, valueColumn(rival, round)) ?? []),
  ];
  if (value !== null && others.length > 0) {
    const read = [plainText(cell?.text ?? ''), ...others.map(({ text }) => plainText(text))].join(', ');
    problems.push(problem('background-several', { ...at, read, facts }));
  }
  if (cell !== undefined && value !== null && !isSeen(rows.sheet, cell)) {
    problems.push(problem('hidden-rows-read', { ...at, facts: { count: '1' } }));
  }
  return {
    value,
    raw: (inLabel === null ? (cell?.text ?? '') : label.text).slice(0, maxRawLength),
    unit,
    year,
    cell: fullAddress(rows.sheet, label.row, inLabel === null ? column : label.column),
  };
}

/** `Total population: 305 200`: the number stands behind its label, in the same cell; null where none does. */
function numberInLabel({ label, unit }: Place, figure: Pick<AskedFigure, 'kind' | 'read'>): NormalisedFigure | null {
  if (!/\d/.test(unit)) return null;
  const read = normaliseCell({ ...label, text: unit.replace(/^[\s,;:=–—-]+/u, '') }, figure);
  return read.value === null ? null : read;
}

/** What the head, the label, a column of units, the cell between or a remark above says of the unit; '' where nothing does. */
export function unitBeside(place: Place, column: number, kind: FigureKind): string {
  const { rows, label, heads, unit } = place;
  const inHead = unitOfHead(heads.cells.find((cell) => cell.column === column)?.text ?? '');
  const between = rows.row(label.row).filter((cell) => {
    const headed = heads.columns.get(cell.column)?.kind;
    if (cell.kind !== 'text' || cell.column === label.column || cell.column === column) return false;
    // A remark of nothing but a unit (`in thousands of euros`) is one under whatever head.
    const mayTell = headed === undefined || headed === 'other';
    const near = mayTell && Math.abs(cell.column - column) === 1 && cell.column > label.column;
    return (
      headed === 'unit' ||
      (near && cell.text.length <= 30 && multiplierIn(cell.text) !== 1 && unitWords(cell.text, kind))
    );
  });
  const saidByHeads = heads.cells.map(({ text }) => unitSaidByHead(text));
  const own = [inHead, unit, ...between.map(({ text }) => text), ...saidByHeads]
    .filter((text) => text !== '')
    .join(' ');
  return plainText(own === '' ? remarkOn(place, column, kind) : own).slice(0, 100);
}

/** A number by the unit that stands elsewhere: taken, and asked about, because it may stand there already. */
export function inUnit(
  read: NormalisedFigure,
  stated: string,
  { kind }: Pick<AskedFigure, 'kind'>,
  cell: Cell | undefined,
): NormalisedFigure {
  const factor = multiplierIn(stated);
  // `84.5` below "in thousands": a count in its parts is whole once the unit is known.
  const inParts = read.problem === 'background-not-whole' && factor !== null && factor > 1;
  const written = inParts ? normaliseCell(cell, { kind: 'fullTimeEquivalent' }) : read;
  if (written.value === null || stated === '') return read;
  const known = factor !== null && unitWords(stated.replace(/[()[\]]/g, ' '), kind);
  const unit = written.unit ?? (kind === 'money' ? currencyIn(stated) : null);
  // Hours, shares and what we do not know.
  if (!known) return { ...read, value: null, unit, problem: read.problem ?? 'background-unclear' };
  if (factor === 1) return { ...read, unit };
  const again = multiplierIn(cell?.text ?? '') !== 1;
  const product = unrounded(written.value, cell) * factor;
  const value = again ? written.value : kind === 'quantity' ? product : Math.round(product * 100) / 100;
  return { ...written, value, unit, problem: written.problem ?? 'background-unit' };
}

/** `2155.345` below "in millions" has more decimals than any sum of money. */
function unrounded(value: number, cell: Cell | undefined): number {
  const exact =
    cell?.number == null ? normaliseCell(cell, { kind: 'quantity' }).value : Number(cell.number.toPrecision(14));
  return exact !== null && Math.abs(exact - value) < 0.01 ? exact : value;
}

/** Numbers of the same row that may as well be the figure: under another head of values, or under none. */
function otherNumbers(
  { rows, label, heads, columns }: Place,
  column: number,
  value: number | null,
  figure: AskedFigure,
): Cell[] {
  const own = new Set([
    columns.get('evidence'),
    columns.get('comment'),
    columns.get('remark'),
    columns.get('moreEvidence'),
  ]);
  return rows.row(label.row).filter((cell) => {
    if (cell.column <= label.column || cell.column === column || own.has(cell.column)) return false;
    if (!isSeen(rows.sheet, cell)) return false;
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

/** A number is taken as it is stored, with the unit that its format shows; text is read as people write figures. */
function normaliseCell(cell: Cell | undefined, { kind, read }: Pick<AskedFigure, 'kind' | 'read'>): NormalisedFigure {
  if (cell === undefined) return unread(null);
  if (read !== undefined) return read(cell);
  if (cell.kind === 'text') return normaliseFigure(cell.text, kind);
  // `0;-0;"-"` shows a nought as a dash: nobody sees a number.
  if (isDash(plainText(cell.text))) return unread(null);
  if (cell.kind === 'date') return unread('background-date');
  if (cell.kind !== 'number' || cell.number === null || cell.number < 0) return unread('background-unclear');
  // A formula over a blank cell makes a nought of it.
  if (cell.formula && cell.number === 0) return unread('background-unclear');
  // Sums of fractions leave a trace in the last of seventeen digits.
  const stored = Number(cell.number.toPrecision(14));
  const shown = shownUnit(cell.text, stored, kind);
  if (shown === null) return unread('background-unclear');
  const value = Math.round(stored * shown.factor * 100) / 100;
  if (kind === 'count' && !Number.isInteger(value)) return unread('background-not-whole');
  return { value, unit: shown.unit, year: null, problem: shown.factor === 1 ? null : 'background-unit' };
}

const unread = (problem: NormalisedFigure['problem']): NormalisedFigure => ({
  value: null,
  unit: null,
  year: null,
  problem,
});

/**
 * What was probably written before a program made a date of it. `3.4` and `3/4` become a day of the current year;
 * a number in a cell formatted as dates becomes a day far from it.
 */
function beforeDate({ text, number }: Cell): string {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? []).map(Number);
  if (number !== null && (year < 2000 || year > 2050 || !Number.isInteger(number))) return String(number);
  return `${day}.${month} (${day}/${month})`;
}
