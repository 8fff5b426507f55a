import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import ExcelJS from 'exceljs';
import { bundling } from '../../infra/bundles.ts';
import { median } from './median.ts';

/** One program reading one file in a process of its own, its start and its libraries included. */
export interface Reading {
  readonly file: string;
  readonly program: string;
  /** As a multiple of ours with the same file. */
  readonly ratio: number;
  /** Most memory the process ever held, as Linux counts it; null elsewhere. */
  readonly megabytes: number | null;
}

const peak = `
const { readFileSync: read } = await import('node:fs');
const line = process.platform === 'linux' ? /VmHWM:\\s*(\\d+)/.exec(read('/proc/self/status', 'latin1')) : null;
console.log(line === null ? '' : line[1] / 1024);
`;
const programs: readonly { readonly name: string; readonly command: string; readonly script: string }[] = [
  {
    name: 'Scorebook: read, check and score',
    command: process.execPath,
    script: `const { assessFile, scoreOf } = await import(process.argv[2]);
      const { readFileSync } = await import('node:fs');
      const score = scoreOf(await assessFile(readFileSync(process.argv[1])));
      if (score === null) throw new Error('not scored');${peak}`,
  },
  {
    name: 'exceljs: load',
    command: process.execPath,
    script: `const { default: ExcelJS } = await import('exceljs');
      await new ExcelJS.Workbook().xlsx.readFile(process.argv[1]);${peak}`,
  },
  {
    name: 'openpyxl: load',
    command: '/usr/bin/python3',
    script: `import sys, openpyxl, re
openpyxl.load_workbook(sys.argv[1])
print(int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read()).group(1)) / 1024)`,
  },
];

const tries = 5;
const manyRows = 50_000;

export async function measureReading(questionnaire: Uint8Array): Promise<Reading[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    const files = {
      'questionnaire, 20 KB': questionnaire,
      'questionnaire beside 50,000 rows of notes': await withNotes(questionnaire),
    };
    const bundle = join(folder, 'assess-file.mjs');
    buildSync({ ...bundling, entryPoints: ['functions/ingest-submission/assess-file.ts'], outfile: bundle });
    return Object.entries(files).flatMap(([file, bytes]) => {
      const path = join(folder, 'file.xlsx');
      writeFileSync(path, bytes);
      const there = programs.filter(({ command }) => command === process.execPath || hasOpenpyxl());
      const runs = there.map((program) => ({ program, ...run(program.command, program.script, [path, bundle]) }));
      return runs.map(({ program, time, megabytes }) => ({
        file,
        program: program.name,
        ratio: time / (runs[0]?.time ?? 1),
        megabytes,
      }));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function withNotes(questionnaire: Uint8Array): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(questionnaire) as never);
  const sheet = workbook.addWorksheet('Notes');
  for (let row = 0; row < manyRows; row += 1) sheet.addRow([row, `note ${row}`, row % 7 === 0]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function run(command: string, script: string, files: readonly string[]): { time: number; megabytes: number | null } {
  const parameters =
    command === process.execPath ? ['--input-type=module', '-e', script, ...files] : ['-c', script, ...files];
  const runs = Array.from({ length: tries }, () => {
    const started = performance.now();
    const printed = execFileSync(command, parameters, { encoding: 'utf8' }).trim();
    return { time: performance.now() - started, megabytes: printed === '' ? null : Number(printed) };
  });
  const known = runs.map(({ megabytes }) => megabytes).filter((megabytes) => megabytes !== null);
  return { time: median(runs.map(({ time }) => time)), megabytes: known.length === 0 ? null : Math.max(...known) };
}

function hasOpenpyxl(): boolean {
  return spawnSync('/usr/bin/python3', ['-c', 'import openpyxl']).status === 0;
}
