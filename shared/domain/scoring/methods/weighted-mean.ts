/**
 * Weighted arithmetic mean of values, with a weight for each from `from` on. A missing value (NaN) is left out together
 * with its weight; the mean of nothing is NaN. Of all that rank intervals take, this is done most often.
 */
export function weightedMean(values: Float64Array, weights: Float64Array, from = 0): number {
  let sum = 0;
  let weight = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const own = weights[from + index] ?? 0;
    sum += own * value;
    weight += own;
  }
  return sum / weight;
}
