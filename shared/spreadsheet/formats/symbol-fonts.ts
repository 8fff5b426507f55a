/**
 * What the letters of a symbol font look like: marks that people tick with. Only those that mean something in a form are
 * told apart; any other letter of such a font is a picture.
 */
const pictures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  wingdings: {
    ...{ ü: '✓', û: '✗', þ: '☑', ý: '☒', '¨': '☐', o: '☐', q: '☐', r: '☐', x: '☒', n: '■', l: '●', '¡': '○' },
    ...{ u: '◆', C: '👍', D: '👎', '\u00a0': ' ', '§': '■', '¤': '●' },
  },
  'wingdings 2': {
    ...{ P: '✓', O: '✗', R: '☑', Q: '☒', S: '☒', T: '☒', U: '☒', V: '☒', '£': '☐', '¢': '■', '¡': '■', '\u0098': '●' },
  },
  webdings: { a: '✓', r: '✗', c: '☐', g: '■', n: '●' },
  marlett: { a: '✓', b: '✓', r: '✗' },
  symbol: { Ö: '✓', '·': '•', '´': '✗', '¨': '♦' },
};

/** A font that shows pictures in the place of letters, by its name; null for any other. */
export function symbolFont(name: string | undefined): string | null {
  const font = (name ?? '').trim().toLowerCase();
  return Object.hasOwn(pictures, font) ? font : null;
}

/** What a text looks like in a symbol font. Such fonts are also addressed by private characters from U+F020 on. */
export function asPictures(text: string, font: string): string {
  const known = pictures[font] ?? {};
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      const own = code >= 0xf020 && code <= 0xf0ff ? String.fromCharCode(code & 0xff) : letter;
      return known[own] ?? (/[\s\d]/.test(own) ? own : /[!-~\u00a1-\u00ff]/.test(own) ? '▯' : own);
    })
    .join('');
}
