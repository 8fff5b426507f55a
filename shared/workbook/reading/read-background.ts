import type { BackgroundValue, BackgroundValues } from '../../domain/background.ts';
import { type NormalisedFigure, normaliseFigure } from '../../domain/normalise/normalise-figure.ts';
import { foldedText, plainText } from '../../domain/normalise/plain-text.ts';
import { type Problem, problem } from '../../domain/problems.ts';
import type { BackgroundFigure, Questionnaire } from '../../domain/questionnaire.ts';
import { address, type Cell, type Grid } from '../grid.ts';
import { beforeDate } from './before-date.ts';
import { type Columns, columnsByHeading } from './find-columns.ts';
import { isIdentitySheet } from './find-identity.ts';
import type { QuestionRow } from './find-questions.ts';
import { questionIndex, wordingsOf } from './question-index.ts';
import { fullAddress, type Rows, rowsOf } from './rows.ts';

/** Finds each background figure by its id or wording, in any row that asks no question, and reads the value beside it. */
export function readBackground(
  grid: Grid,
  questionnaire: Questionnaire,
  questions: readonly QuestionRow[],
): { background: BackgroundValues; problems: Problem[] } {
  const index = questionIndex(
    questionnaire.background.map(({ id, text }) => ({
      id,
      texts: [{ text: id, language: null }, ...wordingsOf(text)],
    })),
  );
  const found = new Map<string, Place>();
  for (const sheet of grid.sheets.filter((one) => !isIdentitySheet(one))) {
    const rows = rowsOf(sheet);
    let columns: Columns = new Map();
    const asked = new Set(questions.filter((one) => one.rows.sheet === sheet).map(({ row }) => row));
    for (const [row, cells] of rows.all) {
      // A row that asks a question asks for no figure, whatever its evidence talks about.
      if (asked.has(row)) continue;
      const headings = columnsByHeading(cells, sheet);
      if (headings.has('value')) columns = headings;
      for (const label of cells) {
        const match = label.kind === 'text' && label.text.length < 300 ? index.match(label.text) : null;
        if (match === null || match.kind === 'doubtful') continue;
        const place = { rows, label, columns };
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
    if (place !== undefined) background.set(figure.id, readFigure(figure, place, problems));
  }
  return { background, problems };
}

interface Place {
  readonly rows: Rows;
  readonly label: Cell;
  readonly columns: Columns;
}

/**
 * Which of several places a figure is read from. A label beside a "Value" column is the form's own, elsewhere it may
 * just be mentioned; what is hidden may be last year's; a copy that was never filled in says nothing.
 */
function claimOf(place: Place): number {
  const { rows, label, columns } = place;
  const filled = rows.cell(label.row, valueColumn(place)) !== undefined;
  return (columns.has('value') ? 4 : 0) + (rows.sheet.hidden ? 0 : 2) + (filled ? 1 : 0);
}

const valueColumn = ({ rows, label, columns }: Place): number =>
  columns.get('value') ?? nextFilled(rows, label) ?? label.column + 1;

/** Characters kept of what was written where a figure belongs; the file itself is kept whole. */
const longestRaw = 2_000;

function readFigure(figure: BackgroundFigure, place: Place, problems: Problem[]): BackgroundValue {
  const { rows, label, columns } = place;
  const column = valueColumn(place);
  const cell = rows.cell(label.row, column);
  const { value, unit, year, problem: code } = normaliseCell(cell, figure);
  const at = { sheet: rows.sheet.name, cell: address(label.row, column), indicator: figure.id };
  const beside = columns.has('evidence') ? rows.cell(label.row, columns.get('evidence') ?? 0) : undefined;
  if (cell === undefined && normaliseCell(beside, figure).value !== null) {
    // The figure, or a year or a number of its evidence: nobody but the sender can tell.
    problems.push(problem('background-unclear', { ...at, read: plainText(beside?.text ?? '') }));
  }
  if (code !== null) {
    problems.push(
      problem(code, {
        ...at,
        read: plainText(cell?.text ?? ''),
        facts: { value: String(value ?? ''), original: cell === undefined ? '' : beforeDate(cell) },
      }),
    );
  }
  return {
    value,
    raw: (cell?.text ?? '').slice(0, longestRaw),
    unit,
    year,
    cell: fullAddress(rows.sheet, label.row, column),
  };
}

function nextFilled(rows: Rows, label: Cell): number | undefined {
  const cells = rows.row(label.row);
  return cells.find((cell) => cell.column > label.column && foldedText(cell.text) !== foldedText(label.text))?.column;
}

/** A number is taken as it is stored; text is read as people write figures. */
function normaliseCell(cell: Cell | undefined, { kind }: BackgroundFigure): NormalisedFigure {
  if (cell === undefined) return unread(null);
  if (cell.kind === 'text') return normaliseFigure(cell.text, kind);
  if (cell.kind === 'date') return unread('background-date');
  if (cell.kind !== 'number' || cell.number === null || cell.number < 0) return unread('background-unclear');
  if (kind === 'count' && !Number.isInteger(cell.number)) return unread('background-not-whole');
  return { value: cell.number, unit: null, year: null, problem: null };
}

const unread = (problem: NormalisedFigure['problem']): NormalisedFigure => ({
  value: null,
  unit: null,
  year: null,
  problem,
});
