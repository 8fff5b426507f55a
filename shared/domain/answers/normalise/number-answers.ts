import type { NumberQuestion } from '../../questionnaire/definition/definition.ts';
import { isDash } from '../answer.ts';
import type { FigureKind } from './figure-units.ts';
import type { NormalisedAnswer, RawAnswer } from './normalise-answer.ts';
import { normaliseFigure } from './normalise-figure.ts';
import { foldedText, plainText } from './plain-text.ts';
import { shownUnit } from './shown-unit.ts';

/** An answer cell of a number. */
export interface RawNumber extends RawAnswer {
  readonly number: number | null;
  readonly formula: boolean;
}

type Asked = Pick<NumberQuestion, 'type' | 'unit'>;

/** The shortest decimal that is the number, with `=` before it: `=-4.1`, `=71000000`. */
export type NumberCode = `=${string}`;

/**
 * The number of a cell in the question's own unit. A number of a workbook is taken as it is stored; a text as people write
 * numbers, with the unit, a currency or a word like `million` beside it. What is not one number for sure is asked about.
 */
export function normaliseNumber(raw: RawNumber, question: Asked): NormalisedAnswer<NumberCode> {
  const text = plainText(raw.text);
  if (raw.kind === 'date') return unclear('background-date');
  if (raw.kind === 'boolean' || raw.kind === 'error' || raw.kind === 'uncalculated')
    return unclear('background-unclear');
  if (text === '') return unanswered;
  if (isDash(text)) return unanswered;
  const read =
    raw.kind === 'number' && raw.number !== null ? stored(raw, raw.number, question) : written(raw.text, question);
  if (typeof read === 'string') return unclear(read);
  if (read.value === null) return unanswered;
  // Sums of fractions leave a trace in the last of seventeen digits.
  const value = question.type === 'integer' ? Number(read.value.toPrecision(14)) : read.value;
  if (question.type === 'integer' && !Number.isInteger(value)) return unclear('background-not-whole');
  const code: NumberCode = `=${shortestDecimal(value)}`;
  return {
    value: code,
    comment: '',
    problem: read.problem,
    facts: { value: code.slice(1), unit: question.unit ?? '', original: '' },
  };
}

type Read = { readonly value: number | null; readonly problem: NormalisedAnswer['problem'] };
type Unreadable = 'background-unclear' | 'background-not-whole';

/** A cell's own number; what its format shows around it must be the question's unit, or none. */
function stored({ text, formula }: RawNumber, number: number, question: Asked): Read | Unreadable {
  // A formula over a blank cell makes a nought of it.
  if (formula && number === 0) return 'background-unclear';
  // A format may hide the sign.
  if (number < 0 && !/[-−–(]/.test(text)) return 'background-unclear';
  const bare = withoutUnit(text.trim(), question.unit);
  const percent = /^([-+]?[\d.,\s]+)%$/.exec(text.trim())?.[1];
  if (percent !== undefined && (question.unit === undefined || bare !== text.trim())) {
    const shown = normaliseFigure(percent.replace(/^[-+]/, ''), 'fullTimeEquivalent').value ?? 0;
    const isShare = Math.abs(shown - Math.abs(number * 100)) < Math.abs(shown - Math.abs(number));
    // 12.4 % is stored as 0.124.
    const asPercent = isShare && question.unit !== undefined;
    return { value: asPercent ? Number((number * 100).toPrecision(14)) : number, problem: null };
  }
  const shown = shownUnit(bare.replace(/^[-+]/, ''), Math.abs(number), kindOf(question));
  if (shown === null) return 'background-unclear';
  return { value: number * shown.factor, problem: shown.factor === 1 ? null : 'background-unit' };
}

/** A number as it is written out. */
function written(text: string, question: Asked): Read | Unreadable {
  const bare = withoutUnit(text.trim(), question.unit);
  const negative = /^[-−–]\s*\d/.test(bare);
  const figure = normaliseFigure(negative ? bare.replace(/^[-−–]\s*/, '') : bare, kindOf(question));
  if (figure.value === null) {
    if (figure.problem === null) return { value: null, problem: null };
    return figure.problem === 'background-not-whole' ? figure.problem : 'background-unclear';
  }
  return { value: negative ? -figure.value : figure.value, problem: figure.problem };
}

/** What a number is of: people and things are counted, money and posts have words of their own beside them. */
export function kindOf({ type, unit = '' }: Asked): FigureKind {
  if (unit === 'money') return 'money';
  if (/\bfte\b|full.?time/i.test(unit)) return 'fullTimeEquivalent';
  return type === 'integer' ? 'count' : 'quantity';
}

/** Characters of a unit as it is written beside a number. */
const maxUnitLength = 60;

/** Whether two texts are the same unit, but for blanks and superscripts: `kWh/m²`, `kwh / m2`. */
export const isSameUnit = (one: string, other: string): boolean => bareUnit(one) === bareUnit(other);
const bareUnit = (unit: string): string => foldedText(unit).replace(/[\s()[\]]/g, '');

/** Without the question's own unit behind (or before) the number: `12.4 %`, `131,7 kWh/m²`, `73 kWp`. */
function withoutUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || unit === 'money') return text;
  // The rest stays as it is: composed, the mark of a footnote would be a digit.
  for (let length = 1; length <= Math.min(text.length - 1, maxUnitLength); length += 1) {
    const [before, end] = [text.slice(0, -length), text.slice(-length)];
    if (/[\d.,\s]$/.test(before) && isSameUnit(end, unit)) return before.trim();
    const [start, after] = [text.slice(0, length), text.slice(length)];
    if (/^[\d.,\s]/.test(after) && isSameUnit(start, unit)) return after.trim();
  }
  return text;
}

/** Without an exponent: `0.0000001`. */
export function shortestDecimal(value: number): string {
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
