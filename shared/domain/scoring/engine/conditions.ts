import type { Expression, Operand } from '../../questionnaire/definition/expression.ts';
import { compared, parsedRational, type Rational } from '../rational.ts';

/** What a condition finds where it looks. */
export type Found =
  /** Nothing is known of it: an answer that does not count, a fact that is not registered. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'blank' }
  /** The question is not asked of this authority. */
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choices'; readonly names: readonly string[] }
  | { readonly kind: 'number'; readonly number: Rational };

/**
 * True or false, or null where it rests on what is not known or not answered: then it is neither. XLSForm takes that for
 * false, by which a blank file would get all points of what does not apply to it.
 */
export function holds(expression: Expression, find: (operand: Operand) => Found): boolean | null {
  switch (expression.kind) {
    case 'not': {
      const of = holds(expression.of, find);
      return of === null ? null : !of;
    }
    case 'and':
      return allOf(expression.parts.map((part) => holds(part, find)));
    case 'or':
      return anyOf(expression.parts.map((part) => holds(part, find)));
    case 'selected':
      return isSelected(find(expression.of), expression.choice);
    default:
      return comparison(find(expression.left), expression.by, find(expression.right));
  }
}

export function allOf(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function anyOf(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}

function isSelected(found: Found, choice: string): boolean | null {
  if (found.kind === 'choices') return found.names.includes(choice);
  return found.kind === 'not-asked' ? false : null;
}

function comparison(left: Found, by: Extract<Expression, { kind: 'compare' }>['by'], right: Found): boolean | null {
  if (left.kind === 'unknown' || right.kind === 'unknown') return null;
  const isEquality = by === '=' || by === '!=';
  if (isEquality && isNothing(left) && isNothing(right)) {
    // `${q} != ''` asks whether it was answered, and that is always known.
    const asksForBlank = isEmptyText(left) || isEmptyText(right);
    const isBlank = left.kind === 'blank' || right.kind === 'blank';
    return isBlank && !asksForBlank ? null : by === '=';
  }
  if (left.kind === 'blank' || right.kind === 'blank') return null;
  const isText = (found: Found): boolean => found.kind === 'text' || found.kind === 'choices';
  if (isEquality && isText(left) && isText(right)) return (textOf(left) === textOf(right)) === (by === '=');
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null) return by === '!=';
  const order = compared(a, b);
  switch (by) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

const isEmptyText = (found: Found): boolean => found.kind === 'text' && found.text === '';
const isNothing = (found: Found): boolean => found.kind === 'blank' || found.kind === 'not-asked' || isEmptyText(found);

/** Choices in an order of their own: that in which they were chosen says nothing. */
const textOf = (found: Found): string => {
  if (found.kind === 'text') return found.text;
  return found.kind === 'choices' ? [...found.names].sort().join(' ') : '';
};

const numberOf = (found: Found): Rational | null =>
  found.kind === 'number' ? found.number : parsedRational(textOf(found));
