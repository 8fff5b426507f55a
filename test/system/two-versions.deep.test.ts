import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

/**
 * The first ordinary change, a second version of the questionnaire, made up by `test/support/two-versions`: what names the
 * version that it means goes on as before.
 */
const run = promisify(execFile);
const plain = { maxBuffer: 2 ** 28, env: { ...process.env, SCOREBOOK_TESTS: '', NODE_OPTIONS: '' } };
const register = new URL('../support/two-versions/register.mjs', import.meta.url).href;
const scorebook = (...words: string[]) =>
  run(process.execPath, [`--import=${register}`, 'infra/cli/scorebook.ts', ...words], plain);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterEach(() => rm(folder, { recursive: true }));

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

// Files read without a round are told of the newer version, and tests of reading do not expect that yet.
const holding = ['test/domain', 'test/infra/cli'];

test('with a second version in the catalogue the tests of the domain and of the commands pass', async () => {
  const report = join(folder, 'report.json');
  const config = ['--config', 'vitest.two-versions.config.ts', '--reporter=json', `--outputFile=${report}`];
  const words = ['node_modules/vitest/vitest.mjs', 'run', ...config, ...holding];
  await run(process.execPath, words, plain).catch((failed) => failed);
  const { testResults, numPassedTests } = JSON.parse(await readFile(report, 'utf8'));
  const failed = testResults.flatMap(({ name, assertionResults }: TestFile) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${name}: ${fullName}`),
  );
  expect(failed).toEqual([]);
  expect(numPassedTests).toBeGreaterThan(1000);
});

interface TestFile {
  readonly name: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}
