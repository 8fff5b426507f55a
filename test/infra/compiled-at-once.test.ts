import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { plugins } from '../../infra/bundle-plugins.ts';
import { bundling, repository } from '../../infra/bundles.ts';
import { compiledAtOnce, inBrackets } from '../../infra/compiled-at-once.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { espooWrote } from '../support/published-site.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const folder = mkdtempSync(join(tmpdir(), 'scorebook-at-once-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['const one = (a) => a;', 'const one = ((a) => a);'],
  ['export const one = async <T>(a: T) => a;', 'export const one = (async <T>(a: T) => a);'],
  ['const one = (a) => (b) => a;', 'const one = ((a) => ((b) => a));'],
  ['function one(a: string): string { return a; }', 'const one = (function one(a: string): string { return a; });'],
  ['export function* one() { yield 1; }', 'export const one = (function* one() { yield 1; });'],
  ['const all = [1].map(one);\nfunction one(a) { return two(a); }\nfunction two(a) { return a; }', null],
  ['const table = { all: () => later() };\nconst made = table.all();\nfunction later() { return 1; }', null],
  ['class Kind { read() { return later(); } }\nconst made = new Kind().read();\nfunction later() {}', null],
  ['class Kind extends mixed() {}\nfunction mixed() { return Object; }', null],
  ['class Kind { static all = later(); }\nfunction later() {}', null],
  [
    'const first = () => later();\nfunction later() {}\nconst made = first();',
    'const first = (() => later());\nconst later = (function later() {});\nconst made = first();',
  ],
  [
    'class Kind { read() { return later(); } }\nfunction later() {}',
    'class Kind { read() { return later(); } }\nconst later = (function later() {});',
  ],
  ['export default function one() {}', null],
])('%j', (code, expected) => {
  const made = inBrackets(code);
  if (expected !== null) expect(made).toBe(expected);
  // Where a function may be called before its place is reached, it stays one.
  else expect([...made.matchAll(/const \w+ = \(function/g)]).toEqual([]);
});

test('what reads a file says the same of it, compiled at once and as it is called', async () => {
  const contents = `
    import { readFileSync } from 'node:fs';
    import { assessFile } from './functions/ingest-submission/assess-file.ts';
    const plain = (_, one) => (one instanceof Map ? [...one] : one);
    const read = process.argv.slice(1).map(async (file) => JSON.stringify(await assessFile(readFileSync(file)), plain));
    console.log(JSON.stringify(await Promise.all(read)));`;
  const espoo = join(folder, 'espoo.xlsx');
  const answers = new Map([...espooWrote.background].map(([id, { raw }]) => [id, raw]));
  const about = { questionnaire: userCentricity2023, language: 'en', authority: { id: 'espoo', name: 'Espoo' } };
  const filled = { ...about, round: '2022', answers: espooWrote.answers, background: answers };
  writeFileSync(espoo, await writeQuestionnaireWorkbook(filled));
  const others = ['city-parks.brookside.xlsx', 'public-libraries.answers.csv', 'espoo-city-page.txt'];
  const files = [espoo, ...others.map((file) => join(repository, 'examples', file))];
  const said = async (name: string, own: (typeof plugins)[number][]): Promise<string> => {
    const outfile = join(folder, `${name}.mjs`);
    const stdin = { contents, resolveDir: repository, loader: 'ts' } as const;
    await build({ ...bundling, plugins: [...own, ...plugins], stdin, outfile });
    const parameters = ['--input-type=module', '-e', `await import(${JSON.stringify(outfile)})`, ...files];
    return execFileSync(process.execPath, parameters, { encoding: 'utf8' });
  };
  const [asCalled, atOnce] = [await said('called', []), await said('at-once', [compiledAtOnce])];
  expect(JSON.parse(asCalled)).toHaveLength(4);
  expect(asCalled.includes(String.raw`\"value\":\"yes\"`)).toBe(true);
  expect(atOnce === asCalled).toBe(true);
});
