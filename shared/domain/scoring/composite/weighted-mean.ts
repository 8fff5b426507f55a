/**
 * Weighted arithmetic mean of as many values as there are weights, beginning at `from`. A missing value (NaN)
 * is left out together with its weight; the mean of nothing is NaN.
 */
export function weightedMean(values: Float64Array, weights: Float64Array, from = 0): number {
  let sum = 0;
  let weight = 0;
  for (const [index, own] of weights.entries()) {
    const value = values[from + index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += own * value;
    weight += own;
  }
  return sum / weight;
}
