import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleOf, removeBundles } from '../../infra/bundles.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { median } from '../bench/median.ts';
import { allArrows, circlesIn } from './arrows.ts';
import { forbidden, forms, slippedThrough } from './wrong-imports.ts';

/** What the plan of the rooms comes to, as docs/decisions/066 has it: `npm run house`, with `-- --small` each small file too. */
const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;
const linesIn = (files: readonly string[]): number => files.reduce((sum, file) => sum + linesOf(file), 0);
const say = (what: string, figure: string | number): void => console.log(`${what}: ${figure}`);

const arrows = allArrows();
const files = globSync('{functions,infra,shared}/**/*.ts').map((file) => file.replaceAll('\\', '/'));
const importers = Map.groupBy(
  arrows.filter(({ to }) => files.includes(to)),
  ({ to }) => to,
);
const small = files.filter((file) => linesOf(file) <= 30 && importers.get(file)?.length === 1);
const slipped = slippedThrough().length;
const handlers = globSync('functions/*/handler.ts');

say('loose files in shared and functions', globSync('{shared,functions}/*.ts').length);
say('circles of imports', circlesIn(arrows).length);
say('pairs of rooms that may not import', forbidden.length);
say('wrong imports refused', `${forbidden.length * forms.length - slipped} of ${forbidden.length * forms.length}`);
say('lines of the handlers', `${linesIn(handlers)} in ${handlers.length}`);
say('lines that make ports', linesIn(globSync('shared/adapters/{cloud,compose,*-ports,portal-buckets}.ts')));
say("lines of the tests' pipeline", linesOf('test/support/pipeline.ts'));
say('files', files.length);
say('median of lines', median(files.map(linesOf)));
say('files of 30 lines or less with one importer', small.length);
if (process.argv.includes('--small')) {
  for (const file of small) console.log(`  ${file} (${linesOf(file)}) < ${importers.get(file)?.[0]?.from}`);
  console.log(
    '  Wanted are: a step, a command, an app, an adapter, a message, a check, a language, a list of words, a mend of a',
  );
  console.log(
    '  library, what is of another room than its importer, and what belongs to a file of 250 lines (decision 66)',
  );
}

/** Seconds of the CPU in which Node loads a bundle, beyond those that it takes by itself. */
function loading(bundle: string): number {
  const cpuOf = (program: string): number =>
    Number(
      spawnSync(process.execPath, ['--input-type=module', '-e', `${program};${tell}`], { env: environment }).stdout,
    );
  return median(Array.from({ length: 5 }, () => cpuOf(`await import('${bundle}').catch(() => {})`) - cpuOf('')));
}
const tell =
  'const { userCPUTime, systemCPUTime } = process.resourceUsage(); console.log((userCPUTime + systemCPUTime) / 1e6)';
const environment = { ...process.env, AWS_REGION: 'eu-north-1', NODE_OPTIONS: '' };

let [bytes, seconds] = [0, 0];
for (const name of functionNames) {
  const bundle = join(bundleOf(name, {}), 'index.mjs');
  const { size } = statSync(bundle);
  const cpu = loading(bundle);
  say(`bundle of ${name}`, `${(size / 1024).toFixed(0)} KB, ${cpu.toFixed(3)} s of the CPU to load`);
  bytes += size;
  seconds += cpu;
}
say('all bundles', `${(bytes / 1024).toFixed(0)} KB, ${seconds.toFixed(2)} s of the CPU to load`);
removeBundles();
