import type { CellLook } from '../formats/workings.ts';
import type { Offered } from './offered.ts';
import { idLike, type QuestionTable } from './question-tables.ts';

/** A mark that is all a drop-down offers: such a cell is ticked. */
const mark = /^[x✓✔☑☒]$/i;
/** A box to tick that stands in the cell itself. */
const box = /^(?:[☐□▢○◯]|\[\s*\])$/u;

/** What is seen of a row of an office's questionnaire, before it is known what the row is. */
export interface Facts {
  readonly row: number;
  readonly id: string;
  readonly question: string;
  /** By column of questions, the same in each language; '' where nothing is written. */
  readonly worded: readonly string[];
  /** All texts of the row, of merged cells once; without numbers that formulas come to. */
  readonly texts: readonly string[];
  /** How many texts there are when those of several languages are one. */
  readonly parts: number;
  /** The column of the first text. */
  readonly column: number;
  readonly offered: readonly Offered[];
  readonly isAnswerable: boolean;
  /** A drop-down, a rule for numbers, or a list of answers: it can only be a question. */
  readonly isRuled: boolean;
  /** A mark is all that can be chosen, or a box stands there to be ticked. */
  readonly isTicked: boolean;
  readonly points: number | null;
  readonly optionText: string;
  readonly look: CellLook;
  readonly isMerged: boolean;
  /** A few words before what a formula comes to. */
  readonly isTally: boolean;
}

export function factsOf(table: QuestionTable, row: number): Facts {
  const { view, columns } = table;
  const cells = view.cellsIn(row);
  const written = view.text(row, columns.id);
  const own = columns.questions.map(({ column }) => view.text(row, column));
  const isShifted = isTitleOneToTheLeft(written, own);
  const worded = isShifted ? [written, ...own.slice(0, -1)] : own;
  const question = worded.find((text) => text !== '') ?? '';
  const id = isShifted ? '' : written;
  const offered = table.offered(row);
  const rule = columns.answer === null ? undefined : view.rule(row, columns.answer);
  // What a formula comes to is no answer.
  const isComputed = columns.answer !== null && view.formula(row, columns.answer) !== undefined;
  const answer = isComputed ? '' : view.text(row, columns.answer);
  const optionText = columns.options.map(({ column }) => view.text(row, column)).find((text) => text !== '') ?? '';
  const isNumber = rule !== undefined && ['whole', 'decimal', 'textLength', 'date', 'custom'].includes(rule.type);
  const isRuled = offered.length > 0 || isNumber || optionText !== '';
  const texts = cells.filter((cell) => cell.kind === 'text' && view.formula(row, cell.column) === undefined);
  const isWording = (column: number): boolean =>
    columns.questions.some((one) => one.column === column) || (isShifted && column === columns.id);
  const beside = texts.filter(({ column }) => !isWording(column)).length;
  const first = texts[0];
  const points = view.number(row, columns.points);
  return {
    row,
    id: idLike.test(id) || (id !== '' && id.length <= 30 && !/\s/.test(id)) ? id : '',
    question,
    worded,
    texts: texts.map(({ text }) => text.trim()),
    parts: beside + Number(beside < texts.length),
    column: first?.column ?? 1,
    offered,
    isRuled,
    isAnswerable: isRuled || answer !== '' || points !== null,
    isTicked: (offered.length > 0 && offered.every(({ label }) => mark.test(label))) || box.test(answer),
    points,
    optionText,
    look: view.look(row, first?.column ?? 1),
    isTally:
      texts.length === 1 &&
      (first?.text.length ?? 0) <= 60 &&
      cells.some((cell) => view.formula(row, cell.column) !== undefined),
    isMerged: first !== undefined && (view.mergeFrom(row, first.column)?.right ?? 0) > first.column,
  };
}

/** `Services | Palvelut |` below `No. | Question | Kysymys`: titles begin in the first column, whatever it is for. */
function isTitleOneToTheLeft(id: string, own: readonly string[]): boolean {
  const isWord = /\p{L}{4}/u.test(id) && !/\d/.test(id);
  return isWord && own.length >= 2 && own.at(-1) === '' && own.slice(0, -1).every((text) => text !== '');
}

/** What most rows of a table have in common. */
export interface Habits {
  /** Rows that ask have ids. */
  readonly haveIds: boolean;
  /** Some rows say how they are answered; a row that does not is no question where ids do not tell. */
  readonly areRuled: boolean;
  readonly mostlyBold: boolean;
  readonly mostlyMerged: boolean;
  /** Colours behind rows that ask: stripes, which head nothing. */
  readonly fills: ReadonlySet<string>;
  /** Ids that others go on from: `1` of `1.1`. */
  readonly parents: ReadonlySet<string>;
}

export function habitsOf(all: readonly Facts[], { columns }: QuestionTable): Habits {
  const asking = all.filter(({ question, isAnswerable }) => question !== '' && isAnswerable);
  const likely = asking.length > 0 ? asking : all.filter(({ question }) => question !== '');
  const withIds = likely.filter(({ id }) => id !== '').length;
  const ids = all.map(({ id }) => id.replace(/[.):]+$/, '')).filter((id) => id !== '');
  const parents = new Set(
    ids.flatMap((id) => (/[.-]/.test(id) ? [id.slice(0, Math.max(id.lastIndexOf('.'), id.lastIndexOf('-')))] : [])),
  );
  const mostly = (are: (fact: Facts) => boolean): boolean => likely.filter(are).length > likely.length / 2;
  return {
    haveIds: columns.id !== null && withIds > 0 && withIds >= likely.length * 0.4,
    areRuled: asking.filter(({ isRuled }) => isRuled).length >= 1,
    mostlyBold: mostly(({ look }) => look.bold),
    mostlyMerged: mostly(({ isMerged }) => isMerged),
    fills: new Set(asking.filter(({ isRuled }) => isRuled).map(({ look }) => look.fill)),
    parents,
  };
}
