import type { AnswerValue } from '../answer.ts';
import words from './answer-words.json' with { type: 'json' };
import { letterPattern } from './letter-pattern.ts';
import { asItLooks, foldedText, unaccented, withoutAccents } from './plain-text.ts';

export type OfferedValue = Extract<AnswerValue, 'yes' | 'no' | 'na'>;

export interface KnownWord<Value extends string = OfferedValue> {
  readonly value: Value;
  /** Languages that have the word for this value. */
  readonly languages: readonly string[];
  /** Those of them whose forms offer it: it is the first of their words. */
  readonly offeredIn: readonly string[];
}

/** One of the answers that a question offers. */
export interface OfferedAnswer<Value extends string> {
  readonly value: Value;
  /** The words of that meaning stand for it in every language; null: a step of a scale, which has its own words alone. */
  readonly meaning: OfferedValue | null;
  /** As the form has it, by language. */
  readonly labels: Readonly<Record<string, string>>;
  /** What people write for it, in whatever language. */
  readonly aliases?: readonly string[];
  /** Read as it where it is no other's label or alias: the name by which an office calls it. */
  readonly name?: string;
}

/** Words that are another language's word for the opposite, or an everyday word for something else. */
const falseFriends: Readonly<Record<string, readonly string[]>> = {
  // Colloquial Polish and Czech "no" is a yes; Greek "ναι" sounds as "ne".
  no: ['pl', 'cs'],
  ne: ['el'],
};

/** Words that say something else than an answer in these languages: never, there; again; thanks, so; already, I. */
const otherMeanings: Readonly<Record<string, readonly string[]>> = {
  nie: ['de'],
  da: ['de', 'sv', 'da', 'nb', 'nn', 'nl', 'it'],
  igen: ['sv', 'da', 'nb', 'nn'],
  tak: ['cs', 'sk', 'sv', 'da', 'nb', 'nn'],
  já: ['pt', 'cs', 'sk'],
};

/** Words that only the workbook's language can decide. */
export const isFalseFriend = (word: string): boolean => Object.hasOwn(falseFriends, word);

const isNoAnswerIn = (word: string, language: string): boolean =>
  [falseFriends, otherMeanings].some((list) => Object.hasOwn(list, word) && list[word]?.includes(language));

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

type Words = Readonly<Record<OfferedValue, readonly string[]>>;

/** Characters of a cell that may be an answer and marks behind it. */
const maxCellLength = 200;

interface Listed<Value extends string> {
  readonly language: string;
  readonly value: Value;
  readonly word: string;
  /** The form offers it so. */
  readonly isFirst: boolean;
}

/** The words of a list of answers. */
interface Learnt<Value extends string> {
  /** By spelling: what the word means, and in which languages. A word of two values is decided by the language alone. */
  readonly known: Map<string, readonly KnownWord<Value>[]>;
  /** The labels, aliases and names that the form itself gives them, by their letters alone. */
  readonly own: ReadonlyMap<string, Value | 'several'>;
  readonly maxWordLength: number;
}

/** The answers that a question offers, by every word that stands for one of them. */
export class OfferedAnswers<Value extends string> {
  private readonly offered: readonly OfferedAnswer<Value>[];
  /** The words of all languages for answers that mean Yes, No or NA: they are learnt once for all lists. */
  private readonly shared: OfferedAnswers<OfferedValue> | null;
  private made: Learnt<Value> | null = null;

  constructor(offered: readonly OfferedAnswer<Value>[], shared: OfferedAnswers<OfferedValue> | null = yesNoNa) {
    this.offered = offered;
    this.shared = shared;
  }

  /** Learnt when a text is first asked about: not everything that has the list in its bundle reads answers. */
  private get learnt(): Learnt<Value> {
    this.made ??= this.learnAll();
    return this.made;
  }

  private learnAll(): Learnt<Value> {
    const { offered, shared } = this;
    const known: Learnt<Value>['known'] = new Map();
    const own = new Map<string, Value | 'several'>();
    // Our own words are written as they are compared.
    const listed = offered
      .flatMap((answer) => (shared === null ? ofMeaning(answer) : ofForm(answer)))
      .map((one) => ({ ...one, word: withoutFinalStop(shared === null ? one.word : foldedText(one.word)) }));
    for (const { language, value, word, isFirst } of listed) {
      const languages = language === '' ? [] : [language];
      learn(known, word, { value, languages, offeredIn: isFirst ? languages : [] });
    }
    // Without their accents too, unless that is a word of its own with another value.
    for (const { language, value, word } of listed) {
      const plain = withoutAccents(word);
      if (plain === word) continue;
      const alike = known.get(plain) ?? [];
      if (alike.some((one) => one.value !== value || one.languages.includes(language))) continue;
      learn(known, plain, { value, languages: language === '' ? [] : [language], offeredIn: [] });
    }
    for (const { value, name } of offered) {
      const word = name === undefined ? '' : withoutFinalStop(foldedText(name));
      if (word !== '' && !known.has(word)) learn(known, word, { value, languages: [], offeredIn: [] });
    }
    for (const [word, [only, ...others]] of shared === null ? [] : known) {
      const before = own.get(lettersOf(word));
      const value = only === undefined || others.length > 0 ? 'several' : only.value;
      own.set(lettersOf(word), before === undefined || before === value ? value : 'several');
    }
    const longest = Math.max(0, ...[...known.keys()].map((word) => word.length));
    const maxWordLength = Math.min(Math.max(longest, shared?.learnt.maxWordLength ?? 0), maxCellLength);
    return { known, own, maxWordLength };
  }

