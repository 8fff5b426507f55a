import type { AnswerValue } from '../answer.ts';
import words from './answer-words.json' with { type: 'json' };
import { foldedText, unaccented } from './plain-text.ts';

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

const known = new Map<string, KnownWord | 'ambiguous'>();
for (const [language, values] of Object.entries(words)) {
  for (const [value, list] of Object.entries(values) as [OfferedValue, string[]][]) {
    for (const [index, word] of list.entries()) {
      const exact = withoutFinalStop(foldedText(word));
      for (const spelling of new Set([exact, withoutFinalStop(unaccented(word))])) {
        learn(spelling, {
          value,
          languages: [language],
          offeredIn: index === 0 && spelling === exact ? [language] : [],
        });
      }
    }
  }
}

function learn(word: string, { value, languages, offeredIn }: KnownWord): void {
  const before = known.get(word) ?? { value, languages: [], offeredIn: [] };
  if (before === 'ambiguous') return;
  const both = { languages: [...before.languages, ...languages], offeredIn: [...before.offeredIn, ...offeredIn] };
  known.set(word, before.value === value ? { value, ...both } : 'ambiguous');
}

/** The answer a whole cell's words stand for in any language we know, or null when they are none or could be two. */
export function knownWord(text: string, language: string | null): KnownWord | null {
  const word = withoutFinalStop(text);
  if (language !== null && isFalseFriend(word) && falseFriends[word]?.includes(language)) return null;
  const found = known.get(word);
  return found === undefined || found === 'ambiguous' ? null : found;
}

/** Longest first, so that "not applicable" is tried before a shorter beginning of it. */
export const wordsByLength: readonly string[] = [...known.keys()].sort((a, b) => b.length - a.length);

export function withoutFinalStop(text: string): string {
  return text.replace(/[\s.!,;:]+$/, '');
}
