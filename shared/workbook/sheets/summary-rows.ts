import type { Count } from '../../domain/scoring.ts';
import { barCells, putBar } from './bar.ts';
import { colours, font, type Look, looks, put } from './look.ts';
import { rowHeight } from './row-height.ts';
import type { Worksheet } from './spreadsheet.ts';

/** Columns of the summary: A margin, B label, C met, D total, E share, F gap, then the cells of the bar. */
const widths = { margin: 3, label: 42, met: 10, total: 10, share: 9, gap: 1.5, bar: 2 };
export const summaryWidths = [
  ...[widths.margin, widths.label, widths.met, widths.total, widths.share, widths.gap],
  ...new Array<number>(barCells).fill(widths.bar),
];
const firstBarColumn = 7;
const lastColumn = 'Z';
const widthFromD = widths.total + widths.share + widths.gap + barCells * widths.bar;
const widthFromC = widths.met + widthFromD;

export const percentFormat = '0 %';
export const plain: Look = { font: font(10), alignment: { vertical: 'middle' } };
export const strong: Look = { font: font(10, colours.ink, { bold: true }), alignment: { vertical: 'middle' } };
const gloss: Look = {
  font: font(10, colours.muted),
  alignment: { vertical: 'middle', horizontal: 'left', indent: 1, wrapText: true },
};

export function putHeading(sheet: Worksheet, row: number, text: string): void {
  put(sheet, `B${row}`, text, looks.heading);
  sheet.getRow(row).height = 26;
}

/** A text over the columns from `from` to the right edge, with a row high enough for it. */
export function putAcross(
  sheet: Worksheet,
  { row, from, atLeast = 20 }: { row: number; from: 'B' | 'C' | 'D'; atLeast?: number },
  text: string,
  look: Look,
): void {
  const width = { B: widths.label + widthFromC, C: widthFromC, D: widthFromD }[from];
  sheet.mergeCells(`${from}${row}:${lastColumn}${row}`);
  put(sheet, `${from}${row}`, text, look);
  sheet.getRow(row).height = rowHeight([{ text, width, size: look.font?.size ?? 10 }], atLeast);
}

/** A label, its number, and a word on it. */
export function putNumber(
  sheet: Worksheet,
  row: number,
  { label, number, word, format }: { label: string; number: number | string; word: string; format: string },
  look: Look,
): void {
  put(sheet, `B${row}`, label, look);
  put(sheet, `C${row}`, number, { ...look, alignment: { vertical: 'middle', horizontal: 'right' }, numFmt: format });
  putAcross(sheet, { row, from: 'D' }, word, gloss);
}

const countLooks = {
  pillar: { font: font(10, colours.accent, { bold: true }), indent: 0, height: 24, bar: 'strong' },
  category: { font: font(10), indent: 1, height: 18, bar: 'soft' },
} as const;

/** How many of how many, as numbers and as a bar. */
export function putCount(
  sheet: Worksheet,
  row: number,
  { label, count, level }: { label: string; count: Count; level: keyof typeof countLooks },
): void {
  const { font, indent, height, bar } = countLooks[level];
  const numbers: Look = { font, alignment: { vertical: 'middle', horizontal: 'right' } };
  const name: Look = { font, alignment: { vertical: 'middle', horizontal: 'left', indent, wrapText: true } };
  put(sheet, `B${row}`, label, name);
  put(sheet, `C${row}`, count.met, numbers);
  put(sheet, `D${row}`, count.total, numbers);
  put(sheet, `E${row}`, count.met / count.total, { ...numbers, numFmt: percentFormat });
  putBar(sheet, { row, firstColumn: firstBarColumn }, count, bar);
  // A long name takes a second line; one that fits keeps the row low.
  const size = font.size ?? 10;
  const needed = rowHeight([{ text: label, width: widths.label - 2 * indent, size }], 0);
  sheet.getRow(row).height = needed > oneLine(size) ? needed : height;
}

const oneLine = (size: number): number => rowHeight([{ text: ' ', width: widths.label, size }], 0);
