import type { NumberQuestion } from '../../questionnaire/definition/definition.ts';
import { isDash } from '../answer.ts';
import { type FigureKind, multiplierIn } from './figure-units.ts';
import type { NormalisedAnswer, RawAnswer } from './normalise-answer.ts';
import { normaliseFigure } from './normalise-figure.ts';
import { foldedText, plainText, visibleText } from './plain-text.ts';

/** An answer cell of a number. */
export interface RawNumber extends RawAnswer {
  readonly number: number | null;
  readonly formula: boolean;
}

/** The shortest decimal that is the number, with `=` before it: `=-4.1`, `=71000000`. */
export type NumberCode = `=${string}`;

/**
 * The number of a cell in the question's own unit. A number of a workbook is taken as it is stored; a text as people write
 * numbers, with the unit, a currency or a word like `million` beside it. What is not one number for sure is asked about.
 */
export function normaliseNumber(
  raw: RawNumber,
  { type, unit }: Pick<NumberQuestion, 'type' | 'unit'>,
): NormalisedAnswer<NumberCode> {
  const text = plainText(raw.text);
  if (raw.kind === 'date') return unclear('background-date');
  if (raw.kind === 'boolean' || raw.kind === 'error' || raw.kind === 'uncalculated')
    return unclear('background-unclear');
  if (text === '') return unanswered;
  if (isDash(text)) return unanswered;
  const read = raw.kind === 'number' && raw.number !== null ? stored(raw, raw.number, unit) : written(text, type, unit);
  if (typeof read === 'string') return unclear(read);
  if (read.value === null) return unanswered;
  if (type === 'integer' && !Number.isInteger(read.value)) return unclear('background-not-whole');
  const code: NumberCode = `=${shortestDecimal(read.value)}`;
  return { value: code, comment: '', problem: read.problem, facts: { value: code.slice(1), unit: unit ?? '' } };
}

type Read = { readonly value: number | null; readonly problem: NormalisedAnswer['problem'] };
type Unreadable = 'background-unclear' | 'background-not-whole';

/** A cell's own number; what its format shows around it must be the question's unit, or none. */
function stored({ text, formula }: RawNumber, number: number, unit: string | undefined): Read | Unreadable {
  // A formula over a blank cell makes a nought of it.
  if (formula && number === 0) return 'background-unclear';
  const shown = foldedText(text);
  if (/^[-+]?[\d.,\s]+$/.test(shown) || /^[-+]?\d(?:[.,]\d+)?e[+-]?\d+$/.test(shown))
    return { value: number, problem: null };
  if (/^[-+]?[\d.,\s]+%$/.test(shown)) {
    // 12.4 % is stored as 0.124.
    return { value: unit?.trim() === '%' ? Number((number * 100).toPrecision(14)) : number, problem: null };
  }
  const rest = withoutUnit(shown, unit).replace(/[\d.,\s+-]/g, '');
  if (rest === '') return { value: number, problem: null };
  const figure = unit === 'money' ? normaliseFigure(text, 'money') : null;
  return figure !== null && figure.value !== null && multiplierIn(rest) === 1
    ? { value: number, problem: null }
    : 'background-unclear';
}

/** A number as it is written out. */
function written(text: string, type: NumberQuestion['type'], unit: string | undefined): Read | Unreadable {
  const bare = withoutUnit(text, unit);
  const negative = /^[-−–]\s*\d/.test(bare);
  const kind: FigureKind = unit === 'money' ? 'money' : type === 'integer' ? 'count' : 'quantity';
  const figure = normaliseFigure(negative ? bare.replace(/^[-−–]\s*/, '') : bare, kind);
  if (figure.value === null) {
    if (figure.problem === null) return { value: null, problem: null };
    return figure.problem === 'background-not-whole' ? figure.problem : 'background-unclear';
  }
  return { value: negative ? -figure.value : figure.value, problem: figure.problem };
}

/** Without the question's own unit behind (or before) the number: `12.4 %`, `131,7 kWh/m²`, `73 kWp`. */
function withoutUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || unit === 'money') return text;
  const said = foldedText(visibleText(text));
  const own = foldedText(unit);
  const squared = foldedText(text);
  for (const [from, word] of [
    [squared, own],
    [said, foldedText(visibleText(unit))],
  ] as const) {
    if (word !== '' && from.endsWith(word) && /[\d.,\s]$/.test(from.slice(0, -word.length))) {
      return from.slice(0, -word.length).trim();
    }
    if (word !== '' && from.startsWith(word) && /^[\d.,\s]/.test(from.slice(word.length)))
      return from.slice(word.length).trim();
  }
  return text;
}

/** Without an exponent: `0.0000001`. */
function shortestDecimal(value: number): string {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text === '-0' ? '0' : text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0').slice(0, point)}${digits.length > point ? `.${digits.slice(point)}` : ''}`;
}

const unanswered = { value: 'unanswered', comment: '', problem: null } as const;
const unclear = (problem: NonNullable<NormalisedAnswer['problem']>) =>
  ({ value: 'unclear', comment: '', problem }) as const;
