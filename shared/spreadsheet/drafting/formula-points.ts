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
