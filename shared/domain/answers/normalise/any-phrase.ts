/** Characters of a phrase by which it is looked up: few words of a text begin as one of hundreds of phrases does. */
const startLength = 4;

const phraseBegins = /(?<!\p{L})\p{L}/gu;

/**
 * Whether one of many phrases stands in a text, as whole words. A phrase is a regular expression that begins with a
 * letter or with a lookbehind, for text in lower case. One expression of all would be slower to compile than most
 * files are to read: here only the phrases are compiled that begin as a word of the text does.
 */
export function anyPhrase(lists: readonly string[]): (text: string) => boolean {
  let known: ReadonlyMap<string, readonly string[]> | null = null;
  const compiled = new Map<string, RegExp>();
  return (text) => {
    known ??= Map.groupBy(lists.flatMap(alternativesOf), startOf);
    for (const { index } of text.matchAll(phraseBegins)) {
      for (let length = startLength; length > 0; length -= 1) {
        const start = text.slice(index, index + length);
        const phrases = start.length === length ? known.get(start) : undefined;
        if (phrases === undefined) continue;
        const pattern = compiled.get(start) ?? new RegExp(`(?:${phrases.join('|')})(?!\\p{L})`, 'uy');
        compiled.set(start, pattern);
        pattern.lastIndex = index;
        if (pattern.test(text)) return true;
      }
    }
    return false;
  };
}

/** The alternatives of a list, parted at each `|` that stands in no brackets. */
function alternativesOf(list: string): string[] {
  const alternatives = [''];
  let depth = 0;
  for (const sign of list) {
    if ('(['.includes(sign)) depth += 1;
    if (')]'.includes(sign)) depth -= 1;
    if (sign === '|' && depth === 0) alternatives.push('');
    else alternatives[alternatives.length - 1] += sign;
  }
  return alternatives;
}

/** What each text begins with that a phrase matches: its letters up to the first that may be missing. */
function startOf(phrase: string): string {
  const [, letters = ''] = /^(?:\(\?<![^()]*\))?([\p{L} ]*)(?![?*{])/u.exec(phrase) ?? [];
  if (letters === '') throw new Error(`no text can be looked up by how "${phrase}" begins`);
  return letters.slice(0, startLength);
}
