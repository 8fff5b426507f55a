import { categoriesOf, type Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { MethodId } from '../../shared/domain/scoring/methods/methods.ts';

/** A category as somebody with a pocket calculator sees it. */
export interface PlainCategory {
  readonly met: number;
  readonly total: number;
  readonly weight: number;
}

/** What a method makes of categories, written down plainly from docs/scoring.md and from nothing of the program. */
export interface PlainMethod {
  share(met: number, total: number): number;
  /** Of categories in which something counts; there is at least one. */
  whole(categories: readonly PlainCategory[]): { readonly overall: number; readonly percent: number };
}

/** Half away from zero. What is a half but for the last bits of a binary fraction is a half. */
const round = (value: number, decimals: number): number =>
  Math.floor(value * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals;

const mean = (categories: readonly PlainCategory[], share: PlainMethod['share']): number => {
  const weight = categories.reduce((all, one) => all + one.weight, 0);
  return categories.reduce((all, one) => all + one.weight * share(one.met, one.total), 0) / weight;
};

/** A method that nobody has computed by hand does not compile. */
export const plainMethods: Readonly<Record<MethodId, PlainMethod>> = {
  'ucdashboard-2022': {
    share: (met, total) => round(met / total, 2),
    whole(categories) {
      const overall = round(mean(categories, this.share), 3);
      return { overall, percent: round(100 * overall, 0) };
    },
  },
  exact: {
    share: (met, total) => met / total,
    whole(categories) {
      const overall = mean(categories, this.share);
      return { overall, percent: round(100 * overall, 0) };
    },
  },
};

/** What a code of letters meets in each category: `Y` alone is met. */
export function plainCounts(questionnaire: Questionnaire, code: string): Counted[] {
  const letters = [...code];
  return categoriesOf(questionnaire).map(({ total }) => ({
    total,
    met: letters.splice(0, total).filter((letter) => letter === 'Y').length,
  }));
}

type Counted = Pick<PlainCategory, 'met' | 'total'>;

/** Scored by hand, every category weighing the same or as `weights` say; null when nothing counts. */
export function plainScore(method: PlainMethod, counts: readonly Counted[], weights: readonly number[] = []) {
  const categories = counts
    .map(({ met, total }, index) => ({ met, total, weight: weights[index] ?? 1 }))
    .filter(({ total }) => total > 0);
  return categories.length === 0 ? null : method.whole(categories);
}
