import type { Cell } from '../grid.ts';
import { type FlatText, unescapeControl } from './rich-text.ts';
import type { CellStyle } from './styles.ts';

/** What all sheets of a workbook share. */
export interface WorkbookContext {
  readonly strings: readonly FlatText[];
  readonly styleOf: (index: number) => CellStyle;
  /** Days counted from 1904 instead of 1900, as old Excel for Mac did. */
  readonly from1904: boolean;
  /** Called for each filled cell of any sheet; throws when there are too many. */
  readonly count: () => void;
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
export function cellOf(source: CellSource, workbook: WorkbookContext, inline: FlatText): Cell | null {
  const { row, column, formula } = source;
  const cell = (kind: Cell['kind'], text: string, number: number | null = null, struck = ''): Cell | null =>
    text === '' && struck === '' && kind === 'text' ? null : { row, column, kind, text, number, formula, struck };
  const style = workbook.styleOf(source.style);
  const written = (flat: FlatText): Cell | null =>
    style.struck ? cell('text', '', null, flat.text + flat.struck) : cell('text', flat.text, null, flat.struck);
  const value = source.value ?? '';

  if (source.type === 'inlineStr') return written(inline);
  if (source.type === 'str') {
    if (formula && source.value === null) return cell('uncalculated', '');
    return written({ text: unescapeControl(value), struck: '' });
  }
  if (value === '') return formula ? cell('uncalculated', '') : null;
  switch (source.type) {
    case 's':
      return written(workbook.strings[Number(value)] ?? { text: '', struck: '' });
    case 'b':
      // Excel writes 1 and 0, LibreOffice has written true and false.
      return cell('boolean', value === '1' || value.toLowerCase() === 'true' ? 'true' : 'false');
    case 'e':
      return cell('error', value);
    case 'd':
      return cell('date', value);
    default: {
      const number = Number(value);
      if (!Number.isFinite(number)) return cell('text', value);
      return style.date
        ? cell('date', isoDate(number, workbook.from1904), number)
        : cell('number', style.percent ? percentOf(number) : String(number), number);
    }
  }
}

/** `85 %` for the 0.85 that a spreadsheet keeps of it. */
export const percentOf = (share: number): string => `${Number((share * 100).toPrecision(12))} %`;

const dayMilliseconds = 86_400_000;

/** Serial days to ISO. Excel holds 1900 for a leap year, so days from 1 March 1900 count from 30 December 1899. */
function isoDate(serial: number, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + Math.round(serial * dayMilliseconds));
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  return serial % 1 === 0 ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}
