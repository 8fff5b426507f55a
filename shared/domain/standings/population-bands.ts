/**
 * Lower bounds of the bands in which authorities are compared by their population: the classes of the
 * OECD/EU degree of urbanisation (50,000) and city size (100,000; 250,000; 500,000; 1 million; 5 million).
 */
export const populationBands = [0, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000] as const;

/** The lower bound of the band a population lies in; null for a number that is no population. */
export function populationBand(population: number): number | null {
  return populationBands.findLast((bound) => population >= bound) ?? null;
}
