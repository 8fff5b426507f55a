import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { CellLook } from '../formats/workings.ts';
import type { Offered } from './offered.ts';
import { placeholdersIn } from './placeholders.ts';
import { idLike, type QuestionTable, tickWords } from './question-tables.ts';
import { asksForSeveral, asksNumber, asksTo } from './requests.ts';
import { type Facts, factsOf, type Habits, habitsOf, isLarge, ownColumnsOf } from './row-facts.ts';
import { numberIn } from './sheet-view.ts';

/** What a row of an office's questionnaire is. */
export type TableRow =
  | {
      readonly kind: 'question';
      readonly row: number;
      readonly id: string;
      readonly offered: readonly Offered[];
      /** It is one of several below a question that is asked of each of them. */
      readonly itemOf?: { readonly row: number; readonly place: number };
    }
  | {
      readonly kind: 'section';
      readonly row: number;
      readonly column: number;
      readonly text: string;
      /** By column of questions; '' where nothing is written. */
      readonly worded: readonly string[];
      readonly look: CellLook;
    }
  | {
      readonly kind: 'note';
      readonly row: number;
      readonly text: string;
      readonly worded: readonly string[];
      /** A few words: it may as well be a question or a section. */
      readonly isOpen: boolean;
      /** A question that is asked of each row below it: the answers beside it. */
      readonly scale?: readonly string[];
    }
  /** Of a table within the table, which belongs to the question before. */
  | { readonly kind: 'inner'; readonly row: number; readonly text: string }
  /** One of the answers to the question before, in a row of its own. */
  | {
      readonly kind: 'choice';
      readonly row: number;
      readonly text: string;
      readonly worded: readonly string[];
      readonly points: number | null;
      readonly ticked: boolean;
    }
  /** A total, or what a formula comes to: it asks nothing. */
  | { readonly kind: 'aside'; readonly row: number };

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
  const ownColumns = ownColumnsOf(table, rows);
  const facts = rows.map((row) => factsOf(table, row, ownColumns));
  const habits = habitsOf(facts, table);
  const hasTitles = facts.some(
    (fact) =>
      !fact.isRuled &&
      ((fact.parts === 1 && isEmphatic(fact, habits)) ||
        (fact.id !== '' && fact.question !== '' && !idLike.test(fact.id))),
  );
  const placeOf = new Map(view.rows.map((row, index) => [row, index]));
  const found: TableRow[] = [];
  let current: Current | null = null;
  for (const [index, fact] of facts.entries()) {
    const { row, question, worded, texts } = fact;
    const [text] = texts;
    if (isTotal(fact)) {
      found.push({ kind: 'aside', row });
      continue;
    }
    const rest = facts.slice(index + 1, index + 1 + mostBelow);
    const [next] = rest;
    const isBeforeHead = next !== undefined && view.rows[(placeOf.get(row) ?? 0) + 1] !== next.row;
    const isInPlace = fact.column <= Math.max(...columns.questions.map(({ column }) => column));
    const isLoneTitle = !view.hasLooks || (!hasTitles && habits.haveIds && next !== undefined && idLike.test(next.id));
    const isHeading = isInPlace && isSection(fact, habits, { isBeforeHead, isLoneTitle });
    const isBelow = current?.answers.has(row) === true;
    if (!isBelow && (isQuestion(fact, habits, next) || (!isHeading && isUnnumbered(fact, current, habits, table)))) {
      const offered = fact.offered.filter(({ label }) => !notForAnswers.test(label));
      const isPlaceless = fact.offered.length > 0 && offered.length === 0;
      const own = isPlaceless ? [] : fact.offered;
      current = { fact, offered: own, answers: answersBelow(fact, rest, habits, view.hasLooks) };
      found.push({ kind: 'question', row, id: fact.id, offered: own });
      continue;
    }
    // A title in bold is none of the answers to the question before, though a sum may stand beside it.
    const isTitle = isHeading && (fact.look.bold || isColoured(fact, habits) || fact.isMerged) && !habits.mostlyBold;
    const choice: TableRow | null = current === null || isTitle ? null : choiceIn(fact, current, table);
    if (choice !== null) {
      found.push(choice);
      continue;
    }
    if (text === undefined) continue;
    if (isHeading) {
      const column = fact.column;
      const withId = (one: string): string => (fact.id !== '' && one !== '' ? `${fact.id} ${one}` : one);
      const title = question !== '' ? withId(question) : text;
      found.push({
        kind: 'section',
        row,
        column,
        text: title,
        worded: worded.map(withId),
        look: view.look(row, column),
      });
      current = null;
    } else if (fact.parts > 1 || fact.isAnswerable || (fact.offered.length > 0 && current !== null)) {
      found.push({ kind: 'inner', row, text: texts.join(' | ') });
    } else if (fact.isTally) found.push({ kind: 'aside', row });
    else found.push({ kind: 'note', row, text: question === '' ? text : question, worded, isOpen: isShort(fact) });
  }
  return withInnerTables(withScales([...firstSection(table, found), ...found], table), table);
}

