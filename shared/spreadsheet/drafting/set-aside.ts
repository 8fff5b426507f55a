import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Cell } from '../formats/grid.ts';
import type { Asked } from './asked.ts';
import type { DraftQuestion, SetAside } from './draft.ts';
import type { AnswerFound } from './found-points.ts';
import { mostPointsIn, optionsIn, scoredOptionsIn } from './option-texts.ts';
import { notesAbove } from './placed-rows.ts';
import type { Placeholders } from './placeholders.ts';
import { asksNoEvidence } from './requests.ts';
import type { SourceTable } from './source-tables.ts';
import { isHeadAgain, type TableRow } from './table-rows.ts';

interface Facts {
  /** The questions of this sheet by row. */
  readonly asked: ReadonlyMap<number, Pick<Asked, 'answers' | 'answersIn'>>;
  readonly drafted: ReadonlyMap<number, DraftQuestion>;
  readonly placeholders: Placeholders;
  readonly title: string;
  readonly languages: number;
}

/** What stands on a sheet that asks questions and is nowhere in the draft: its office is told, row by row or column by column. */
export function setAsideOf(source: SourceTable, facts: Facts): SetAside[] {
  const { table, rows } = source;
  const { view, heads } = table;
  const kinds = new Map(rows.map((row) => [row.row, row]));
  const above = new Set(notesAbove(source, facts.languages).map(({ row }) => row));
  const [firstHead = 0] = heads;
  const isTaken = (row: number): boolean =>
    above.has(row) ||
    heads.includes(row) ||
    (row > firstHead && !kinds.has(row) && isHeadAgain(table, row)) ||
    (row < firstHead && isTitle(view.cellsIn(row), facts.title));
  const whole: SetAside[] = [];
  const loose: Cell[] = [];
  for (const row of view.rows) {
    if (isTaken(row)) continue;
    const texts = view
      .cellsIn(row)
      .filter((cell) => cell.kind === 'text' && view.formula(row, cell.column) === undefined);
    const [first] = texts;
    if (first === undefined) continue;
    const kind = kinds.get(row);
    if (kind === undefined || kind.kind === 'aside') {
      whole.push({
        place: view.place(row, first.column),
        text: texts.map(({ text }) => text.trim()).join(' | '),
        cells: texts.length,
      });
    } else {
      const numbers = view.cellsIn(row).filter((cell) => isUnscoredNumber(cell, kind, source, facts));
      loose.push(...texts.filter((cell) => !isUsed(cell, kind, source, facts)), ...numbers);
    }
  }
  return [...whole, ...byColumn(loose, source)];
}

const isTitle = (cells: readonly Cell[], title: string): boolean =>
  cells.length === 1 && cells.every(({ text }) => foldedText(text) === foldedText(title));

/** Points of a question that is drafted without answers, as those of a number: the draft has no place for them. */
function isUnscoredNumber(
  { row, column, kind, number }: Cell,
  { kind: of }: TableRow,
  { table: { view, columns } }: SourceTable,
  { drafted }: Facts,
): boolean {
  if (column !== columns.points || kind !== 'number' || of !== 'question' || number === 0) return false;
  return view.formula(row, column) === undefined && !isChosen(drafted.get(row));
}

const isChosen = (question: DraftQuestion | undefined): boolean => question?.type.startsWith('select') === true;

/** Points in words are in the draft where every answer has those that the cell lists, or its question the most. */
function arePointsUsed(text: string, answers: readonly AnswerFound[], question: DraftQuestion | undefined): boolean {
  const scored = scoredOptionsIn(text);
  if (scored.length === 0) return mostPointsIn(text) !== null && isChosen(question);
  const known = new Map(answers.map(({ label, points }) => [foldedText(label), points]));
  const isWhole = answers.filter(({ points }) => points === null).length <= 1;
  return isWhole && scored.every(({ label, points }) => known.get(foldedText(label)) === points);
}

/** Whether what stands in a cell is in the draft. */
function isUsed(
  { row, column, text }: Cell,
  kind: TableRow,
  { table: { view, columns } }: SourceTable,
  { asked, drafted, placeholders }: Facts,
): boolean {
  const written = text.trim();
  const isWording = columns.questions.some((one) => one.column === column);
  const isOption = columns.options.some((one) => one.column === column);
  if (kind.kind === 'inner') return true;
  if (kind.kind === 'note' && kind.scale?.includes(written) === true) return true;
  if (kind.kind === 'section' || kind.kind === 'note')
    return column === columns.id || [kind.text, ...kind.worded].some((one) => one.endsWith(written));
  const question = drafted.get(row);
  if (isWording || column === columns.id) return true;
  // The number again, before the question in another language.
  if (columns.id !== null && written === view.text(row, columns.id)) return true;
  if (kind.kind === 'choice') return isOption || kind.ticked || (column === columns.points && kind.points !== null);
  const own = asked.get(row);
  const labels = [...(own?.answers ?? []).map(({ label }) => label), ...Object.values(own?.answersIn ?? {}).flat()];
  const answers = new Set(labels.map(foldedText));
  const isListed = optionsIn(written).some(({ label }) => answers.has(foldedText(label)));
  if (isOption) return isListed || answers.has(foldedText(written)) || isIn(written, question?.hint);
  // Answers that stand beside the question, in columns without headings.
  if (columns.answer === null && kind.kind === 'question' && kind.offered.some(({ label }) => label === written))
    return true;
  if (column === columns.answer)
    return placeholders.isPlaceholder(written) || isListed || answers.has(foldedText(written));
  const isGuide = columns.guides.some((one) => one.column === column);
  if (column === columns.points || (columns.scoring.includes(column) && !isGuide))
    return arePointsUsed(written, own?.answers ?? [], question);
  if (column === columns.evidence) return asksNoEvidence.test(written) || isIn(written, question?.guidance);
  if (column === columns.unit) return question?.unit !== '';
  return column === columns.type || isGuide || columns.sections.some((levels) => levels.includes(column));
}

const isIn = (text: string, said: Readonly<Record<string, string>> | undefined): boolean =>
  Object.values(said ?? {}).some((one) => one.includes(text));

/** Cells of one column are told together, under its heading. */
function byColumn(cells: readonly Cell[], { table: { view, heads } }: SourceTable): SetAside[] {
  const columns = [...new Set(cells.map(({ column }) => column))].sort((a, b) => a - b);
  return columns.map((column) => {
    const own = cells.filter((cell) => cell.column === column);
    const heading = heads.map((row) => view.text(row, column)).filter(Boolean);
    const texts = [...heading, ...new Set(own.map(({ text }) => text.trim()))];
    return { place: view.place(own[0]?.row ?? 1, column), text: texts.join(' | '), cells: own.length };
  });
}
