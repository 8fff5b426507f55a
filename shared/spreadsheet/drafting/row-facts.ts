import type { CellLook } from '../formats/workings.ts';
import type { Offered } from './offered.ts';
import { scoredOptionsIn } from './option-texts.ts';
import { idLike, pointsAt, type QuestionTable } from './question-tables.ts';
import { asksTo } from './requests.ts';

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
  /** Something stands beside it that is neither a guide, a unit nor what to write as evidence. */
  readonly hasMore: boolean;
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
  /** A section is named beside it, in a column of sections. */
  readonly isFirstOfSection: boolean;
  /** A few words before what a formula comes to. */
  readonly isTally: boolean;
}

/** Columns of the office's own that many rows fill in which surely ask: what stands there says nothing of a row. */
export function ownColumnsOf(table: QuestionTable, rows: readonly number[]): ReadonlySet<number> {
  const { view, columns } = table;
  const known = new Set([
    ...[columns.id, columns.answer, columns.evidence, columns.points, columns.unit, columns.type],
    ...[...columns.questions, ...columns.options, ...columns.guides, ...columns.ticks].map(({ column }) => column),
    ...columns.sections.flat(),
    ...columns.scoring,
  ]);
  const asks = (row: number): boolean => columns.questions.some(({ column }) => /\?\s*$/.test(view.text(row, column)));
  const isListed = (row: number): boolean =>
    table.offered(row).length > 0 || columns.options.some(({ column }) => view.text(row, column) !== '');
  const isRuled = (row: number): boolean => columns.answer !== null && view.rule(row, columns.answer) !== undefined;
  const isRequest = (row: number): boolean =>
    columns.questions.some(({ column }) => asksTo.test(view.text(row, column)));
  const likely = [isListed, (row: number) => idLike.test(view.text(row, columns.id)), asks, isRuled, isRequest];
  // Titles in bold may stand in any column.
  const plain = rows.filter((row) => !view.look(row, view.cellsIn(row)[0]?.column ?? 1).bold);
  const asking = likely.map((are) => plain.filter(are)).find((one) => one.length > 0) ?? [];
  const counts = new Map<number, number>();
  for (const row of asking)
    for (const { column } of view.cellsIn(row))
      if (!known.has(column)) counts.set(column, (counts.get(column) ?? 0) + 1);
  return new Set([...counts].flatMap(([column, count]) => (count >= asking.length / 2 ? [column] : [])));
}

export function factsOf(table: QuestionTable, row: number, ownColumns: ReadonlySet<number>): Facts {
  const { view, columns } = table;
  const cells = view.cellsIn(row);
  const written = view.text(row, columns.id);
  const own = columns.questions.map(({ column }) => view.text(row, column));
  const isShifted = isTitleFromTheLeft(table, row, own);
  const worded = isShifted ? cells.map(({ text }) => text.trim()) : own;
  const question = worded.find((text) => text !== '') ?? '';
  const id = isShifted ? '' : written;
  const offered = table.offered(row);
  const rule = columns.answer === null ? undefined : view.rule(row, columns.answer);
  // What a formula comes to is no answer.
  const isComputed = columns.answer !== null && view.formula(row, columns.answer) !== undefined;
  const answer = isComputed || isShifted ? '' : view.text(row, columns.answer);
  const options = isShifted ? [] : columns.options.map(({ column }) => view.text(row, column));
  const optionText = options.find((text) => text !== '') ?? '';
  const isNumber = rule !== undefined && ['whole', 'decimal', 'textLength', 'date', 'custom'].includes(rule.type);
  const isScored = columns.scoring.some((column) => scoredOptionsIn(view.text(row, column)).length > 0);
  const isRuled = offered.length > 0 || isNumber || optionText !== '' || isScored;
  const texts = cells.filter((cell) => cell.kind === 'text' && view.formula(row, cell.column) === undefined);
  const isWording = (column: number): boolean => isShifted || columns.questions.some((one) => one.column === column);
  const isSection = (column: number): boolean => columns.sections.some((level) => level.includes(column));
  const said = [columns.evidence, columns.unit, columns.type, ...columns.guides.map(({ column }) => column)];
  const beside = texts.filter(({ column }) => !isWording(column) && !isSection(column) && !ownColumns.has(column));
  const first = texts[0];
  const points = pointsAt(view, row, columns.points);
  return {
    row,
    id: idLike.test(id) || (id !== '' && id.length <= 30 && !/\s/.test(id)) ? id : '',
    question,
    worded,
    texts: texts.map(({ text }) => text.trim()),
    parts: beside.length + Number(beside.length < texts.length),
    hasMore: beside.some(({ column }) => !said.includes(column)),
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
    isFirstOfSection: columns.sections.flat().some((column) => view.text(row, column) !== ''),
    isMerged: first !== undefined && (view.mergeFrom(row, first.column)?.right ?? 0) > first.column,
  };
}

