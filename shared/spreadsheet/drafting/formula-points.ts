import { type Book, Calculator, formulaCells, placeKey, TooMuch } from './formulas/calculator.ts';
import type { CellPlace, Value } from './formulas/values.ts';
import type { Offered } from './offered.ts';

/** A question with what its cell may contain. */
export interface AnswerCell {
  readonly place: CellPlace;
  readonly offered: readonly Offered[];
}

/** What each answer of a question scores by the workbook's own formulas, and the cell that says so. */
export interface FormulaPoints {
  readonly points: ReadonlyMap<string, number>;
  readonly cell: CellPlace;
}

const key = (place: CellPlace): string => placeKey(place).toLowerCase();

/**
 * Learns from the formulas of a workbook what each answer scores: of the cells that depend on one answer alone, the one that
 * goes into totals is calculated with each answer that is offered. By the key of the answer's cell.
 */
export function formulaPoints(book: Book, answers: readonly AnswerCell[]): ReadonlyMap<string, FormulaPoints> {
  const found = new Map<string, FormulaPoints>();
  try {
    const watched = new Set(answers.map(({ place }) => key(place)));
    const calculator = new Calculator(book, { watched });
    const cells = formulaCells(book);
    const outcomes = new Map(cells.map((place) => [key(place), calculator.outcomeOf(place)]));
    const byAnswer = new Map<string, CellPlace[]>();
    for (const place of cells) {
      const reads = outcomes.get(key(place))?.watched ?? new Set();
      const [only] = reads;
      if (reads.size === 1 && only !== undefined) byAnswer.set(only, [...(byAnswer.get(only) ?? []), place]);
    }
    /** How often others that read several answers read it: a score goes into totals. */
    const totals = (place: CellPlace): number =>
      [...(calculator.readers.get(key(place)) ?? [])].filter((reader) => (outcomes.get(reader)?.watched.size ?? 0) > 1)
        .length;
    const isRead = (place: CellPlace): boolean => (calculator.readers.get(key(place))?.size ?? 0) > 0;
    for (const { place, offered } of answers) {
      const candidates = (byAnswer.get(key(place)) ?? [])
        .flatMap((cell) => scoredBy(book, place, offered, cell) ?? [])
        .sort(
          (a, b) =>
            Number(totals(b.cell) > 0) - Number(totals(a.cell) > 0) || Number(isRead(a.cell)) - Number(isRead(b.cell)),
        );
      const [best] = candidates;
      if (best !== undefined) found.set(key(place), best);
    }
    for (const [at, points] of pointsInTotals(book, answers, found)) found.set(at, points);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
  return found;
}

export const answerKey = key;

/** null where the cell does not come to numbers, or to the same for all answers. */
function scoredBy(book: Book, answer: CellPlace, offered: readonly Offered[], cell: CellPlace): FormulaPoints | null {
  const points = new Map<string, number>();
  for (const { label, value } of offered) {
    const given = new Map<string, Value>([[key(answer), value]]);
    const outcome = new Calculator(book, { given, steps: 20_000 }).outcomeOf(cell).value;
    // An answer for which the formula has no words, such as one that was written for people, scores nothing.
    if (outcome === null || outcome === '') points.set(label, 0);
    else if (typeof outcome !== 'number' || !Number.isFinite(outcome)) return null;
    else points.set(label, Number(outcome.toPrecision(12)));
  }
  return new Set(points.values()).size > 1 ? { points, cell } : null;
}

/** Totals that are tried for questions whose points no cell of their own says. */
const mostTotals = 4;

/** A total that counts answers itself (`COUNTIF(C2:C9,"High")*3`) tells what each is worth by what it adds. */
function pointsInTotals(
  book: Book,
  answers: readonly AnswerCell[],
  found: ReadonlyMap<string, FormulaPoints>,
): Map<string, FormulaPoints> {
  const left = answers.filter(({ place }) => !found.has(key(place)));
  const made = new Map<string, FormulaPoints>();
  if (left.length < 2) return made;
  const watched = new Set(left.map(({ place }) => key(place)));
  const calculator = new Calculator(book, { watched });
  const totals = formulaCells(book)
    .map((cell) => ({ cell, count: calculator.outcomeOf(cell).watched.size }))
    .filter(({ count }) => count >= Math.max(2, left.length * 0.5))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostTotals);
  const blank = new Map<string, Value>(answers.map(({ place }) => [key(place), null]));
  for (const { cell } of totals) {
    const with_ = (chosen: readonly (readonly [CellPlace, Value])[]): number | null => {
      const given = new Map([...blank, ...chosen.map(([place, value]): [string, Value] => [key(place), value])]);
      const { value } = new Calculator(book, { given, steps: 100_000 }).outcomeOf(cell);
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    };
    const nothing = with_([]);
    if (nothing === null) continue;
    const gains = left.map(({ place, offered }) => ({
      place,
      points: new Map(
        offered.flatMap(({ label, value }) => {
          const gained = with_([[place, value]]);
          return gained === null ? [] : [[label, Number((gained - nothing).toPrecision(12))] as const];
        }),
      ),
      offered,
    }));
    if (gains.some(({ points, offered }) => points.size < offered.length)) continue;
    // Together they come to what they come to one by one: else the total is no sum of points.
    const best = gains.map(({ place, points, offered }) => {
      const top = offered.reduce((a, b) => ((points.get(b.label) ?? 0) > (points.get(a.label) ?? 0) ? b : a));
      return { place, value: top.value, points: points.get(top.label) ?? 0 };
    });
    const together = with_(best.map(({ place, value }) => [place, value]));
    const sum = best.reduce((all, { points }) => all + points, 0);
    if (together === null || Math.abs(together - nothing - sum) > 1e-9 * Math.max(1, Math.abs(sum))) continue;
    for (const { place, points } of gains) {
      if (new Set(points.values()).size > 1 && !made.has(key(place))) made.set(key(place), { points, cell });
    }
  }
  return made;
}
