import { type Expression, type Operand, turned } from '../../questionnaire/definition/expression.ts';
import { toNumber } from '../rational.ts';
import { type Found, holds } from './conditions.ts';

/** What a condition finds in cells: something that is known beforehand, or the cells in which a question is answered. */
export type FoundInCells = { readonly found: Found } | QuestionCells;

/** Formulas of truth are expressions; what they rest on is read from cells, so that they move when an answer does. */
export interface QuestionCells {
  /** null: that makes no difference. */
  readonly isNotAsked: string | null;
  readonly isUnknown: string;
  readonly isBlank: string;
  readonly answer:
    | { readonly kind: 'number'; readonly cell: string }
    /** The place of the choice in its list, from 1. */
    | { readonly kind: 'one'; readonly cell: string; readonly choices: readonly string[] }
    | { readonly kind: 'several'; readonly ticked: (choice: string) => string | null }
    | { readonly kind: 'text' };
}

/** True, false and neither as numbers: all of several is then their least, any of them their greatest. */
export const truth = { yes: '1', no: '0', open: '0.5' } as const;
const told = (value: boolean | null): string => (value === null ? truth.open : value ? truth.yes : truth.no);

/**
 * {@link holds} as a formula of 1, 0 and 0.5, in the grammar that Excel, LibreOffice and Google Sheets have in common. What
 * a comparison comes to where an answer is blank, unknown or not asked is asked of `holds` itself.
 */
export function holdsFormula(expression: Expression, find: (operand: Operand) => FoundInCells): string {
  switch (expression.kind) {
    case 'not':
      return `(1-${holdsFormula(expression.of, find)})`;
    case 'and':
      return `MIN(${expression.parts.map((part) => holdsFormula(part, find)).join(',')})`;
    case 'or':
      return `MAX(${expression.parts.map((part) => holdsFormula(part, find)).join(',')})`;
    case 'selected':
      return selected(expression, find(expression.of));
    default: {
      const { left, right, by } = turned(expression);
      return comparison(by, find(left), find(right));
    }
  }
}

type Sign = Extract<Expression, { kind: 'compare' }>['by'];
const anyOperand: Operand = { kind: 'answer' };

/** What it comes to where each side is what it is, whatever else. */
const settled = (by: Sign, left: Found, right: Found): string => {
  let isFirst = true;
  const sides = (): Found => {
    const side = isFirst ? left : right;
    isFirst = false;
    return side;
  };
  return told(holds({ kind: 'compare', by, left: anyOperand, right: anyOperand }, sides));
};

function selected({ choice }: Extract<Expression, { kind: 'selected' }>, of: FoundInCells): string {
  const settledFor = (found: Found): string => told(holds({ kind: 'selected', of: anyOperand, choice }, () => found));
  if ('found' in of) return settledFor(of.found);
  return byState(of, settledFor, () => {
    if (of.answer.kind === 'several') return `IF(${of.answer.ticked(choice) ?? 'FALSE'},1,0)`;
    return ofValue(of, settledFor);
  });
}

function comparison(by: Sign, left: FoundInCells, right: FoundInCells): string {
  if ('found' in left) {
    if ('found' in right) return settled(by, left.found, right.found);
    return ofQuestion(
      right,
      (found) => settled(by, left.found, found),
      (cell) => numbers(by, left.found, cell, true),
    );
  }
  if ('found' in right) {
    return ofQuestion(
      left,
      (found) => settled(by, found, right.found),
      (cell) => numbers(by, right.found, cell, false),
    );
  }
  // Two questions: whatever the one is, the other is compared with it.
  const withFound = (found: Found): string =>
    ofQuestion(
      right,
      (other) => settled(by, found, other),
      (cell) => numbers(by, found, cell, true),
    );
  return byState(left, withFound, () => {
    if (left.answer.kind !== 'number') return ofValue(left, withFound);
    const { cell } = left.answer;
    const anyNumber: Found = { kind: 'number', number: { n: 1n, d: 1n } };
    return byState(
      right,
      (found) => settled(by, anyNumber, found),
      () =>
        right.answer.kind === 'number'
          ? `IF(${cell}${signOf(by)}${right.answer.cell},1,0)`
          : ofValue(right, (found) => numbers(by, found, cell, false)),
    );
  });
}

function ofQuestion(
  of: QuestionCells,
  settledFor: (found: Found) => string,
  ofNumber: (cell: string) => string,
): string {
  return byState(of, settledFor, () =>
    of.answer.kind === 'number' ? ofNumber(of.answer.cell) : ofValue(of, settledFor),
  );
}

/** A number in a cell beside something that is known: `isLeft`, where what is known stands on the left. */
function numbers(by: Sign, found: Found, cell: string, isLeft: boolean): string {
  const at = (number: bigint): string => {
    const side: Found = { kind: 'number', number: { n: number, d: 1n } };
    return isLeft ? settled(by, found, side) : settled(by, side, found);
  };
  const number = found.kind === 'number' ? found.number : numberIn(found);
  // Beside what is no number every number is alike.
  if (number === null) return at(0n);
  const literal = typeof number === 'string' ? number : literalOf(number);
  return `IF(${isLeft ? `${literal}${signOf(by)}${cell}` : `${cell}${signOf(by)}${literal}`},1,0)`;
}

/** The number that a text is, or the only choice by its name. */
function numberIn(found: Found): string | null {
  const text = found.kind === 'text' ? found.text : found.kind === 'choices' ? found.names.join(' ') : '';
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

const literalOf = (number: { readonly n: bigint; readonly d: bigint }): string =>
  number.d === 1n ? String(number.n) : String(toNumber(number));

const signOf = (by: Sign): string => (by === '!=' ? '<>' : by);

/** By what is known of an answer before it is looked at. */
function byState(
  { isNotAsked, isUnknown, isBlank }: QuestionCells,
  settledFor: (found: Found) => string,
  value: () => string,
): string {
  const blank = either(isBlank, settledFor({ kind: 'blank' }), value());
  const unknown = either(isUnknown, settledFor({ kind: 'unknown' }), blank);
  return isNotAsked === null ? unknown : either(isNotAsked, settledFor({ kind: 'not-asked' }), unknown);
}

const either = (is: string, then: string, otherwise: string): string =>
  then === otherwise ? then : `IF(${is},${then},${otherwise})`;

/** An answer that is given: by the choice, and for several choices and texts whether there is one at all. */
function ofValue({ answer }: QuestionCells, settledFor: (found: Found) => string): string {
  if (answer.kind !== 'one') return settledFor({ kind: 'text', text: 'given' });
  const places = Map.groupBy(answer.choices.entries(), ([, name]) => settledFor({ kind: 'choices', names: [name] }));
  const [[most = truth.no] = [], ...others] = [...places].sort(([, a], [, b]) => b.length - a.length);
  return others.reduce(
    (otherwise, [result, choices]) =>
      either(
        isAny(
          answer.cell,
          choices.map(([place]) => place + 1),
        ),
        result,
        otherwise,
      ),
    most,
  );
}

/** A function takes at most 255 values. */
const maxValues = 200;

/** Whether a cell has one of some places of a list. */
export function isAny(cell: string, places: readonly number[]): string {
  const tests = places.map((place) => `${cell}=${place}`);
  if (tests.length === 1) return tests.join();
  if (tests.length <= maxValues) return `OR(${tests.join(',')})`;
  const groups = Array.from({ length: Math.ceil(tests.length / maxValues) }, (_, at) =>
    tests.slice(at * maxValues, (at + 1) * maxValues),
  );
  return `OR(${groups.map((group) => `OR(${group.join(',')})`).join(',')})`;
}
