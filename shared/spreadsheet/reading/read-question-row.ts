import type { Answer, Unread } from '../../domain/answers/answer.ts';
import { knownWord, type OfferedValue } from '../../domain/answers/normalise/answer-words.ts';
import type { NormalisedAnswer, RawAnswer } from '../../domain/answers/normalise/normalise-answer.ts';
import { normaliseTicks } from '../../domain/answers/normalise/normalise-ticks.ts';
import { isSameUnit, shortestDecimal } from '../../domain/answers/normalise/number-answers.ts';
import { foldedText, plainText } from '../../domain/answers/normalise/plain-text.ts';
import { type Problem, problem } from '../../domain/answers/problems.ts';
import { limits } from '../../domain/submissions/limits.ts';
import { address, type Cell, columnLetters } from '../formats/grid.ts';
import { withoutOwnNote } from '../formats/identity.ts';
import { coveringMerge, isPlaceShown, isSeen } from '../formats/visible.ts';
import { disputeOf } from './disputes.ts';
import { figureHeads } from './figure-columns.ts';
import { type ColumnRole, wordOver } from './find-columns.ts';
import type { FormQuestion, WrittenIn } from './form.ts';
import type { QuestionRow } from './question-table.ts';
import { inUnit, unitBeside } from './read-background.ts';
import { fullAddress, type Rows } from './rows.ts';

export interface ReadAnswer<Value extends string = OfferedValue> {
  readonly indicator: string;
  readonly sheet: string;
  readonly answer: Answer<Value | Unread>;
  readonly problems: readonly Problem[];
  /** What the words of its problems name. */
  readonly facts: Readonly<Record<string, string>>;
  /** Nobody sees it: its row, its column or its sheet is hidden, or the cell itself cannot be seen. */
  readonly hidden: boolean;
  /** Nobody sees its evidence, which counts all the same. */
  readonly evidenceHidden: boolean;
}

/** Reads one row: its answer, its evidence, and whatever was odd about either. */
export function readQuestionRow<Value extends string>(
  question: QuestionRow,
  asks: FormQuestion<Value>,
  questionRows: ReadonlySet<number>,
  written: WrittenIn,
): ReadAnswer<Value> {
  const { rows, row, indicator, columns } = question;
  const { sheet } = rows;
  const { column, normalised } = question.conflicting ? ofNeither(question) : readAnswerCell(question, asks, written);
  const evidenceColumn = columns.get('evidence');
  const cell = rows.cell(row, column);
  const evidenceCell = evidenceColumn === undefined ? undefined : rows.cell(row, evidenceColumn);
  const place = { sheet: sheet.name, cell: address(row, column), indicator };
  const problems: Problem[] = [];

  if (isAnsweredBeside(normalised, evidenceCell, asks, written.language)) {
    problems.push(problem('answer-in-evidence', { ...place, read: plainText(evidenceCell?.text ?? '') }));
  } else if (normalised.problem !== null) {
    const facts = { value: normalised.value, ...asks.facts(written.language), ...normalised.facts };
    problems.push(problem(normalised.problem, { ...place, read: plainText(cell?.text ?? ''), facts }));
  }
  const own = normalised.value === 'unanswered' || question.conflicting ? null : ownHeadings(question);
  if (own !== null)
    problems.push(problem('answer-own-words', { ...place, read: plainText(cell?.text ?? ''), facts: own }));
  // What a file says it has calculated is only its word for it: the formula may say something else.
  if (cell?.formula === true && normalised.value !== 'unclear' && normalised.value !== 'unanswered') {
    problems.push(problem('answer-by-formula', { ...place, read: plainText(cell.text) }));
  }
  for (const struck of [cell, evidenceCell]) {
    if (struck === undefined || struck.struck === '') continue;
    const at = address(row, struck.column);
    problems.push(problem('text-struck', { ...place, cell: at, read: plainText(struck.struck) }));
  }
  if (mergedOverQuestions(question, questionRows, column)) {
    problems.push(problem('answer-spans-questions', { ...place, read: cell?.text ?? null }));
  }
  const { value } = normalised;
  const disputed =
    value === 'unanswered' || value === 'unclear' ? null : disputeOf(question, column, asks.meaningOf(value));
  if (disputed !== null) problems.push(problem('answer-disputed', { ...place, read: disputed }));
  const raw = cell?.text ?? '';
  const textIn = (role: ColumnRole): string => shownText(rows.cell(row, columns.get(role) ?? 0));
  const more = textIn('moreEvidence');
  const evidence = [
    // Where the column of evidence is blank, the comment beside it is what was meant for it.
    shownText(evidenceCell) || more ? shownText(evidenceCell) : textIn('comment'),
    more,
    evidenceColumn === undefined ? '' : continuedBelow(question, evidenceColumn),
    normalised.comment,
    ...[column, evidenceColumn].flatMap((one) => (one === undefined ? [] : besideCell(question, one))),
  ];
  const answer: Answer<Value | Unread> = {
    // Which of the two holds only the sender can tell.
    value: disputed === null ? value : 'unclear',
    raw,
    evidence: joinNew(evidence),
    cell: fullAddress(sheet, row, column),
  };
  const hidden = cell === undefined ? !isPlaceShown(sheet, row, column) : !isSeen(sheet, cell);
  const evidenceHidden = shownText(evidenceCell) !== '' && evidenceCell !== undefined && !isSeen(sheet, evidenceCell);
  const facts = asks.facts(written.language);
  return { indicator, sheet: sheet.name, answer, problems, facts, hidden, evidenceHidden };
}

