import { pMapIterable } from 'p-map';
import type { Profile } from '../domain/standings/standings.ts';
import type { Publication, StandingsStore } from '../ports/standings-store.ts';

/** Shards that are read at once. */
const concurrency = 8;

/** Of one shard, or of all; null when one of them was taken away since: an authority in it was erased. */
export async function loadProfiles(
  { standings, shards }: Publication,
  store: Pick<StandingsStore, 'shard'>,
  shard?: number,
): Promise<Profile[] | null> {
  const names = shard === undefined ? shards : shards.slice(shard, shard + 1);
  const profiles: Profile[] = [];
  for await (const counted of pMapIterable(names, (name) => store.shard(standings.round, name), { concurrency })) {
    if (counted === null) return null;
    for (const profile of counted.profiles) profiles.push(profile);
  }
  return profiles;
}
