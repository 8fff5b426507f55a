import type { Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { messagesIn } from '../../words/messages.ts';

/** The number format of shares as the workbook's language writes them: `58%`, or with a narrow space that does not break. */
export function percentFormat(sheet: Worksheet, decimals = 0): string {
  // Not in the types of exceljs: `newWorkbook` says the language.
  const { language = 'en' } = sheet.workbook as { language?: string };
  const number = decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
  return messagesIn(language)
    .page.percent.replace('{number}', number)
    .replace(/\s+/u, (space) => `"${space}"`);
}
