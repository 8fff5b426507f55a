import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLocked } from '../../infra/local/folder-lock.ts';

let folder: string;
let run: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterEach(async () => {
  run?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Starts the command; `said` resolves with all it printed so far once that has a text in it. */
function start(options: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['infra/cli/scorebook.ts', 'start', ...options], {
    env: { ...process.env, ...environment },
  });
  run = child;
  let output = '';
  const said = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (output.includes(text)) resolve(output);
      };
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`It ended without "${text}": ${output}`)));
    });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const status = once(child, 'close').then(([code]: number[]) => code);
  return { child, said, status, printed: () => output };
}

test('Espoo is printed, whatever the AWS settings of the user are, and Ctrl-C ends it with the lock gone', async () => {
  const settings = join(folder, 'aws-config');
  await writeFile(settings, '[default]\nregion = us-east-1\nuse_dualstack_endpoint = true\n');
  const state = join(folder, 'state');
  const { child, said, status } = start(['--folder', state, '--port', '4800'], { AWS_CONFIG_FILE: settings });
  const printed = await said('Press Ctrl-C to stop');
  expect(printed).toMatch(/read: 41 of 41 answers[\s\S]*Espoo, round 2022[\s\S]*58%[\s\S]*Subject: Espoo/);
  expect(isLocked(state)).toBe(true);
  expect(printed).toMatch(/mail to officer@espoo\.example: Espoo, round 2022: 58%/);
  child.kill('SIGINT');
  expect(await status).toBe(0);
  expect(isLocked(state)).toBe(false);
});

test('a folder of somebody else is refused before anything starts', async () => {
  await mkdir(join(folder, 'letters'));
  const { status, printed } = start(['--folder', folder, '--fresh']);
  expect(await status).toBe(64);
  expect(printed()).toContain('holds something else');
  await access(join(folder, 'letters'));
});
