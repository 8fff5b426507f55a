import { type Book, Calculator, formulaCells, placeKey, TooMuch } from './formulas/calculator.ts';
import type { CellPlace, Value } from './formulas/values.ts';

/** A scored question: its answer's cell, its best answer, and in which group of the first level it stands. */
export interface CountedQuestion {
  readonly place: CellPlace;
  readonly best: { readonly value: string | number | boolean; readonly points: number };
  readonly group: string;
}

/** How a workbook's own total comes together: points add up, or each group counts with a weight. */
export type Total =
  | { readonly aggregate: 'sum'; readonly cell: CellPlace }
  | { readonly aggregate: 'mean'; readonly cell: CellPlace; readonly weights: ReadonlyMap<string, number> };

const key = (place: CellPlace): string => placeKey(place).toLowerCase();
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** What the total of a workbook does with the points of questions; null where it has no total, or one that does otherwise. */
export function totalOf(book: Book, questions: readonly CountedQuestion[]): Total | null {
  try {
    const cells = totalCells(book, questions);
    for (const cell of cells) {
      const total = howItTotals(book, cell, questions);
      if (total !== null) return total;
    }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
  return null;
}

/** Cells that read nearly all answers, those first that no other reads. */
function totalCells(book: Book, questions: readonly CountedQuestion[]): CellPlace[] {
  const watched = new Set(questions.map(({ place }) => key(place)));
  const calculator = new Calculator(book, { watched });
  const read = formulaCells(book)
    .map((place) => ({ place, count: calculator.outcomeOf(place).watched.size }))
    .filter(({ count }) => count >= Math.max(2, questions.length * 0.7));
  const readers = ({ place }: { place: CellPlace }): number => calculator.readers.get(key(place))?.size ?? 0;
  return read
    .sort((a, b) => b.count - a.count || readers(a) - readers(b))
    .slice(0, mostTotals)
    .map(({ place }) => place);
}

/** Cells that are tried. */
const mostTotals = 8;

function howItTotals(book: Book, cell: CellPlace, questions: readonly CountedQuestion[]): Total | null {
  const blank: [string, Value][] = questions.map(({ place }) => [key(place), null]);
  const with_ = (chosen: readonly CountedQuestion[]): number | null => {
    const given = new Map<string, Value>([
      ...blank,
      ...chosen.map(({ place, best }): [string, Value] => [key(place), best.value]),
    ]);
    const { value } = new Calculator(book, { given }).outcomeOf(cell);
    return typeof value === 'number' ? value : null;
  };
  const nothing = with_([]);
  const all = with_(questions);
  if (nothing === null || all === null || near(all, nothing)) return null;
  const groups = Map.groupBy(questions, ({ group }) => group);
  const gains = [...groups].map(([group, of]) => {
    const gained = with_(of);
    const points = of.reduce((sum, { best }) => sum + best.points, 0);
    return { group, gain: gained === null ? null : gained - nothing, points, of };
  });
  if (gains.some(({ gain, points }) => gain === null || points <= 0)) return null;
  const perPoint = gains.map(({ gain, points }) => (gain ?? 0) / points);
  const [first = 0] = perPoint;
  if (first > 0 && perPoint.every((one) => near(one, first))) return { aggregate: 'sum', cell };
  // Weighted groups add up to the whole, and within each the points decide.
  const sum = gains.reduce((together, { gain }) => together + (gain ?? 0), 0);
  const isWhole = near(sum, all - nothing) && gains.every(({ gain }) => (gain ?? 0) > 0);
  if (!isWhole || groups.size < 2) return null;
  const weights = new Map(gains.map(({ group, gain }) => [group, Number(((gain ?? 0) / sum).toPrecision(6))]));
  const isByPoints = gains.every(({ of, gain, points }) => {
    const [one] = of;
    const gained = one === undefined ? null : with_([one]);
    return one !== undefined && gained !== null && near((gained - nothing) / (gain ?? 1), one.best.points / points);
  });
  return isByPoints ? { aggregate: 'mean', cell, weights } : null;
}
