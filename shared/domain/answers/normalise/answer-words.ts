import type { AnswerValue } from '../answer.ts';
import words from './answer-words.json' with { type: 'json' };
import { asItLooks, foldedText, unaccented } from './plain-text.ts';

export type OfferedValue = Extract<AnswerValue, 'yes' | 'no' | 'na'>;

export interface KnownWord {
  readonly value: OfferedValue;
  /** Languages that have the word for this value. */
  readonly languages: readonly string[];
  /** Those of them whose forms offer it: it is the first of their words. */
  readonly offeredIn: readonly string[];
}

/** Words that are another language's word for the opposite, or an everyday word for something else. */
const falseFriends: Readonly<Record<string, readonly string[]>> = {
  // Colloquial Polish and Czech "no" is a yes; Greek "ναι" sounds as "ne".
  no: ['pl', 'cs'],
  ne: ['el'],
};

/** Words that only the workbook's language can decide. */
export const isFalseFriend = (word: string): boolean => Object.hasOwn(falseFriends, word);

/**
 * The first letters of Yes and No by which people answer, where the language of the workbook is known. `Y`, `N` and `J`
 * are read in any.
 */
const letters: Readonly<Record<string, string>> = {
  ...{ bg: 'дн', bs: 'dn', ca: 'sn', cs: 'an', da: 'jn', de: 'jn', el: 'νο', es: 'sn', et: 'je', eu: 'be', fi: 'ke' },
  ...{ fr: 'on', gl: 'sn', hr: 'dn', hu: 'in', is: 'jn', it: 'sn', lb: 'jn', lt: 'tn', lv: 'jn', mk: 'дн', nb: 'jn' },
  ...{ nl: 'jn', nn: 'jn', pl: 'tn', pt: 'sn', ro: 'dn', ru: 'дн', sk: 'an', sl: 'dn', sq: 'pj', sr: 'dn', sv: 'jn' },
  ...{ tr: 'eh', uk: 'тн' },
};

/** By spelling: what the word means, and in which languages. A word of two values is decided by the language alone. */
const known = new Map<string, readonly KnownWord[]>();
const listed = Object.entries(words).flatMap(([language, values]) =>
  (Object.entries(values) as [OfferedValue, string[]][]).flatMap(([value, list]) =>
    list.map((word, index) => ({ language, value, word, index })),
  ),
);
for (const { language, value, word, index } of listed) {
  learn(withoutFinalStop(foldedText(word)), { value, languages: [language], offeredIn: index === 0 ? [language] : [] });
}
// Without their accents too, unless that is a word of its own with another value.
for (const { language, value, word } of listed) {
  const plain = withoutFinalStop(unaccented(word));
  const alike = known.get(plain) ?? [];
  if (alike.some((one) => one.value !== value || one.languages.includes(language))) continue;
  learn(plain, { value, languages: [language], offeredIn: [] });
}

function learn(word: string, { value, languages, offeredIn }: KnownWord): void {
  const before = known.get(word) ?? [];
  const same = before.find((one) => one.value === value) ?? { languages: [], offeredIn: [] };
  const both = {
    value,
    languages: [...same.languages, ...languages],
    offeredIn: [...same.offeredIn, ...offeredIn],
  };
  known.set(word, [...before.filter((one) => one.value !== value), both]);
}

/** Characters of a cell that may be an answer and marks behind it. */
const maxCellLength = 200;

/** The answer a whole cell's words stand for in any language we know, or null when they are none or could be two. */
export function knownWord(text: string, language: string | null): KnownWord | null {
  if (text.length > maxCellLength) return null;
  const word = withoutFinalStop(text);
  if (language !== null && isFalseFriend(word) && falseFriends[word]?.includes(language)) return null;
  const found = known.get(word) ?? [];
  const [only, ...others] = found;
  if (only !== undefined) return others.length === 0 ? only : ofLanguage(found, language);
  return letterOf(word, language) ?? respelt(word);
}

const ofLanguage = (found: readonly KnownWord[], language: string | null): KnownWord | null =>
  found.find(({ languages }) => language !== null && languages.includes(language)) ?? null;

function letterOf(word: string, language: string | null): KnownWord | null {
  if (word.length !== 1) return null;
  const at = letters[language ?? '']?.indexOf(word) ?? -1;
  if (at === -1) return word === 'j' ? { value: 'yes', languages: ['de'], offeredIn: [] } : null;
  return { value: at === 0 ? 'yes' : 'no', languages: [language ?? ''], offeredIn: [] };
}

/** Accents where none belong (`Ναί`), and letters of another alphabet that look the same. */
function respelt(word: string): KnownWord | null {
  if (!/[^ -~]/.test(word) || word.length > maxWordLength) return null;
  const [only, ...others] = known.get(unaccented(word)) ?? known.get(asItLooks(word)) ?? [];
  return only === undefined || others.length > 0 ? null : { ...only, offeredIn: [] };
}

const maxWordLength = Math.max(...[...known.keys()].map((word) => word.length));

/** The answer at the beginning of a text in lower case, the longest there is (`not applicable`), and where it ends. */
export function leadingWord(text: string, language: string | null): { found: KnownWord; end: number } | null {
  for (let end = Math.min(text.length, maxWordLength); end > 1; end -= 1) {
    if (/[\p{L}\p{M}\p{N}]/u.test(text.charAt(end)) || !/[\p{L}\p{M}]$/u.test(text.slice(0, end))) continue;
    const found = knownWord(text.slice(0, end), language);
    if (found !== null) return { found, end };
  }
  return null;
}

/**
 * A word with a letter too many, too few or swapped with its neighbour: `Yess`, `Yse`, `Kylä`. Only against the words
 * that forms offer in the workbook's language and in English: among those of all languages anything is like something.
 */
export function misspeltWord(text: string, language: string | null): KnownWord | null {
  if (!/^\p{L}{3,12}$/u.test(text)) return null;
  const near = [language ?? 'en', 'en'].flatMap((one) =>
    offeredWords(one).filter(({ word }) => isMisspelt(text, word)),
  );
  const [first] = near;
  return first === undefined || near.some(({ found }) => found.value !== first.found.value) ? null : first.found;
}

function offeredWords(language: string): { word: string; found: KnownWord }[] {
  if (!Object.hasOwn(words, language)) return [];
  const { yes, no } = words[language as keyof typeof words];
  return (['yes', 'no'] as const).flatMap((value) => {
    const word = foldedText((value === 'yes' ? yes : no)[0] ?? '');
    return word === '' ? [] : [{ word, found: { value, languages: [language], offeredIn: [] } }];
  });
}

function isMisspelt(text: string, word: string): boolean {
  const once = (letters: string): string => letters.replace(/(.)\1+/gu, '$1');
  if (once(text) === once(word)) return text.length > word.length || word.length > 3;
  if (word.length < 3 || text.length !== word.length) return false;
  return [...word].some(
    (_, at) => `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}` === text,
  );
}

/** Without the marks at its end. From the end, because a pattern would try every mark of a long text. */
export function withoutFinalStop(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.!,;:]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
