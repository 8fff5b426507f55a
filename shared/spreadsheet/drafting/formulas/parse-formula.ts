import { parseRange, type Range } from '../../formats/grid.ts';

/** A formula as Excel writes it, without the equals sign. */
export type Expression =
  | { readonly kind: 'value'; readonly value: number | string | boolean }
  | { readonly kind: 'array'; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: 'reference'; readonly sheet: string | null; readonly range: Range }
  /** `Table1[[#This Row],[ID]]`, or a name of the workbook when nothing stands in brackets. */
  | { readonly kind: 'name'; readonly name: string; readonly inside: string | null }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly (Expression | null)[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'sign'; readonly operator: '-' | '+' | '%'; readonly of: Expression };

const token = new RegExp(
  [
    String.raw`\s+`,
    '(?<text>"(?:[^"]|"")*")',
    // `'My sheet'!$A$1:$B$2`, `Scoring!D:D`, `$1:$3`, `A1`, `A1#`
    String.raw`(?<reference>(?:(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?:\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.(]))`,
    String.raw`(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)`,
    String.raw`(?<word>[\p{L}_\\][\p{L}\p{N}_.]*)`,
    '(?<sign><=|>=|<>|[-+*/^&=<>%(){},;@])',
    String.raw`(?<bracket>\[)`,
  ].join('|'),
  'yu',
);

interface Token {
  readonly kind: 'text' | 'reference' | 'number' | 'word' | 'sign' | 'bracket';
  readonly text: string;
}

/** Deeper brackets are no office's formula. */
const deepest = 64;
const mostTokens = 4_000;

/** null: it is not understood. */
export function parseFormula(formula: string): Expression | null {
  const tokens = tokensOf(formula);
  if (tokens === null) return null;
  const parser = new Parser(tokens);
  try {
    const expression = parser.compared(0);
    return parser.isAtEnd ? expression : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

class NotUnderstood extends Error {}

function tokensOf(formula: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < formula.length) {
    token.lastIndex = at;
    const match = token.exec(formula);
    if (match === null || match[0] === '' || tokens.length > mostTokens) return null;
    at += match[0].length;
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, one]) => one !== undefined) ?? [];
    if (kind === undefined || text === undefined) continue;
    if (kind !== 'bracket') {
      tokens.push({ kind: kind as Token['kind'], text });
      continue;
    }
    const end = bracketEnd(formula, at - 1);
    if (end === null) return null;
    tokens.push({ kind: 'bracket', text: formula.slice(at, end) });
    at = end + 1;
  }
  return tokens;
}

function bracketEnd(formula: string, from: number): number | null {
  let depth = 0;
  for (let at = from; at < formula.length; at += 1) {
    if (formula[at] === '[') depth += 1;
    else if (formula[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(...signs: readonly string[]): string | null {
    const next = this.#next();
    if (next?.kind !== 'sign' || !signs.includes(next.text)) return null;
    this.#at += 1;
    return next.text;
  }

  compared(depth: number): Expression {
    if (depth > deepest) throw new NotUnderstood();
    return this.#chain(['=', '<>', '<', '>', '<=', '>='], () =>
      this.#chain(['&'], () =>
        this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#chain(['^'], () => this.#signed(depth)))),
      ),
    );
  }

  #chain(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (let operator = this.#take(...operators); operator !== null; operator = this.#take(...operators)) {
      left = { kind: 'operation', operator, left, right: operand() };
    }
    return left;
  }

  #signed(depth: number): Expression {
    if (depth > deepest) throw new NotUnderstood();
    const sign = this.#take('-', '+', '@');
    if (sign === '-' || sign === '+') return { kind: 'sign', operator: sign, of: this.#signed(depth + 1) };
    let of = this.#operand(depth);
    while (this.#take('%') !== null) of = { kind: 'sign', operator: '%', of };
    return of;
  }

  #operand(depth: number): Expression {
    const next = this.#next();
    if (next === undefined) throw new NotUnderstood();
    this.#at += 1;
    switch (next.kind) {
      case 'text':
        return { kind: 'value', value: next.text.slice(1, -1).replaceAll('""', '"') };
      case 'number':
        return { kind: 'value', value: Number(next.text) };
      case 'reference':
        return referenceOf(next.text);
      case 'bracket':
        return { kind: 'name', name: '', inside: next.text };
      case 'word':
        return this.#named(next.text, depth);
      case 'sign': {
        if (next.text === '{') return this.#array(depth);
        if (next.text !== '(') throw new NotUnderstood();
        const inside = this.compared(depth + 1);
        if (this.#take(')') === null) throw new NotUnderstood();
        return inside;
      }
    }
  }

  #named(word: string, depth: number): Expression {
    const lower = word.toLowerCase();
    const next = this.#next();
    if (next?.kind === 'bracket') {
      this.#at += 1;
      return { kind: 'name', name: lower, inside: next.text };
    }
    if (this.#take('(') === null) {
      if (lower === 'true' || lower === 'false') return { kind: 'value', value: lower === 'true' };
      return { kind: 'name', name: lower, inside: null };
    }
    const parts: (Expression | null)[] = [];
    if (this.#take(')') === null) {
      do {
        const ends = this.#next();
        const isEmpty = ends?.kind === 'sign' && (ends.text === ',' || ends.text === ')');
        parts.push(isEmpty ? null : this.compared(depth + 1));
      } while (this.#take(',') !== null);
      if (this.#take(')') === null) throw new NotUnderstood();
    }
    // Newer functions are written with a mark before their name.
    return { kind: 'call', name: lower.replace(/^_xlfn\.(?:_xlws\.)?/, ''), parts };
  }

  #array(depth: number): Expression {
    const rows: Expression[][] = [[]];
    do rows.at(-1)?.push(this.#signed(depth + 1));
    while (this.#take(',') !== null || (this.#take(';') !== null && rows.push([]) > 0));
    if (this.#take('}') === null) throw new NotUnderstood();
    return { kind: 'array', rows };
  }
}

function referenceOf(text: string): Expression {
  const bang = text.lastIndexOf('!');
  const sheet = bang === -1 ? null : text.slice(0, bang).replace(/^'|'$/g, '').replaceAll("''", "'");
  const cells = text.slice(bang + 1);
  const range = parseRange(cells) ?? wholeLines(cells);
  if (range === null) throw new NotUnderstood();
  return { kind: 'reference', sheet, range };
}

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** `D:D`, `$1:$3`. */
function wholeLines(text: string): Range | null {
  const [from = '', to = ''] = text.replaceAll('$', '').split(':');
  if (/^\d+$/.test(from)) return { top: Number(from), bottom: Number(to), left: 1, right: lastColumn };
  const columns = parseRange(`${from}1:${to}1`);
  return columns === null ? null : { ...columns, top: 1, bottom: lastRow };
}
