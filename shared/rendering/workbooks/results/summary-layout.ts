import { colours, font, type Look, looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { radarSize } from '../../pictures/radar.ts';
import { barCells } from './live-bar.ts';

/** Numbers stand in B to Z, with the cells of the bars from G on; the picture and what to do next in AB. */
const widths = { margin: 2, label: 42, met: 10, total: 11, share: 9, band: 14, bar: 1.6, gap: 3, right: 93 };
export const summaryWidths = [
  ...[widths.margin, widths.label, widths.met, widths.total, widths.share, widths.band],
  ...new Array<number>(barCells).fill(widths.bar),
  ...[widths.gap, widths.right],
];
export const bar = { firstColumn: 7, from: 'G', to: 'Z' } as const;
export const right = { column: 28, letter: 'AB' } as const;
export const pictureSize = radarSize;

/** Merged columns, and how wide they are together. */
export const spans = {
  rank: { from: 'C', to: 'F', width: widths.met + widths.total + widths.share + widths.band },
  change: { from: 'G', to: 'Z', width: barCells * widths.bar },
  word: { from: 'D', to: 'Z', width: widths.total + widths.share + widths.band + barCells * widths.bar },
  left: {
    ...{ from: 'B', to: 'Z' },
    width: widths.label + widths.met + widths.total + widths.share + widths.band + barCells * widths.bar,
  },
  right: { from: 'AB', to: 'AB', width: widths.right },
  label: { from: 'B', to: 'B', width: widths.label },
} as const satisfies Record<string, { from: string; to: string; width: number }>;
export type Span = keyof typeof spans;

export const plain: Look = { font: font(10), alignment: { vertical: 'middle' } };
export const strong: Look = { font: font(10, colours.ink, { bold: true }), alignment: { vertical: 'middle' } };
export const gloss: Look = {
  font: font(10, colours.muted),
  alignment: { vertical: 'middle', horizontal: 'left', wrapText: true },
};

/** The top-left cell of a span in a row, its columns merged. */
export function spanned(sheet: Worksheet, span: Span, row: number): string {
  const { from, to } = spans[span];
  if (from !== to) sheet.mergeCells(`${from}${row}:${to}${row}`);
  return `${from}${row}`;
}

/** Texts of one row, each in a span of its own, and the row high enough for all of them. */
export function putTexts(
  sheet: Worksheet,
  row: number,
  texts: readonly { readonly span: Span; readonly text: string; readonly look: Look }[],
  atLeast = 20,
): void {
  for (const { span, text, look } of texts) put(sheet, spanned(sheet, span, row), text, look);
  const wrapped = texts.map(({ span, text, look }) => ({
    text,
    width: spans[span].width,
    size: look.font?.size ?? 10,
  }));
  sheet.getRow(row).height = rowHeight(wrapped, Math.max(atLeast, sheet.getRow(row).height ?? 0));
}

export function putHeading(sheet: Worksheet, row: number, text: string, column: 'B' | 'AB' = 'B'): void {
  put(sheet, `${column}${row}`, text, looks.heading);
  sheet.getRow(row).height = 26;
}
