import { normaliseTicks } from '../../domain/answers/normalise/normalise-ticks.ts';
import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../../domain/questionnaire/definition/definition-tree.ts';
import type { Cell, Grid, Sheet } from '../formats/grid.ts';
import { columnsByHeading } from './find-columns.ts';

/** Headings of ticks: fewer labels in a row may be a legend. */
const fewest = 3;

/** By each label, folded: the choices that it is of, by their list. Of Yes, No and NA alone the columns are known anyway. */
type Labels = ReadonlyMap<string, ReadonlyMap<object, string>>;

const made = new WeakMap<Definition, Labels>();

function labelsOf(definition: Definition): Labels {
  const known = made.get(definition);
  if (known !== undefined) return known;
  const labels = new Map<string, Map<object, string>>();
  const lists = new Set(
    questionsOf(definition).flatMap((question) =>
      isSelect(question) && question.type === 'select_one' ? [choicesOf(definition, question)] : [],
    ),
  );
  for (const choices of lists) {
    if (choices.length < fewest || choices.every(({ means }) => means !== undefined)) continue;
    for (const { name, label } of choices) {
      for (const text of Object.values(label).map(foldedText)) {
        labels.set(text, (labels.get(text) ?? new Map()).set(choices, name));
      }
    }
  }
  made.set(definition, labels);
  return labels;
}

/**
 * A scale is often ticked: a column for each answer, headed by its label, and a mark in one of them. Such rows are given
 * as if the label stood in the first of these columns, under a heading of answers: from there on they are read like any other.
 */
export function withTicksWritten(grid: Grid, definitions: readonly Definition[]): Grid {
  const all = definitions.map(labelsOf).filter(({ size }) => size > 0);
  if (all.length === 0) return grid;
  return { ...grid, sheets: grid.sheets.map((sheet) => ticksWritten(sheet, all)) };
}

function ticksWritten(sheet: Sheet, all: readonly Labels[]): Sheet {
  const rows = Map.groupBy(sheet.cells, ({ row }) => row);
  const heads = [...rows].flatMap(([row, cells]) => {
    const labels = labelsIn(cells, all);
    return labels === null ? [] : [{ row, labels }];
  });
  if (heads.length === 0) return sheet;
  const replaced = new Map<number, readonly Cell[]>();
  for (const [index, { row, labels }] of heads.entries()) {
    const end = heads[index + 1]?.row ?? Number.POSITIVE_INFINITY;
    const below = [...rows].filter(([at]) => at > row && at < end);
    const written = below.flatMap(([at, cells]) => {
      const answered = withLabel(cells, labels);
      return answered === null ? [] : [[at, answered] as const];
    });
    if (written.length === 0) continue;
    for (const [at, cells] of written) replaced.set(at, cells);
    replaced.set(row, headed(rows.get(row) ?? [], rows.get(row - 1) ?? [], labels));
  }
  if (replaced.size === 0) return sheet;
  return { ...sheet, cells: [...rows].flatMap(([row, cells]) => replaced.get(row) ?? cells) };
}

/** Characters of a label over a column of ticks. */
const maxHeading = 80;

/** The cells that head a scale's answers, by column; null: this row heads none, or names a column of answers itself. */
function labelsIn(cells: readonly Cell[], all: readonly Labels[]): ReadonlyMap<number, Cell> | null {
  if (cells.length < fewest) return null;
  const folded = inOrder(cells).map((cell) => ({
    cell,
    text: cell.text.length > maxHeading ? '' : foldedText(cell.text),
  }));
  for (const labels of all) {
    const lists = new Set(folded.flatMap(({ text }) => [...(labels.get(text)?.keys() ?? [])]));
    for (const list of lists) {
      // `No` may head the numbers of the rows as well: a scale is what stands side by side.
      const own = runs(folded, ({ text }) => labels.get(text)?.has(list) === true).find((run) => {
        const choices = new Set(run.map(({ text }) => labels.get(text)?.get(list)));
        return choices.size >= fewest && choices.size === run.length;
      });
      if (own === undefined || columnsByHeading(cells).has('answer')) continue;
      return new Map(own.map(({ cell }) => [cell.column, cell]));
    }
  }
  return null;
}

/** What is so, as far as it stands side by side. */
function runs<T>(all: readonly T[], isSo: (one: T) => boolean): T[][] {
  const found: T[][] = [[]];
  for (const one of all) {
    if (isSo(one)) found.at(-1)?.push(one);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found;
}

/** One heading of answers in place of the labels; none where there is one right above them. */
function headed(cells: readonly Cell[], above: readonly Cell[], labels: ReadonlyMap<number, Cell>): readonly Cell[] {
  const [first] = [...labels.values()].sort((a, b) => a.column - b.column);
  const others = cells.filter(({ column }) => !labels.has(column));
  const isHeaded = columnsByHeading(above).get('answer') === first?.column;
  if (first === undefined || isHeaded) return others;
  return inOrder([...others, { ...first, kind: 'text', text: 'Answer', number: null }]);
}

/** The row with the label of what is ticked, of all where several are; null where nothing is, or something else stands there. */
function withLabel(cells: readonly Cell[], labels: ReadonlyMap<number, Cell>): readonly Cell[] | null {
  const own = cells.filter(({ column }) => labels.has(column));
  const read = own.map((cell) => ({ cell, ...normaliseTicks([{ value: 'yes', raw: cell }]) }));
  const ticked = read.filter(({ value }) => value === 'yes').map(({ cell }) => cell);
  const [one] = ticked;
  if (one === undefined || read.some(({ value }) => value === 'unclear')) return null;
  const text = ticked.map(({ column }) => labels.get(column)?.text ?? '').join(' / ');
  const first = Math.min(...labels.keys());
  const written: Cell = { ...one, column: first, kind: 'text', text, number: null };
  return inOrder([...cells.filter(({ column }) => !labels.has(column)), written]);
}

const inOrder = (cells: readonly Cell[]): readonly Cell[] => [...cells].sort((a, b) => a.column - b.column);
