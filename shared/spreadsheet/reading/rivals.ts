import { anyPhrase } from '../../domain/answers/normalise/any-phrase.ts';
import { letterPattern } from '../../domain/answers/normalise/letter-pattern.ts';
import { foldedText, lettersAndDigits } from '../../domain/answers/normalise/plain-text.ts';
import { mustAt } from '../../domain/must.ts';
import claims from './heading-claims.json' with { type: 'json' };

/** Something that could as well hold the answers: a column, a pair of columns, a block of rows or a sheet. */
export interface Rival {
  /** What names it: its heading with the title above it, or the sheet's name. */
  readonly title: string;
  /** What it answers, by question; a question that it leaves blank is not in it. */
  readonly answers: ReadonlyMap<string, string>;
}

/** What was found of rivals: the one that is read, those it is asked about against, and whether nothing told them apart. */
export interface Settled<Kind extends Rival> {
  readonly taken: Kind;
  readonly against: readonly Kind[];
  readonly even: boolean;
}

/**
 * Which of several is read. Where all say the same there is no question. Else a year decides: that of the round beside
 * earlier ones in silence, any other newest one with a question. Then words like "final" and "draft", with a question.
 */
export function settleRivals<Kind extends Rival>(
  first: Kind,
  others: readonly Kind[],
  round: string | null,
): Settled<Kind> {
  const rivals = [first, ...others];
  if (others.every((other) => saySame(first, other))) return { taken: first, against: [], even: false };
  const year = Number(/^20\d{2}$/.exec(round ?? '')?.[0] ?? 0);
  const dated = rivals.map((rival) => ({ rival, year: yearOf(rival.title), claim: claimOf(rival.title) }));
  const ofRound = dated.filter((one) => one.year === year);
  // What names no year is of the present.
  const present = ofRound.length > 0 ? ofRound : dated.filter((one) => one.year === 0);
  const [only] = present;
  const isEarlier = (one: { year: number }): boolean => one.year > 0 && one.year < year;
  if (only !== undefined && dated.every((one) => one === only || isEarlier(one))) {
    return { taken: only.rival, against: [], even: false };
  }
  // A year after that of the round is that of a target.
  const rank = (one: { year: number }): number =>
    year > 0 && one.year > year ? 1 : one.year === 0 ? undatedRank : one.year;
  dated.sort((one, other) => other.claim - one.claim || rank(other) - rank(one));
  const [best, second] = [mustAt(dated, 0), mustAt(dated, 1)];
  const even = best.claim === second.claim && rank(best) === rank(second);
  return { taken: best.rival, against: rivals.filter((one) => one !== best.rival), even };
}

/** Before every year, also the round's own. */
const undatedRank = 9_999;

function saySame({ answers }: Rival, other: Rival): boolean {
  return answers.size === other.answers.size && [...answers].every(([id, value]) => other.answers.get(id) === value);
}

/** The newest year of a title; 0 where it names none. */
export const yearOf = (title: string): number =>
  Math.max(0, ...[...title.matchAll(/(?<!\d)20\d{2}(?!\d)/g)].map(([year]) => Number(year)));

/** Whether one of some phrases stands in a text in lower case, as whole words. */
function anyOf(phrases: readonly string[]): (folded: string) => boolean {
  const isNumber = (phrase: string): boolean => /^\d/.test(phrase);
  const inLetters = anyPhrase([phrases.filter((phrase) => !isNumber(phrase)).join('|')]);
  const numbers = phrases.filter(isNumber);
  const numbered = letterPattern(`(?<!\\p{L})(?:${numbers.join('|')})(?!\\p{L})`);
  return (folded) => inLetters(folded) || (numbers.length > 0 && /\d/.test(folded) && numbered.test(folded));
}
const [later, earlier] = [anyOf(claims.later), anyOf(claims.earlier)];
const [until, judged] = [anyOf(claims.until), anyOf(claims.judged)];
const ofTitles = [...claims.gone, ...claims.example];
const ofSheets = [...ofTitles, ...claims.aims];

/** Between blanks: such names are looked at in every file, and a pattern of so many words takes longer to make than to use. */
const inBlanks = (text: string): string => ` ${lettersAndDigits(foldedText(text)).trim()} `;

/** Whether a title says that what stands below it is of no round, or of another: `Target 2025`, `Example`, `2019` in 2022. */
export function isOfAnotherTime(title: string, round: string | null): boolean {
  return earlier(foldedText(title)) || otherYearIn(title, round) !== null;
}

/** The newest year of a title, where that is not the year of the round; null also where either has none. */
function otherYearIn(title: string, round: string | null): number | null {
  const [year, own] = [yearOf(title), /^20\d{2}$/.test(round ?? '') ? Number(round) : 0];
  return year > 0 && own > 0 && year !== own ? year : null;
}

/** `Checked`, `National result`: what others say of the answers, or all of them together. */
export const isOfOthers = (title: string): boolean => judged(foldedText(title));

/** The same of the name of a sheet. `Draft`, `Template` name the form that was filled in. */
export const isSheetOfAnotherTime = (name: string, round: string | null, version: string): boolean =>
  mentionsAny(inBlanks(name), ofSheets) || isOfAnotherYear(name, round, version);

const mentionsAny = (said: string, words: readonly string[]): boolean =>
  words.some((word) => said.includes(` ${word} `));

/** Words of a title over a table. */
const maxTitleWords = 6;

/** The same of a title over a table: `Questionnaire 2019`, `Example of a filled form`; not `Since 2019`, `12.5.2021`. */
export function isTitleOfAnotherTime(title: string, round: string | null, version: string): boolean {
  const folded = foldedText(title);
  if (folded.split(' ').length > maxTitleWords) return false;
  const said = inBlanks(folded);
  const begins = !/[:;.]/.test(folded) && ofTitles.some((word) => said.startsWith(` ${word} `));
  if (begins || said.endsWith(' do not use ')) return true;
  return /^[^\d©]*20\d{2}\D*$/.test(folded) && !until(folded) && isOfAnotherYear(folded, round, version);
}

/** The version of a questionnaire, which it keeps in every round, is no other year. */
function isOfAnotherYear(title: string, round: string | null, version: string): boolean {
  const year = otherYearIn(title, round);
  return year !== null && !title.includes(String(round)) && !version.includes(String(year));
}

/** 2: it says that it is the last word; 0: that it is not; 1: neither. */
export function claimOf(title: string): 0 | 1 | 2 {
  const folded = foldedText(title);
  if (earlier(folded)) return 0;
  return later(folded) ? 2 : 1;
}