/** `Services | Palvelut` in the first columns, whatever they are for: a title in each language, and no id with a question. */
function isTitleFromTheLeft({ view, columns, heads }: QuestionTable, row: number, own: readonly string[]): boolean {
  const cells = view.cellsIn(row);
  const [first] = cells;
  if (first === undefined || own.length < 2 || cells.length !== own.length || own.every((text) => text !== ''))
    return false;
  const [left = first.column] = heads
    .flatMap((head) => view.cellsIn(head).map(({ column }) => column))
    .sort((a, b) => a - b);
  const areTitles = cells.every(
    ({ column, kind, text }, index) =>
      column === left + index && kind === 'text' && /\p{L}{3}/u.test(text) && text.length <= 160,
  );
  if (!areTitles || /\d/.test(first.text)) return false;
  const { bold, fill, size } = view.look(row, first.column);
  // Beside an id a question may lack one of its languages.
  return bold || fill !== '' || size >= 13 || (columns.id === first.column && /\p{L}{4}/u.test(first.text));
}

/** What most rows of a table have in common. */
export interface Habits {
  /** Rows that ask have ids. */
  readonly haveIds: boolean;
  /** There is a column for answers. */
  readonly haveAnswers: boolean;
  /** Some of them have. */
  readonly haveSomeIds: boolean;
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
    haveAnswers: columns.answer !== null,
    haveSomeIds: columns.id !== null && all.some(({ id, question }) => question !== '' && idLike.test(id)),
    areRuled: asking.filter(({ isRuled }) => isRuled).length >= 1,
    mostlyBold: mostly(({ look }) => look.bold),
    mostlyMerged: mostly(({ isMerged }) => isMerged),
    fills: new Set([
      ...all.filter((fact) => fact.isRuled || (!fact.look.bold && asks(fact))).map(({ look }) => look.fill),
      ...stripesIn(all),
    ]),
    parents,
  };
}

/** Larger than the letters of most sheets, of which those without a colour have no size. */
export const isLarge = ({ look }: Facts): boolean => look.size >= 13;

const asks = ({ question }: Facts): boolean => /\?\s*$/.test(question) || asksTo.test(question);

/** Rows one below the other behind which the colour is the same. */
type Band = readonly [Facts, ...Facts[]];

/**
 * Colours that come and go evenly, one row and one row or two and two, behind rows that are alike but for them. A title differs
 * from what stands below it in something else, too, or has more than one row below it.
 */
function stripesIn(all: readonly Facts[]): string[] {
  const fills = new Set(all.map(({ look }) => look.fill).filter((fill) => fill !== ''));
  return [...fills].filter((fill) => {
    const bands: [Facts, ...Facts[]][] = [];
    for (const fact of all) {
      const last = bands.at(-1);
      if (last !== undefined && (last[0].look.fill === fill) === (fact.look.fill === fill)) last.push(fact);
      else bands.push([fact]);
    }
    const pairs = bands.slice(1).map((band, index) => [bands[index] ?? band, band] as const);
    const even = pairs.filter(([one, other]) => one.length === other.length);
    return even.length > pairs.length / 2 && even.filter(areAlike).length >= leastAlike;
  });
}

/** Changes of colour between rows that are alike: fewer than these may be anything. */
const leastAlike = 3;

const areAlike = ([one, other]: readonly [Band, Band]): boolean =>
  one.some((fact) => other.some((beside) => kindOf(fact) === kindOf(beside)));

/** All by which rows that ask may differ from titles, but for the colour. */
const kindOf = (fact: Facts): string =>
  JSON.stringify([
    ...[fact.id !== '', fact.isAnswerable, fact.hasMore, asks(fact), fact.isMerged, fact.column],
    ...[fact.look.bold, isLarge(fact), ...fact.worded.map((text) => text !== '')],
  ]);
