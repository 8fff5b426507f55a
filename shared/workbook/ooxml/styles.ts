import { isOn } from './rich-text.ts';
import { walkXml } from './xml-events.ts';

/** What of a cell's style changes how it is read. */
export interface CellStyle {
  readonly date: boolean;
  readonly percent: boolean;
  readonly struck: boolean;
}

const plain: CellStyle = { date: false, percent: false, struck: false };

/** ECMA-376 part 1, 18.8.30: built-in number formats that show a date or a time. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** The built-in formats `0%` and `0.00%`. */
const builtInPercents = new Set([9, 10]);

/** Styles by index of a cell's `s`. */
export function readStyles(part: Buffer | undefined): (index: number) => CellStyle {
  if (part === undefined) return () => plain;
  const customDates = new Map<number, boolean>();
  const customPercents = new Map<number, boolean>();
  const struckFonts: boolean[] = [];
  const styles: { format: number; font: number }[] = [];
  let inFonts = false;
  let inCellFormats = false;
  walkXml(part, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const [id, code] = [Number(attributes['numFmtId']), attributes['formatCode'] ?? ''];
        customDates.set(id, isDateFormat(code));
        customPercents.set(id, bareFormat(code).includes('%'));
      } else if (name === 'fonts') inFonts = true;
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'font' && inFonts) struckFonts.push(false);
      else if (name === 'strike' && inFonts) struckFonts[struckFonts.length - 1] = isOn(attributes);
      else if (name === 'xf' && inCellFormats) {
        styles.push({ format: Number(attributes['numFmtId'] ?? 0), font: Number(attributes['fontId'] ?? 0) });
      }
    },
    close(name) {
      if (name === 'fonts') inFonts = false;
      else if (name === 'cellXfs') inCellFormats = false;
    },
  });
  const read = styles.map(({ format, font }) => ({
    date: customDates.get(format) ?? builtInDates.has(format),
    percent: customPercents.get(format) ?? builtInPercents.has(format),
    struck: struckFonts[font] ?? false,
  }));
  return (index) => read[index] ?? plain;
}

/** A format without what stands in quotes, brackets and escapes. */
const bareFormat = (code: string): string => code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');

/** A format with a day, month, year, hour or second letter. */
function isDateFormat(code: string): boolean {
  const bare = bareFormat(code);
  return /[dmyhs]/i.test(bare) && !/general/i.test(bare);
}
