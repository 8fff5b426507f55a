import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, decodeAnswers } from '../../../shared/domain/answers/answer.ts';
import { categoriesOf, indicatorsOf } from '../../../shared/domain/questionnaire/questionnaire.ts';
import { rankOf } from '../../../shared/domain/scoring/ranking.ts';
import { score } from '../../../shared/domain/scoring/scoring.ts';
import { limited, ofHoweverFew } from '../../../shared/domain/standings/limited.ts';
import { populationBand } from '../../../shared/domain/standings/population-bands.ts';
import { addParts, countAuthorities, groupsOf, rankAmong } from '../../../shared/domain/standings/standings.ts';
import { pooled, quantile } from '../../../shared/domain/standings/tally.ts';
import { publishedRanking, valuesFor } from '../../support/published-ranking.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

const ids = indicatorsOf(questionnaire).map(({ id }) => id);
const method = 'ucdashboard-2022';
const countedOf = (answerCode: string, country: string | null, population: number | null) => ({
  ...{ answerCode, country, population },
  percent: score(questionnaire, decodeAnswers(ids, answerCode), method).percent,
});
const anyAuthority = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('Y', 'N', 'A', '-', '?'), minLength: ids.length, maxLength: ids.length }),
    fc.constantFrom('FI', 'PT', null),
    fc.option(fc.integer({ min: 1, max: 4_000_000 })),
  )
  .map((parts) => countedOf(...parts));
const anyAuthorities = fc.array(anyAuthority, { maxLength: 12 });
const published = publishedRanking.map(({ counts }) => {
  const values = valuesFor(questionnaire, counts);
  return countedOf(ids.map((id) => codeOf(values.get(id) ?? 'unanswered')).join(''), 'FI', 100_000);
});

describe('counting authorities', () => {
  test('in shards, in any split and order, adds up to counting them all', () => {
    const countedTwice = fc.tuple(anyAuthorities, anyAuthorities);
    fc.assert(
      fc.property(countedTwice, ([one, other]) => {
        const parts = [one, other].map((some) => countAuthorities(questionnaire, method, some));
        const [a, b] = parts as [(typeof parts)[0], (typeof parts)[0]];
        const whole = countAuthorities(questionnaire, method, [...other, ...one]);
        expect(addParts(a, b)).toEqual(whole);
        expect(addParts(b, a)).toEqual(whole);
      }),
    );
  });

  test('agrees with the answers themselves', () => {
    fc.assert(
      fc.property(anyAuthorities, (authorities) => {
        const { all, groups } = countAuthorities(questionnaire, method, authorities);
        const counted = ofHoweverFew(all);
        const values = authorities.map(({ answerCode }) => decodeAnswers(ids, answerCode));
        for (const id of ids) expect(counted.indicators[id]).toBe(values.filter((one) => one.get(id) === 'yes').length);
        for (const { id, indicators, total } of categoriesOf(questionnaire)) {
          const met = values.map((one) => indicators.filter((indicator) => one.get(indicator.id) === 'yes').length);
          expect(pooled(counted.categories[id] ?? [])).toEqual({
            met: met.reduce((sum, count) => sum + count, 0),
            total: total * authorities.length,
          });
          const others = { ...questionnaire, pillars: withoutCategoryOf(id) };
          const percents = values.map((one) => score(others, one, method).percent);
          for (const percent of percents) {
            expect(counted.withoutCategory[id]?.[percent]).toBe(percents.filter((one) => one === percent).length);
          }
        }
        expect(groups['country:FI']?.authorities ?? 0).toBe(
          authorities.filter(({ country }) => country === 'FI').length,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('of the seven published authorities gives their pooled pillars', () => {
    const all = ofHoweverFew(countAuthorities(questionnaire, method, published).all);
    const metIn = (pillar: string): number =>
      publishedRanking.reduce(
        (sum, { counts }) =>
          sum +
          categoriesOf(questionnaire).reduce(
            (met, { id }, index) => met + (id.startsWith(`${pillar}.`) ? (counts[index]?.met ?? 0) : 0),
            0,
          ),
        0,
      );
    for (const { id } of questionnaire.pillars) expect(pooled(all.pillars[id] ?? []).met).toBe(metIn(id));
  });
});

function withoutCategoryOf(leftOut: string): typeof questionnaire.pillars {
  return questionnaire.pillars
    .map((pillar) => ({ ...pillar, categories: pillar.categories.filter(({ id }) => id !== leftOut) }))
    .filter(({ categories }) => categories.length > 0);
}

test('a provisional rank is the rank after the own change, whether the authority was counted before or not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(100), { minLength: 1, maxLength: 30 }),
      fc.nat(100),
      fc.boolean(),
      (shown, now, known) => {
        const percents = new Array<number>(101).fill(0);
        for (const percent of shown) percents[percent] = (percents[percent] ?? 0) + 1;
        const own = known ? (shown[0] ?? 0) : null;
        const after = [...(known ? shown.slice(1) : shown), now];
        const counted = limited(shown.length, { percents, categories: {}, pillars: {}, indicators: {} });
        const place = { rank: 1 + after.filter((percent) => percent > now).length, of: after.length };
        // From five authorities on, the own one among them.
        expect(rankAmong(counted, now, own)).toEqual(after.length < 5 ? null : place);
        expect(rankOf(0, percents)).toBe(1 + shown.filter((percent) => percent > 0).length);
      },
    ),
  );
});

test.each([
  [[0, 0, 0, 0], 0.5, null],
  [[1, 1, 1, 1], 0.5, 1],
  [[1, 1, 1, 1], 0.75, 2],
  [[0, 0, 3, 0], 0.25, 2],
  [[4, 0, 0, 4], 1, 3],
])('the histogram %j has %d of it up to %s', (histogram, part, expected) => {
  expect(quantile(histogram, part)).toBe(expected);
});

test.each([
  [0, 0],
  [49_999, 0],
  [305_200, 250_000],
  [9_000_000, 5_000_000],
  [-1, null],
])('%d inhabitants are of the band from %s', (population, band) => expect(populationBand(population)).toBe(band));

test.each([
  ['FI', 300_000, ['country:FI', 'population:250000']],
  ['FI', null, ['country:FI']],
  [null, 0, ['population:0']],
  [null, null, []],
])('of %s with %s people: %j', (country, population, groups) =>
  expect(groupsOf({ country, population })).toEqual(groups),
);

test('the seven published: how many show each percentage, and what those that do meet in a category', () => {
  const counted = ofHoweverFew(countAuthorities(questionnaire, method, published).all);
  const shown = published.map(({ percent }) => percent);
  expect(counted.percents).toEqual(
    Array.from({ length: 101 }, (_, percent) => shown.filter((one) => one === percent).length),
  );
  const [first] = categoriesOf(questionnaire);
  const met = (percent: number): number =>
    publishedRanking.reduce((sum, one) => sum + (one.percent === percent ? (one.counts[0]?.met ?? 0) : 0), 0);
  expect(counted.metByPercent[first?.id ?? '']).toEqual(Array.from({ length: 101 }, (_, percent) => met(percent)));
  for (const { id, categories } of questionnaire.pillars) {
    expect(counted.pillars[id]).toHaveLength(1 + categories.reduce((sum, { total }) => sum + total, 0));
  }
});
