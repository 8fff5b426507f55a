import { numberIn } from './sheet-view.ts';

/** An answer as it is listed in a cell, with its points if they stand beside it. */
export interface ListedOption {
  readonly label: string;
  readonly points: number | null;
}

/** Answers that are listed in one cell: on lines, behind `;`, between `/` or commas; `[ ]` and bullets are taken away. */
export function optionsIn(written: string): ListedOption[] {
  const text = written.replace(/\r\n?/g, '\n').trim();
  const parts = partsOf(text)
    .map((part) => part.replace(/^[\s☐☑☒□▢○●◯•·*–-]+(?=\p{L}|\d)|^\[\s*\]\s*/u, '').trim())
    .filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => part.length > 200)) return [];
  return parts.map(optionOf);
}

function partsOf(text: string): string[] {
  for (const mark of ['\n', ';', '|']) if (text.includes(mark)) return text.split(mark);
  const boxes = text.split(/(?=[☐□▢○◯])/u).filter((part) => part.trim() !== '');
  if (boxes.length > 1) return boxes;
  if (/\s\/\s/.test(text)) return text.split(/\s\/\s/);
  if (text.includes(',') && !/\d,\d/.test(text)) return text.split(/,\s*/);
  if (text.includes('/') && !text.includes(' ')) return text.split('/');
  return text.includes('/') ? text.split('/') : [text];
}

/** `Yes (2)`, `Yes = 2`, `2 = Yes`, `Yes: 2 points`, `0 – none`; the label keeps what is no points. */
export function optionOf(part: string): ListedOption {
  const before = /^(-?\d{1,4}(?:[.,]\d{1,3})?)\s*(?:p|pts?|points?)?\s*(?:=|:|–|-)\s*(\p{L}.*)$/su.exec(part);
  if (before !== null) return { label: (before[2] ?? '').trim(), points: numberIn(before[1] ?? '') };
  const inside =
    /^(.*\S)\s*[([]\s*(?:\+)?(-?\d{1,4}(?:[.,]\d{1,3})?\s*(?:p|pts?|points?|pistettä|p\.|punkte?|poäng|puntos?|punti|punten)?\.?)\s*[)\]]$/isu.exec(
      part,
    );
  if (inside !== null) return { label: (inside[1] ?? '').trim(), points: numberIn(inside[2] ?? '') };
  const behind =
    /^(.*\S)\s*(?:=|:|–|→|->)\s*\+?(-?\d{1,4}(?:[.,]\d{1,3})?\s*(?:p|pts?|points?|pistettä|punkte?|poäng|puntos?|punti|punten)?\.?)$/isu.exec(
      part,
    );
  if (behind !== null) return { label: (behind[1] ?? '').trim(), points: numberIn(behind[2] ?? '') };
  return { label: part, points: null };
}
