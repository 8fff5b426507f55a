import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { defects } from '../../support/defects.ts';

/** Defects that no single workbook shows, or that reject the whole file: where they are made, and by what name. */
const elsewhere: Readonly<Record<number, readonly [file: string, name: string]>> = {
  1: ['test/spreadsheet/reading/reading-defects.test.ts', 'a workbook with a password'],
  10: ['test/spreadsheet/reading/reading-defects.test.ts', 'a form of another programme'],
  12: ['test/spreadsheet/reading/reading-defects.test.ts', 'a blank questionnaire'],
  13: ['test/support/mail-corpus.ts', 'a winmail.dat'],
  15: ['test/functions/ingest-and-deliver.test.ts', 'sent corrected counts in place of the first'],
  16: ['test/functions/ingest-and-deliver.test.ts', 'received earlier but read later gives way to the later one'],
  17: ['test/rendering/workbooks/writers/results-workbook.test.ts', 'the results workbook is the next submission'],
  19: ['test/support/mail-corpus.ts', 'out of office'],
  42: [
    'test/rendering/workbooks/writers/questionnaire-workbook.test.ts',
    'says it from the same rule as the drop-down',
  ],
  63: ['test/adapters/google/google-sheets.test.ts', 'takes values as they are'],
  65: ['test/rendering/workbooks/writers/results-workbook.test.ts', 'no text of the sender becomes a formula'],
  66: ['test/spreadsheet/reading/libreoffice-round-trip.deep.test.ts', 'what LibreOffice opens and saves'],
  67: [
    'test/rendering/workbooks/writers/results-workbook.test.ts',
    'say what was read, what it means and what to write',
  ],
  68: ['test/rendering/workbooks/writers/results-workbook.test.ts', 'share a row once there are more than forty'],
  69: ['test/functions/ingest-and-deliver.test.ts', 'is scored, kept with all answers'],
};

test('every defect of the catalogue, 1 to 69, is in the table or in a test elsewhere', async () => {
  const numbers = new Set(defects.flatMap((one) => one.numbers.split(' ').map(Number)));
  const all = Array.from({ length: 69 }, (_, index) => index + 1);
  expect(all.filter((number) => !numbers.has(number) && !(number in elsewhere))).toEqual([]);
});

test.each(Object.entries(elsewhere))('defect %s is made where it is said to be', async (_, [file, name]) => {
  expect(await readFile(file, 'utf8')).toContain(name);
});
