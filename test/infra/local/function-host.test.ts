import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FunctionHost, hostFunction } from '../../../infra/local/function-host.ts';

/** What the event names is done; `times` tells whether the thread is the one from before. */
const bundle = `
let times = 0;
export async function handler({ act, counter }, { functionName }) {
  times += 1;
  if (act === 'fail') throw new Error('cannot do that');
  if (act === 'hoard') for (const all = []; ; ) all.push(Array.from({ length: 1e6 }, (_, index) => index + 0.5));
  if (act === 'hang') await new Promise(() => {});
  if (act === 'spin') for (;;) Atomics.add(counter, 0, 1);
  if (act === 'crash') process.exit(3);
  if (act === 'stray') setTimeout(() => { throw new Error('after the end'); }, 50);
  return { times, functionName, environment: { ...process.env } };
}`;

let folder: string;
let host: FunctionHost;
const hosted = (timeoutSeconds: number): FunctionHost =>
  hostFunction({
    declared: {
      ...{ name: 'read', assetFolder: 'asset.read', environment: { TABLE_NAME: 'table' } },
      ...{ timeoutSeconds, memoryMegabytes: 64 },
    },
    bundles: folder,
    sdkEnvironment: { AWS_REGION: 'eu-north-1' },
    logFile: join(folder, 'log'),
  });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
  await mkdir(join(folder, 'asset.read'));
  await writeFile(join(folder, 'asset.read', 'index.mjs'), bundle);
  host = hosted(1);
});
afterEach(async () => {
  await host.stop();
  await rm(folder, { recursive: true });
});

test('a function sees its declared environment, the SDK’s, its name, and nothing of ours', async () => {
  expect(await host.invoke({})).toEqual({
    times: 1,
    functionName: 'read',
    environment: {
      ...{ TABLE_NAME: 'table', AWS_REGION: 'eu-north-1', AWS_LAMBDA_FUNCTION_NAME: 'read' },
      // Says to the emulators who asks.
      AWS_SDK_UA_APP_ID: 'read',
    },
  });
});

test('a function that throws is used again', async () => {
  await expect(host.invoke({ act: 'fail' })).rejects.toThrow('cannot do that');
  expect(await host.invoke({})).toMatchObject({ times: 2 });
});

test.each([
  ['hang', 'timed out after 1 s'],
  ['crash', 'exit code 3'],
])('after %s a function starts anew', async (act, reason) => {
  await expect(host.invoke({ act })).rejects.toThrow(reason);
  expect(await host.invoke({})).toMatchObject({ times: 1 });
});

test('a function that takes more memory than it was given ends alone, and starts anew', async () => {
  const patient = hosted(300);
  await expect(patient.invoke({ act: 'hoard' })).rejects.toThrow('memory');
  expect(await patient.invoke({})).toMatchObject({ times: 1 });
  await patient.stop();
});

test('a function that timed out does nothing more', async () => {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  await expect(host.invoke({ act: 'spin', counter })).rejects.toThrow('timed out after 1 s');
  const counted = Atomics.load(counter, 0);
  expect(await host.invoke({})).toMatchObject({ times: 1 });
  expect(counted).not.toBe(0);
  expect(Atomics.load(counter, 0)).toBe(counted);
});

test('a function that ends between two invocations ends nobody else, and starts anew', async () => {
  await host.invoke({ act: 'stray' });
  // Either it falls over in this invocation, or it had before and this one runs out of its time.
  await host.invoke({ act: 'hang' }).catch(() => {});
  expect(await host.invoke({})).toMatchObject({ functionName: 'read' });
});

test('why a function failed is in its log', async () => {
  for (const act of ['fail', 'hang']) await host.invoke({ act }).catch(() => {});
  await host.stop();
  expect(await readFile(join(folder, 'log'), 'utf8')).toMatch(/cannot do that[\s\S]*timed out after 1 s/);
});

test('why a bundle cannot be loaded is in its log', async () => {
  await writeFile(join(folder, 'asset.read', 'index.mjs'), 'import "nowhere-to-be-found";');
  await expect(host.invoke({})).rejects.toThrow('nowhere-to-be-found');
  await host.stop();
  expect(await readFile(join(folder, 'log'), 'utf8')).toContain('nowhere-to-be-found');
});
