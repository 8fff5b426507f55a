/** How many questions are met, of how many. */
export interface Count {
  readonly met: number;
  readonly total: number;
}

/** n/d for n >= 0, d > 0, rounded to a whole number, half away from zero, without leaving the integers. */
export function divideRounded(n: number, d: number): number {
  if (!Number.isSafeInteger(2 * n + d)) throw new RangeError('This questionnaire is too large to be scored exactly');
  const twice = 2 * n + d;
  return (twice - (twice % (2 * d))) / (2 * d);
}

export function sumOf(counts: readonly Count[]): Count {
  return counts.reduce((all, count) => ({ met: all.met + count.met, total: all.total + count.total }), {
    met: 0,
    total: 0,
  });
}
