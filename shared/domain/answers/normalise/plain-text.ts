import { letterPattern } from './letter-pattern.ts';

/** Invisible characters that copying from web pages, mails and other alphabets leaves in cells; `✔︎` ends with one. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u034f\ufe0e]|(?!\s)\p{Cc}/gu;

/**
 * Anything but blanks and characters to which NFKC does nothing: the letters, signs and marks of ASCII, Latin-1 and
 * Latin Extended-A that are no compositions and no invisible ones, and the usual dashes, quotation marks and `€`.
 */
const beyondPlain = /[^\t\n\r -~¡-§©«¬®°±¶·»¿-ıĴ-ľŁ-ňŊ-ž‐‒-―‘-‟†‡•‰‹›€]/;

/** The same of ASCII alone: in a text that V8 keeps in two bytes a letter, because of one dash, it is found six times sooner. */
const beyondAscii = /[^\t\n\r -~]/;

/** Blanks that are not one space between two words; a single space, which nearly all are, is passed over. */
const blanks = / \s+|[^\S ]\s*/g;

/** One spelling of a text: composed accents, no invisible characters, single spaces, trimmed. */
export function plainText(text: string): string {
  if (beyondAscii.test(text) && beyondPlain.test(text)) return singleSpaced(composed(text).replace(invisible, ''));
  // Most texts are: nothing is to be done to them.
  return untidy.test(text) ? singleSpaced(text) : text;
}

const untidy = /[\t\n\r]|^ | $| {2}/;
const singleSpaced = (text: string): string => text.replace(blanks, ' ').trim();

/** Characters of a cell as Excel has it: signs that stand for whole sentences make twenty times as many of them. */
const longest = 32_767;
const composed = (text: string): string => text.normalize('NFKC').slice(0, Math.max(longest, text.length));

/** {@link plainText} with its line breaks and its superscripts, which are marks and no digits. */
export function visibleText(text: string): string {
  return composed(text.replace(superscripts, ' ')).replace(invisible, '').trim();
}

/** `¹`, `²⁾`: composing them as NFKC does makes a 1 of the mark. */
const superscripts = /[\u00b2\u00b3\u00b9\u2070-\u207f]+/g;

/** {@link plainText} in lower case, for comparing. */
export function foldedText(text: string): string {
  return plainText(text).toLowerCase();
}

/** {@link foldedText} without accents, for people whose keyboard has none. */
export const unaccented = (text: string): string => withoutAccents(foldedText(text));

/** A folded text without accents. */
export function withoutAccents(folded: string): string {
  if (ascii.test(folded)) return folded;
  return folded.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').normalize('NFC');
}

/** Of these nothing has an accent. */
const ascii = /^[ -~]*$/;

/** Words of five letters and more: those that tell what a text is about. */
export const longWordsIn = (text: string): string[] => text.match(longWord.for(text)) ?? [];
const longWord = letterPattern(String.raw`\p{L}{5,}`, 'gu');

/** Only the letters and digits of a text: whatever stands between them is a blank. A single space is one already. */
export const lettersAndDigits = (text: string): string => text.replace(otherCharacters.for(text), ' ');
const otherCharacters = letterPattern(String.raw` *[^\p{L}\p{N} ][^\p{L}\p{N}]*| {2,}`, 'gu');

/** Letters of other alphabets that look like a Latin one, in lower case. */
const lookAlikes: Readonly<Record<string, string>> = {
  // Cyrillic
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', к: 'k', н: 'h', т: 't', в: 'b' },
  // Greek
  ...{ α: 'a', ε: 'e', ο: 'o', ρ: 'p', υ: 'y', χ: 'x', ι: 'i', κ: 'k', ν: 'n', τ: 't', η: 'n', ϲ: 'c' },
};
const capitalLookAlikes: Readonly<Record<string, string>> = {
  ...{
    Ν: 'n',
    Υ: 'y',
    Ε: 'e',
    Ο: 'o',
    Α: 'a',
    Ι: 'i',
    Τ: 't',
    Κ: 'k',
    Ѕ: 's',
    У: 'y',
    Е: 'e',
    О: 'o',
    А: 'a',
    Т: 't',
    І: 'i',
    Ј: 'j',
    К: 'k',
  },
};

/** The Latin word a text looks like to the eye, in lower case: `Yеs` with a Cyrillic `е` is `yes`. */
export function asItLooks(text: string): string {
  return [...plainText(text)]
    .map((letter) => capitalLookAlikes[letter] ?? lookAlikes[letter.toLowerCase()] ?? letter.toLowerCase())
    .join('');
}