  /** The answer whose own label, alias or name a whole cell is, but for case and punctuation; null where it is none, or two. */
  listed(text: string, language: string | null = null): Value | null {
    // What trails off leaves it open.
    if (this.learnt.own.size === 0 || /\.{2,}\s*$|…/.test(text)) return null;
    const word = withoutFinalStop(foldedText(text));
    // A label of another language may say something else in that of the workbook.
    if (language !== null && isNoAnswerIn(word, language)) {
      const isOfLanguage = this.learnt.known.get(word)?.some(({ languages }) => languages.includes(language)) === true;
      if (!isOfLanguage) return null;
    }
    const found = this.learnt.own.get(lettersOf(word)) ?? null;
    return found === 'several' ? null : found;
  }

  /** Whether a text is how the label of another answer begins: cut off, it is neither's. */
  beginsAnother(text: string, value: Value): boolean {
    const letters = lettersOf(text);
    return [...this.learnt.own].some(
      ([word, of]) => of !== value && word.length > letters.length && word.startsWith(letters),
    );
  }

  /** The one with this meaning; null where none or several have it. */
  valueOf(meaning: OfferedValue): Value | null {
    const [only, ...others] = this.offered.filter((answer) => answer.meaning === meaning);
    return only === undefined || others.length > 0 ? null : only.value;
  }

  meaningOf(value: Value): OfferedValue | null {
    return this.offered.find((answer) => answer.value === value)?.meaning ?? null;
  }

  /** The answer a whole cell's words stand for, or null when they are none or could be two. */
  knownWord(text: string, language: string | null): KnownWord<Value> | null {
    if (text.length > maxCellLength) return null;
    const word = withoutFinalStop(text);
    if (language !== null && isNoAnswerIn(word, language)) return null;
    const found = this.learnt.known.get(word) ?? [];
    const [only, ...others] = found;
    if (only !== undefined) return others.length === 0 ? this.inAllLanguages(only, word) : ofLanguage(found, language);
    return this.shared === null
      ? (this.letterOf(word, language) ?? this.respelt(word))
      : (this.meant(this.shared, word, language) ?? this.respelt(word));
  }

  /** A label with the languages, beyond those of its form, in which it is a word that means the same. */
  private inAllLanguages(known: KnownWord<Value>, word: string): KnownWord<Value> {
    const meaning = this.shared === null ? null : this.meaningOf(known.value);
    const same =
      meaning === null ? undefined : this.shared?.learnt.known.get(word)?.find(({ value }) => value === meaning);
    return same === undefined ? known : { ...known, languages: [...new Set([...known.languages, ...same.languages])] };
  }

  /** A word of any language for Yes, No or NA as the answer that means so. */
  private meant(shared: OfferedAnswers<OfferedValue>, word: string, language: string | null): KnownWord<Value> | null {
    const known = shared.knownWord(word, language);
    const value = known === null ? null : this.valueOf(known.value);
    return known === null || value === null ? null : { ...known, value };
  }

  /** The answer at the beginning of a text in lower case, the longest there is (`not applicable`), and where it ends. */
  leadingWord(text: string, language: string | null): { found: KnownWord<Value>; end: number } | null {
    for (let end = Math.min(text.length, this.learnt.maxWordLength); end > 1; end -= 1) {
      if (inWord.test(text.charAt(end)) || !endsInLetter.test(text.slice(0, end))) continue;
      const found = this.knownWord(text.slice(0, end), language);
      if (found !== null) return { found, end };
    }
    return null;
  }

  /**
   * A word with a letter too many, too few or swapped with its neighbour: `Yess`, `Yse`, `Kylä`. Only against the words
   * that forms offer in the workbook's language and in English: among those of all languages anything is like something.
   */
  misspeltWord(text: string, language: string | null): KnownWord<Value> | null {
    if (!shortWord.test(text)) return null;
    const near = [language ?? 'en', 'en'].flatMap((one) =>
      this.offered.flatMap((answer): KnownWord<Value>[] => {
        const word = foldedText(labelIn(answer, one));
        const isNear = word !== '' && answer.meaning !== 'na' && isMisspelt(text, word);
        return isNear ? [{ value: answer.value, languages: [one], offeredIn: [] }] : [];
      }),
    );
    const [first] = near;
    return first === undefined || near.some(({ value }) => value !== first.value) ? null : first;
  }

