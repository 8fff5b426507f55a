import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues, decodeAnswers, encodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { categoriesOf, indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { countPercents, rankOf } from '../../../shared/domain/scoring/ranking.ts';
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
