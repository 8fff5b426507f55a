import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { CellLook } from '../formats/workings.ts';
import type { Offered } from './offered.ts';
import { placeholdersIn } from './placeholders.ts';
import { idLike, type QuestionTable } from './question-tables.ts';
import { numberIn } from './sheet-view.ts';

/** What a row of an office's questionnaire is. */
export type TableRow =
  | { readonly kind: 'question'; readonly row: number; readonly id: string; readonly offered: readonly Offered[] }
  | {
      readonly kind: 'section';
      readonly row: number;
      readonly column: number;
      readonly text: string;
      readonly look: CellLook;
    }
  | { readonly kind: 'note'; readonly row: number; readonly text: string }
  /** Of a table within the table, which belongs to the question before. */
  | { readonly kind: 'inner'; readonly row: number; readonly text: string }
  /** One of the answers to the question before, in a row of its own. */
  | {
      readonly kind: 'choice';
      readonly row: number;
      readonly text: string;
      readonly points: number | null;
      readonly ticked: boolean;
    };

/** Verbs with which something is asked for without a question mark. */
const asksTo =
  /^(?:please |bitte |por favor,? |alstublieft )?(?:describe|explain|list|rate|specify|name|indicate|estimate|kuvaa|kuvaile|luettele|arvioi|beschreiben|beschreibe|nennen|nenne|erläutern|décri\p{L}*|indiquez|expliquez|listez|describa|indique|explique|descriv\p{L}*|indicare|spiegare|beschrijf|noem|schat)(?!\p{L})/iu;

/** A mark that is all a drop-down offers: such a cell is ticked. */
const mark = /^[x✓✔☑☒]$/i;
/** What is written where a cell is not for an answer. */
const notForAnswers = /^(?:n\/?a|n\.a\.|–|-|—)$/i;
const bullet = /^(?:[a-h]\)|\([a-h]\)|[-–•·○●◦☐□▢*])\s*\S/u;
const total =
  /^(?:(?:grand |sub-?)?totals?|sum|overall|score|preliminary|yhteensä|summa|pisteet yhteensä|gesamt|summe|somme|totale?|totaal|totalt|suma)(?![\p{L}])[^?]{0,40}$/iu;
/** `1.2 Transport`, `Dimension 1: …`, `Section B`, `A. Governance`. */
export const sectionCode =
  /^(?:(?<word>\p{L}{3,14})\s+(?<numbered>\d{1,3}|[A-Z]|[IVX]{1,5})(?=[\s:.)–-]|$)|(?<code>\d{1,3}(?:\.\d{1,3})*\.?[a-z]?|[A-Z](?:\.?\d{1,3})?(?:\.\d{1,3})*|[IVX]{1,5})(?=[.):]?\s|[.):]|$))/u;

/** Characters of a title. */
const mostTitle = 160;

export function rowsOf(table: QuestionTable): TableRow[] {
  const { view, heads, columns } = table;
  const first = (heads.at(-1) ?? 0) + 1;
  const rows = view.rows.filter((row) => row >= first && !isHeadAgain(table, row));
  const facts = new Map(rows.map((row) => [row, factsOf(table, row)]));
  const habits = habitsOf([...facts.values()], table);
  const placeOf = new Map(view.rows.map((row, index) => [row, index]));
  const found: TableRow[] = [];
  let current: { row: number; id: string; offered: readonly Offered[]; isListed: boolean } | null = null;
  for (const [index, row] of rows.entries()) {
    const fact = facts.get(row);
    if (fact === undefined || isTotal(fact)) continue;
    const nextRow = rows[index + 1];
    const next = nextRow === undefined ? undefined : facts.get(nextRow);
    if (isQuestion(fact, habits, next)) {
      const offered = fact.offered.filter(({ label }) => !notForAnswers.test(label));
      const isPlaceless = fact.offered.length > 0 && offered.length === 0;
      current = { row, id: fact.id, offered: isPlaceless ? [] : fact.offered, isListed: false };
      found.push({ kind: 'question', row, id: fact.id, offered: current.offered });
      continue;
    }
    const isBeforeHead = nextRow !== undefined && view.rows[(placeOf.get(row) ?? 0) + 1] !== nextRow;
    const isInPlace = fact.column <= Math.max(...columns.questions.map(({ column }) => column));
    const isHeading = isInPlace && isSection(fact, habits, isBeforeHead, view.hasLooks);
    // A title in bold is none of the answers to the question before, though a sum may stand beside it.
    const isTitle = isHeading && (fact.look.bold || fact.look.fill !== '' || fact.isMerged) && !habits.mostlyBold;
    const choice = current === null || isTitle ? null : choiceIn(fact, current, table);
    if (choice !== null && current !== null) {
      current.isListed = true;
      found.push(choice);
      continue;
    }
    const { texts, question } = fact;
    const [text] = texts;
    if (text === undefined) continue;
    if (isHeading) {
      const column = fact.column;
      const title = fact.id !== '' && question !== '' ? `${fact.id} ${question}` : text;
      found.push({ kind: 'section', row, column, text: title, look: view.look(row, column) });
      current = null;
    } else if (texts.length > 1 || fact.isAnswerable || (fact.offered.length > 0 && current !== null)) {
      found.push({ kind: 'inner', row, text: texts.join(' | ') });
    } else if (!fact.isTally) found.push({ kind: 'note', row, text });
  }
  return withInnerTables([...firstSection(table, found), ...found], table);
}

