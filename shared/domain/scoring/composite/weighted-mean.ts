/**
 * Weighted arithmetic mean of as many values as there are weights, beginning at `from`. A missing value (NaN)
 * is left out together with its weight; the mean of nothing is NaN.
 */
export function weightedMean(values: Float64Array, weights: Float64Array, from = 0): number {
  let sum = 0;
  let weight = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const value = values[from + index] as number;
    if (Number.isNaN(value)) continue;
    sum += (weights[index] as number) * value;
    weight += weights[index] as number;
  }
  return sum / weight;
}
