import { limits, megabytes } from '../../../domain/submissions/limits.ts';
import { symbolFont } from '../symbol-fonts.ts';
import { Unreadable } from '../unreadable.ts';
import { type Colour, colourOf, standsOut, type Theme, white } from './colours.ts';
import { builtInFormats, generalFormat, type NumberFormat, numberFormat } from './number-format.ts';
import { isOn } from './rich-text.ts';
import { type Attributes, walkXml, type XmlBudget } from './xml-events.ts';

/** What of a cell's style changes how it is read. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly struck: boolean;
  /** Letters in the colour of what is behind them, or too small to be seen. */
  readonly invisible: boolean;
  /** A font of pictures, in small letters; null for letters. */
  readonly symbols: string | null;
  /** Whether letters are seen on this cell that have a colour or a size of their own. */
  readonly shows: (colour: Attributes | null, size: number | null) => boolean;
}

/** What a conditional format does to the cells that it holds for, where it may hide them. */
export interface HidingFormat {
  /** Its format shows nothing of them or other words, strikes them, or its letters cannot be told from what is behind them. */
  readonly hides: boolean;
}

export interface Styles {
  readonly styleOf: (index: number) => CellStyle;
  /** By the number that a conditional format names (`dxfId`). */
  readonly hidingFormats: readonly HidingFormat[];
  /** The same of a format that a conditional format has in itself. */
  readonly hides: (format: ConditionalFormat) => boolean;
}

/** What of the format that a conditional format applies changes how cells are read. */
export class ConditionalFormat {
  code: string | null = null;
  font: Font | null = null;
  fill: Attributes | null = null;
  private part = '';

  /** An element within it. */
  take(name: string, attributes: Attributes): void {
    if (['font', 'numFmt', 'fill', 'border', 'alignment'].includes(name)) this.part = name;
    if (name === 'numFmt') this.code = attributes['formatCode'] ?? null;
    else if (name === 'font') this.font = newFont();
    // Solid conditional fills name their colour as that of the background.
    else if (name === 'bgColor') this.fill = attributes;
    else if (this.part === 'font') takeFont(this.font ?? undefined, name, attributes);
  }
}

const plain: CellStyle = {
  format: generalFormat,
  struck: false,
  invisible: false,
  symbols: null,
  shows: (colour, size) => isShown(colour === null ? null : colourOf(colour, () => []), white, size),
};

interface Font {
  struck: boolean;
  colour: Attributes | null;
  size: number;
  symbols: string | null;
}

interface Fill {
  /** null: none, or white; `several`: a pattern or a gradient, on one of whose colours letters are seen. */
  colour: Attributes | null;
  several: boolean;
}

/** Points below which nobody reads. */
const minSize = 2;

const isShown = (colour: Colour | null, behind: Colour | null, size: number | null): boolean =>
  (size === null || size >= minSize) && (colour === null || behind === null || standsOut(colour, behind));

