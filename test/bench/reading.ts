import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ExcelJS from 'exceljs';
import { plugins } from '../../infra/bundle-plugins.ts';
import { bundling } from '../../infra/bundles.ts';
import { compiledAtOnce } from '../../infra/compiled-at-once.ts';
import { type Contender, inTurns, ofProcess, type Ratio } from './processor.ts';

/** One program that reads one file, compared with exceljs, bundled alike. */
export interface Reading {
  readonly file: string;
  readonly program: string;
  /** A process of its own, from its start to its end. */
  readonly cold: Ratio;
  /** One more file in a process that has read many; null: not tried. */
  readonly warm: Ratio | null;
  /** Most memory that the process ever held, as Linux counts it; null elsewhere. */
  readonly megabytes: number | null;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));
const own = (path: string): string => JSON.stringify(`${repository}${path}`);

/** Libraries that are compared, and that nothing else needs. They are installed for one run. */
const libraries = ['read-excel-file@9.3.17', '@e965/xlsx@0.20.3', 'hucre@1.0.0'];

/** What each does with the bytes of a file. All are bundled as the functions are, with source maps that Node does not read. */
const programs: readonly { readonly name: string; readonly source: string }[] = [
  {
    name: 'exceljs: load',
    source: `import Workbook from 'exceljs/lib/doc/workbook.js';
      export const run = (bytes) => new Workbook().xlsx.load(bytes);`,
  },
  {
    name: 'Scorebook: the cells alone',
    source: `export { readGrid as run } from ${own('shared/spreadsheet/formats/read-grid.ts')};`,
  },
  {
    name: 'Scorebook: the cells and the answers',
    source: `import { readWorkbook } from ${own('shared/spreadsheet/reading/read-workbook.ts')};
      import { readingCatalogue } from ${own('shared/questionnaires/reading-catalogue.ts')};
      export const run = (bytes) => readWorkbook(bytes, readingCatalogue);`,
  },
  {
    name: 'Scorebook: read, check and score',
    source: `import { assessAnyFile } from ${own('functions/ingest-submission/assess-any.ts')};
      import { scoreOfAny } from ${own('functions/ingest-submission/said-in-file.ts')};
      import { readingCatalogue } from ${own('shared/questionnaires/reading-catalogue.ts')};
      export async function run(bytes) {
        const score = scoreOfAny(await assessAnyFile(bytes, '', readingCatalogue), undefined);
        if (score === null) throw new Error('not scored');
      }`,
  },
  {
    name: 'read-excel-file: all sheets',
    source: `import readSheets from 'read-excel-file/node';
      export const run = (bytes) => readSheets(Buffer.from(bytes));`,
  },
  { name: 'SheetJS: read', source: `import { read } from '@e965/xlsx'; export const run = (bytes) => read(bytes);` },
  {
    name: 'hucre: read',
    source: `import { readXlsx } from 'hucre/xlsx'; export const run = (bytes) => readXlsx(bytes);`,
  },
];

/** Written as the ones above; what is not installed is left out, and the page says so. */
const inPython: readonly { readonly name: string; readonly package: string; readonly statement: string }[] = [
  { name: 'openpyxl: load', package: 'openpyxl', statement: 'openpyxl.load_workbook(sys.argv[1])' },
  {
    name: 'pandas: read_excel of all sheets',
    package: 'pandas',
    statement: 'pandas.read_excel(sys.argv[1], sheet_name=None)',
  },
];

const peak = `const line = process.platform === 'linux' ? /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'latin1')) : null;
if (line !== null) console.log(line[1] / 1024);`;
const once = `import { readFileSync } from 'node:fs';
const { run } = await import(process.argv[1]);
await run(readFileSync(process.argv[2]));
${peak}`;
/** Milliseconds of processor for one file, in the middle of many. */
const often = `import { readFileSync } from 'node:fs';
const { run } = await import(process.argv[1]);
const bytes = readFileSync(process.argv[2]);
for (let warming = 0; warming < 30; warming += 1) await run(bytes);
const before = process.cpuUsage();
for (let turn = 0; turn < 40; turn += 1) await run(bytes);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 40_000);`;
const pythonPeak = `print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read()).group(1)) / 1024)`;

const rounds = { cold: 31, warm: 11 };
const manyRows = 20_000;

