/**
 * Ranks are defined on the shown whole percentage, so 101 counters (how many authorities show 0 %,
 * 1 %, ... 100 %) give every authority its exact rank at any number of authorities. Nothing sorts.
 */
export type PercentCounters = readonly number[];

export function countPercents(percents: Iterable<number>): PercentCounters {
  const counters = new Array<number>(101).fill(0);
  for (const percent of percents) {
    if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
      throw new RangeError(`${percent} is not a whole percentage`);
    }
    counters[percent] = (counters[percent] ?? 0) + 1;
  }
  return counters;
}

/** Standard competition rank (1, 2, 2, 4): one more than the number of authorities that show more. */
export function rankOf(percent: number, counters: PercentCounters): number {
  return 1 + counters.slice(percent + 1).reduce((all, count) => all + count, 0);
}