/** The first section's title may stand above the headings, as those of the others stand above theirs or between the rows. */
function firstSection({ view, heads }: QuestionTable, found: readonly TableRow[]): TableRow[] {
  const [head = 0] = heads;
  const row = view.rows.findLast((one) => one < head);
  const cells = row === undefined ? [] : view.cellsIn(row);
  const [cell] = cells;
  if (row === undefined || cell === undefined || cells.length > 1 || cell.kind !== 'text') return [];
  const text = cell.text.trim();
  const isAlike = found.some((other) => other.kind === 'section' && codeKind(other.text) === codeKind(text));
  const isFirst = found.find(({ kind }) => kind === 'section' || kind === 'question')?.kind === 'question';
  if (codeKind(text) === null || !isAlike || !isFirst || text.length > mostTitle) return [];
  return [{ kind: 'section', row, column: cell.column, text, look: view.look(row, cell.column) }];
}

/** `Section B` and `Section 2` have the word; `A.` and `B.` are letters, `1.` and `2.` numbers; null where nothing is counted. */
function codeKind(text: string): string | null {
  const { word, code } = sectionCode.exec(text)?.groups ?? {};
  if (word !== undefined) return word.toLowerCase();
  return code === undefined ? null : /^\d/.test(code) ? '1' : 'A';
}

/** Where placeholders name questions (`Select answer for Q1`), drop-downs without an id and with another one are of a table within. */
function withInnerTables(rows: readonly TableRow[], { view, columns }: QuestionTable): TableRow[] {
  const textOf = (row: number): string => view.text(row, columns.answer);
  const questions = rows.flatMap((row) => (row.kind === 'question' && row.offered.length > 0 ? [row] : []));
  const placeholders = placeholdersIn(
    questions.map(({ row, offered }) => ({ text: textOf(row), first: offered[0]?.label ?? '' })),
  );
  const isNamed = (row: number): boolean => placeholders.nameOf(textOf(row)) !== null;
  const named = questions.filter(({ row }) => isNamed(row)).length;
  if (named < 3 || named < questions.length * 0.6) return [...rows];
  return rows.map((row): TableRow => {
    const isInner = row.kind === 'question' && row.id === '' && row.offered.length > 0 && !isNamed(row.row);
    if (!isInner) return row;
    const texts = view.cellsIn(row.row).flatMap(({ kind, text }) => (kind === 'text' ? [text.trim()] : []));
    return { kind: 'inner', row: row.row, text: texts.join(' | ') };
  });
}

interface Facts {
  readonly row: number;
  readonly id: string;
  readonly question: string;
  /** All texts of the row, of merged cells once; without numbers that formulas come to. */
  readonly texts: readonly string[];
  /** The column of the first text. */
  readonly column: number;
  readonly offered: readonly Offered[];
  readonly isAnswerable: boolean;
  /** A drop-down, a rule for numbers, or a list of answers: it can only be a question. */
  readonly isRuled: boolean;
  readonly points: number | null;
  readonly optionText: string;
  readonly look: CellLook;
  readonly isMerged: boolean;
  /** A few words before what a formula comes to. */
  readonly isTally: boolean;
}

