import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** What this process was told of its own run would be told to the runs of the mutants, too. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|SCOREBOOK_)/.test(name)),
);

test('of the mutants in stryker.config.json, scoring and when results are final, 85 % are killed', async () => {
  const stryker = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'];
  // It fails below the threshold, and says which survived.
  const { stdout } = await promisify(execFile)(process.execPath, stryker, { env: environment, maxBuffer: 1e8 });
  expect(stdout).toMatch(/All files +\| +(?:8[5-9]|9\d|100)\./);
});
