import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { newWorkbook, workbookBytes } from '../../../shared/spreadsheet/writing/spreadsheet.ts';

// exceljs's zip library encodes parts in slices of 16,384 letters, and cut emoji in two where a slice ends.
test.each([0, 1])('an emoji at any place of a part stays whole (%d letters before it)', async (before) => {
  const workbook = newWorkbook({ title: 'T', language: 'en' });
  const sheet = workbook.addWorksheet('S');
  const text = `${'x'.repeat(before)}${'🕉🕭'.repeat(5_000)}`;
  for (const row of [1, 2, 3]) sheet.getCell(`A${row}`).value = `${row}${text}`;
  const parts = unzipSync(await workbookBytes(workbook));
  const written = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array());
  expect(written.includes('\ufffd')).toBe(false);
  expect(written.split(text)).toHaveLength(4);
});
