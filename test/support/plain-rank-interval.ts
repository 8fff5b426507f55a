import { categoryShares, treatments } from '../../shared/domain/insight/robustness/category-shares.ts';
import { categoryWeights } from '../../shared/domain/insight/robustness/category-weights.ts';
import { categoriesOf, type Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import { type MethodId, scoringMethod } from '../../shared/domain/scoring/scoring-methods.ts';

/** Best, median and worst rank of the first code among all, drawn plainly: everybody scored and compared in each draw. */
export function plainRankInterval(
  questionnaire: Questionnaire,
  methodId: MethodId,
  [own, ...others]: readonly string[],
): readonly [best: number, median: number, worst: number] {
  const method = scoringMethod(methodId);
  const codes = [own ?? '', ...others];
  const shares = treatments.map((treatment) => categoryShares(questionnaire, method, codes, treatment));
  const { length: categories } = categoriesOf(questionnaire);
  const weights = new Float64Array(categories);
  const chance = categoryWeights(categories, 2008);
  const ranks = Array.from({ length: 10_000 }, () => {
    chance.draw(weights);
    const reading = shares[chance.pick(3)] ?? new Float64Array();
    const shown = codes.map((_, authority) => {
      const kept = [...weights.keys()].filter((index) => !Number.isNaN(reading[authority * categories + index]));
      let sum = 0;
      let weight = 0;
      for (const index of kept) {
        sum += (weights[index] ?? 0) * (reading[authority * categories + index] ?? 0);
        weight += weights[index] ?? 0;
      }
      if (kept.length === 0) return 0;
      const unit = method.overallDecimals === null ? null : 10 ** method.overallDecimals;
      return Math.round(100 * (unit === null ? sum / weight : Math.round((unit * sum) / weight) / unit));
    });
    return 1 + shown.filter((percent) => percent > (shown[0] ?? 0)).length;
  }).sort((a, b) => a - b);
  return [ranks[499] ?? 0, ranks[4999] ?? 0, ranks[9499] ?? 0];
}
