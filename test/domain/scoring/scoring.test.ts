import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues, decodeAnswers, encodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { categoriesOf, indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { divideRounded } from '../../../shared/domain/scoring/count.ts';
import { countPercents, rankOf } from '../../../shared/domain/scoring/ranking.ts';
import { scoreSummary } from '../../../shared/domain/scoring/score-summary.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { publishedRanking, valuesFor } from '../../support/published-ranking.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const anyValues = fc
  .array(fc.constantFrom(...answerValues), { minLength: ids.length, maxLength: ids.length })
  .map((values) => new Map(ids.map((id, index) => [id, values[index] as AnswerValue])));

describe('the published ranking of 2022', () => {
  test.each(publishedRanking)('$authority scores $percent %', ({ counts, percent }) => {
    const scored = score(questionnaire, valuesFor(questionnaire, counts));
    expect(scored.percent).toBe(percent);
    expect(Object.values(scored.categories)).toEqual(counts);
  });

  test('orders the seven as published, ties included', () => {
    const counters = countPercents(publishedRanking.map(({ percent }) => percent));
    const ranks = publishedRanking.map(({ percent }) => rankOf(percent, counters));
    expect(ranks).toEqual([1, 2, 3, 4, 5, 6, 6]);
  });
});

test('Espoo by hand: the mean of .75 .5 1 .4 .2 .75 1 1 .33 .5 0 .5 is .5775, rounded .578', () => {
  const espoo = publishedRanking.find(({ authority }) => authority === 'Espoo');
  const scored = score(questionnaire, valuesFor(questionnaire, espoo?.counts ?? []));
  expect(scored).toMatchObject({
    percent: 58,
    overall: 0.578,
    met: 23,
    total: 41,
    pillars: { '1': { met: 9, total: 13 }, '2': { met: 12, total: 22 }, '3': { met: 2, total: 6 } },
  });
});

describe('any answers', () => {
  test('score the same as a mean computed in whole fractions, by either method', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const counts = categoriesOf(questionnaire).map(({ indicators }) => ({
          met: BigInt(indicators.filter(({ id }) => values.get(id) === 'yes').length),
          total: BigInt(indicators.length),
        }));
        // Half away from zero, in integers of any size.
        const rounded = (n: bigint, d: bigint) => (2n * n + d) / (2n * d);
        const hundredths = counts.reduce((all, { met, total }) => all + rounded(100n * met, total), 0n);
        const thousandths = rounded(10n * hundredths, 12n);
        expect(score(questionnaire, values).overall).toBe(Number(thousandths) / 1000);
        expect(score(questionnaire, values).percent).toBe(Number(rounded(thousandths, 10n)));
        const common = counts.reduce((all, { total }) => all * total, 1n);
        const exact = counts.reduce((all, { met, total }) => all + (met * common) / total, 0n);
        expect(score(questionnaire, values, 'exact').percent).toBe(Number(rounded(100n * exact, 12n * common)));
      }),
    );
  });

  test('score the same in every order', () => {
    fc.assert(
      fc.property(anyValues, fc.infiniteStream(fc.nat()), (values, keys) => {
        const shuffled = [...values]
          .map((entry) => ({ entry, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(score(questionnaire, new Map(shuffled))).toEqual(score(questionnaire, values));
      }),
    );
  });

  test('are never lower when an open question is met, and an unclear one is met in no reading', () => {
    fc.assert(
      fc.property(anyValues, fc.constantFrom(...ids), (values, id) => {
        const { readings } = score(questionnaire, values);
        expect(readings.naMet).toBeGreaterThanOrEqual(readings.naNotMet);
        const unclear = new Map(values).set(id, 'unclear');
        const no = new Map(values).set(id, 'no');
        expect(score(questionnaire, unclear).readings).toEqual(score(questionnaire, no).readings);
      }),
    );
  });

  test('come back from their code of one letter each', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const answers = new Map([...values].map(([id, value]) => [id, { value, raw: '', evidence: '', cell: null }]));
        expect(decodeAnswers(ids, encodeAnswers(ids, answers))).toEqual(values);
      }),
    );
  });
});

test('a code of another length or letter is refused', () => {
  expect(() => decodeAnswers(['1.1.1'], 'YY')).toThrow('does not fit');
  expect(() => decodeAnswers(['1.1.1'], 'X')).toThrow('unknown');
});

test('the rank is one more than the number above, as a plain sort has it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 400 }), (percents) => {
      const counters = countPercents(percents);
      const sorted = [...percents].sort((a, b) => b - a);
      for (const percent of percents) expect(rankOf(percent, counters)).toBe(sorted.indexOf(percent) + 1);
    }),
  );
});

test('with everything NA the reading without NA has nothing to stand on', () => {
  const values = new Map(ids.map((id): [string, AnswerValue] => [id, 'na']));
  expect(score(questionnaire, values).readings).toEqual({ naNotMet: 0, naExcluded: null, naMet: 100 });
});

test.each<[string, AnswerValue, number, number]>([
  // Of 41 questions all Yes but those of 1.1, which has four of them: 11 of 12 categories are 100 %.
  ['NA', 'na', 100, 100],
  ['blank', 'unanswered', 100, 100],
  ['No', 'no', 92, 92],
  ['not understood', 'unclear', 92, 92],
])(
  'a category answered %s is left out or met in the other two readings only where it is open',
  (_, value, left, met) => {
    const values = new Map(ids.map((id): [string, AnswerValue] => [id, id.startsWith('1.1.') ? value : 'yes']));
    expect(score(questionnaire, values).readings).toEqual({ naNotMet: 92, naExcluded: left, naMet: met });
  },
);

test('what is not there counts as not answered', () => {
  expect(score(questionnaire, new Map()).readings).toEqual({ naNotMet: 0, naExcluded: null, naMet: 100 });
});

test('an open answer that a questionnaire takes as met is met, and open no more', () => {
  const lenient = { ...questionnaire, answers: { ...questionnaire.answers, met: ['yes' as const, 'na' as const] } };
  const values = new Map(ids.map((id, index): [string, AnswerValue] => [id, index % 2 === 0 ? 'na' : 'yes']));
  expect(score(lenient, values).readings).toEqual({ naNotMet: 100, naExcluded: 100, naMet: 100 });
});

test('a result as it is shown names its method and its questionnaire', () => {
  expect(scoreSummary({ percent: 58, method: 'exact' }, questionnaire)).toEqual({
    ...{ percent: 58, method: 'exact', questionnaire: 'user-centricity@2023' },
  });
});

test.each([-1, 101, 0.5, Number.NaN])('%s is no whole percentage to count', (percent) =>
  expect(() => countPercents([50, percent])).toThrow('is not a whole percentage'),
);

test('101 counters are counted from 0 to 100', () => {
  const counters = countPercents([0, 100, 100]);
  expect(counters).toHaveLength(101);
  expect([counters[0], counters[1], counters[100]]).toEqual([1, 0, 2]);
});

test.each([
  [1, 2, 1],
  [1, 3, 0],
  [2, 3, 1],
  [0, 7, 0],
  [7, 7, 1],
  [5, 2, 3],
])('%i / %i is %i, half away from zero', (n, d, rounded) => expect(divideRounded(n, d)).toBe(rounded));

test('what is too large to be exact is refused, not rounded', () => {
  expect(divideRounded((Number.MAX_SAFE_INTEGER - 1) / 2, 1)).toBe((Number.MAX_SAFE_INTEGER - 1) / 2);
  expect(() => divideRounded(Number.MAX_SAFE_INTEGER, 1)).toThrow('too large to be scored exactly');
});
