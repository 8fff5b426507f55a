import { limits } from '../../domain/submissions/limits.ts';
import { ownNote } from '../formats/identity.ts';
import type { Border, Cell, Font, Style, Worksheet } from './spreadsheet.ts';

/** One typeface every office program has (or has a metric twin of), one accent colour, few lines. */
export const colours = {
  ink: 'FF1F2933',
  muted: 'FF5B6773',
  accent: 'FF0B5563',
  accentSoft: 'FF6FA3AC',
  accentTint: 'FFE4EFF1',
  band: 'FFF4F6F7',
  track: 'FFE6EAED',
  hairline: 'FFDDE2E6',
  inputLine: 'FFB9C4CC',
  white: 'FFFFFFFF',
  markFill: 'FFFFF2CC',
  markLine: 'FFC98A00',
} as const;
type Colour = (typeof colours)[keyof typeof colours];

export const font = (size: number, colour: Colour = colours.ink, more: Partial<Font> = {}): Partial<Font> => ({
  name: 'Arial',
  size,
  color: { argb: colour },
  ...more,
});

export const fill = (colour: Colour): Style['fill'] => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: colour },
  bgColor: { argb: colour },
});

export const line = (colour: Colour, style: Border['style'] = 'thin'): Partial<Border> => ({
  style,
  color: { argb: colour },
});

const top = { vertical: 'top', wrapText: true } as const;
/** Table cells: wrapped, away from their left edge, in the middle of a row that is as high as its longest text. */
const cell = { vertical: 'middle', horizontal: 'left', wrapText: true, indent: 1 } as const;
const middle = { vertical: 'middle' } as const;
const inputBorder = {
  top: line(colours.inputLine, 'hair'),
  left: line(colours.inputLine, 'hair'),
  bottom: line(colours.inputLine, 'hair'),
  right: line(colours.inputLine, 'hair'),
};

export type Look = Partial<Style>;
export const looks = {
  eyebrow: { font: font(10, colours.accent, { bold: true }), alignment: middle },
  title: { font: font(24, colours.ink, { bold: true }), alignment: { ...middle, wrapText: true } },
  /** Of a name in a narrow column: it runs on over the empty cells beside it. */
  nameTitle: { font: font(24, colours.ink, { bold: true }), alignment: middle },
  headline: { font: font(12), alignment: { vertical: 'middle', wrapText: true } },
  sheetTitle: { font: font(16, colours.ink, { bold: true }), alignment: middle },
  heading: { font: font(12, colours.accent, { bold: true }), alignment: middle },
  body: { font: font(11), alignment: top },
  lead: { font: font(11), alignment: { vertical: 'middle', wrapText: true } },
  muted: { font: font(9, colours.muted), alignment: { ...top, horizontal: 'left' } },
  subtitle: { font: font(10, colours.muted), alignment: middle },
  label: { font: font(11, colours.muted), alignment: { vertical: 'middle', wrapText: true } },
  fact: { font: font(11, colours.ink, { bold: true }), alignment: { ...middle, horizontal: 'left', wrapText: true } },
  link: { font: font(11, colours.accent, { underline: true }), alignment: middle },
  columnHead: {
    font: font(10, colours.white, { bold: true }),
    fill: fill(colours.accent),
    alignment: cell,
  },
  columnHeadCentred: {
    font: font(10, colours.white, { bold: true }),
    fill: fill(colours.accent),
    alignment: { vertical: 'middle', horizontal: 'center' },
  },
  /** Numbers stand right, so their heads do too. */
  numberHead: {
    font: font(9, colours.muted),
    alignment: { vertical: 'bottom', horizontal: 'right' },
    border: { bottom: line(colours.hairline) },
  },
  pillar: {
    font: font(11, colours.accent, { bold: true }),
    fill: fill(colours.accentTint),
    alignment: { ...middle, horizontal: 'left', indent: 1 },
  },
  category: {
    font: font(10, colours.ink, { bold: true }),
    fill: fill(colours.band),
    alignment: { ...middle, horizontal: 'left', indent: 1 },
  },
  row: { font: font(10), alignment: cell, border: { bottom: line(colours.hairline) } },
  /** Small print of a row: ids, hints, remarks. */
  rowNote: { font: font(9, colours.muted), alignment: cell, border: { bottom: line(colours.hairline) } },
  textLink: { font: font(10, colours.accent, { underline: true }), alignment: { ...middle, wrapText: true } },
  rowLink: {
    font: font(10, colours.accent, { underline: true }),
    alignment: cell,
    border: { bottom: line(colours.hairline) },
  },
  answerInput: {
    font: font(10, colours.ink, { bold: true }),
    alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
    border: inputBorder,
    // Text format: what is typed stays as typed, a leading - or = included.
    numFmt: '@',
    protection: { locked: false },
  },
  textInput: {
    font: font(10),
    alignment: cell,
    border: inputBorder,
    numFmt: '@',
    protection: { locked: false },
  },
  /** Not in text format: a number typed here is kept as the number, whatever its separators. */
  figureInput: {
    font: font(10),
    alignment: cell,
    border: inputBorder,
    protection: { locked: false },
  },
} as const satisfies Record<string, Look>;

/** A cell that has a problem: a fill, and a line that shows in black and white too. */
export const marked = (look: Look): Look => ({
  ...look,
  fill: fill(colours.markFill),
  border: { ...look.border, left: line(colours.markLine, 'thick') },
});

export function put(sheet: Worksheet, address: string, value: string | number | null, look: Look): Cell {
  const written = sheet.getCell(address);
  written.style = look;
  written.value = typeof value === 'string' ? cellText(value) || null : value;
  return written;
}

/** A formula of ours, and what it comes to now, for programs that do not calculate. */
export function putFormula(sheet: Worksheet, address: string, formula: string, result: string | number, look: Look) {
  const written = put(sheet, address, null, look);
  written.value = { formula, result };
  return written;
}

/**
 * A note of ours. Notes of two sheets would get the same ids in their drawings, which Excel mends: they stand on one
 * sheet only.
 */
export function putNote(cell: Cell, text: string): void {
  cell.note = { texts: [{ font: { size: 9, name: 'Arial' }, text: cellText(ownNote(text)) }] };
}

/** A link to a cell of this workbook; `target` is `Questionnaire!D9`, its sheet named by us. */
export function putLink(sheet: Worksheet, address: string, text: string, target: string, look: Look): Cell {
  const written = put(sheet, address, null, look);
  written.value = { text: cellText(text), hyperlink: target };
  return written;
}

/**
 * Any text as a cell can hold it. It is always written as a string, never as a formula; `_x0041_`
 * would be read back as `A`, so its first character is written as the escape that it looks like.
 */
export function cellText(text: string): string {
  // XML has no place for two characters, and exceljs writes them.
  const plain = text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/\r\n?/g, '\n');
  const whole = plain.length > limits.text ? `${plain.slice(0, limits.text - 1)}…` : plain;
  return whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
