import { letterPattern } from './letter-pattern.ts';

/** Characters by which a phrase is looked up: few words of a text begin as one of hundreds of phrases does. */
const startLength = 4;

const letters = letterPattern(String.raw`\p{L}+`, 'gu');
const letterHere = letterPattern(String.raw`\p{L}`, 'uy');
/** The parts of a list between each `|` that stands in no brackets; brackets stand in brackets three deep at most. */
const alternatives = /(?:[^|([]|\[[^\]]*\]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g;
/** What each text begins with that a phrase matches: its letters up to the first that may be missing. */
const beginning = letterPattern(String.raw`^(?:\(\?<![^()]*\))?([\p{L} ]*)(?![?*{])`);
const plain = letterPattern(String.raw`^[\p{L} ]+$`);

type Finds = (text: string, at: number) => boolean;

/**
 * Whether one of many phrases stands in a text, as whole words. A phrase is a regular expression for text in lower
 * case that begins with a letter, or with a lookbehind before it; the phrases of a list stand apart by `|`. One
 * expression of all takes longer to compile than most files take to read: here only those are compiled that begin as
 * a word of the text does.
 */
export function anyPhrase(lists: readonly string[]): (text: string) => boolean {
  let known: ReadonlyMap<string, readonly string[]> | null = null;
  const made = new Map<string, readonly Finds[]>();
  const findsOf = (start: string): readonly Finds[] | undefined => {
    known ??= Map.groupBy(
      lists.flatMap((list) => list.match(alternatives) ?? []),
      startOf,
    );
    const phrases = known.get(start);
    if (phrases === undefined) return undefined;
    const finds = made.get(start) ?? phrases.map(phraseAt);
    made.set(start, finds);
    return finds;
  };
  return (text) => {
    const words = letters.for(text);
    words.lastIndex = 0;
    for (let word = words.exec(text); word !== null; word = words.exec(text)) {
      const { index } = word;
      for (let length = Math.min(startLength, text.length - index); length > 0; length -= 1) {
        if (findsOf(text.slice(index, index + length))?.some((finds) => finds(text, index)) === true) return true;
      }
    }
    return false;
  };
}

/** Of hardly any phrase one of the first letters may be missing. */
const startOf = (phrase: string): string =>
  certain.test(phrase) ? phrase.slice(0, startLength) : (beginning.exec(phrase)?.[1] ?? '').slice(0, startLength);
const certain = /^[a-zß-öø-žά-ώа-џ ]{4}(?![?*{])|^[a-zß-öø-žά-ώа-џ ]{1,3}$/;

function phraseAt(phrase: string): Finds {
  if (plain.test(phrase)) {
    return (text, at) => text.startsWith(phrase, at) && !matchesAt(letterHere.for(text), text, at + phrase.length);
  }
  const pattern = letterPattern(`(?:${phrase})(?!\\p{L})`, 'uy');
  return (text, at) => matchesAt(pattern.for(text), text, at);
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
