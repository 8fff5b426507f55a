import { isFalseFriend, knownWord, withoutFinalStop } from './answer-words.ts';
import { foldedText } from './plain-text.ts';

/**
 * The language answers are written in: many `Tak` tell what a `No` beside them is. Words that can be misread (`No`,
 * `Ne`) decide only between languages that the others leave open. Null when several fit equally well, or none.
 */
export function languageOfAnswers(written: readonly string[]): string | null {
  const weights = new Map<string, number>();
  const words = written.map((text) => withoutFinalStop(foldedText(text)));
  const count = (word: string, weight: number, counts: (language: string) => boolean): void => {
    const known = knownWord(word, null);
    // Forms offer "NA" in any language: it tells nothing.
    if (known === null || known.value === 'na') return;
    for (const language of known.languages.filter(counts)) weights.set(language, (weights.get(language) ?? 0) + weight);
  };
  for (const word of words) if (!isFalseFriend(word)) count(word, words.length, () => true);
  for (const word of words) if (isFalseFriend(word)) count(word, 1, (language) => weights.has(language));
  return heaviest(weights);
}

/** The one that weighs most; null when there is none, or two weigh alike. */
export function heaviest(weights: ReadonlyMap<string, number>): string | null {
  const [first, second] = [...weights].sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
