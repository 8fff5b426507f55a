import { divideRounded } from './count.ts';

/**
 * How many authorities show each number, of those that are shown by somebody, from the lowest: percent or points, with up
 * to two decimals and maybe below zero. Like the 101 counters of whole percentages they give every authority its exact rank
 * at any number of authorities, and two of them add up to those of both.
 */
export type ShownCounters = readonly (readonly [shown: number, authorities: number])[];

/** Of numbers in any order, each as often as it is shown. */
export function countShown(all: Iterable<number>): ShownCounters {
  const counts = new Map<number, number>();
  for (const shown of all) counts.set(shown, (counts.get(shown) ?? 0) + 1);
  return inOrder(counts);
}

export function addShown(a: ShownCounters, b: ShownCounters): ShownCounters {
  const counts = new Map(a);
  for (const [shown, authorities] of b) counts.set(shown, (counts.get(shown) ?? 0) + authorities);
  return inOrder(counts);
}

/** Counters that were counted in any order. */
export const inOrder = (counts: ReadonlyMap<number, number>): ShownCounters =>
  [...counts].filter(([, authorities]) => authorities > 0).sort(([a], [b]) => a - b);

/** The counters with an authority's own change applied: `before` is the number they count it with, null for none. */
export function withShownChange(counters: ShownCounters, before: number | null, after: number): ShownCounters {
  const change: [number, number][] = before === null ? [] : [[before, -1]];
  return addShown(counters, countedTogether([...change, [after, 1]]));
}

function countedTogether(all: readonly (readonly [number, number])[]): ShownCounters {
  const counts = new Map<number, number>();
  for (const [shown, by] of all) counts.set(shown, (counts.get(shown) ?? 0) + by);
  return [...counts];
}

/** How many are counted. */
export const authoritiesIn = (counters: ShownCounters): number =>
  counters.reduce((all, [, authorities]) => all + authorities, 0);

/** Standard competition rank (1, 2, 2, 4): one more than the number of authorities that show more. */
export const rankOfShown = (shown: number, counters: ShownCounters): number =>
  1 + authoritiesIn(counters.filter(([other]) => other > shown));

/** To one decimal more than numbers are shown with, half away from zero; null of nobody. */
export function meanOfShown(counters: ShownCounters, decimals: number): number | null {
  const authorities = authoritiesIn(counters);
  if (authorities === 0) return null;
  const unit = 10 ** decimals;
  const sum = counters.reduce((all, [shown, count]) => all + Math.round(shown * unit) * count, 0);
  const mean = divideRounded(10 * Math.abs(sum), authorities);
  return (Math.sign(sum) * mean) / (10 * unit) || 0;
}

/** The number below which the share `part` (0..1) lies: nearest rank, so the median of 1, 2, 3, 4 is 2. null of nobody. */
export function quantileOfShown(counters: ShownCounters, part: number): number | null {
  const nearest = Math.max(1, Math.ceil(part * authoritiesIn(counters)));
  let below = 0;
  for (const [shown, authorities] of counters) {
    below += authorities;
    if (below >= nearest) return shown;
  }
  return null;
}
