import { isDash } from '../answer.ts';
import type { ProblemCode } from '../problems.ts';
import { knownWord } from './answer-words.ts';
import { anyPhrase } from './any-phrase.ts';
import { currencyIn, type FigureKind, multiplierIn, unitWords } from './figure-units.ts';
import { letterPattern } from './letter-pattern.ts';
import { withoutMonths } from './month-names.ts';
import { plainText, visibleText } from './plain-text.ts';

export interface NormalisedFigure {
  readonly value: number | null;
  /** ISO 4217 code, for sums of money that name one. */
  readonly unit: string | null;
  readonly year: number | null;
  readonly problem: ProblemCode | null;
}

/** A number as text may write it: groups of exactly three by one separator, or plain digits, then decimals. */
const numberPattern = letterPattern(
  String.raw`(?<![\p{L}\d.,'’])(?:\d{1,3}(?:([ .,'’])\d{3})(?:\1\d{3})*(?![\d'’])(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\d'’])`,
  'gu',
);
const yearLabel = /(?<!\d)((?:19|20)\d{2})\s*:/g;
const bareYear = /^(?:19|20)\d{2}$/;
/** Marks that make a range of a number. */
const range = /^\s*[-–−]\s*\d|\d\s*[-–—]\s*\d/u;
/** Words that make a bound or a guess of a number. */
const boundingWords = anyPhrase([
  'do(?= ?\\d)|about|approx\\w*|circa|ca|around|at least|at most|more than|less than|over|under|hundreds|(?<!in )thousands|millions of|noin|ungefähr|etwa|rund|knapp|gut|mindestens|höchstens|mehr als|weniger als|environ|près de|plus de|moins de|au moins|circa|quasi|oltre|più di|meno di|almeno|cerca de|alrededor de|aproximadamente|más de|menos de|al menos|mais de|pelo menos|ongeveer|ruim|bijna|meer dan|minder dan|minst|ungefär|cirka|omkring|över|mer än|mindre än|over|yli|alle|vähintään|enintään|lähes|około|ponad|prawie|przeszło|asi|přibližně|zhruba|přes|okolo|približne|oko|približno|otprilike|preko|körülbelül|mintegy|több mint|legalább|aproximativ|peste|cel puțin|umbes|ligikaudu|üle|aptuveni|vairāk nekā|apie|maždaug|daugiau nei|yaklaşık|приблизно|близько|понад|около|над|приблизително|περίπου|πάνω από',
]);
/** Words that say of a number that it is not counted: the same as a guess. */
const guessWords = anyPhrase([
  'target|goal|wrong|incorrect|zielwert|falsch|objectif|cible|faux|objetivo|obiettivo|tavoite|virheellinen|målvärde|cíl|estimat\\w*|est|forecasts?|forecasted|project(?:ed|ions?)|provisional|preliminary|tentative|guess\\w*|prognos\\p{L}*|schätz\\p{L}*|geschätzt\\p{L}*|vorläufig\\p{L}*|hochrechnung|hochgerechnet|arvio|arviolta|arvioitu|ennuste|ennakkotieto|alustava|uppskatt\\p{L}*|beräknad|beräknat|preliminär\\p{L}*|estim[ée]\\p{L}*|prévisions?|prévisionnel\\p{L}*|provisoire|estim(?:ad|aci|ati)\\p{L}*|previsión|provisional|prevision[ei]|provvisori\\p{L}*|stima|stimat\\p{L}*|geschat|schatting|raming|geraamd|voorlopig\\p{L}*|szacun\\p{L}*|szacow\\p{L}*|prognoz\\p{L}*|wstępn\\p{L}*|odhad\\p{L}*|předběžn\\p{L}*|predbežn\\p{L}*|becsült|becslés|előzetes|estimat\\p{L}*|provizori\\p{L}*|estimativa|provisóri\\p{L}*|previsão|skøn\\p{L}*|anslå\\p{L}*|anslag|foreløbig\\p{L}*|procjen\\p{L}*|ocen\\p{L}*|hinnang\\p{L}*|aptuvens|εκτίμηση|πρόβλεψη|προσωριν\\p{L}*|оценка|прогноз\\p{L}*|оцінка|tahmin\\p{L}*',
]);
const notOneNumber = (text: string): boolean =>
  range.test(text) || boundingWords(text.toLowerCase()) || guessWords(text.toLowerCase());

/** A sign that may bound, doubt or add to the number beside it (`≥`, `?`, `+`, `~`): all but those that only part or name. */
const oddSign = letterPattern(String.raw`[^\p{L}\p{M}\p{N}\s.,;:!/()[\]{}'"“”„«»‘’\x60´€£$₴₺%‰°&#_*†‡–—−-]`);

