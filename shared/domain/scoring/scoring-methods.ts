/**
 * Scoring methods are versioned data. A method's id is kept with every score it made, so a method
 * once used is never changed: a new one is added under a new id.
 */
export interface ScoringMethod {
  readonly id: string;
  /** Decimals a category's share is rounded to (half away from zero); null: not rounded. */
  readonly categoryDecimals: number | null;
  /** Decimals the mean of the categories is rounded to; null: not rounded. */
  readonly overallDecimals: number | null;
}

const methods = {
  /** As the UserCentriCities dashboard published its 2022 ranking. */
  'ucdashboard-2022': { id: 'ucdashboard-2022', categoryDecimals: 2, overallDecimals: 3 },
  /** The unrounded mean; only the shown whole percentage is rounded. */
  exact: { id: 'exact', categoryDecimals: null, overallDecimals: null },
} as const satisfies Record<string, ScoringMethod>;

export type MethodId = keyof typeof methods;
export const methodIds = Object.keys(methods) as MethodId[];

export function scoringMethod(id: MethodId): ScoringMethod {
  return methods[id];
}
