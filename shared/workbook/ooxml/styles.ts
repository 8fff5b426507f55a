import { type Colour, colourOf, standsOut, white } from './colours.ts';
import { builtInFormats, generalFormat, type NumberFormat, numberFormat } from './number-format.ts';
import { isOn } from './rich-text.ts';
import { walkXml, type XmlBudget } from './xml-events.ts';

/** What of a cell's style changes how it is read. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly struck: boolean;
  /** Letters in the colour of what is behind them, or too small to be seen. */
  readonly invisible: boolean;
}

const plain: CellStyle = { format: generalFormat, struck: false, invisible: false };

interface Font {
  struck: boolean;
  colour: Colour | null;
  size: number;
}

/** Points below which nobody reads. */
export const leastSize = 2;

/** Styles by index of a cell's `s`. Those of conditional formats (`dxf`) are no cell's. */
export function readStyles(part: Buffer | undefined, budget: XmlBudget): (index: number) => CellStyle {
  if (part === undefined) return () => plain;
  const codes = new Map<number, string>();
  const fonts: Font[] = [];
  const fills: (Colour | null)[] = [];
  const styles: { format: number; font: number; fill: number }[] = [];
  // The lists stand right below the root: what is named alike elsewhere belongs to something else.
  let list = '';
  let depth = 0;
  const handlers = {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      depth += 1;
      if (depth === 2) list = name;
      else if (list === 'numFmts' && name === 'numFmt') {
        codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      } else if (list === 'fonts') openFont(name, attributes);
      else if (list === 'fills') openFill(name, attributes);
      else if (list === 'cellXfs' && name === 'xf') {
        const [format, font, fill] = ['numFmtId', 'fontId', 'fillId'].map((key) => Number(attributes[key] ?? 0));
        styles.push({ format: format ?? 0, font: font ?? 0, fill: fill ?? 0 });
      }
    },
    close() {
      depth -= 1;
    },
  };
  const openFont = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'font') fonts.push({ struck: false, colour: null, size: 11 });
    const font = fonts.at(-1);
    if (font === undefined) return;
    if (name === 'strike') font.struck = isOn(attributes);
    else if (name === 'color') font.colour = colourOf(attributes);
    else if (name === 'sz') font.size = Number(attributes['val'] ?? 11);
  };
  let solid = false;
  const openFill = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'fill') fills.push(white);
    else if (name === 'patternFill') {
      solid = attributes['patternType'] === 'solid';
      // Another pattern or a gradient has two colours: letters are seen on one of them.
      if (!['none', undefined].includes(attributes['patternType'])) fills[fills.length - 1] = null;
    } else if (name === 'gradientFill') fills[fills.length - 1] = null;
    else if (name === 'fgColor' && solid) fills[fills.length - 1] = colourOf(attributes);
  };
  walkXml(part, handlers, { budget });
  const made = new Map<number, CellStyle>();
  return (index) => {
    const style = styles[index];
    if (style === undefined) return plain;
    const known = made.get(index);
    if (known !== undefined) return known;
    // Formats take their room: of very many styles only the latest are kept.
    if (made.size >= mostKept) made.clear();
    const own = cellStyle(style, codes.get(style.format), fonts[style.font], fills[style.fill]);
    made.set(index, own);
    return own;
  };
}

const mostKept = 1_000;

function cellStyle(
  { format }: { readonly format: number },
  code: string | undefined,
  font: Font | undefined,
  fill: Colour | null | undefined,
): CellStyle {
  const own = code ?? builtInFormats[format];
  const { colour = null, size = 11, struck = false } = font ?? {};
  const hidden = colour !== null && fill !== null && !standsOut(colour, fill ?? white);
  return {
    format: own === undefined || /^general$/i.test(own) ? generalFormat : numberFormat(own),
    struck,
    invisible: hidden || size < leastSize,
  };
}
