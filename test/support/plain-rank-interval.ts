import { categoryWeights } from '../../shared/domain/insight/robustness/category-weights.ts';
import { categoriesOf, type Questionnaire } from '../../shared/domain/questionnaire/questionnaire.ts';
import { type PlainMethod, plainScore } from './plain-methods.ts';

/** How many letters of a category count and are met, in each of the three readings of what was not answered. */
const readings = [
  (letters: string) => ({ met: count(letters, 'Y'), total: letters.length }),
  (letters: string) => ({ met: count(letters, 'Y'), total: letters.length - count(letters, 'A-') }),
  (letters: string) => ({ met: count(letters, 'YA-'), total: letters.length }),
] as const;
const count = (letters: string, among: string): number => [...letters].filter((one) => among.includes(one)).length;

/** Best, median and worst rank of the first code among all, drawn plainly: everybody scored and compared in each draw. */
export function plainRankInterval(
  questionnaire: Questionnaire,
  method: PlainMethod,
  codes: readonly string[],
): readonly [best: number, median: number, worst: number] {
  const sizes = categoriesOf(questionnaire).map(({ total }) => total);
  const categories = codes.map((code) => {
    const letters = [...code];
    return sizes.map((size) => letters.splice(0, size).join(''));
  });
  const counted = readings.map((reading) => categories.map((one) => one.map(reading)));
  const weights = new Float64Array(sizes.length);
  const chance = categoryWeights(sizes.length, 2008);
  const ranks = Array.from({ length: 10_000 }, () => {
    chance.draw(weights);
    const shown = counted[chance.pick(3)]?.map((one) => plainScore(method, one, [...weights])?.percent ?? 0) ?? [];
    return 1 + shown.filter((percent) => percent > (shown[0] ?? 0)).length;
  }).sort((a, b) => a - b);
  return [ranks[499] ?? 0, ranks[4999] ?? 0, ranks[9499] ?? 0];
}
