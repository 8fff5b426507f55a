import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** What this process was told of its own run would be told to the runs of the mutants, too. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|SCOREBOOK_)/.test(name)),
);

/** Of what stryker.config.json names: all would take the better part of an hour. Commas separate them: no braces. */
const sample = [
  ...['count', 'ranking', 'scoring', 'share-band', 'methods/*'].map((name) => `shared/domain/scoring/${name}.ts`),
  ...['ranges', 'shown', 'what-counts'].map((name) => `shared/domain/scoring/engine/${name}.ts`),
  ...['comparison', 'finality'].map((name) => `shared/domain/standings/${name}.ts`),
  ...['guess-columns', 'rivals'].map((name) => `shared/spreadsheet/reading/${name}.ts`),
];
/** Those beside each of them: whatever else counts and scores would be tried on most mutants as well. */
const tests = [
  ...[
    'test/domain/scoring/scoring.test.ts',
    'test/domain/scoring/share-band.test.ts',
    'test/domain/scoring/methods/*.test.ts',
    'test/domain/scoring/engine/{ranges,score-answers,what-counts,worked-scores}.test.ts',
  ],
  ...['test/domain/standings/comparison.test.ts', 'test/domain/standings/finality.test.ts'],
  ...['test/spreadsheet/reading/guess-columns.test.ts', 'test/spreadsheet/reading/rivals.test.ts'],
];

test('of the mutants of the rules that decide a result, 85 % are killed', async () => {
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', sample.join(',')];
  const env = { ...environment, SCOREBOOK_MUTATION_TESTS: tests.join('|') };
  // It fails below the threshold, and says which survived.
  const { stdout } = await promisify(execFile)(process.execPath, stryker, { env, maxBuffer: 1e8 });
  expect(stdout).toMatch(/All files +\| +(?:8[5-9]|9\d|100)\./);
});
