import type { Cell } from '../grid.ts';
import { general } from '../ooxml/number-format.ts';
import type { Attributes } from '../ooxml/xml-events.ts';
import type { OdsWritten } from './ods-text.ts';

/** `#N/A`, `#DIV/0!`, `#NV`, `#¡VALOR!`, `Err:502`. */
const formulaError = /^(#¡?\p{Lu}[\p{Lu}\d/_]*[!?]?|Err:\d+)$/u;
/** A number and nothing else, however its thousands are kept apart. */
const onlyDigits = /^[-+(]?[\d.,'’\s]+\)?$/;

/** Whether digits show a number, but for places that are left out; not where it is shown in thousands (`0` of 1). */
function isRounded(text: string, number: number): boolean {
  const digits = text.replace(/[^\d.,]/g, '');
  const [grouped, point] = [digits.replace(/[.,]/g, ''), digits.replace(/[.,](?=.*[.,])/g, '').replace(',', '.')];
  return [grouped, point].some((one) => Math.abs(Number(one) - Math.abs(number)) <= 0.5);
}

/**
 * What a `table:table-cell` holds, by its typed value and the text it shows; null when it is empty. Excel writes an
 * error as the number 0 with the error's text beside it.
 */
export function odsCell(
  attributes: Attributes,
  { text, struck, isWritten }: OdsWritten,
): Omit<Cell, 'row' | 'column'> | null {
  const formula = attributes['formula'] !== undefined;
  const cell = (kind: Cell['kind'], shown: string, number: number | null = null, invisible = false) => ({
    kind,
    text: shown,
    number,
    formula,
    struck,
    invisible,
  });
  /** The program that saved the file wrote what it showed; a paragraph without text shows nothing. */
  const valued = (kind: Cell['kind'], bare: string, number: number | null, shown = bare) =>
    isWritten && text === '' && struck === '' ? cell(kind, bare, number, true) : cell(kind, shown, number);
  const type = attributes['value-type'];
  if (formulaError.test(text) && (formula || (type !== undefined && type !== 'string'))) return cell('error', text);
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = Number(attributes['value']);
      const bare = type === 'percentage' ? `${general(number * 100)}%` : general(number);
      const same = text === '' || (onlyDigits.test(text) && isRounded(text, number));
      return valued('number', bare, number, same ? bare : text);
    }
    case 'boolean': {
      const value = attributes['boolean-value'] === 'true' ? 'true' : 'false';
      return valued('boolean', value, null);
    }
    case 'date': {
      const value = (attributes['date-value'] ?? '').replace('T', ' ').slice(0, 16);
      return valued('date', value, null);
    }
    default: {
      const kept = attributes['string-value'] ?? '';
      if (text !== '' || struck !== '') {
        return kept === '' || kept === text ? cell('text', text) : { ...cell('text', text), typed: kept };
      }
      if (kept !== '') return cell('text', kept, null, isWritten);
      return formula ? cell('uncalculated', '') : null;
    }
  }
}