/**
 * One figure out of what was written: `2 155 345 000 euros in the year 2022` is 2155345000, EUR, 2022.
 * With a history (`2022: 15 632 (... transferred ...)`) it is the first number after the newest year, and
 * asked about. What can't be read as one number is null, never a guess. `leavesOut` tells of a remark in brackets whether
 * the number is not the whole of what is asked for.
 */
export function figureIn(raw: string, kind: FigureKind, leavesOut: (remark: string) => boolean): NormalisedFigure {
  const text = withoutDates(withoutMonths(asDigits(withoutFootnotes(raw))));
  if (text === '' || isDash(text)) return { value: null, unit: null, year: null, problem: null };
  if (knownWord(text.toLowerCase(), null)?.value === 'na')
    return { value: null, unit: null, year: null, problem: null };
  const unit = kind === 'money' ? currencyIn(text) : null;
  const newest = newestLabel(text);
  const said = newest === null ? text : text.slice(newest.end);
  const brackets = bracketsIn(said);
  const stated = withoutBrackets(said);
  const numbers = numbersIn(stated);
  const first = numbers.find((one) => !bareYear.test(one.text)) ?? notDated(stated, numbers)[0];
  const years = numbers.filter((one) => one !== first && bareYear.test(one.text)).map((one) => Number(one.text));
  const year = newest?.year ?? (years.length === 1 ? (years[0] ?? null) : yearInBrackets(text));
  const others = numbers.filter((one) => one !== first && !bareYear.test(one.text));
  const none: NormalisedFigure = { value: null, unit, year, problem: 'background-unclear' };

  if (first === undefined || notOneNumber(stated) || oddSign.test(stated) || isOddlyGrouped(stated)) return none;
  if (isNoFigure.test(stated)) return none;
  // `(ca.) 305 200`
  if (brackets.some((one) => /\?/.test(one) || guessWords(one.toLowerCase()) || (!/\d/.test(one) && notOneNumber(one))))
    return none;
  // `3205 (without schools)`: not the whole of what is asked for.
  if (brackets.some((one) => isRemark(one) && leavesOut(one.replace(/[()[\]]/g, ' ')))) return none;
  // `47 people (40 FTE)`: two figures, and nothing says which is asked for. `9 843 (FTE)`: another one than asked for.
  const inFullTime = brackets.filter((one) => fullTime.test(one));
  if (inFullTime.some((one) => kind === 'count' || (kind === 'fullTimeEquivalent' && /\d/.test(one)))) return none;
  if (others.length > 0 && newest === null) {
    const total = checkedTotal(stated);
    return total === null ? none : { value: total, unit, year: yearInBrackets(text), problem: null };
  }
  const rest = foldedRest(
    stated,
    numbers.map((one) => one.text),
  );
  const multiplier = multiplierIn([rest, ...brackets.filter(isUnit)].join(' '));
  if (multiplier === null || !unitWords(rest, kind)) return none;
  const { value, ambiguous: either } = digitsToNumber(first.text);
  // A number alone that is a year of ours may be the year that was asked for beside it.
  // `84512 k` of a count, `305 200 000 M€`: the unit may have been counted in already.
  const twice = (kind === 'count' && multiplier >= 1_000 && value >= 10_000) || (multiplier >= 1e6 && value >= 1e6);
  const ambiguous = either || twice || /^20[12]\d$/.test(text);
  // `1.072 million` is a thousand million to one office and one million to another: a guess may be off by a thousand.
  if (ambiguous && (multiplier !== 1 || kind === 'quantity')) return none;
  const product = kind === 'quantity' ? value * multiplier : Math.round(value * multiplier * 100) / 100;
  if (!Number.isSafeInteger(Math.trunc(product)) || (kind === 'count' && product >= mostCounted)) return none;
  if (kind === 'count' && !Number.isInteger(product)) return { ...none, problem: 'background-not-whole' };
  // `2022: 15 632` is one figure and its year; anything more is a history.
  const history = (newest !== null && numbersIn(text).length > 2) || brackets.some(holdsFigure);
  const problem = history ? 'background-history' : ambiguous ? 'background-ambiguous' : null;
  return { value: product, unit, year, problem };
}

/** Numbers on two lines are two. */
const betweenLines = /(?<=\d)[^\S\n]*\n\s*(?=\d)/g;

/** No office counts so many of anything: two numbers ran into one. */
const mostCounted = 1e11;

