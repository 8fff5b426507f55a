import { bookRules, namedIn } from './rules/book-rules.ts';
import { chartRules } from './rules/chart-rules.ts';
import { drawingRules } from './rules/drawing-rules.ts';
import { packageRules } from './rules/package-rules.ts';
import { all, type Parts, partsOf, sheetsOf } from './rules/parts.ts';
import { sheetRules } from './rules/sheet-rules.ts';
import { formatCounts, styleRules } from './rules/style-rules.ts';

/** What Excel would mend, refuse or misread in a workbook, and mostly no schema says; empty: nothing. */
export const brokenRules = (workbook: Uint8Array): string[] => brokenRulesIn(partsOf(workbook));

/** The same of a workbook that is taken apart. */
export function brokenRulesIn(parts: Parts): string[] {
  const book = {
    ...{ named: namedIn(parts), formats: formatCounts(parts) },
    texts: [...all(parts.trees.get('xl/sharedStrings.xml'), 'si')].length,
  };
  return [
    ...packageRules(parts),
    ...bookRules(parts),
    ...styleRules(parts),
    ...sheetsOf(parts).flatMap((sheet, index) => sheetRules(parts, sheet, index, book)),
    ...drawingRules(parts),
    ...chartRules(parts),
  ];
}
