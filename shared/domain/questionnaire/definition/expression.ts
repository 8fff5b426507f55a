import { exactly, type Rational } from '../../scoring/rational.ts';

/**
 * What XLSForm writes under `relevant` and `constraint`, as far as it is taken: comparisons, `selected()`, `not()`, `and`,
 * `or` and brackets, of questions (`${Q1}`), facts of the authority (`${authority.kind}`), the answer itself (`.`), texts
 * and numbers. What an expression comes to, scoring/engine/conditions.ts says.
 */
export type Expression =
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'selected'; readonly of: Operand; readonly choice: string }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'question'; readonly name: string }
  /** `kind` of `${authority.kind}`. */
  | { readonly kind: 'authority'; readonly fact: string }
  /** The answer that a constraint is about. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Rational };

/** Why an expression cannot be taken, and where it cannot be read on. */
export interface ExpressionFault {
  readonly reason: 'word' | 'sign' | 'end' | 'rest' | 'depth';
  /** What stands there; '' at the end. */
  readonly at: string;
}

/** Brackets and `not()` within each other. */
const maxDepth = 20;

/** Thrown within this file only. */
class NotTaken extends Error {
  readonly fault: ExpressionFault;

  constructor(reason: ExpressionFault['reason'], at: string) {
    super(reason);
    this.fault = { reason, at: at.slice(0, 40) };
  }
}

export function parseExpression(source: string): Expression | ExpressionFault {
  try {
    const tokens = new Tokens(source);
    const expression = either(tokens, 0);
    if (tokens.next !== undefined) throw new NotTaken('rest', tokens.next.text);
    return expression;
  } catch (error) {
    if (error instanceof NotTaken) return error.fault;
    throw error;
  }
}

export const isExpressionFault = (parsed: Expression | ExpressionFault): parsed is ExpressionFault =>
  'reason' in parsed;

const reversed: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

type Compared = Extract<Expression, { kind: 'compare' }>;

/** What is asked about on the left: `5 < ${Q1}` says the same as `${Q1} > 5`. */
export function turned(expression: Compared): Compared {
  const isValue = ({ kind }: Operand): boolean => kind === 'text' || kind === 'number';
  if (!isValue(expression.left) || isValue(expression.right)) return expression;
  return { ...expression, by: reversed[expression.by], left: expression.right, right: expression.left };
}

/** All comparisons and selections in it. */
export function conditionsIn(expression: Expression): Extract<Expression, { kind: 'compare' | 'selected' }>[] {
  switch (expression.kind) {
    case 'not':
      return conditionsIn(expression.of);
    case 'and':
    case 'or':
      return expression.parts.flatMap(conditionsIn);
    default:
      return [expression];
  }
}

export const operandsIn = (expression: Expression): Operand[] =>
  conditionsIn(expression).flatMap((one) => (one.kind === 'compare' ? [one.left, one.right] : [one.of]));

/** The questions it rests on. */
export const questionsIn = (expression: Expression): string[] =>
  operandsIn(expression).flatMap((operand) => (operand.kind === 'question' ? [operand.name] : []));

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'word';
  readonly text: string;
}

/** Quotes may be curly: text programs make them so. */
const tokenPattern =
  /\s*(?:\$\{\s*(?<name>[^{}]*?)\s*\}|'(?<single>[^']*)'|"(?<double>[^"]*)"|[‘’](?<curly>[^‘’]*)[‘’]|[“”„](?<curled>[^“”„]*)[“”]|(?<number>-?\d+(?:\.\d+)?)|(?<sign>!=|<=|>=|[=<>(),.])|(?<word>[\p{L}_][\p{L}\p{N}_-]*))/uy;

/** The words and signs of an expression, one after the other. */
class Tokens {
  readonly #all: Token[] = [];
  #at = 0;

  constructor(source: string) {
    const pattern = new RegExp(tokenPattern);
    while (source.slice(pattern.lastIndex).trim() !== '') {
      const from = pattern.lastIndex;
      const groups = pattern.exec(source)?.groups;
      if (groups === undefined) throw new NotTaken('sign', source.slice(from).trim());
      const { name, single, double, curly, curled, number, sign, word } = groups;
      const text = single ?? double ?? curly ?? curled;
      if (name !== undefined) this.#all.push({ kind: 'name', text: name });
      else if (text !== undefined) this.#all.push({ kind: 'text', text });
      else if (number !== undefined) this.#all.push({ kind: 'number', text: number });
      else if (sign !== undefined) this.#all.push({ kind: 'sign', text: sign });
      else this.#all.push({ kind: 'word', text: word ?? '' });
    }
  }

  get next(): Token | undefined {
    return this.#all[this.#at];
  }

  take(): Token {
    const token = this.next;
    if (token === undefined) throw new NotTaken('end', '');
    this.#at += 1;
    return token;
  }

  takeSign(sign: string): void {
    const token = this.take();
    if (token.kind !== 'sign' || token.text !== sign) throw new NotTaken('sign', token.text);
  }

  /** Takes a word when it comes next. */
  tookWord(word: string): boolean {
    if (this.next?.kind !== 'word' || this.next.text !== word) return false;
    this.#at += 1;
    return true;
  }
}

function either(tokens: Tokens, depth: number): Expression {
  return chain(tokens, 'or', () => chain(tokens, 'and', () => condition(tokens, depth)));
}

function chain(tokens: Tokens, kind: 'and' | 'or', part: () => Expression): Expression {
  const first = part();
  const parts = [first];
  while (tokens.tookWord(kind)) parts.push(part());
  return parts.length === 1 ? first : { kind, parts };
}

function condition(tokens: Tokens, depth: number): Expression {
  if (depth > maxDepth) throw new NotTaken('depth', tokens.next?.text ?? '');
  if (tokens.next?.kind === 'sign' && tokens.next.text === '(') return inBrackets(tokens, depth);
  if (tokens.tookWord('not')) return { kind: 'not', of: inBrackets(tokens, depth) };
  if (tokens.tookWord('selected')) {
    tokens.takeSign('(');
    const of = operand(tokens);
    tokens.takeSign(',');
    const choice = tokens.take();
    if (choice.kind !== 'text') throw new NotTaken('sign', choice.text);
    tokens.takeSign(')');
    return { kind: 'selected', of, choice: choice.text };
  }
  const left = operand(tokens);
  const by = tokens.take();
  if (by.kind !== 'sign' || !isComparison(by.text)) throw new NotTaken(by.kind === 'word' ? 'word' : 'sign', by.text);
  return { kind: 'compare', by: by.text, left, right: operand(tokens) };
}

function inBrackets(tokens: Tokens, depth: number): Expression {
  tokens.takeSign('(');
  const expression = either(tokens, depth + 1);
  tokens.takeSign(')');
  return expression;
}

const isComparison = (sign: string): sign is Comparison => ['=', '!=', '<', '<=', '>', '>='].includes(sign);

const authorityPrefix = 'authority.';

function operand(tokens: Tokens): Operand {
  const { kind, text } = tokens.take();
  switch (kind) {
    case 'name':
      return text.startsWith(authorityPrefix)
        ? { kind: 'authority', fact: text.slice(authorityPrefix.length) }
        : { kind: 'question', name: text };
    case 'text':
      return { kind: 'text', text };
    case 'number':
      return { kind: 'number', number: exactly(text) };
    case 'word':
      throw new NotTaken('word', text);
    default:
      if (text === '.') return { kind: 'answer' };
      throw new NotTaken('sign', text);
  }
}