/** Returns what was measured, and the names of the programs that could not be had here. */
export async function measureReading(
  questionnaire: Uint8Array,
): Promise<{ readonly readings: readonly Reading[]; readonly missing: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    install(folder);
    const bundles = new Map<string, string>();
    for (const { name, source } of programs) {
      const bundle = await bundled(name, source, folder);
      if (bundle !== null) bundles.set(name, bundle);
    }
    const python = inPython.flatMap((one) => {
      const command = pythonWith(one.package);
      return command === undefined ? [] : [{ ...one, command }];
    });
    const there = [...bundles.keys(), ...python.map(({ name }) => name)];
    const missing = [...programs, ...inPython].map(({ name }) => name).filter((name) => !there.includes(name));
    const readings: Reading[] = [];
    for (const [file, bytes] of [
      ['questionnaire', questionnaire],
      ['questionnaire beside 20,000 rows of notes', await withNotes(questionnaire)],
    ] as const) {
      const path = join(folder, 'file.xlsx');
      writeFileSync(path, bytes);
      const peaks = new Map<string, number>();
      const cold = (name: string, command: string, parameters: readonly string[]): Contender => ({
        name,
        run() {
          const { milliseconds, printed } = ofProcess(command, parameters);
          if (printed !== '') peaks.set(name, Math.max(peaks.get(name) ?? 0, Number(printed)));
          return milliseconds;
        },
      });
      const coldOnes = [
        ...[...bundles].map(([name, bundle]) => cold(name, process.execPath, node(once, bundle, path))),
        ...python.map(({ name, package: library, statement, command }) => {
          const script = `import sys, re, ${library}\n${statement}\n${pythonPeak}`;
          return cold(name, command, ['-c', script, path]);
        }),
      ];
      const isSmall = bytes === questionnaire;
      const warmOnes = [...bundles].map(([name, bundle]): Contender => {
        return { name, run: () => Number(ofProcess(process.execPath, node(often, bundle, path)).printed) };
      });
      const colds = await inTurns(coldOnes, isSmall ? rounds.cold : 5);
      const warms = isSmall ? await inTurns(warmOnes, rounds.warm) : new Map<string, Ratio>();
      for (const [program, ratio] of colds) {
        readings.push({
          ...{ file, program, cold: ratio, warm: warms.get(program) ?? null },
          megabytes: peaks.get(program) ?? null,
        });
      }
    }
    return { readings, missing };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const node = (script: string, ...told: readonly [bundle: string, file: string]): string[] => [
  ...['--input-type=module', '-e', script],
  ...told,
];

function install(folder: string): void {
  const parameters = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, ...libraries];
  spawnSync('npm', parameters, { stdio: 'ignore' });
}

/**
 * The file that runs; null: its library could not be installed. What a program imports only where it needs it lies in files
 * of its own, as that of ingest-submission does.
 */
async function bundled(name: string, source: string, folder: string): Promise<string | null> {
  const outdir = join(folder, name.replace(/\W+/g, '-'));
  const stdin = { contents: source, resolveDir: folder, loader: 'ts' } as const;
  const nodePaths = [join(repository, 'node_modules')];
  const files = { outdir, entryNames: 'index', outExtension: { '.js': '.mjs' }, splitting: true, sourcemap: true };
  // Libraries come whole: what is left out of ours is what ours does not use.
  const alias = name.startsWith('Scorebook') ? bundling.alias : {};
  try {
    await build({
      ...bundling,
      ...files,
      plugins: [compiledAtOnce, ...plugins],
      alias,
      logLevel: 'silent',
      stdin,
      nodePaths,
    });
    return join(outdir, 'index.mjs');
  } catch {
    return null;
  }
}

async function withNotes(questionnaire: Uint8Array): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(questionnaire) as never);
  const sheet = workbook.addWorksheet('Notes');
  for (let row = 0; row < manyRows; row += 1) sheet.addRow([row, `note ${row}`, row % 7 === 0]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The first that has what is imported. BENCH_PYTHON: one with what the system's own has not, such as pandas in an environment of its own. */
const pythonWith = (name: string): string | undefined =>
  ['/usr/bin/python3', process.env['BENCH_PYTHON']].find(
    (python) => python !== undefined && spawnSync(python, ['-c', `import ${name}`]).status === 0,
  );