/** The question after which a row stands. */
interface Current {
  readonly fact: Facts;
  readonly offered: readonly Offered[];
  /** Rows below it that are its answers. */
  readonly answers: ReadonlySet<number>;
}

/**
 * `How well do these work? | Well | Badly` over `Phone` and `Web chat`: answers beside a question, in columns that nothing
 * heads. Rows below it are then what it asks about, each answered by a tick below one of them.
 */
function withScales(rows: readonly TableRow[], table: QuestionTable): TableRow[] {
  const { view, columns } = table;
  if (columns.answer !== null || columns.ticks.length > 0) return [...rows];
  const made = [...rows];
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'question' || row.offered.length > 0) continue;
    const below = choicesBelow(rows, index);
    const scale = scaleBeside(table, row.row);
    const isPlain = below.every((one) => !one.ticked && one.points === null && view.cellsIn(one.row).length === 1);
    if (scale.length === 0 || !isPlain || below.length === 1) continue;
    const offered = scale.map((label) => ({ label, value: label, place: null }));
    if (below.length === 0) {
      // Other words may be what the office notes beside it.
      if (scale.some((label) => tickWords.test(label))) made[index] = { ...row, offered };
      continue;
    }
    const worded = columns.questions.map(({ column }) => view.text(row.row, column));
    made[index] = { kind: 'note', row: row.row, text: worded[0] ?? '', worded, isOpen: true, scale };
    for (const [place, one] of below.entries()) {
      const itemOf = { row: row.row, place: place + 1 };
      made[index + 1 + place] = { kind: 'question', row: one.row, id: '', offered, itemOf };
    }
  }
  return made;
}

/** The answers in the rows below a question. */
export function choicesBelow(rows: readonly TableRow[], index: number): Extract<TableRow, { kind: 'choice' }>[] {
  const end = rows.findIndex((one, at) => at > index && one.kind !== 'choice');
  return rows.slice(index + 1, end === -1 ? undefined : end).flatMap((one) => (one.kind === 'choice' ? one : []));
}

/** A few words in each of the cells right of a question, below no heading. */
function scaleBeside({ view, heads, columns }: QuestionTable, row: number): string[] {
  const [question] = columns.questions;
  const text = view.text(row, question?.column ?? null);
  const cells = view.cellsIn(row).filter(({ column }) => column > (question?.column ?? 0));
  const isFree = heads.every((head) => cells.every(({ column }) => view.spannedText(head, column) === ''));
  const arePlain = cells.every(
    ({ kind, column, text: own }) => kind === 'text' && own.length <= 40 && view.formula(row, column) === undefined,
  );
  const labels = cells.map((cell) => cell.text.trim());
  const isScale = cells.length >= 2 && new Set(labels.map(foldedText)).size === labels.length;
  return columns.questions.length === 1 && isFree && arePlain && isScale && !asksForSeveral.test(text) ? labels : [];
}

