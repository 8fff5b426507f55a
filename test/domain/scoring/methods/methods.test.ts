import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { type Count, divideRounded, sumOf } from '../../../../shared/domain/scoring/count.ts';
import { methodIds, scoringMethod } from '../../../../shared/domain/scoring/methods/methods.ts';
import type { ScoringMethod } from '../../../../shared/domain/scoring/methods/scoring-method.ts';
import { formulaResult } from '../../../support/formula-result.ts';
import { type PlainMethod, plainMethods, plainScore } from '../../../support/plain-methods.ts';
import { userCentricity2023 } from '../../../support/user-centricity.ts';

/** 1 to 12 categories of up to 9 questions that count, some of none. */
const anyCounts = fc
  .array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 12 })
  .map((pairs) => pairs.map(([total, met]): Count => ({ total, met: Math.min(met, total) })));

type Part = (method: ScoringMethod, plain: PlainMethod, counts: readonly Count[], weights: readonly number[]) => void;

const near = (value: number | string | null | undefined, expected: number | null | undefined): void => {
  if (typeof expected !== 'number') expect(value === '' ? null : (value ?? null)).toBe(null);
  else expect(value).toBeCloseTo(expected, 12);
};

/** Each part of a method beside what is computed by hand. */
const parts: Record<string, Part> = {
  'the share of a category': (method, plain, counts) => {
    for (const { met, total } of counts)
      near(method.shareOf({ met, total }), total === 0 ? null : plain.share(met, total));
  },
  'the score': (method, plain, counts) => {
    const expected = plainScore(plain, counts);
    near(method.scoreOf(counts)?.overall, expected?.overall);
    expect(method.scoreOf(counts)?.percent).toBe(expected?.percent);
  },
  'the score without each category': (method, plain, counts) => {
    const expected = counts.map((_, index) => plainScore(plain, counts.toSpliced(index, 1))?.percent ?? 0);
    expect(method.percentsWithoutEach(counts)).toEqual(expected);
  },
  'the score with other weights': (method, plain, counts, weights) => {
    const ahead = [7, 5];
    const percent = method.reweighted(counts)(Float64Array.from([...ahead, ...weights]), ahead.length);
    expect(percent).toBe(plainScore(plain, counts, weights)?.percent ?? 0);
  },
  'the formulas': (method, plain, counts) => {
    const row = (index: number) => ({ met: `A${index + 1}`, total: `B${index + 1}` });
    const cells: Record<string, number | string> = Object.fromEntries(
      counts.flatMap(({ met, total }, index) => [
        [row(index).met, met],
        [row(index).total, total],
      ]),
    );
    for (const [index, { met, total }] of counts.entries()) {
      const share = formulaResult(method.formulas.share(row(index)), cells);
      near(share, total === 0 ? null : plain.share(met, total));
      cells[`C${index + 1}`] = share;
    }
    const categories = { shares: `C1:C${counts.length}`, counts: counts.map((_, index) => row(index)) };
    const expected = plainScore(plain, counts);
    cells['D1'] = formulaResult(method.formulas.overall(categories), cells);
    near(cells['D1'], expected?.overall);
    near(formulaResult(method.formulas.percent(categories, 'D1'), cells), expected && expected.percent / 100);
  },
};

const hold = (part: Part, method: ScoringMethod, plain: PlainMethod): void =>
  fc.assert(
    fc.property(anyCounts, fc.infiniteStream(fc.integer({ min: 1, max: 8 })), (counts, draw) =>
      // Weights as chance draws them: no sum of them is a half by accident.
      part(
        method,
        plain,
        counts,
        counts.map(() => (draw.next().value ?? 1) + Math.SQRT2 / 97),
      ),
    ),
    { seed: 20221118 },
  );

describe.each(methodIds)('the method %s', (id) => {
  test.each(Object.entries(parts))('has %s as computed by hand', (_, part) =>
    hold(part, scoringMethod(id), plainMethods[id]),
  );

  test('scores the largest and the smallest whole questionnaire 100 % and 0 %', () => {
    for (const total of [1, indicatorsOf(userCentricity2023).length]) {
      expect(scoringMethod(id).scoreOf([{ met: total, total }])).toEqual({ overall: 1, percent: 100 });
      expect(scoringMethod(id).scoreOf([{ met: 0, total }])).toEqual({ overall: 0, percent: 0 });
    }
  });
});

/** All questions in one pot: no mean of categories, so whoever averages them after all is found out. */
const pooledShare = (counts: readonly Count[], weights: ArrayLike<number> = counts.map(() => 1), from = 0) => {
  const [met, total] = (['met', 'total'] as const).map((key) =>
    counts.reduce((all, count, index) => all + (weights[from + index] ?? 0) * count[key], 0),
  );
  return { share: (met ?? 0) / (total ?? 0), percent: Math.floor((100 * (met ?? 0)) / (total ?? 0) + 0.5 + 1e-9) };
};
const pooled: ScoringMethod = {
  aggregate: 'mean',
  shareOf: ({ met, total }) => (total === 0 ? null : met / total),
  scoreOf(counts) {
    const { met, total } = sumOf(counts);
    return total === 0 ? null : { overall: met / total, percent: divideRounded(100 * met, total) };
  },
  percentsWithoutEach(counts) {
    return counts.map((_, index) => this.scoreOf(counts.toSpliced(index, 1))?.percent ?? 0);
  },
  reweighted: (counts) => (weights, from) => pooledShare(counts, weights, from).percent || 0,
  formulas: {
    share: ({ met, total }) => `IF(${total}=0,"",${met}/${total})`,
    overall: ({ shares, counts }) => `IF(COUNT(${shares})=0,"",${sumsOf(counts)})`,
    percent: ({ shares, counts }) => `IF(COUNT(${shares})=0,"",ROUND(100*${sumsOf(counts)},0)/100)`,
  },
};
const sumsOf = (counts: readonly { met: string; total: string }[]): string =>
  `SUM(${counts.map(({ met }) => met).join(',')})/SUM(${counts.map(({ total }) => total).join(',')})`;
const plainPooled: PlainMethod = {
  share: (met, total) => met / total,
  whole: (categories) => {
    const { share, percent } = pooledShare(
      categories,
      categories.map(({ weight }) => weight),
    );
    return { overall: share, percent };
  },
};

describe('a method that is no mean of categories', () => {
  test.each(Object.entries(parts))('has %s as computed by hand', (_, part) => hold(part, pooled, plainPooled));

  const exact = scoringMethod('exact');
  test.each<[string, Partial<ScoringMethod>]>([
    [
      'the share of a category',
      { shareOf: ({ met, total }) => (total === 0 ? null : Math.round((9 * met) / total) / 9) },
    ],
    ['the score', { scoreOf: exact.scoreOf }],
    ['the score without each category', { percentsWithoutEach: exact.percentsWithoutEach }],
    ['the score with other weights', { reweighted: exact.reweighted }],
    ['the formulas', { formulas: exact.formulas }],
  ])('is found out when it has %s of a mean, or wrong', (part, broken) => {
    expect(() => hold(parts[part] ?? (() => undefined), { ...pooled, ...broken }, plainPooled)).toThrow(
      'Property failed',
    );
  });
});
