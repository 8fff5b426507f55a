import type { Workbook, Worksheet } from 'exceljs';
import { fixed, placeIn } from './references.ts';
import { attributeText } from './snapshot/xml-text.ts';

/**
 * Workbook.xml with the hidden name that Excel gives the range of each filter and exceljs does not write: without it
 * Excel 2010 to 2016 are reported to crash when somebody sorts by the filter (exceljs #400, SheetJS #1580).
 */
export function withFilterNames(workbookXml: string, { worksheets }: Workbook): string {
  const names = worksheets.flatMap((sheet, index) => {
    const range = rangeOf(sheet);
    if (range === null) return [];
    const place = attributeText(placeIn(sheet.name, fixed(range)));
    return [`<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${place}</definedName>`];
  });
  if (names.length === 0) return workbookXml;
  return workbookXml.includes('<definedNames>')
    ? workbookXml.replace('<definedNames>', () => `<definedNames>${names.join('')}`)
    : workbookXml.replace('</sheets>', () => `</sheets><definedNames>${names.join('')}</definedNames>`);
}

/** `A1:F20`; null for a sheet without a filter. */
function rangeOf({ autoFilter, name }: Worksheet): string | null {
  if (autoFilter === undefined || autoFilter === null) return null;
  if (typeof autoFilter === 'string') return autoFilter;
  throw new Error(`The filter of ${name} is no range as a text`);
}
