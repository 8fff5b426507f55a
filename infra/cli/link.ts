import { cloudOf } from '../../shared/adapters/cloud.ts';
import { keys as keysOf, registry as registryOf } from '../../shared/adapters/table-ports.ts';
import { sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Registry } from '../../shared/ports/registry.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { authorityCalled } from './known-registry.ts';
import { reachLocal, reachTable, type TablePlace } from './reached-cloud.ts';
import { UsageError } from './usage-error.ts';

export interface LinkOptions extends TablePlace {
  readonly contact: string;
  readonly authority: string;
  readonly round?: string;
  readonly days?: number;
  /** With a deployed table; the local cloud has its own. */
  readonly portal?: string;
}

/** Prints the address of a contact's page, and nothing else. */
export async function linkCommand({ contact, authority: text, round, days, ...place }: LinkOptions): Promise<number> {
  const { table, portal } = await reachPortal(place);
  const cloud = cloudOf({ TABLE_NAME: table });
  const registry = registryOf(cloud);
  const authority = await authorityCalled(text, registry);
  const registered = authority.contacts.find(({ address }) => sameAddress(address, contact));
  if (registered === undefined) throw new UsageError(`${contact} is not a contact of ${authority.name}`);
  const of = { authority: authority.id, contact: registered.address, round: await roundOf(round, registry) };
  const making = { keys: keysOf(cloud), portal: portal.replace(/\/+$/, ''), now: cloud.now };
  console.log(await portalLink(of, making, days));
  return 0;
}

/** Where contacts are registered, and where their page is. */
async function reachPortal({
  table,
  portal,
  folder,
}: Pick<LinkOptions, 'table' | 'portal' | 'folder'>): Promise<{ readonly table: string; readonly portal: string }> {
  if (table !== undefined && portal !== undefined) return { table, portal };
  if (table !== undefined) throw new UsageError('add --portal, the address of the contacts’ page');
  const local = await reachLocal(folder, '--table and --portal');
  return { table: local.table, portal: portal ?? local.portal };
}

/** The round that was asked for, or the only one that is open. */
async function roundOf(asked: string | undefined, registry: Registry): Promise<string> {
  if (asked !== undefined) {
    if ((await registry.round(asked)) === null) throw new UsageError(`no round ${asked} is registered`);
    return asked;
  }
  const now = new Date();
  const open = (await registry.rounds()).filter(({ closesAt }) => closesAt === null || new Date(closesAt) > now);
  const [only, ...others] = open;
  if (only !== undefined && others.length === 0) return only.id;
  throw new UsageError(
    `add --round: ${open.length === 0 ? 'no round is open' : `the open rounds are ${open.map((one) => one.id).join(', ')}`}`,
  );
}

export interface LinkKeysOptions extends TablePlace {
  readonly rotate?: true;
  readonly revoke?: true;
}

/** Makes a new key for links, and with `revoke` ends all links that were made with older ones. */
export async function linkKeysCommand({ rotate, revoke, ...place }: LinkKeysOptions): Promise<number> {
  const keys = keysOf(cloudOf({ TABLE_NAME: await reachTable(place) }));
  if (rotate === true) console.log(`New links are signed with key ${(await keys.rotate()).id}.`);
  if (revoke === true)
    console.log(`${await keys.revokeOlder()} older keys removed; links signed with them no longer work.`);
  const all = await keys.all();
  console.log(`Links signed with ${all.length === 1 ? 'key' : 'keys'} ${all.map(({ id }) => id).join(', ')} work.`);
  return 0;
}