function factsOf(table: QuestionTable, row: number): Facts {
  const { view, columns } = table;
  const cells = view.cellsIn(row);
  const own = columns.questions.map(({ column }) => view.text(row, column));
  const question = own.find((text) => text !== '') ?? '';
  const id = view.text(row, columns.id);
  const offered = table.offered(row);
  const rule = columns.answer === null ? undefined : view.rule(row, columns.answer);
  // What a formula comes to is no answer.
  const isComputed = columns.answer !== null && view.formula(row, columns.answer) !== undefined;
  const answer = isComputed ? '' : view.text(row, columns.answer);
  const optionText = columns.options.map(({ column }) => view.text(row, column)).find((text) => text !== '') ?? '';
  const isNumber = rule !== undefined && ['whole', 'decimal', 'textLength', 'date', 'custom'].includes(rule.type);
  const isRuled = offered.length > 0 || isNumber || optionText !== '';
  const texts = cells.filter((cell) => cell.kind === 'text' && view.formula(row, cell.column) === undefined);
  const first = texts[0];
  const points = view.number(row, columns.points);
  return {
    row,
    id: idLike.test(id) || (id !== '' && id.length <= 30 && !/\s/.test(id)) ? id : '',
    question,
    texts: texts.map(({ text }) => text.trim()),
    column: first?.column ?? 1,
    offered,
    isRuled,
    isAnswerable: isRuled || answer !== '' || points !== null,
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

interface Habits {
  /** Rows that ask have ids. */
  readonly haveIds: boolean;
  /** Some rows say how they are answered; a row that does not is no question where ids do not tell. */
  readonly areRuled: boolean;
  readonly mostlyBold: boolean;
  /** Ids that others go on from: `1` of `1.1`. */
  readonly parents: ReadonlySet<string>;
}

function habitsOf(all: readonly Facts[], { columns }: QuestionTable): Habits {
  const asking = all.filter(({ question, isAnswerable }) => question !== '' && isAnswerable);
  const likely = asking.length > 0 ? asking : all.filter(({ question }) => question !== '');
  const withIds = likely.filter(({ id }) => id !== '').length;
  const ids = all.map(({ id }) => id.replace(/[.):]+$/, '')).filter((id) => id !== '');
  const parents = new Set(
    ids.flatMap((id) => (/[.-]/.test(id) ? [id.slice(0, Math.max(id.lastIndexOf('.'), id.lastIndexOf('-')))] : [])),
  );
  const bold = likely.filter(({ look }) => look.bold).length;
  return {
    haveIds: columns.id !== null && withIds > 0 && withIds >= likely.length * 0.4,
    areRuled: asking.filter(({ isRuled }) => isRuled).length >= 1,
    mostlyBold: bold > likely.length / 2,
    parents,
  };
}

function isQuestion(fact: Facts, habits: Habits, next: Facts | undefined): boolean {
  const { question, id, isAnswerable, isRuled, look } = fact;
  if (question === '') return false;
  if (habits.haveIds) {
    if (id === '') return false;
    if (isRuled || isAnswerable) return true;
    // Its answers may stand in the rows below.
    if (next !== undefined && next.id === '' && (next.isAnswerable || bullet.test(next.question))) return true;
    if (habits.parents.has(id.replace(/[.):]+$/, ''))) return false;
    if (/^\p{L}$/u.test(id)) return false;
    return !(look.bold && !habits.mostlyBold && question.length <= mostTitle && !question.includes('?'));
  }
  if (isRuled) return fact.offered.length === 0 || !fact.offered.every(({ label }) => mark.test(label));
  if (isAnswerable && !bullet.test(question) && !isTotal(fact)) return fact.points === null || question.length > 3;
  if (!habits.areRuled && asksTo.test(question)) return true;
  const isAsking = /\?\s*(?:\n|$)/.test(question);
  if (isAsking) return !(look.bold && !habits.mostlyBold && habits.areRuled);
  return false;
}

function choiceIn(
  fact: Facts,
  current: { readonly row: number; readonly offered: readonly Offered[]; readonly isListed: boolean },
  { columns }: QuestionTable,
): TableRow | null {
  const { row, id, question, offered, points, optionText } = fact;
  const isTick = offered.length > 0 && offered.every(({ label }) => mark.test(label));
  if (id !== '' && idLike.test(id) && !/^\p{L}[.)]?$/u.test(id)) return null;
  if (isTick && question !== '') return { kind: 'choice', row, text: question, points, ticked: true };
  if (question === '' && optionText !== '') return { kind: 'choice', row, text: optionText, points, ticked: false };
  if (current.offered.length > 0 || offered.length > 0 || question === '') return null;
  const isShort = question.length <= 200 && !question.includes('?');
  const isListed = points !== null || bullet.test(question);
  return isShort && isListed && columns.options.length === 0
    ? { kind: 'choice', row, text: question.replace(bullet, (start) => start.slice(-1)), points, ticked: false }
    : null;
}

function isSection(fact: Facts, habits: Habits, isBeforeHead: boolean, hasLooks: boolean): boolean {
  const { texts, look, isMerged, id, question } = fact;
  const text = texts[0] ?? '';
  if (id !== '' && question !== '' && texts.length <= 2) return !fact.isRuled;
  if (texts.length !== 1 || fact.isRuled || text.length > mostTitle || text.split('\n').length > 3) return false;
  if (numberIn(text) !== null) return false;
  const isCoded = sectionCode.test(text) && text.length <= 120;
  const isEmphatic = (look.bold && !habits.mostlyBold) || look.fill !== '' || isMerged || look.size >= 13;
  const isCapital = text === text.toUpperCase() && /\p{L}{3}/u.test(text);
  if (isEmphatic || isCapital || isBeforeHead) return !/[.!]\s*$/.test(text) || isCoded || text.length <= 60;
  if (isCoded) return !/[.?!]\s*$/.test(text) || text.length <= 60;
  if (look.bold) return text.length <= 80 && !text.endsWith('?');
  return !hasLooks && text.length <= 80 && !/[.?!:]\s*$/.test(text);
}

/** The headings again, as they come before each section. */
function isHeadAgain({ view, heads }: QuestionTable, row: number): boolean {
  if (heads.length === 0) return false;
  return heads.some((head) => {
    const texts = view.cellsIn(head).map(({ column, text }) => [column, foldedText(text)] as const);
    const same = texts.filter(([column, text]) => foldedText(view.text(row, column)) === text);
    return texts.length >= 2 && same.length >= Math.max(2, texts.length * 0.6);
  });
}

const isTotal = ({ texts, question, isRuled }: Facts): boolean => {
  const text = question === '' ? (texts[0] ?? '') : question;
  return !isRuled && text.length <= 60 && total.test(text) && texts.length <= 2;
};
