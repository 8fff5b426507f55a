import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../write-whole.ts';
import type { LocalCloud } from './local-cloud.ts';
import { isRunning } from './state-folder.ts';

/** Where a running local cloud is to be reached, for commands in other terminals. */
export interface CloudAddress {
  readonly pid: number;
  /** By which the AWS clients find it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly table: string;
  readonly stateMachine: string;
  /** Bucket of results. */
  readonly results: string;
  /** Bucket of originals. */
  readonly inbox: string;
}

const fileIn = (folder: string): string => join(folder, 'address.json');

export async function writeAddress(folder: string, cloud: LocalCloud): Promise<void> {
  const { table, stateMachine, environment, resources, inboxBucket: inbox } = cloud;
  const results = resources.functions.map((one) => one.environment['RESULTS_BUCKET']).find((name) => name) ?? '';
  const address: CloudAddress = { pid: process.pid, environment, table, stateMachine, results, inbox };
  await writeWhole(fileIn(folder), Buffer.from(JSON.stringify(address, null, 2)));
}

export async function removeAddress(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

/** null: none runs there. */
export async function readAddress(folder: string): Promise<CloudAddress | null> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => null);
  if (text === null) return null;
  const address: CloudAddress = JSON.parse(text);
  return isRunning(address.pid) ? address : null;
}
