import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isCalled, keepingNames, labelIn, nameKey, namesOf } from '../../../domain/registry/names.ts';
import type { Authority, Contact, Round, Suppression } from '../../../domain/registry/registry.ts';
import { sameAddress } from '../../../domain/registry/registry.ts';
import { askedOnce } from '../../../ports/asked-once.ts';
import type { Registry } from '../../../ports/registry.ts';
import { together } from '../../../ports/together.ts';
import { untilWritten } from '../../../ports/until-written.ts';
import { readBatches, writeBatches } from './batches.ts';
import { ignoringConflict, putNextVersion } from './conditional-writes.ts';
import { authorityItem, itemOf, parseItem, roundItem, roundParticipantsItem } from './items.ts';
import {
  authorityIn,
  authorityKey,
  authorityNameKey,
  authorityPrefix,
  contactKey,
  contactPartition,
  type Key,
  listedAuthorityKey,
  listedRoundKey,
  listedRoundPrefix,
  namePartition,
  namesListedKey,
  registryPartition,
  roundKey,
  roundParticipantsKey,
  roundRange,
} from './keys.ts';
import { getItem, itemsBetween, itemsUnder } from './reads.ts';

/** Authorities, contacts and rounds in the table. Every read is strongly consistent. */
export function dynamoRegistry(client: DynamoDBDocumentClient, table: string): Registry {
  const get = (key: Key) => getItem(client, table, key);
  const put = (key: Key, item: object): Promise<unknown> =>
    client.send(new PutCommand({ TableName: table, Item: itemOf(key, item) }));
  const remove = (key: Key): Promise<unknown> => client.send(new DeleteCommand({ TableName: table, Key: key }));
  const sortKeys = async (pk: string, prefix: string): Promise<string[]> => {
    const items = await itemsUnder(client, table, { pk, sk: prefix });
    return items.map(({ sk }) => String(sk));
  };
  /** The items that the list names, by key; one whose writer crashed after listing it is not there. */
  const listed = async (prefix: string, keyOf: (id: string) => Key): Promise<Record<string, unknown>[]> => {
    const keys = (await sortKeys(registryPartition, prefix)).map((one) => keyOf(one.slice(prefix.length)));
    const items = await readBatches(client, table, keys);
    return items.sort((a, b) => (String(a['pk']) < String(b['pk']) ? -1 : 1));
  };
  const shards = new Map<string, number>();
  const noted = (round: Round | null): Round | null => {
    if (round !== null) shards.set(round.id, round.shards);
    return round;
  };
  /** Of what was read here, by which a change finds out whether it still stands; undefined: of before there were versions. */
  const versions = new WeakMap<Authority, number | undefined>();
  const authority = async (id: string): Promise<Authority | null> => {
    const item = await get(authorityKey(id));
    if (item === undefined) return null;
    const read = parseItem(authorityItem, item);
    versions.set(read, item['version'] === undefined ? undefined : Number(item['version']));
    return read;
  };
  /** Names registered before there was a list of names are listed at the first look-up, which reads all; null: they are. */
  const notListed = async (): Promise<Authority[] | null> => {
    if ((await get(namesListedKey)) !== undefined) return null;
    const all = (await listed(authorityPrefix, authorityKey)).map((item) => parseItem(authorityItem, item));
    const items = all.flatMap((one) => [...nameKeysOf(one).values()].map((key) => itemOf(key, {})));
    try {
      await writeBatches(client, table, items);
      await put(namesListedKey, {});
    } catch (error) {
      // Somebody who may only read looks a name up: the next one who may write lists them.
      if (!(error instanceof Error && error.name === 'AccessDeniedException')) throw error;
    }
    return all;
  };
  const calledInList = async (text: string, profile: Registry['authority']): Promise<Authority[]> => {
    const [sks, byId] = await Promise.all([sortKeys(namePartition(text), authorityPrefix), profile(text.trim())]);
    const ids = new Set(sks.map(authorityIn));
    const found = [byId, ...(await Promise.all([...ids].filter((id) => id !== byId?.id).map((id) => profile(id))))];
    // The profile decides: a crash in changeAuthority can leave the item of a name that was taken away.
    return found.filter((one) => one !== null).filter((one) => isCalled(one, text));
  };
  const named: Registry['named'] = async (text, profile = authority) => {
    if (nameKey(text) === '') return [];
    // Nearly always they are listed, so that both are asked at once.
    const [all, listed] = await Promise.all([notListed(), calledInList(text, profile)]);
    const called = async (name: string): Promise<Authority[]> =>
      all === null ? calledInList(name, profile) : all.filter((one) => isCalled(one, name));
    const exactly = all === null ? listed : await called(text);
    const label = exactly.length === 0 ? labelIn(text) : null;
    return label === null ? exactly : (await called(label.name)).filter(label.isMeant);
  };
  const rounds: Registry['rounds'] = async () => {
    const ids = (await sortKeys(registryPartition, listedRoundPrefix)).map((sk) => sk.slice(listedRoundPrefix.length));
    const items = await readBatches(client, table, [...ids.map(roundKey), ...ids.map(roundParticipantsKey)]);
    const byKey = new Map(items.map((item) => [`${item['pk']} ${item['sk']}`, item]));
    const found = ({ pk, sk }: Key) => byKey.get(`${pk} ${sk}`);
    return ids.sort().flatMap((id) => noted(roundIn(found(roundKey(id)), found(roundParticipantsKey(id)))) ?? []);
  };
  /** `version`: of the profile that lists them no more; whoever has put one since adds it to a later profile. */
  const takeOut = (id: string, addresses: readonly string[], version?: number): Promise<unknown> => {
    const older = {
      ConditionExpression: 'attribute_not_exists(version) OR version <= :version',
      ExpressionAttributeValues: { ':version': version },
    };
    const deleted = addresses.map((address) => {
      const { pk, sk } = contactKey(address, id);
      return { TableName: table, Key: { pk, sk }, ...(version === undefined ? {} : older) };
    });
    return together(deleted.map((one) => ignoringConflict(client.send(new DeleteCommand(one)))));
  };

  const changeAuthority: Registry['changeAuthority'] = (id, change, { read, before: first, after } = {}) => {
    let known = read !== undefined && versions.has(read) ? read : null;
    const allowed = first === undefined ? null : askedOnce(first);
    return untilWritten(`Authority ${id}`, async () => {
      const before = known ?? (await authority(id));
      known = null;
      const changed = change(before);
      if (changed === null) return undefined;
      const next = keepingNames(before, changed);
      const version = before === null ? undefined : versions.get(before);
      const written = (version ?? 0) + 1;
      // New addresses first, lost ones last: a crash in between leaves an address too many, which the profile
      // does not list and so is not found, never a contact of the profile who cannot be found.
      const [namesBefore, names] = [nameKeysOf(before), nameKeysOf(next)];
      const [contactsBefore, contacts] = [rolesOf(before), rolesOf(next)];
      const added = next.contacts.filter((one) => contactsBefore.get(contactPartition(one.address)) !== roleOf(one));
      const [isAllowed] = await together([
        allowed?.() ?? true,
        before === null && put(listedAuthorityKey(id), {}),
        ...added.map((one) => put(contactKey(one.address, id), { role: roleOf(one), version: written })),
        ...[...names].filter(([pk]) => !namesBefore.has(pk)).map(([, key]) => put(key, {})),
      ]);
      if (!isAllowed) return undefined;
      if ((await putNextVersion({ client, table, key: authorityKey(id) }, next, version)) === 'conflict')
        return 'conflict';
      const addresses = (before?.contacts ?? []).map(({ address }) => address);
      const lost = addresses.filter((address) => !contacts.has(contactPartition(address)));
      await together([
        after?.(),
        takeOut(id, lost, written),
        ...[...namesBefore].filter(([pk]) => !names.has(pk)).map(([, key]) => remove(key)),
      ]);
      return undefined;
    });
  };

  const authoritiesOf: Registry['authoritiesOf'] = async (address, profile = authority) => {
    const sks = await sortKeys(contactPartition(address), authorityPrefix);
    const found = await Promise.all(sks.map((sk) => profile(authorityIn(sk))));
    // The profile decides: a crash in changeAuthority can leave the item of an address that was taken out.
    return found.flatMap((one) => (one !== null && rolesOf(one).has(contactPartition(address)) ? [one.id] : []));
  };

  return {
    authority,
    named,
    authoritiesOf,
    async round(id) {
      const items = await itemsBetween(client, table, { pk: roundKey(id).pk, ...roundRange });
      const found = (key: Key): Item => items.find(({ sk }) => sk === key.sk);
      return noted(roundIn(found(roundKey(id)), found(roundParticipantsKey(id))));
    },
    knownShards: (id) => shards.get(id) ?? null,
    authorities: async () =>
      (await listed(authorityPrefix, authorityKey)).map((item) => parseItem(authorityItem, item)),
    authorityIds: async () => (await sortKeys(registryPartition, authorityPrefix)).map(authorityIn),
    rounds,
    putAuthority: (next) => changeAuthority(next.id, () => next),
    changeAuthority,
    async removeAuthority(id) {
      const found = await authority(id);
      await takeOut(id, found?.contacts.map(({ address }) => address) ?? []);
      for (const key of nameKeysOf(found).values()) await remove(key);
      await remove(authorityKey(id));
      await remove(listedAuthorityKey(id));
    },
    async putRound({ lastDeadline: _, participants: __, left: ___, ...round }) {
      await put(listedRoundKey(round.id), {});
      await put(roundKey(round.id), round);
    },
    async suppress(address, suppression) {
      const noted: Suppression[] = [];
      for (const id of await authoritiesOf(address)) {
        await changeAuthority(id, (current) => {
          const contact = current?.contacts.find((one) => sameAddress(one.address, address));
          if (current === null || contact === undefined) return null;
          noted.push(contact.suppressed ?? suppression);
          if (contact.suppressed) return null;
          const contacts = current.contacts.map((one) => (one === contact ? { ...one, suppressed: suppression } : one));
          return { ...current, contacts };
        });
      }
      return noted[0] ?? null;
    },
  };
}

type Item = Record<string, unknown> | undefined;

/** A round, with what is noted of its participants beside it. */
function roundIn(item: Item, beside: Item): Round | null {
  if (item === undefined) return null;
  const round = parseItem(roundItem, item);
  if (beside === undefined) return round;
  const { lastDeadline, named, left } = parseItem(roundParticipantsItem, beside);
  return {
    ...round,
    ...(lastDeadline === null ? {} : { lastDeadline }),
    ...(named ? { participants: 'named' } : {}),
    ...(left ? { left } : {}),
  };
}

const roleOf = ({ role = 'contact' }: Contact) => role;

/** What its contacts may do, by the partition in which they are found. */
const rolesOf = (authority: Authority | null): Map<string, ReturnType<typeof roleOf>> =>
  new Map(authority?.contacts.map((one) => [contactPartition(one.address), roleOf(one)]));

/** Where its names lie, by partition. */
function nameKeysOf(authority: Authority | null): Map<string, Key> {
  if (authority === null) return new Map();
  return new Map(namesOf(authority).map((name) => [namePartition(name), authorityNameKey(name, authority.id)]));
}
