import { looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook, Worksheet } from '../../../spreadsheet/writing/spreadsheet.ts';
import type { Messages } from '../../words/messages.ts';
import type { CoverFacts } from '../sheets/cover-sheet.ts';
import { addresseeLine } from '../sheets/identity-sheet.ts';
import { addPage, type Page } from '../sheets/page.ts';

const margin = 2;

export interface ReadingSheet extends Pick<Page, 'name' | 'orientation' | 'onePage' | 'repeatedRow'> {
  readonly title: string;
  /** What the sheet shows, in a sentence or two. */
  readonly intro: string;
  /** Widths of the columns from B on. */
  readonly widths: readonly number[];
}

/** A sheet that is only read: its title, for whom it is, what it shows; content begins in row 6. */
export function addReadingSheet(
  workbook: Workbook,
  page: ReadingSheet,
  { report, messages }: { readonly report: CoverFacts; readonly messages: Messages },
): Worksheet {
  const { title, intro, widths } = page;
  const subtitle = addresseeLine(report, messages.workbook);
  const sheet = addPage(
    workbook,
    { ...page, widths: [margin, ...widths], activeCell: 'B6', title: `${title} · ${subtitle}` },
    messages.workbook,
  );
  sheet.getRow(1).height = 10;
  put(sheet, 'B2', title, looks.sheetTitle);
  sheet.getRow(2).height = 26;
  put(sheet, 'B3', subtitle, looks.subtitle);
  sheet.mergeCells(4, 2, 4, 1 + widths.length);
  const wrapped = { ...looks.subtitle, alignment: { vertical: 'middle', horizontal: 'left', wrapText: true } } as const;
  put(sheet, 'B4', intro, wrapped);
  sheet.getRow(4).height = rowHeight([{ text: intro, width: widths.reduce((all, width) => all + width, 0) }], 18);
  sheet.getRow(5).height = 8;
  return sheet;
}

export function putTableHeading(sheet: Worksheet, row: number, text: string): void {
  put(sheet, `B${row}`, text, looks.heading);
  sheet.getRow(row).height = 26;
}
