import { type Book, Calculator, formulaCells, placeKey, TooMuch } from './formulas/calculator.ts';
import type { Expression } from './formulas/parse-formula.ts';
import type { CellPlace, Value } from './formulas/values.ts';

const key = (place: CellPlace): string => placeKey(place).toLowerCase();

/** Characters of an answer in a formula. */
const longest = 120;

/**
 * Answers that formulas look for (`IF(B7="Yes", …)`), where a question has no list: for each answer's cell the texts with which a
 * formula that depends on it alone comes to something else than without. By the key of the cell.
 */
export function labelsInFormulas(book: Book, answers: readonly CellPlace[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  try {
    const watched = new Set(answers.map(key));
    const calculator = new Calculator(book, { watched });
    const places = new Map(answers.map((place) => [key(place), place]));
    for (const cell of formulaCells(book)) {
      const [only, ...others] = calculator.outcomeOf(cell).watched;
      const formula = book.formulaAt(cell);
      if (only === undefined || others.length > 0 || formula === undefined || formula === null) continue;
      const place = places.get(only);
      if (place === undefined) continue;
      const without = resultOf(book, cell, place, 'none of them all');
      const labels = textsIn(formula).filter((text) => {
        const value = resultOf(book, cell, place, text);
        return typeof value === 'number' && value !== without;
      });
      const known = found.get(only) ?? [];
      found.set(only, [...known, ...labels.filter((label) => !known.includes(label))]);
    }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
  }
  return new Map([...found].filter(([, labels]) => labels.length > 0));
}

function resultOf(book: Book, cell: CellPlace, place: CellPlace, answer: string): Value {
  return new Calculator(book, { given: new Map([[key(place), answer]]), steps: 20_000 }).outcomeOf(cell).value;
}

function textsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'value': {
      const { value } = expression;
      return typeof value === 'string' && value.trim() !== '' && value.length <= longest ? [value] : [];
    }
    case 'array':
      return expression.rows.flat().flatMap(textsIn);
    case 'call':
      return [...new Set(expression.parts.flatMap((part) => (part === null ? [] : textsIn(part))))];
    case 'operation':
      return [...textsIn(expression.left), ...textsIn(expression.right)];
    case 'sign':
      return textsIn(expression.of);
    case 'reference':
    case 'name':
      return [];
  }
}