const empty: RawAnswer = { kind: 'text', text: '' };

/** The answer of a row whose id and wording are of two questions: what was wrong with it was told with the row. */
function ofNeither({ columns }: QuestionRow): { column: number; normalised: NormalisedAnswer<never> } {
  const column = columns.get('answer') ?? columns.get('yes') ?? 1;
  return { column, normalised: { value: 'unclear', comment: '', problem: null } };
}

/** The answer out of its one cell, or out of the columns in which it is ticked. */
function readAnswerCell<Value extends string>(
  { rows, row, columns, headedBy }: QuestionRow,
  asks: FormQuestion<Value>,
  written: WrittenIn,
): { column: number; normalised: NormalisedAnswer<Value> } {
  const column = columns.get('answer');
  if (column !== undefined) {
    const alone = inUnitBeside({ rows, row, columns, headedBy }, asks.read(rows.cell(row, column), written), asks);
    return { column, normalised: inRowsBelow({ rows, row, column }, alone, asks) ?? alone };
  }
  const ticked = (['yes', 'no', 'na'] as const).filter((value) => columns.has(value));
  const columnOf = (value: (typeof ticked)[number]): number => columns.get(value) ?? 0;
  const ticks = ticked.map((value) => ({ value, raw: rows.cell(row, columnOf(value)) ?? empty }));
  const normalised = normaliseTicks(ticks);
  const at = columnOf(normalised.marked ?? 'yes');
  const beside = isMarkedBeside(rows.row(row), columns, ticked.map(columnOf));
  return { column: at, normalised: beside ? elsewhere : inValues(normalised, asks) };
}

/** A number by the unit that its heading, a column of units or the cell beside it names: taken, and asked about. */
function inUnitBeside<Value extends string>(
  { rows, row, columns, headedBy }: Pick<QuestionRow, 'rows' | 'row' | 'columns' | 'headedBy'>,
  read: NormalisedAnswer<Value>,
  { number }: FormQuestion<Value>,
): NormalisedAnswer<Value> {
  const column = columns.get('answer');
  if (number === null || column === undefined || !read.value.startsWith('=')) return read;
  const cells = headedBy === null ? [] : rows.row(headedBy);
  const label = rows.cell(row, columns.get('question') ?? 0) ?? rows.row(row)[0];
  if (label === undefined) return read;
  const heads = { columns: figureHeads(cells) ?? new Map(), cells };
  const stated = unitBeside({ rows, label, columns, heads, unit: '', remarks: [] }, column, number.kind);
  if (stated === '' || isSameUnit(stated, number.unit)) return read;
  const alone = { value: Number(read.value.slice(1)), unit: null, year: null, problem: read.problem };
  const { value, problem } = inUnit(alone, stated, number, rows.cell(row, column));
  if (value === null) return { value: 'unclear', comment: '', problem: 'background-unclear' };
  const code = `=${shortestDecimal(value)}` as Value;
  return { ...read, value: code, problem, facts: { ...read.facts, value: code.slice(1), unit: stated } };
}

/** Rows below a question that are looked at for its choices, beyond those that it has. */
const maxRowsBelow = 500;

/** Choices that are ticked in rows of their own below the question; null where it has no such rows, or nothing is ticked. */
function inRowsBelow<Value extends string>(
  { rows, row, column }: { readonly rows: Rows; readonly row: number; readonly column: number },
  alone: NormalisedAnswer<Value>,
  { rowOf, ticked }: FormQuestion<Value>,
): NormalisedAnswer<Value> | null {
  if (rowOf === null || ticked === null) return null;
  const chosen: Value[] = [];
  for (let below = row + 1; below <= row + maxRowsBelow; below += 1) {
    const cells = rows.row(below).filter(({ text }) => text.trim() !== '');
    const choice = cells.flatMap((cell) => (cell.column < column ? (rowOf(cell.text) ?? []) : []))[0];
    if (choice === undefined) {
      if (cells.length > 0) break;
      continue;
    }
    const { value } = normaliseTicks([{ value: 'yes', raw: rows.cell(below, column) ?? empty }]);
    const mark = foldedText(rows.cell(below, column)?.text ?? '');
    if (value === 'yes') chosen.push(choice);
    else if (value === 'unclear' && knownWord(mark, null)?.value !== 'no')
      return { value: 'unclear', comment: '', problem: 'answer-mark' };
  }
  if (chosen.length === 0) return null;
  const together = ticked(chosen);
  const differs = alone.value !== 'unanswered' && alone.value !== together.value;
  return differs ? { value: 'unclear', comment: '', problem: 'answer-double' } : together;
}

