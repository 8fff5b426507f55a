import { isFalseFriend, knownWord, withoutFinalStop } from './answer-words.ts';
import { foldedText } from './plain-text.ts';

/**
 * The language answers are written in, by those that can be misread in none: many `Tak` tell what a `No` beside them
 * is. Null when they fit several languages equally well, or none.
 */
export function languageOfAnswers(written: readonly string[]): string | null {
  const cells = new Map<string, number>();
  for (const text of written) {
    const word = withoutFinalStop(foldedText(text));
    const known = isFalseFriend(word) ? null : knownWord(word, null);
    // Forms offer "NA" in any language: it tells nothing.
    if (known === null || known.value === 'na') continue;
    for (const language of known.languages) cells.set(language, (cells.get(language) ?? 0) + 1);
  }
  return mostFrequent(cells);
}

/** The one with the highest count; null when there is none, or two share it. */
export function mostFrequent(counts: ReadonlyMap<string, number>): string | null {
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
