import { cloudOf } from '../../shared/adapters/cloud.ts';
import { roundPorts } from '../../shared/adapters/compose.ts';
import { type CloudAddress, readAddress } from '../local/cloud-address.ts';
import { UsageError } from './usage-error.ts';

export interface CloudOptions {
  readonly table?: string;
  readonly machine?: string;
  /** State folder of the local cloud. */
  readonly folder: string;
}

/** What the commands about rounds work with. */
export type ReachedCloud = ReturnType<typeof roundPorts>;

/** The deployed cloud that is named, or else the local one that runs on a state folder. */
export async function reachCloud({ table, machine, folder }: CloudOptions): Promise<ReachedCloud> {
  if (table !== undefined && machine !== undefined)
    return roundPorts(cloudOf({ TABLE_NAME: table, STATE_MACHINE_ARN: machine }));
  if (table !== undefined || machine !== undefined) throw new UsageError('name both --table and --machine, or neither');
  const address = await reachLocal(folder, '--table and --machine');
  return roundPorts(cloudOf({ TABLE_NAME: address.table, STATE_MACHINE_ARN: address.stateMachine }));
}

/** The table and the bucket of results that are named, or else those of the local cloud that runs on a state folder. */
export async function reachResults(
  { table, results }: { readonly table?: string; readonly results?: string },
  folder: string,
): Promise<{ readonly table: string; readonly results: string }> {
  if (table !== undefined && results !== undefined) return { table, results };
  if (table !== undefined || results !== undefined) throw new UsageError('name both --table and --results, or neither');
  return reachLocal(folder, '--table and --results');
}

export interface TablePlace {
  /** The deployed table. */
  readonly table?: string;
  /** State folder of the local cloud that runs, when no table is named. */
  readonly folder: string;
}

/** The table that is named, or else that of the local cloud. */
export async function reachTable({ table, folder }: TablePlace): Promise<string> {
  return table ?? (await reachLocal(folder, '--table')).table;
}

/** The local cloud that runs on a state folder: from here on the AWS clients find it. `deployed`: what else could be named. */
export async function reachLocal(folder: string, deployed: string): Promise<CloudAddress> {
  const address = await readAddress(folder);
  if (address === null) {
    throw new UsageError(`no local cloud is running in ${folder}: start one, or name the deployed ${deployed}`);
  }
  // What the user has set for AWS would refuse our endpoints, or put other credentials before ours.
  for (const name of ['AWS_PROFILE', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT']) delete process.env[name];
  Object.assign(process.env, address.environment);
  return address;
}