/** A ticked Yes, No or NA as the question's answer that means so. */
function inValues<Value extends string>(
  { value, ...read }: NormalisedAnswer,
  asks: FormQuestion<Value>,
): NormalisedAnswer<Value> {
  if (value === 'unanswered' || value === 'unclear') return { value, ...read };
  const meant = asks.valueOf(value);
  return meant === null ? { value: 'unclear', comment: '', problem: 'answer-unclear' } : { value: meant, ...read };
}

/** An office's own words over the columns in which it ticks; null where they are ours, or where nothing is ticked. */
function ownHeadings({ rows, columns, headedBy }: QuestionRow): { yesWords: string; noWords: string } | null {
  const [yes, no] = [columns.get('yes'), columns.get('no')];
  if (headedBy === null || yes === undefined || no === undefined || columns.has('answer')) return null;
  const textOver = (column: number): string => rows.cell(headedBy, column)?.text ?? '';
  if (wordOver(textOver(yes)) !== undefined) return null;
  return { yesWords: plainText(textOver(yes)), noWords: plainText(textOver(no)) };
}

/** A mark under a heading of an office's own among Yes and No, or next to them: `Partly`, `Don't know`. */
function isMarkedBeside(cells: readonly Cell[], columns: QuestionRow['columns'], ticks: readonly number[]): boolean {
  const known = new Set(columns.values());
  const [first, last] = [Math.min(...ticks), Math.max(...ticks)];
  return cells.some(
    ({ column, text }) =>
      column >= first && column <= last + 1 && !known.has(column) && /^[x✓✔☒☑✗●■]$/iu.test(text.trim()),
  );
}

const elsewhere = { value: 'unclear', comment: '', problem: 'answer-double', marked: null } as const;

/** Nothing readable where the answer belongs, and an answer in the column of evidence: written, or headed, wrongly. */
function isAnsweredBeside(
  { value, problem: code }: NormalisedAnswer<string>,
  beside: Cell | undefined,
  asks: FormQuestion<string>,
  language: string | null,
) {
  const unread = value === 'unanswered' || code === 'answer-unclear';
  return unread && beside?.kind === 'text' && asks.knows(beside.text, language);
}

/** Evidence is kept as it was written, only without space around it. */
function shownText(cell: Cell | undefined): string {
  if (cell === undefined || cell.kind === 'error' || cell.kind === 'uncalculated') return '';
  return cell.text.trim();
}

/** Rows that may go on with the evidence of one question. */
const maxBelow = 20;

/** Evidence that goes on in rows of its own, put in below the question: they hold nothing else. */
function continuedBelow({ rows, row }: QuestionRow, column: number): string {
  const texts: string[] = [];
  for (let below = row + 1; below <= row + maxBelow; below += 1) {
    const [only, ...others] = rows.row(below).filter(({ text }) => text.trim() !== '');
    if (only?.column !== column || only.kind !== 'text' || others.length > 0) break;
    if (rows.sheet.hiddenRows.has(below)) break;
    texts.push(shownText(only));
  }
  return texts.join('\n').slice(0, limits.text);
}

/** Notes and link targets of a cell: they are evidence too. */
function besideCell({ rows, row }: QuestionRow, column: number): string[] {
  const at = address(row, column);
  const link = rows.sheet.links.get(at);
  return [
    withoutOwnNote(rows.sheet.notes.get(at) ?? ''),
    link !== undefined && /^(https?|mailto):/i.test(link) ? link : '',
  ];
}

function joinNew(parts: readonly string[]): string {
  return parts.reduce((all, part) => {
    if (part === '' || all.includes(part)) return all;
    return all === '' ? part : `${all}\n${part}`;
  }, '');
}

function mergedOverQuestions({ rows, row }: QuestionRow, questionRows: ReadonlySet<number>, column: number): boolean {
  const covering = coveringMerge(rows.sheet, row, column);
  if (covering !== undefined && covering.top < row) return questionRows.has(covering.top);
  const started = rows.sheet.merges.find(({ top, left }) => top === row && left === column);
  return started !== undefined && [...questionRows].some((other) => other > row && other <= started.bottom);
}

/** `E9`: where the evidence of a row belongs. */
export function evidenceAddress({ row, columns }: QuestionRow): string | null {
  const column = columns.get('evidence');
  return column === undefined ? null : `${columnLetters(column)}${row}`;
}
