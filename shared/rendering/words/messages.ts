import type { UnreadableFacts } from '../../domain/answers/unreadable-facts.ts';
import type { MethodId } from '../../domain/scoring/methods/methods.ts';
import type { Aggregate } from '../../domain/scoring/methods/scoring-method.ts';
import { english } from './en/english.ts';
import { type MessageLanguage, messageLanguages } from './languages.ts';
import { partOfWords } from './part-of-words.ts';

export { fill } from './fill.ts';

/** All words that people read, in one language: the one named, as HTML and the registry name it. */
export type Messages = typeof english & {
  readonly language: string;
  /** IANA name of the zone in which times are told; UTC when it is not said. */
  readonly timeZone?: string | undefined;
  /** Of problems, by code, where answers are an office's own; see definition-words.ts. */
  readonly choices?:
    | Readonly<Partial<Record<string, { readonly message: string; readonly remedy: string }>>>
    | undefined;
  /** A scoring method that has no words does not compile, and no way of bringing categories together. */
  readonly results: { readonly method: WordsOfMethods };
  /** A code that has no words does not compile. */
  readonly facts: { readonly [Name in keyof UnreadableFacts]: Readonly<Record<UnreadableFacts[Name], string>> };
};

interface WordsOfMethods {
  readonly rules: Readonly<Record<MethodId, string>>;
  readonly overall: Readonly<Record<Aggregate, string>>;
}

/** Another language is another folder with the same files and keys, and its name in languages.ts. */
const translationIn = (language: string): Translation<typeof english> =>
  Object.fromEntries(Object.keys(english).map((part) => [part, partOfWords(language, part)]));

const inEnglish: Messages = { language: 'en', ...english };
/** Made whole when first asked for: most instances of a function speak two or three. */
const made = new Map([['en', inEnglish]]);

/** The messages in the language asked for, or else in English. */
export function messagesIn(language: string): Messages {
  const known = made.get(language);
  if (known !== undefined) return known;
  if (!isTranslated(language)) return inEnglish;
  const messages = { language, ...inEnglishWhereMissing(english, translationIn(language)) };
  made.set(language, messages);
  return messages;
}

/** The same words, telling times in the zone of a round. */
export const inZone = <Words extends Messages>(messages: Words, timeZone: string | undefined): Words =>
  timeZone === undefined ? messages : { ...messages, timeZone };

const isTranslated = (language: string): language is MessageLanguage => messageLanguages().includes(language);

/** The keys of the English messages in another language, as many of them as are translated. */
type Translation<T> = T extends string ? string : { readonly [K in keyof T]?: Translation<T[K]> };

/** A language whole: what is not translated is said in English. */
function inEnglishWhereMissing<T>(english: T, translated: Translation<T> | undefined): T {
  if (translated === undefined) return english;
  if (typeof english !== 'object' || english === null) return translated as T;
  const words = translated as Readonly<Record<string, Translation<unknown>>>;
  const whole = Object.entries(english).map(([key, text]) => [key, inEnglishWhereMissing(text, words[key])]);
  return Object.fromEntries(whole) as T;
}
