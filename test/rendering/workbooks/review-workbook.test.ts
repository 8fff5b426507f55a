import type { Workbook, Worksheet } from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { reviewColumns } from '../../../shared/domain/review/review-rows.ts';
import { writeReviewWorkbook } from '../../../shared/rendering/workbooks/review/review-workbook.ts';
import { openArchive } from '../../../shared/spreadsheet/formats/archive.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';
import { page, partial } from './writers/espoo.ts';
import { open } from './writers/open.ts';

describe('a review workbook', () => {
  let bytes: Uint8Array;
  let workbook: Workbook;
  let sheet: Worksheet;
  beforeAll(async () => {
    const of = { round: '2022', authority: 'espoo', authorityName: 'Espoo', submission: 'a'.repeat(36) };
    const claimed = { claimed: page.answers, verified: {}, problems: [partial] };
    bytes = await writeReviewWorkbook('2022', [{ ...of, ...claimed, questionnaire }]);
    workbook = await open(bytes);
    sheet = workbook.worksheets[0] as Worksheet;
  });
  const letter = (column: (typeof reviewColumns)[number]): string =>
    String.fromCharCode('B'.charCodeAt(0) + reviewColumns.indexOf(column));

  test('is filtered by any column, and keeps what is asked in sight beside the headings', async () => {
    expect(sheet.autoFilter).toBe(`B6:${letter('submission')}47`);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 6, ySplit: 6 });
    expect(sheet.getCell(`${letter('question')}6`).value).toBe('Asked');
    const parts = (await openArchive(Buffer.from(bytes))).part('xl/workbook.xml')?.toString();
    expect(parts).toContain('"_xlnm._FilterDatabase" localSheetId="0" hidden="1">Review!$B$6:$M$47<');
  });

  test('takes nothing but what the office decides, and filters all the same', () => {
    const unlocked: string[] = [];
    sheet.eachRow((row) => {
      row.eachCell({ includeEmpty: true }, (cell) => {
        if (cell.protection?.locked === false) unlocked.push(cell.address);
      });
    });
    const rows = Array.from({ length: 41 }, (_, index) => 7 + index);
    expect(unlocked).toEqual(rows.flatMap((row) => [`${letter('verified')}${row}`, `${letter('reason')}${row}`]));
    expect((sheet as unknown as { sheetProtection: object }).sheetProtection).toMatchObject({
      sheet: true,
      autoFilter: true,
    });
  });

  test('is readable on a screen and on A4 paper, with its headings on each page', () => {
    const widths = [...reviewColumns, 'margin'].map((_, index) => sheet.getColumn(index + 1).width ?? 0);
    expect(widths.reduce((all, width) => all + width, 0)).toBeLessThan(230);
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    expect([sheet.pageSetup.printTitlesRow, sheet.pageSetup.printArea]).toEqual(['6:6', `A1:${letter('reason')}47`]);
  });
});
