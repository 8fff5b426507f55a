/** A regular expression over letters of any script, made for the texts it meets. */
export interface LetterPattern {
  test(text: string): boolean;
  exec(text: string): RegExpExecArray | null;
  /** The expression for this text, where it is to replace in it or find all. */
  for(text: string): RegExp;
}

/**
 * `\p{L}` is some seven hundred ranges, and a pattern with a few of them takes longer to compile than a hundred cells to
 * read. Nearly all texts have only letters of Western and Central Europe: for them the same pattern is made with the few
 * ranges of these, and the other one only when a text needs it.
 */
export function letterPattern(source: string, flags = 'u'): LetterPattern {
  let ofAny: RegExp | null = null;
  let ofUsual: RegExp | null = null;
  const patternFor = (text: string): RegExp => {
    if (unusual.test(text)) {
      ofAny ??= new RegExp(source, flags);
      return ofAny;
    }
    // Without `u`: of such a text it changes nothing, and takes long where case is ignored.
    ofUsual ??= new RegExp(amongUsual(source), flags.replace('u', ''));
    return ofUsual;
  };
  return {
    test: (text) => patternFor(text).test(text),
    exec: (text) => patternFor(text).exec(text),
    for: patternFor,
  };
}

/**
 * Anything but ASCII, Latin-1, Latin Extended-A, punctuation, arrows, mathematical signs and `€`. The last letter of
 * Extended-A is a long s, which is an s to `u` where case is ignored, and to nobody else.
 */
const unusual = /[^\t\n\r -\u017e\u2000-\u206f\u20ac\u2190-\u22ff]/;

/** Beyond English every other letter is a capital, with exceptions. */
const beyondEnglish = Array.from({ length: 0x17f - 0xc0 }, (_, at) => String.fromCharCode(0xc0 + at));
const isCapital = (letter: string): boolean => letter.toLowerCase() !== letter;

/** What is left of a class of characters among the usual ones. */
const usual: Readonly<Record<string, string>> = {
  L: 'A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u017e',
  M: '',
  N: '0-9\\xb2\\xb3\\xb9\\xbc-\\xbe',
  Nd: '0-9',
  Lu: `A-Z${beyondEnglish.filter(isCapital).join('')}`,
  Ll: `a-z\\xb5${beyondEnglish.filter((letter) => !isCapital(letter) && letter !== '×' && letter !== '÷').join('')}`,
};

const parts = /\\p\{(\w+)\}|\\.|(\[)|(\])/gs;

function amongUsual(source: string): string {
  let inClass = false;
  return source.replace(parts, (part: string, name?: string, open?: string, close?: string) => {
    if (name === undefined) {
      inClass = open !== undefined || (inClass && close === undefined);
      return part;
    }
    const characters = usual[name];
    if (characters === undefined) throw new Error(`Nobody knows which of the usual characters are \\p{${name}}`);
    return inClass ? characters : `[${characters}]`;
  });
}