  private letterOf(word: string, language: string | null): KnownWord<Value> | null {
    if (word.length !== 1) return null;
    const at = letters[language ?? '']?.indexOf(word) ?? -1;
    const value = this.valueOf(at === 0 || (at === -1 && word === 'j') ? 'yes' : 'no');
    if (value === null) return null;
    if (at === -1) return word === 'j' ? { value, languages: ['de'], offeredIn: [] } : null;
    return { value, languages: [language ?? ''], offeredIn: [] };
  }

  /** Accents where none belong (`Ναί`), and letters of another alphabet that look the same. */
  private respelt(word: string): KnownWord<Value> | null {
    if (!/[^ -~]/.test(word) || word.length > this.learnt.maxWordLength) return null;
    // `Nä`: two letters and an accent are another word.
    const plain = word.length > 2 ? this.learnt.known.get(unaccented(word)) : undefined;
    const [only, ...others] = plain ?? this.learnt.known.get(asItLooks(word)) ?? [];
    return only === undefined || others.length > 0 ? null : { ...only, offeredIn: [] };
  }
}

function learn<Value extends string>(known: Learnt<Value>['known'], word: string, one: KnownWord<Value>): void {
  const before = known.get(word);
  if (before === undefined) {
    known.set(word, [one]);
    return;
  }
  const { value, languages, offeredIn } = one;
  const same = before.find((other) => other.value === value) ?? { languages: [], offeredIn: [] };
  const both = {
    value,
    languages: [...same.languages, ...languages],
    offeredIn: [...same.offeredIn, ...offeredIn],
  };
  known.set(word, [...before.filter((other) => other.value !== value), both]);
}

function ofForm<Value extends string>({ value, labels, aliases = [] }: OfferedAnswer<Value>): Listed<Value>[] {
  return [
    ...Object.entries(labels).map(([language, word]) => ({ language, value, word, isFirst: true })),
    ...aliases.map((word) => ({ language: '', value, word, isFirst: false })),
  ];
}

function ofMeaning<Value extends string>({ value, meaning }: OfferedAnswer<Value>): Listed<Value>[] {
  if (meaning === null) return [];
  return Object.entries(words as Readonly<Record<string, Words>>).flatMap(([language, of]) =>
    of[meaning].map((word, at) => ({ language, value, word, isFirst: at === 0 })),
  );
}

function labelIn<Value extends string>({ labels, meaning }: OfferedAnswer<Value>, language: string): string {
  const own = Object.hasOwn(labels, language) ? labels[language] : undefined;
  if (own !== undefined || meaning === null || !Object.hasOwn(words, language)) return own ?? '';
  return (words as Readonly<Record<string, Words>>)[language]?.[meaning][0] ?? '';
}

const ofLanguage = <Value extends string>(
  found: readonly KnownWord<Value>[],
  language: string | null,
): KnownWord<Value> | null => found.find(({ languages }) => language !== null && languages.includes(language)) ?? null;

const inWord = letterPattern(String.raw`[\p{L}\p{M}\p{N}]`);
const endsInLetter = letterPattern(String.raw`[\p{L}\p{M}]$`);
const shortWord = letterPattern(String.raw`^\p{L}{3,12}$`);
const accentsAndApostrophes = letterPattern(String.raw` ?[\u0300\u0301](?=\p{L})|['’‘\x60ʼ]`, 'gu');

/** A label by its letters: punctuation does not matter, unless it has digits or signs (`<200`, `1-4`) that may be all it is. */
function lettersOf(word: string): string {
  if (/[\d<>=≤≥%+]/.test(word)) return word;
  // A keyboard has many apostrophes; plain text makes a blank and an accent of one of them.
  const joined = word.replace(accentsAndApostrophes.for(word), '');
  const letters = joined.replace(/[\s,;:."“”/–—-]+/gu, ' ').trim();
  return letters === '' ? word : letters;
}

function isMisspelt(text: string, word: string): boolean {
  const once = (letters: string): string => letters.replace(/(.)\1+/gu, '$1');
  if (once(text) === once(word)) return text.length > word.length || word.length > 3;
  if (word.length < 3 || text.length !== word.length) return false;
  return [...word].some(
    (_, at) => `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}` === text,
  );
}

/** Yes, No and NA, by their words in all our languages. */
export const yesNoNa = new OfferedAnswers<OfferedValue>(
  (['yes', 'no', 'na'] as const).map((value) => ({ value, meaning: value, labels: {} })),
  null,
);

/** Which of Yes, No and NA a whole cell's words stand for in any language we know. */
export const knownWord = (text: string, language: string | null): KnownWord | null => yesNoNa.knownWord(text, language);

/** Without the marks at its end. From the end, because a pattern would try every mark of a long text. */
export function withoutFinalStop(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.!,;:]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
