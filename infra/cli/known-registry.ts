import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { questionnaires as questionnairesOf } from '../../shared/adapters/bucket-ports.ts';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import {
  participations as participationsOf,
  publishedNames,
  registry as registryOf,
} from '../../shared/adapters/table-ports.ts';
import { labelsOf } from '../../shared/domain/registry/names.ts';
import type { Authority } from '../../shared/domain/registry/registry.ts';
import type { Participations } from '../../shared/ports/participations.ts';
import type { Questionnaires } from '../../shared/ports/questionnaires.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { readAddress } from '../local/cloud-address.ts';
import { reachLocal } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

export interface RegistryPlace {
  /** The deployed table. */
  readonly table?: string;
  /** The deployed bucket of results. */
  readonly results?: string;
  /** State folder of a local cloud, running or not. */
  readonly folder: string;
}

/** What is registered, as far as it is known on this machine. */
export interface KnownRegistry {
  /** null: there is neither a table that was named nor a local cloud. */
  readonly registry: Registry | null;
  /** What the office has published; definitions can be read only where the bucket of results is known, too. */
  readonly questionnaires: Questionnaires | null;
  /** What is noted of authorities in rounds. */
  readonly participations: Participations | null;
  /** Words for where that is: `table scorebook-production`. */
  readonly where: string;
  /** A table that was named is the one that is meant: what it does not have is a mistake. */
  readonly isNamed: boolean;
}

/** Runs `work` with the registry of the table that is named, or else of the local cloud on the folder. */
export async function withRegistry<T>(
  { table, results, folder }: RegistryPlace,
  work: (known: KnownRegistry) => Promise<T>,
): Promise<T> {
  if (table !== undefined) {
    return work({ ...portsOf(table, results), where: `table ${table}`, isNamed: true });
  }
  const where = `the local cloud on ${folder}`;
  if ((await readAddress(folder)) !== null) {
    const local = await reachLocal(folder, '--table');
    return work({ ...portsOf(local.table, local.results), where, isNamed: false });
  }
  const isThere = await stat(join(folder, 'emulators', 'table')).catch(() => null);
  if (isThere === null) return work({ ...nothing, where, isNamed: false });
  // Loaded only here: without a local cloud nothing of it is needed, nor has to be installed.
  const { keptRegistry } = await import('../local/kept-registry.ts');
  const kept = await keptRegistry(folder);
  if (kept === null) return work({ ...nothing, where, isNamed: false });
  await using _ = kept;
  // Closed only after the work is done.
  const { registry, questionnaires, participations } = kept;
  return await work({ registry, questionnaires, participations, where, isNamed: false });
}

const nothing = { registry: null, questionnaires: null, participations: null } as const;

function portsOf(
  table: string,
  results: string | undefined,
): Pick<KnownRegistry, 'registry' | 'questionnaires' | 'participations'> {
  const on = cloudOf({ TABLE_NAME: table });
  const questionnaires =
    results === undefined
      ? publishedNames(on)
      : questionnairesOf(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  return { registry: registryOf(on), questionnaires, participations: participationsOf(on) };
}

/** The registered authority of an id or a name; null when there is none, or no registry. Two of one name are an error. */
export async function registeredAs(
  text: string,
  { registry, where, isNamed }: KnownRegistry,
): Promise<Authority | null> {
  const found = registry === null ? null : await theOne(text, registry, where);
  if (found === null && isNamed) throw new UsageError(`no authority “${text}” is registered in ${where}`);
  return found;
}

/** The authority of an id or a name; none, or two of one name, are an error. */
export async function authorityCalled(text: string, registry: Pick<Registry, 'named'>): Promise<Authority> {
  const found = await theOne(text, registry, 'the registry');
  if (found === null) throw new UsageError(`no authority “${text}” is registered`);
  return found;
}

async function theOne(text: string, registry: Pick<Registry, 'named'>, where: string): Promise<Authority | null> {
  const found = await registry.named(text);
  if (found.length <= 1) return found[0] ?? null;
  const ids = found.map(({ id }) => id).join(', ');
  throw new UsageError(
    `“${text}” is a name of ${labelsOf(found).join(' and ')} in ${where}: use an id instead (${ids})`,
  );
}
