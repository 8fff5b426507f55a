import type { Cell } from '../grid.ts';
import { percentOf } from '../ooxml/cell-value.ts';

const formulaError = /^(#N\/A|#REF!|#NAME\?|#VALUE!|#DIV\/0!|#NUM!|#NULL!|Err:\d+)$/;

/** What a `table:table-cell` holds, by its typed value where it has one; null when it is empty. */
export function odsCell(
  attributes: Readonly<Record<string, string>>,
  { text, struck }: { readonly text: string; readonly struck: string },
): Omit<Cell, 'row' | 'column'> | null {
  const formula = attributes['formula'] !== undefined;
  const cell = (kind: Cell['kind'], shown: string, number: number | null = null) => ({
    kind,
    text: shown,
    number,
    formula,
    struck,
  });
  switch (attributes['value-type']) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = Number(attributes['value']);
      const percent = attributes['value-type'] === 'percentage';
      return cell('number', percent ? percentOf(number) : String(number), number);
    }
    case 'boolean':
      return cell('boolean', attributes['boolean-value'] === 'true' ? 'true' : 'false');
    case 'date':
      return cell('date', (attributes['date-value'] ?? '').replace('T', ' ').slice(0, 16));
    default:
      if (formula && formulaError.test(text)) return cell('error', text);
      if (text !== '' || struck !== '') return cell('text', text);
      return formula ? cell('uncalculated', '') : null;
  }
}