/** Styles by index of a cell's `s`; the theme is only asked for where a colour is one of it. */
export function readStyles(part: Buffer | undefined, budget: XmlBudget, theme: () => Theme): Styles {
  const hides = (format: ConditionalFormat): boolean => hidesIn(format, theme);
  if (part === undefined) return { styleOf: () => plain, hidingFormats: [], hides };
  const codes = new Map<number, string>();
  let codeLength = 0;
  const fonts: Font[] = [];
  const fills: Fill[] = [];
  const styles: { format: number; font: number; fill: number }[] = [];
  const conditional: ConditionalFormat[] = [];
  // The lists stand right below the root: what is named alike elsewhere belongs to something else.
  let list = '';
  let depth = 0;
  const handlers = {
    open(name: string, attributes: Attributes) {
      depth += 1;
      if (depth === 2) list = name;
      else if (list === 'numFmts' && name === 'numFmt') {
        const code = attributes['formatCode'] ?? '';
        codeLength += code.length;
        if (codeLength > limits.formats) throw tooLong();
        codes.set(Number(attributes['numFmtId']), code);
      } else if (list === 'fonts') openFont(name, attributes);
      else if (list === 'fills') openFill(name, attributes);
      else if (list === 'dxfs') openConditional(name, attributes);
      else if (list === 'cellXfs' && name === 'xf') {
        const [format, font, fill] = ['numFmtId', 'fontId', 'fillId'].map((key) => Number(attributes[key] ?? 0));
        styles.push({ format: format ?? 0, font: font ?? 0, fill: fill ?? 0 });
      }
    },
    close() {
      depth -= 1;
    },
  };
  const openFont = (name: string, attributes: Attributes): void => {
    if (name === 'font') fonts.push(newFont());
    else takeFont(fonts.at(-1), name, attributes);
  };
  let solid = false;
  const openFill = (name: string, attributes: Attributes): void => {
    if (name === 'fill') fills.push({ colour: null, several: false });
    const fill = fills.at(-1);
    if (fill === undefined) return;
    if (name === 'patternFill') {
      solid = attributes['patternType'] === 'solid';
      fill.several = !['none', 'solid', undefined].includes(attributes['patternType']);
    } else if (name === 'gradientFill') fill.several = true;
    else if (name === 'fgColor' && solid) fill.colour = attributes;
  };
  const openConditional = (name: string, attributes: Attributes): void => {
    if (depth === 3 && name === 'dxf') conditional.push(new ConditionalFormat());
    else conditional.at(-1)?.take(name, attributes);
  };
  walkXml(part, handlers, { budget });
  // As many as there are codes, whose length is limited.
  const formats = new Map<number, NumberFormat>();
  const formatOf = (id: number): NumberFormat => {
    const known = formats.get(id);
    if (known !== undefined) return known;
    const code = codes.get(id) ?? builtInFormats[id];
    const own = code === undefined || /^general$/i.test(code) ? generalFormat : numberFormat(code);
    formats.set(id, own);
    return own;
  };
  const made = new Map<number, CellStyle>();
  const styleOf = (index: number): CellStyle => {
    const style = styles[index];
    if (style === undefined) return plain;
    const known = made.get(index);
    if (known !== undefined) return known;
    // Of very many styles only the latest are kept.
    if (made.size >= maxKept) made.clear();
    const own = cellStyle(formatOf(style.format), fonts[style.font], fills[style.fill], theme);
    made.set(index, own);
    return own;
  };
  return { styleOf, hidingFormats: conditional.map((format) => ({ hides: hides(format) })), hides };
}

function hidesIn({ code, font, fill }: ConditionalFormat, theme: () => Theme): boolean {
  const format = code === null || code.length > 255 ? generalFormat : numberFormat(code);
  const behind = fill === null ? white : colourOf(fill, theme);
  const colour = font?.colour == null ? null : colourOf(font.colour, theme);
  const shown = [format.number(1), format.number(0), format.text('')];
  const isOther = shown.every((text) => text === '') || shown.some((text) => /\p{L}/u.test(text ?? ''));
  return isOther || font?.struck === true || !isShown(colour, behind, null);
}

const maxKept = 1_000;

const newFont = (): Font => ({ struck: false, colour: null, size: 11, symbols: null });

function takeFont(font: Font | undefined, name: string, attributes: Attributes): void {
  if (font === undefined) return;
  if (name === 'strike') font.struck = isOn(attributes);
  else if (name === 'color') font.colour = attributes;
  else if (name === 'sz') font.size = Number(attributes['val'] ?? 11);
  else if (name === 'name') font.symbols = symbolFont(attributes['val']);
}

function cellStyle(
  format: NumberFormat,
  font: Font | undefined,
  fill: Fill | undefined,
  theme: () => Theme,
): CellStyle {
  const { size = 11, struck = false, symbols = null } = font ?? {};
  const filled = fill?.colour == null ? white : colourOf(fill.colour, theme);
  const behind = fill?.several === true ? null : filled;
  const ink = font?.colour == null ? null : colourOf(font.colour, theme);
  return {
    format,
    struck,
    invisible: !isShown(ink, behind, size),
    symbols,
    shows: (colour, ownSize) => isShown(colour === null ? ink : colourOf(colour, theme), behind, ownSize ?? size),
  };
}

const tooLong = (): Unreadable =>
  new Unreadable('file-unsafe', { cause: 'inflates', most: String(Math.max(1, megabytes(limits.formats))) });
