import type { Profile } from '../domain/standings/standings.ts';
import type { Publication, StandingsStore } from '../ports/standings-store.ts';

/** Of one shard, or of all; null when one of them was taken away since: an authority in it was erased. */
export async function loadProfiles(
  { standings, shards }: Publication,
  store: Pick<StandingsStore, 'shard'>,
  shard?: number,
): Promise<Profile[] | null> {
  const profiles: Profile[] = [];
  for (const name of shard === undefined ? shards : shards.slice(shard, shard + 1)) {
    const counted = await store.shard(standings.round, name);
    if (counted === null) return null;
    for (const profile of counted.profiles) profiles.push(profile);
  }
  return profiles;
}
