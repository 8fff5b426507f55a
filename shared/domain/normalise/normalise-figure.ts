import { isDash } from '../answer.ts';
import type { ProblemCode } from '../problems.ts';
import type { BackgroundFigure } from '../questionnaire.ts';
import { knownWord } from './answer-words.ts';
import { currencyIn, multiplierIn, unitWords } from './figure-units.ts';
import { withoutMonths } from './month-names.ts';
import { plainText } from './plain-text.ts';

export interface NormalisedFigure {
  readonly value: number | null;
  /** ISO 4217 code, for sums of money that name one. */
  readonly unit: string | null;
  readonly year: number | null;
  readonly problem: ProblemCode | null;
}

/** A number as text may write it: groups of exactly three by one separator, or plain digits, then decimals. */
const numberPattern =
  /(?<![\p{L}\d.,'’])(?:\d{1,3}(?:([ .,'’])\d{3})(?:\1\d{3})*(?![\d'’])(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\d'’])/gu;
const yearLabel = /(?<!\d)((?:19|20)\d{2})\s*:/g;
const bareYear = /^(?:19|20)\d{2}$/;
/** Words and marks that make a bound, a range or a guess of a number. */
const notOneNumber =
  /[~<>≈±]|^\s*[-–−]\s*\d|\d\s*[-–—]\s*\d|\b(about|approx\w*|circa|ca|around|at least|at most|more than|less than|over|under|hundreds|thousands|millions of|noin|ungefähr|etwa|environ|circa|cerca de|minst)\b/i;

/**
 * One figure out of what was written: `2 155 345 000 euros in the year 2022` is 2155345000, EUR, 2022.
 * With a history (`2022: 15 632 (... transferred ...)`) it is the first number after the newest year, and
 * asked about. What can't be read as one number is null, never a guess.
 */
export function normaliseFigure(raw: string, kind: BackgroundFigure['kind']): NormalisedFigure {
  const text = withoutMonths(plainText(raw));
  if (text === '' || isDash(text)) return { value: null, unit: null, year: null, problem: null };
  if (knownWord(text.toLowerCase(), null)?.value === 'na')
    return { value: null, unit: null, year: null, problem: null };
  const unit = kind === 'money' ? currencyIn(text) : null;
  const newest = newestLabel(text);
  const stated = withoutBrackets(newest === null ? text : text.slice(newest.end));
  const numbers = numbersIn(stated);
  const [first] = numbers.filter((one) => !bareYear.test(one.text)).concat(numbers);
  const years = numbers.filter((one) => one !== first && bareYear.test(one.text)).map((one) => Number(one.text));
  const year = newest?.year ?? (years.length === 1 ? (years[0] ?? null) : yearInBrackets(text));
  const others = numbers.filter((one) => one !== first && !bareYear.test(one.text));
  const none: NormalisedFigure = { value: null, unit, year, problem: 'background-unclear' };

  if (first === undefined || notOneNumber.test(stated)) return none;
  if (others.length > 0 && newest === null) {
    const total = checkedTotal(stated);
    return total === null ? none : { value: total, unit, year: yearInBrackets(text), problem: null };
  }
  const rest = foldedRest(
    stated,
    numbers.map((one) => one.text),
  );
  const multiplier = multiplierIn(rest);
  if (multiplier === null || !unitWords(rest, kind)) return none;
  const { value, ambiguous } = digitsToNumber(first.text);
  // `1.072 million` is a thousand million to one office and one million to another: a guess may be off by a thousand.
  if (ambiguous && multiplier !== 1) return none;
  const product = Math.round(value * multiplier * 100) / 100;
  if (!Number.isSafeInteger(Math.trunc(product))) return none;
  if (kind === 'count' && !Number.isInteger(product)) return { ...none, problem: 'background-not-whole' };
  // `2022: 15 632` is one figure and its year; anything more is a history.
  const history = newest !== null && numbersIn(text).length > 2;
  const problem = history ? 'background-history' : ambiguous && kind !== 'money' ? 'background-ambiguous' : null;
  return { value: product, unit, year, problem };
}

const totalWord =
  /\b(total|totaal|totale|totalt|yhteensä|gesamt|insgesamt|summa|suma|razem|celkem|skupaj|ukupno)\b|всього|общо/iu;

/** Sub-totals and their total in one cell: the total, when it is the sum of all the others. */
function checkedTotal(text: string): number | null {
  const word = totalWord.exec(text);
  if (word === null) return null;
  const [total] = numbersIn(text.slice(word.index));
  const values = numbersIn(text).map((one) => digitsToNumber(one.text).value);
  if (total === undefined) return null;
  const claimed = digitsToNumber(total.text).value;
  const sum = values.reduce((all, value) => all + value, 0);
  return sum === 2 * claimed ? claimed : null;
}

interface FoundNumber {
  readonly text: string;
}

function numbersIn(text: string): FoundNumber[] {
  return [...text.matchAll(numberPattern)].slice(0, 20).map((match) => ({ text: match[0] }));
}

function newestLabel(text: string): { year: number; end: number } | null {
  const labels = [...text.matchAll(yearLabel)].map((match) => ({
    year: Number(match[1]),
    end: match.index + match[0].length,
  }));
  return labels.reduce<{ year: number; end: number } | null>(
    (newest, label) => (newest === null || label.year > newest.year ? label : newest),
    null,
  );
}

function withoutBrackets(text: string): string {
  return text.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ');
}

/** `47 (2022)`: a year alone in brackets. */
function yearInBrackets(text: string): number | null {
  const found = /[([]\s*((?:19|20)\d{2})\s*[)\]]/.exec(text);
  return found === null ? null : Number(found[1]);
}

function foldedRest(text: string, numbers: readonly string[]): string {
  const rest = numbers.reduce((left, number) => left.replace(number, ' '), text).toLowerCase();
  // To a pattern of ASCII words the K of Kč would stand alone and be a thousand.
  return rest.replaceAll('kč', 'czk');
}

/**
 * A separator repeated, a space or an apostrophe groups thousands. One point or comma before exactly three digits
 * can be either, unless nobody groups so (`0.305`, `2155,345`): alone it is taken to group, because nobody counts
 * thousandths of people.
 */
function digitsToNumber(text: string): { value: number; ambiguous: boolean } {
  const separators = text.replace(/\d/g, '');
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return { value: Number(text.replace(/[.,]/, '')), ambiguous: true };
  if (separators === '.' || separators === ',') return { value: Number(text.replace(',', '.')), ambiguous: false };
  const last = separators.at(-1) ?? '';
  const decimals = separators.length > 1 && (last === '.' || last === ',') && last !== separators[0];
  if (!decimals) return { value: Number(text.replace(/\D/g, '')), ambiguous: false };
  const point = text.lastIndexOf(last);
  return { value: Number(`${text.slice(0, point).replace(/\D/g, '')}.${text.slice(point + 1)}`), ambiguous: false };
}
