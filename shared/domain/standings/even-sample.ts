import { authoritiesIn, type ShownCounters } from '../scoring/shown-counters.ts';
import { shardOf } from './standing.ts';
import type { Profile } from './standings.ts';

/** More others change what a result is compared with less than chance does. */
export const maxCompared = 500;

/**
 * Takes authorities one by one, in any order, and keeps an even sample over what they show, the same for the same
 * authorities; all of them where they are not more than `most`. Holds no more than that at any time.
 */
export function evenSampler(counters: ShownCounters, most = maxCompared) {
  const wanted = wantedOfEach(counters, most);
  const taken = new Map(counters.map(([shown]): [number, Profile[]] => [shown, []]));
  return {
    offer(profile: Profile): void {
      const list = taken.get(profile.percent);
      if (list === undefined) return;
      const at = list.findIndex((one) => before(profile, one));
      list.splice(at < 0 ? list.length : at, 0, profile);
      if (list.length > (wanted.get(profile.percent) ?? 0)) list.pop();
    },
    sample: (): Profile[] => [...taken.values()].flat(),
  };
}

/** How many to take of those that show each number: those at even steps in the order of what they show. */
function wantedOfEach(counters: ShownCounters, most: number): Map<number, number> {
  const authorities = authoritiesIn(counters);
  if (authorities <= most) return new Map(counters);
  const wanted = new Map<number, number>();
  let at = 0;
  let reached = counters[0]?.[1] ?? 0;
  for (let index = 0; index < most; index += 1) {
    const position = Math.floor(((index + 0.5) * authorities) / most);
    while (position >= reached && at < counters.length - 1) {
      at += 1;
      reached += counters[at]?.[1] ?? 0;
    }
    const shown = counters[at]?.[0] ?? 0;
    wanted.set(shown, (wanted.get(shown) ?? 0) + 1);
  }
  return wanted;
}

/** By a hash of their ids, so that those of one percentage are taken whatever they are called. */
function before(a: Profile, b: Profile): boolean {
  const [left, right] = [spread(a), spread(b)];
  return left === right ? a.authority < b.authority : left < right;
}

const spread = ({ authority }: Profile): number => shardOf(authority, 2 ** 32);
