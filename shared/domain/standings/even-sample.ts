import type { PercentCounters } from '../scoring/ranking.ts';
import { shardOf } from './standing.ts';
import type { Profile } from './standings.ts';

/** More others change what a result is compared with less than chance does. */
export const maxCompared = 500;

/**
 * Takes authorities one by one, in any order, and keeps an even sample over their percentages, the same for the same
 * authorities; all of them where they are not more than `most`. Holds no more than that at any time.
 */
export function evenSampler(percents: PercentCounters, most = maxCompared) {
  const wanted = wantedByPercent(percents, most);
  const taken = wanted.map((): Profile[] => []);
  return {
    offer(profile: Profile): void {
      const { percent } = profile;
      const list = taken[percent] ?? [];
      const at = list.findIndex((one) => before(profile, one));
      list.splice(at < 0 ? list.length : at, 0, profile);
      if (list.length > (wanted[percent] ?? 0)) list.pop();
    },
    sample: (): Profile[] => taken.flat(),
  };
}

/** How many to take of those that show 0 %, 1 %, ... 100 %: those at even steps in the order of their percentages. */
function wantedByPercent(percents: PercentCounters, most: number): number[] {
  const authorities = percents.reduce((all, count) => all + count, 0);
  if (authorities <= most) return [...percents];
  const wanted = percents.map(() => 0);
  let percent = 0;
  let reached = percents[0] ?? 0;
  for (let index = 0; index < most; index += 1) {
    const position = Math.floor(((index + 0.5) * authorities) / most);
    while (position >= reached && percent < 100) {
      percent += 1;
      reached += percents[percent] ?? 0;
    }
    wanted[percent] = (wanted[percent] ?? 0) + 1;
  }
  return wanted;
}

/** By a hash of their ids, so that those of one percentage are taken whatever they are called. */
function before(a: Profile, b: Profile): boolean {
  const [left, right] = [spread(a), spread(b)];
  return left === right ? a.authority < b.authority : left < right;
}

const spread = ({ authority }: Profile): number => shardOf(authority, 2 ** 32);
