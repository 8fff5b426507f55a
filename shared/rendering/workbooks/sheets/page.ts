import { oneLine, type Workbook, type Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import { listFormat } from '../../words/formats.ts';
import { fill, type Messages } from '../../words/messages.ts';

export type Words = Messages['workbook'];

export interface Page {
  readonly name: string;
  /** Widths of the columns from A on; A is the narrow margin. */
  readonly widths: readonly number[];
  readonly orientation: 'portrait' | 'landscape';
  /** Stands in the footer of each printed page. */
  readonly title: string;
  /** This row and all above it stay in sight; the row itself is printed again on each page. */
  readonly headerRow?: number;
  /** So many columns from A on stay in sight beside the header row. */
  readonly frozenColumns?: number;
  /** Printed again on each page, and not kept in sight. */
  readonly repeatedRow?: number;
  /** Printed on one page, whatever its height. */
  readonly onePage?: boolean;
  /** The cell that is selected when the sheet is first opened. */
  readonly activeCell: string;
}

/** A4, as many pages down as needed but never cut at the side. */
export function addPage(workbook: Workbook, page: Page, words: Words): Worksheet {
  const { headerRow, frozenColumns = 0, repeatedRow = headerRow } = page;
  const frozen =
    headerRow === undefined ? {} : ({ state: 'frozen', xSplit: frozenColumns, ySplit: headerRow } as const);
  const sheet = workbook.addWorksheet(page.name, {
    views: [{ showGridLines: false, activeCell: page.activeCell, ...frozen } as Worksheet['views'][number]],
    properties: { defaultRowHeight: 18 },
    pageSetup: {
      paperSize: 9,
      orientation: page.orientation,
      horizontalCentered: true,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: page.onePage ? 1 : 0,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.35 },
      ...(repeatedRow === undefined ? {} : { printTitlesRow: `${repeatedRow}:${repeatedRow}` }),
    },
    headerFooter: { oddFooter: footer(page.title, words) },
  });
  page.widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  return sheet;
}

function footer(title: string, words: Words): string {
  const plain = (text: string) => text.replaceAll('&', '&&');
  const pages = fill(words.page, { page: '\u0000', pages: '\u0001' });
  return `&L&8${plain(printable(title))}&R&8${plain(pages).replace('\u0000', '&P').replace('\u0001', '&N')}`;
}

/** A footer of Excel holds 255 characters, codes and all, and no line breaks. */
const maxFooterLength = 100;

function printable(text: string): string {
  const line = oneLine(text);
  return line.length > maxFooterLength ? `${line.slice(0, maxFooterLength - 1)}…` : line;
}

/**
 * Only unlocked cells can be typed into; how cells look may be changed, since remedies ask for it (a line through a text, a
 * number that became a date). There is no password: it guards against slips, not people.
 */
export function protect(sheet: Worksheet, allowed: { readonly autoFilter?: boolean } = {}): Promise<void> {
  return sheet.protect('', { formatCells: true, formatColumns: true, formatRows: true, ...allowed });
}

/** `Yes, No or NA`. */
export function listOf(items: readonly string[], words: Words): string {
  return listFormat(words.locale, { type: 'disjunction' }).format(items);
}
