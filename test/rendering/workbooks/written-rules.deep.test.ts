import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everyWorkbook } from '../../support/every-workbook.ts';
import { hasLibreOffice, withLibreOffice } from '../../support/libreoffice.ts';
import { brokenRules } from '../../support/workbook-rules.ts';

const python = '/usr/bin/python3';
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;
const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasOpenpyxl || !hasPdftotext) console.log('openpyxl or poppler is not on this machine: what needs it is skipped');

const opened = `
import sys, warnings, openpyxl
warnings.simplefilter('error')
for path in sys.argv[1:]: openpyxl.load_workbook(path)
`;

test('every kind of workbook in every language keeps the rules, and openpyxl opens it without a warning', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  try {
    const broken: string[] = [];
    const paths: string[] = [];
    for (const { name, write } of everyWorkbook()) {
      const bytes = await write();
      broken.push(...brokenRules(bytes).map((one) => `${name}: ${one}`));
      paths.push(join(folder, `${name}.xlsx`));
      await writeFile(paths.at(-1) ?? '', bytes);
    }
    expect(broken).toEqual([]);
    expect(paths.length).toBeGreaterThan(75);
    if (hasOpenpyxl) execFileSync(python, ['-c', opened, ...paths]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Workbooks that are printed: what a report tells may be a single row. */
const printed = /^(results|registry-(empty|full)|template)/;

test.skipIf(!hasLibreOffice || !hasPdftotext)('no page is printed that says nothing', async () => {
  await withLibreOffice(async ({ folder, convert }) => {
    const written = everyWorkbook().filter(({ name }) => printed.test(name) && !name.includes('hostile'));
    await mkdir(join(folder, 'pdf'));
    const paths: string[] = [];
    for (const { name, write } of written) {
      paths.push(join(folder, `${name}.xlsx`));
      await writeFile(paths.at(-1) ?? '', await write());
    }
    await convert('pdf', 'pdf', paths);
    for (const { name } of written) {
      const text = execFileSync('pdftotext', ['-layout', join(folder, 'pdf', `${name}.pdf`), '-'], {
        encoding: 'utf8',
      });
      const pages = text.split('\f').slice(0, -1);
      // A title, headings and a footer are up to five lines.
      const empty = pages.filter((page) => page.split('\n').filter((line) => line.trim() !== '').length < 6);
      expect([name, empty]).toEqual([name, []]);
      if (name.startsWith('registry') && !name.includes('report')) expect([name, pages.length]).toEqual([name, 3]);
    }
  });
});
