import { meanOfCategories, type Rounding } from './mean-of-categories.ts';
import type { Aggregate, ScoringMethod } from './scoring-method.ts';

export const methodIds = ['ucdashboard-2022', 'exact'] as const;
export type MethodId = (typeof methodIds)[number];

/**
 * The scoring methods. A method's id is kept with every score it made, so a method once used is never changed: a new one
 * is added here under a new id. What it lacks does not compile: a part of {@link ScoringMethod}, or the words of it.
 */
const methods = {
  /** As the UserCentriCities dashboard published its 2022 ranking. */
  'ucdashboard-2022': /* @__PURE__ */ rounding({ categoryDecimals: 2, overallDecimals: 3 }),
  /** The unrounded mean; only the shown whole percentage is rounded. */
  exact: /* @__PURE__ */ rounding({ categoryDecimals: null, overallDecimals: null }),
} satisfies Record<MethodId, ScoringMethod & { readonly rounding: Rounding }>;

/** The method that rounds so. */
function rounding(how: Rounding) {
  return { ...meanOfCategories(how), rounding: how };
}

/** The method that a result names; throws for one that an office's definition made, which no method of ours scores. */
export function methodNamed(by: string): MethodId {
  const method = methodIds.find((id) => id === by);
  if (method === undefined) throw new Error(`There is no scoring method ${by}`);
  return method;
}

/** How the method brings categories together: its words are found by it. */
export const aggregateOf = (id: MethodId): Aggregate => methods[id].aggregate;

export function scoringMethod(id: MethodId): ScoringMethod {
  return methods[id];
}

/** To how many decimals a method rounds. */
export const roundingOf = (id: MethodId): Rounding => methods[id].rounding;
