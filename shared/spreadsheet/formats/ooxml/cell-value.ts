import type { CellCounter } from '../cell-counter.ts';
import type { Cell } from '../grid.ts';
import { asPictures } from '../symbol-fonts.ts';
import { general, generalFormat } from './number-format.ts';
import { type FlatText, unescapeControl } from './rich-text.ts';
import type { CellStyle, Styles } from './styles.ts';
import type { XmlBudget } from './xml-events.ts';

/** What all sheets of a workbook share. */
export interface WorkbookContext {
  /** The shared text of a number; throws where the part of shared texts is not there. */
  readonly stringAt: (index: number) => FlatText;
  readonly styleOf: (index: number) => CellStyle;
  /** Conditional formats by number, and whether they hide what they hold for. */
  readonly hidingFormats: Styles['hidingFormats'];
  readonly hides: Styles['hides'];
  /** Days counted from 1904 instead of 1900, as old Excel for Mac did. */
  readonly from1904: boolean;
  /** Of the filled cells of all sheets. */
  readonly counter: CellCounter;
  readonly budget: XmlBudget;
}

/** A `<c>` element as it stands. */
export interface CellSource {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  formula: boolean;
  /** Text of `<v>`; null when there is none. */
  value: string | null;
}

/** The cell's value, or null when it is empty (formatting alone is no content). */
export function cellOf(
  source: CellSource,
  workbook: WorkbookContext,
  inline: FlatText,
  { zeros }: { readonly zeros: boolean },
): Cell | null {
  const { row, column, formula } = source;
  const value = source.value ?? '';
  if (value === '' && !formula && source.type !== 'inlineStr') return null;
  const style = workbook.styleOf(source.style);
  const cell = (kind: Cell['kind'], text: string, number: number | null = null, struck = ''): Cell | null =>
    text === '' && struck === '' && kind === 'text'
      ? null
      : { row, column, kind, text, number, formula, struck, invisible: style.invisible };
  const written = (flat: FlatText): Cell | null => {
    if (style.struck) return cell('text', '', null, flat.text + flat.struck);
    const { text, seen } = seenOf(flat, style);
    const made = formatted('text', style.symbols === null ? text : asPictures(text, style.symbols), flat.struck);
    const isBlank = made?.invisible === true && !style.invisible;
    return made === null || flat.runs === undefined ? made : { ...made, invisible: !seen || isBlank };
  };
  /** A text as its format shows it: as it is, with words around it, or not at all. */
  const formatted = (kind: 'text' | 'boolean', text: string, struck = ''): Cell | null => {
    const shown = style.format === generalFormat ? text : style.format.text(text);
    const made = cell(kind, shown === '' ? text : shown, null, struck);
    if (made === null || shown === text) return made;
    return shown === '' ? { ...made, invisible: true } : { ...made, typed: text };
  };

  if (source.type === 'inlineStr') return written(inline);
  if (source.type === 'str') {
    if (formula && source.value === null) return cell('uncalculated', '');
    return written({ text: unescapeControl(value), struck: '' });
  }
  if (value === '') return formula ? cell('uncalculated', '') : null;
  switch (source.type) {
    case 's':
      return written(workbook.stringAt(Number(value)));
    case 'b':
      // Excel writes 1 and 0, LibreOffice has written true and false.
      return formatted('boolean', value === '1' || value.toLowerCase() === 'true' ? 'true' : 'false');
    case 'e':
      return cell('error', value);
    case 'd':
      return cell('date', value);
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return cell('text', value);
      const shown = number === 0 && !zeros ? '' : style.format.number(number);
      if (shown === null) return cell('date', isoDate(number, workbook.from1904), number);
      const made = cell('number', shown === '' ? general(number) : shown, number);
      return made !== null && shown === '' ? { ...made, invisible: true } : made;
    }
  }
}

/** Of a text in several colours what is seen of it; where nothing is, all of it. */
function seenOf({ text, runs }: FlatText, style: CellStyle): { text: string; seen: boolean } {
  if (runs === undefined) return { text, seen: !style.invisible };
  const seen = runs.filter((run) => style.shows(run.colour, run.size)).map((run) => run.text);
  const shown = unescapeControl(seen.join(''));
  return shown.trim() === '' ? { text, seen: false } : { text: shown, seen: true };
}

const dayMilliseconds = 86_400_000;

/** Serial days to ISO. Excel holds 1900 for a leap year, so days from 1 March 1900 count from 30 December 1899. */
function isoDate(serial: number, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + Math.round(serial * dayMilliseconds));
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  return serial % 1 === 0 ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}
