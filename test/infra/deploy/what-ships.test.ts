import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { shippedPackages } from '../../../infra/deploy/what-ships.ts';

let shipped: Set<string>;
beforeAll(() => {
  shipped = shippedPackages();
});

/** Licences that ask for no more than that they are named. Of two to choose from, we take the first. */
const allowed = [
  'Apache-2.0',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  '(MIT OR GPL-3.0-or-later)',
  '(MIT AND Zlib)',
  'BSD',
];

test('every package that runs on Lambda has a licence that lets it', () => {
  const { resolve } = createRequire(import.meta.url);
  const folders = resolve.paths('x') ?? [];
  const licenceOf = (name: string): string => {
    for (const folder of folders) {
      try {
        return String(JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).license);
      } catch {}
    }
    // Beneath another package alone.
    return 'nested';
  };
  const others = [...shipped].filter((name) => ![...allowed, 'nested'].includes(licenceOf(name)));
  expect(shipped.size).toBeGreaterThan(50);
  expect(others).toEqual([]);
});

test('beneath the spreadsheet writer run what writes and reads a workbook, and not what is old', () => {
  expect(['exceljs', 'jszip', 'uuid', 'dayjs', 'saxes'].filter((name) => !shipped.has(name))).toEqual([]);
  const old = /^(@fast-csv|fast-csv|lodash|unzipper|fstream|rimraf|glob|inflight|archiver|tmp|readable-stream)/;
  expect([...shipped].filter((name) => old.test(name))).toEqual([]);
});
