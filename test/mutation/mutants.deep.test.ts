import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** What this process was told of its own run would be told to the runs of the mutants, too. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|SCOREBOOK_)/.test(name)),
);

/** Of what stryker.config.json names: all would take half an hour. */
const sample = [
  'shared/domain/scoring/{count,ranking,scoring,share-band}.ts',
  'shared/domain/scoring/methods/*.ts',
  'shared/domain/standings/{comparison,finality,limited}.ts',
  'shared/spreadsheet/reading/{guess-columns,rivals}.ts',
];

test('of the mutants of the rules that decide a result, 85 % are killed', async () => {
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', sample.join(',')];
  // It fails below the threshold, and says which survived.
  const { stdout } = await promisify(execFile)(process.execPath, stryker, { env: environment, maxBuffer: 1e8 });
  expect(stdout).toMatch(/All files +\| +(?:8[5-9]|9\d|100)\./);
});