/** Rows below a question in which its answers are looked for. */
const mostBelow = 60;

/** Rows of a few words below a question that does not say how it is answered, though others do. */
function answersBelow(fact: Facts, rest: readonly Facts[], habits: Habits, hasLooks: boolean): ReadonlySet<number> {
  const isOpen = !fact.isRuled && !asksTo.test(fact.question) && !asksNumber.test(fact.question);
  // Below one without a number, others without a number are questions like it.
  if (!isOpen || (habits.haveIds && fact.id === '' && !/\?\s*$/.test(fact.question))) return new Set();
  const isAnswer = (one: Facts): boolean =>
    one.id === '' &&
    one.question !== '' &&
    one.parts === 1 &&
    (!one.isRuled || one.isTicked) &&
    (!one.isAnswerable || one.isTicked || one.points !== null) &&
    one.question.length <= mostTitle &&
    !/[?:]\s*$/.test(one.question) &&
    !asksTo.test(one.question) &&
    !isTotal(one) &&
    (bullet.test(one.question) || (!isEmphatic(one, habits) && !sectionCode.test(one.question)));
  const filled = (one: Facts): number => one.worded.filter((text) => text !== '').length;
  const step = (rest[0]?.row ?? 0) - fact.row;
  // What stands apart, or in fewer languages, is something else.
  const isNext = (one: Facts, index: number): boolean =>
    one.row - (rest[index - 1] ?? fact).row <= step && (filled(one) === filled(fact) || /[/|\n]/.test(one.question));
  const end = rest.findIndex((one, index) => !isAnswer(one) || !isNext(one, index));
  const below = end === -1 ? rest : rest.slice(0, end);
  // Without looks two of them may as well be a section in a section.
  return new Set(below.length < (hasLooks ? 2 : 3) ? [] : below.map(({ row }) => row));
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
  return [{ kind: 'section', row, column: cell.column, text, worded: [], look: view.look(row, cell.column) }];
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

function isQuestion(fact: Facts, habits: Habits, next: Facts | undefined): boolean {
  const { question, id, isAnswerable, isRuled, look } = fact;
  if (question === '') return false;
  if (habits.haveIds || (habits.haveSomeIds && idLike.test(id))) {
    if (id === '') return false;
    if (isRuled || isAnswerable) return true;
    // Its answers may stand in the rows below.
    const isAnswer = next?.isAnswerable === true && (next.question === '' || !next.isRuled || next.isTicked);
    if (next !== undefined && next.id === '' && (isAnswer || bullet.test(next.question))) return true;
    if (habits.parents.has(id.replace(/[.):]+$/, ''))) return false;
    if (/^\p{L}$/u.test(id)) return false;
    return !(look.bold && !habits.mostlyBold && question.length <= mostTitle && !question.includes('?'));
  }
  if (isRuled) return fact.offered.length === 0 || !fact.isTicked;
  // Sections stand in a column of their own: what begins one is asked.
  if (fact.isFirstOfSection && isAmongQuestions(fact, habits)) return true;
  if (isAnswerable && !bullet.test(question) && !isTotal(fact)) return fact.points === null || question.length > 3;
  if (asksTo.test(question) && (!habits.areRuled || isAmongQuestions(fact, habits))) return true;
  const isAsking = /\?\s*(?:\n|$)/.test(question);
  if (isAsking) return !(look.bold && !habits.mostlyBold && habits.areRuled);
  return false;
}

/** Not in bold, a colour or capitals, as titles are, and without a list's mark before it. */
const isAmongQuestions = (fact: Facts, habits: Habits): boolean =>
  !fact.hasMore && !isEmphatic(fact, habits) && !bullet.test(fact.question) && habits.haveAnswers;