/** A mark of a footnote beside a number is no digit of it: `305 200²`, `305 200 [1]`, `305 200 1)`, `305 200*`. */
function withoutFootnotes(raw: string): string {
  return plainText(
    visibleText(raw.replace(betweenLines, '; ')).replace(
      /[[(]\s*(?:\d|[a-z])\s*[\])](?=\s*$)|\s(?:\d|[a-z])\)(?=\s*$)|\^\d\s*$|(?<!\d)[*†‡]+|[*†‡]+(?!\d)/g,
      ' ',
    ),
  );
}

/** Digits of any script as those of ours. */
const asDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => (digit < '\u0080' ? digit : String(digitOf(digit))));

/** Digits of a script stand in tens from a character whose code they are counted from. */
function digitOf(digit: string): number {
  let value = 0;
  let code = digit.codePointAt(0) ?? 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}

/** `31.12.2022`, `12/2022`, `2022-12-31`: cut down to the year. */
export const withoutDates = (text: string): string =>
  text
    .replace(/(?<![\d.,])(?:[0-3]?\d[./-])?(?:0?[1-9]|1[0-2])[./-]((?:19|20)\d{2})(?!\d|[.,]\d)/g, '$1')
    .replace(/(?<![\d.,])((?:19|20)\d{2})-(?:0[1-9]|1[0-2])-[0-3]\d(?!\d)/g, '$1');

/** `in 2022`, `year 2022`: what stands before a year that is no figure. */
const dating =
  /(?:\b(?:in|on|at|year|as of|since|per|vuonna|vuosi|vuoden|im|jahr|jahre?s?|stand|en|année|an|año|nel|anno|ano|år|året|jaar|rok|roku|roce|god|aasta|gads|metai|anul)|година|рік|έτος)\.?,?\s*$/iu;

/** Of numbers that all look like years, the one that nothing dates comes first: `in 2022, 1950 employees` is 1950. */
function notDated(stated: string, numbers: readonly FoundNumber[]): readonly FoundNumber[] {
  const [first, second, ...others] = numbers;
  if (first === undefined || second === undefined || others.length > 0) return numbers;
  const before = (one: FoundNumber): boolean => dating.test(stated.slice(0, one.at));
  if (before(first) === before(second)) return [];
  return before(first) ? [second, first] : numbers;
}

/** `9 843 1`, `4 7`, `3,05,200`: groups as nobody writes them, and perhaps two numbers. */
const isOddlyGrouped = (text: string): boolean =>
  /(?<!\d)\d{1,3}(?:[ .,'’]\d{3})+ \d{1,2}(?!\d)|(?<![\d.,])\d{1,2} \d{1,2}(?![\d.,])|(?<!\d)\d{1,2}(?:,\d{2})+,\d{3}(?!\d)/.test(
    text,
  );

/** `0305200`: a code; `305 200-`: less than nothing, perhaps; `4.5.`, `305.200.1`: a date or a number of a part; `47 d`: days. */
const isNoFigure =
  /(?<![\d.,'’])(?<!\d )0\d|\d[-–−]\s*$|(?<![\d.,])\d{1,2}\.\d{1,2}\.(?!\d)|(?<![\d.,])\d{1,3}([.,])\d{3}(?:\1\d{3})*\1\d{1,2}(?!\d)|^\d{1,3} \d{4}(?![\d,.])|\d\s?d\s*$/i;

const fullTime = letterPattern(
  String.raw`(?<!\p{L})(?:fte|vz[äae]|vzk|etp|ejc|vte|htv|etat\p{L}*|årsverk|full[- ]time|vollzeit\p{L}*)`,
  'iu',
);

const bracketsIn = (text: string): string[] => text.match(/\([^()]*\)|\[[^[\]]*\]/g) ?? [];
/** Words that may leave something out, or doubt it; a share or a year beside a number does neither. */
const isRemark = (bracket: string): boolean => /\p{L}/u.test(bracket) && !isUnit(bracket) && !/\d/.test(bracket);

/** `(in k€)`, `(x 1000)`: how the number beside it is to be read. */
const isUnit = (bracket: string): boolean =>
  !/\d/.test(bracket.replace(/1[ .,'’]?000(?:[ .,'’]?000)?/, '')) && multiplierIn(bracket) !== 1;
/** `(excl. students: 290,000)`: another figure than the one asked for, perhaps. */
const holdsFigure = (bracket: string): boolean =>
  !isUnit(bracket) && numbersIn(bracket).some((one) => !bareYear.test(one.text) && !/^\d$/.test(one.text));

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
  readonly at: number;
}

function numbersIn(text: string): FoundNumber[] {
  return [...text.matchAll(numberPattern.for(text))].slice(0, 20).map((match) => ({ text: match[0], at: match.index }));
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
