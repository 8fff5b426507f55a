import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Concentration of a symmetric Dirichlet distribution over n weights that makes each weight vary with a standard
 * deviation of a quarter of its mean 1/n: sd/mean = sqrt((n - 1) / (n * concentration + 1)). In whole numbers,
 * because a gamma variate of a whole shape is minus the logarithm of as many uniform ones multiplied.
 */
export function concentrationFor(n: number): number {
  return Math.max(1, Math.round((16 * (n - 1) - 1) / n));
}

/** Draws weights that add up to 1 and are equal on average; the same seed draws the same. */
export function categoryWeights(n: number, seed: number) {
  const generator = xoroshiro128plus(seed);
  const concentration = concentrationFor(n);
  return {
    /** Fills `weights` with the next draw. */
    draw(weights: Float64Array): void {
      let sum = 0;
      for (let index = 0; index < n; index += 1) {
        let product = 1;
        for (let factor = 0; factor < concentration; factor += 1) product *= 1 - uniformFloat64(generator);
        const weight = -Math.log(product);
        weights[index] = weight;
        sum += weight;
      }
      for (const [index, weight] of weights.entries()) weights[index] = weight / sum;
    },
    /** A whole number 0 <= k < n. */
    pick: (choices: number): number => Math.floor(choices * uniformFloat64(generator)),
  };
}
