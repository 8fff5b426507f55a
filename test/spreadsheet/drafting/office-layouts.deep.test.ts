import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasLibreOffice, withLibreOffice, xlsx } from '../../support/libreoffice.ts';
import { officeLayouts } from '../../support/office-layouts.ts';
import { draftOf, linesOf } from '../../support/office-workbook.ts';

/** Saved again by LibreOffice, which writes styles, drop-downs and formulas in its own way. */
describe.skipIf(!hasLibreOffice)('workbooks of offices as LibreOffice saves them', () => {
  test.each([
    ['ods', 'ods'],
    ['xlsx', xlsx],
  ])('are drafted alike as %s', async (ending, type) => {
    await withLibreOffice(async ({ folder, convert }) => {
      const workbooks = await Promise.all(
        officeLayouts.map(async (layout) => ({ ...layout, bytes: await layout.make() })),
      );
      const made = workbooks.filter(({ bytes }) => bytes.toString('latin1', 0, 2) === 'PK');
      const names = made.map((_, index) => join(folder, `${index}.xlsx`));
      for (const [index, { bytes }] of made.entries()) await writeFile(names[index] ?? '', bytes);
      await convert('saved', type, names);
      for (const [index, { habit, lines }] of made.entries()) {
        const draft = await draftOf(await readFile(join(folder, 'saved', `${index}.${ending}`)));
        expect({ habit, lines: linesOf(draft) }).toEqual({ habit, lines });
      }
    });
  });
});
