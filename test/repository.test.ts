import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

const rooms = ['docs', 'examples', 'functions', 'infra', 'shared', 'test'];

async function texts(): Promise<[path: string, text: string][]> {
  const paths: string[] = [];
  for (const room of rooms) {
    const entries = await readdir(room, { recursive: true, withFileTypes: true });
    paths.push(...entries.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name)));
  }
  return Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')]));
}

describe('this repository', () => {
  test('holds no key: none of AWS, of Google or of anybody else', async () => {
    const keys = [/-----BEGIN [A-Z ]*PRIVATE KEY/, /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/, /\bAIza[\w-]{35}\b/];
    const found = (await texts()).filter(([, text]) => keys.some((key) => key.test(text)));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('depends on nothing that is known to be weak, directly or beneath', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
    const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    expect(names).toContain('exceljs');
    // CVE-2023-30533 and CVE-2024-22363 are not mended in what npm has of it.
    expect(names).not.toContain('xlsx');
  });
});

/** Excel and LibreOffice go by what a file says of its parts, of which our reader needs nothing. */
test('every example is a workbook that other programs open', async () => {
  const examples = (await readdir('examples')).filter((name) => name.endsWith('.xlsx'));
  expect(examples.length).toBeGreaterThan(5);
  for (const name of examples) {
    const parts = unzipSync(await readFile(join('examples', name)));
    const types = strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array());
    for (const part of ['/xl/workbook.xml', '/xl/worksheets/sheet1.xml']) {
      expect(types, `${name}: ${part}`).toMatch(new RegExp(`<Override[^>]*PartName="${part}"`));
    }
    expect(Object.keys(parts), name).toContain('xl/styles.xml');
  }
});

/** A row of a table that ends in what proves it, and the file its tests are in when it names none. */
const pages = [
  { page: 'docs/security.md', unnamed: 'test/spreadsheet/reading/reading-hostile.test.ts' },
  { page: 'docs/faults.md', unnamed: null },
];

describe.each(pages)('$page', async ({ page, unnamed }) => {
  const rows = (await readFile(page, 'utf8')).split('\n').filter((line) => line.startsWith('|') && line.includes('“'));

  test.each(rows.map((row) => [row.split('|').slice(1, 3).join(' ').trim().slice(0, 60), row] as const))(
    'names tests that are there: %s',
    async (_, row) => {
      let path = unnamed;
      let named = 0;
      for (const [, file, name = ''] of (row.split('|').at(-2) ?? '').matchAll(/`(test\/[^`]+)`|“([^”]+)”/g)) {
        if (file !== undefined) path = file;
        else {
          named += 1;
          expect(await readFile(path ?? '', 'utf8'), path ?? '').toContain(name);
        }
      }
      expect(named).toBeGreaterThan(0);
    },
  );

  test('proves every row', async () => {
    const all = (await readFile(page, 'utf8')).split('\n').filter((line) => /^\| (?!---|fault|#)/.test(line));
    expect(all.filter((row) => !rows.includes(row))).toEqual([]);
  });
});
