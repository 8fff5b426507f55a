import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyWithSecondVersion } from '../support/second-version.ts';

/**
 * The first ordinary change, a second version of the questionnaire, made in a copy of the repository: what names the
 * version that it means goes on as before.
 */
let folder: string;
let copy: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  copy = join(folder, 'scorebook');
  await copyWithSecondVersion(copy);
});
afterAll(() => rm(folder, { recursive: true }));

const { SCOREBOOK_TESTS: _, SCOREBOOK_SHARED_BUNDLES: __, ...env } = process.env;
const inCopy = (...words: string[]) =>
  promisify(execFile)(process.execPath, words, { cwd: copy, maxBuffer: 2 ** 28, env });
const scorebook = (...words: string[]) => inCopy('infra/cli/scorebook.ts', ...words);

test('with a second version in the catalogue the main job still ends with the published share', async () => {
  const { stdout } = await scorebook('start', '--once', '--folder', join(folder, 'state'), '--port', '4860');
  expect(stdout).toContain('58%');
});

test('answers to the older version become answers to the newer one under the ids that they have there', async () => {
  const answers = { '1.2.1': 'yes', '1.2.2': 'no', '1.2.3': 'yes', '3.3.2': 'yes' };
  const [older, filled] = [join(folder, 'older.json'), join(folder, 'newer.xlsx')];
  await writeFile(older, JSON.stringify({ questionnaire: 'user-centricity@2023', answers }));
  await scorebook('template', '--answers', older, '--out', filled);
  const { stdout } = await scorebook('score', filled, '--json').catch((failed) => failed);
  const read = JSON.parse(stdout);
  expect(read.questionnaire).toBe('user-centricity@2024');
  const values = Object.fromEntries(
    Object.entries<{ value: string }>(read.answers).map(([id, { value }]) => [id, value]),
  );
  expect(values).toMatchObject({ '1.2.2': 'yes', '1.2.1': 'no', '1.2.3': 'yes', '2.1.9': 'unanswered' });
  expect(values).not.toHaveProperty('3.3.2');
});

// These look at the repository as it is.
const notHere = ['test/architecture/**', 'test/repository.test.ts'];

test('with a second version in the catalogue all tests pass', async () => {
  const report = join(folder, 'report.json');
  const words = ['run', '--reporter=json', `--outputFile=${report}`, ...notHere.map((one) => `--exclude=${one}`)];
  await inCopy('node_modules/vitest/vitest.mjs', ...words).catch((failed) => failed);
  const { testResults, numPassedTests } = JSON.parse(await readFile(report, 'utf8'));
  const failed = testResults.flatMap(({ name, status, message, assertionResults }: TestFile) => {
    const tests = assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName }) => `${name}: ${fullName}`);
    return tests.length === 0 && status === 'failed' ? [`${name}: ${message}`] : tests;
  });
  expect(failed).toEqual([]);
  expect(numPassedTests).toBeGreaterThan(4000);
});

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}
