/**
 * Neither Excel nor LibreOffice grows a row with a set height, and neither grows merged cells at
 * all, so the height that shows a wrapped text whole is estimated here, from Arial's letter widths.
 */
export interface WrappedText {
  readonly text: string;
  /** Width of its column (or merged columns), in the units of a column width. */
  readonly width: number;
  /** Points; 10 when not given. */
  readonly size?: number;
}

const padding = 10;
const lineSpacing = 1.27;
/** Excel shows no row higher than this. */
const highestRow = 409;
/** A column unit is 7 pixels at 96 dpi, 5.25 points; programs differ a little in how they fit letters. */
const pointsPerUnit = 5.25 * 0.93;

/** Height in points of a row that shows each of the texts whole, but at least `atLeast`. */
export function rowHeight(texts: readonly WrappedText[], atLeast = 20): number {
  const heights = texts.map(({ text, width, size = 10 }) => {
    const lines = text.split('\n').reduce((all, line) => all + linesOf(line, (width - 2) * pointsPerUnit, size), 0);
    return lines * size * lineSpacing + padding;
  });
  return Math.min(highestRow, Math.ceil(Math.max(atLeast, ...heights)));
}

function linesOf(line: string, available: number, size: number): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(/(?<=[\s-])/)) {
    const width = widthOf(word) * size;
    if (used > 0 && used + width > available) {
      lines += 1;
      used = 0;
    }
    // A word longer than the line, such as a web address, is broken inside.
    const broken = Math.floor(width / available);
    lines += broken;
    used += width - broken * available;
  }
  return lines;
}

/** Width in units of the type size. */
function widthOf(word: string): number {
  let width = 0;
  for (const letter of word) {
    if (/[ijlI.,:;'’|!/\\ ft()[\]r-]/.test(letter)) width += 0.3;
    else if (/[mwMW@%—…]/.test(letter)) width += 0.9;
    else if (/\p{Lu}/u.test(letter)) width += 0.7;
    else if (/[⺀-鿿가-힯＀-￯]/.test(letter)) width += 1;
    else width += 0.556;
  }
  return width;
}