/** A question without a number beside numbered ones: it has an answer's drop-down, asks, or stands among its like. */
function isUnnumbered(fact: Facts, current: Current | null, habits: Habits, { columns }: QuestionTable): boolean {
  const { question, id } = fact;
  if (!habits.haveSomeIds || id !== '' || question === '' || fact.isTicked) return false;
  if (fact.isRuled) return true;
  if (fact.hasMore || fact.isAnswerable || bullet.test(question) || fact.isTally) return false;
  if (/\?\s*(?:\n|$)/.test(question) || asksTo.test(question)) return true;
  const isAmongLike = current === null || current.fact.id === '';
  const isPartOf = current !== null && (asksTo.test(current.fact.question) || asksNumber.test(current.fact.question));
  return (isAmongLike || isPartOf) && columns.answer !== null && isShort(fact);
}

/** A few words that are no sentence: what asks, or heads, or answers, and not what explains. */
const isShort = ({ question, texts }: Facts): boolean => {
  const text = question === '' ? (texts[0] ?? '') : question;
  return text.length <= mostTitle && !/[.!:;]\s*$/.test(text);
};

function choiceIn(fact: Facts, { answers, offered: listed }: Current, { columns }: QuestionTable): TableRow | null {
  const { row, id, question, worded, offered, points, optionText } = fact;
  const isBelow = answers.has(row);
  if (id !== '' && idLike.test(id) && !/^\p{L}[.)]?$/u.test(id)) return null;
  const plain = { kind: 'choice' as const, row, text: question, worded, points, ticked: false };
  if (fact.isTicked && question !== '' && (offered.length > 0 || isBelow)) return { ...plain, ticked: true };
  if (question === '' && optionText !== '') return { ...plain, text: optionText, worded: [] };
  if (listed.length > 0 || offered.length > 0 || question === '') return null;
  const isBrief = question.length <= 200 && !question.includes('?');
  const isListed = points !== null || bullet.test(question) || isBelow;
  if (!isBrief || !isListed || (columns.options.length > 0 && !isBelow)) return null;
  const unmarked = (text: string): string => text.replace(bullet, (start) => start.slice(-1));
  return { ...plain, text: unmarked(question), worded: worded.map(unmarked) };
}

function isSection(
  fact: Facts,
  habits: Habits,
  { isBeforeHead, isLoneTitle }: { readonly isBeforeHead: boolean; readonly isLoneTitle: boolean },
): boolean {
  const { texts, parts, look, id, question } = fact;
  const text = texts[0] ?? '';
  if (id !== '' && question !== '' && parts <= 2) return !fact.isRuled;
  if (parts !== 1 || fact.isRuled || text.length > mostTitle || text.split('\n').length > 3) return false;
  if (numberIn(text) !== null) return false;
  const isCoded = sectionCode.test(text) && text.length <= 120;
  if (isEmphatic(fact, habits) || isBeforeHead) return !/[.!]\s*$/.test(text) || isCoded || text.length <= 60;
  if (isCoded) return !/[.?!]\s*$/.test(text) || text.length <= 60;
  if (look.bold) return text.length <= 80 && !text.endsWith('?');
  return isLoneTitle && text.length <= 80 && !/[.?!:]\s*$/.test(text);
}

/** It looks otherwise than the rows that ask. */
function isEmphatic(fact: Facts, habits: Habits): boolean {
  const { look, isMerged, texts } = fact;
  const isCapital = texts.every((text) => text === text.toUpperCase()) && texts.some((text) => /\p{L}{3}/u.test(text));
  const isJoined = isMerged && !habits.mostlyMerged;
  return (look.bold && !habits.mostlyBold) || isColoured(fact, habits) || isJoined || isLarge(fact) || isCapital;
}

const isColoured = ({ look }: Facts, { fills }: Habits): boolean => look.fill !== '' && !fills.has(look.fill);

/** The headings again, as they come before each section. */
export function isHeadAgain({ view, heads }: QuestionTable, row: number): boolean {
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
