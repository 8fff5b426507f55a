import { readFileSync } from 'node:fs';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import {
  type CompositeTree,
  competitionRanks,
  compositeScores,
  minMax,
  withoutAggregate,
} from '../../../shared/domain/scoring/composite/composite.ts';
import { weightedMean } from '../../../shared/domain/scoring/composite/weighted-mean.ts';

type Row = Readonly<Record<string, string>>;
const table = (name: string): Row[] =>
  papaparse.parse<Row>(readFileSync(`test/fixtures/coinr-asem/${name}.csv`, 'utf8').trim(), { header: true }).data;
const number = (text = 'NA'): number => (text === 'NA' ? Number.NaN : Number(text));

const countries = table('asem_iData');
const meta = table('asem_iMeta').map((row) => ({
  id: row['iCode'] ?? '',
  parent: row['Parent'] === 'NA' ? null : (row['Parent'] ?? ''),
  weight: number(row['Weight']),
  type: row['Type'],
  direction: row['Direction'] === '-1' ? (-1 as const) : (1 as const),
}));
const asem: CompositeTree = {
  leaves: meta
    .filter(({ type }) => type === 'Indicator')
    .map((leaf) => ({ ...leaf, column: Float64Array.from(countries, (country) => number(country[leaf.id])) })),
  aggregates: meta.filter(({ type }) => type === 'Aggregate'),
};
const ranksOf = (tree: CompositeTree): Float64Array =>
  competitionRanks(compositeScores(tree).get('Index') ?? new Float64Array());

describe("COINr's ASEM example, by min-max and weighted arithmetic means", () => {
  test('gives its scores of all aggregates to 1e-9, and its ranks', () => {
    const scores = compositeScores(asem);
    const ranks = ranksOf(asem);
    const place = new Map(countries.map(({ uCode }, index) => [uCode, index]));
    const expected = table('asem_minmax_amean_scores');
    expect(expected).toHaveLength(51);
    for (const { uCode, Rank, ...columns } of expected) {
      const unit = place.get(uCode) ?? -1;
      expect(ranks[unit]).toBe(Number(Rank));
      for (const [id, score] of Object.entries(columns)) {
        expect(Math.abs((scores.get(id)?.[unit] ?? Number.NaN) - Number(score))).toBeLessThan(1e-9);
      }
    }
  });

  test.each(table('asem_remove_pillar'))('without $Removed ranks shift by $MeanAbsRankShift on average', (row) => {
    const nominal = ranksOf(asem);
    const shifted = ranksOf(withoutAggregate(asem, row['Removed'] ?? ''));
    const shift = nominal.reduce((sum, rank, unit) => sum + Math.abs(rank - (shifted[unit] as number)), 0);
    expect(shift / nominal.length).toBeCloseTo(Number(row['MeanAbsRankShift']), 9);
  });
});

test.each([
  [1, [2, 4, Number.NaN, 3], [0, 100, Number.NaN, 50]],
  [-1, [2, 4, Number.NaN, 3], [100, 0, Number.NaN, 50]],
] as const)('in direction %d, %j is normalised to %j', (direction, column, expected) => {
  expect([...minMax({ direction, column: Float64Array.from(column) })]).toEqual(expected);
});

test.each([
  [[10, 20], [1, 1], 15],
  [[10, 20], [3, 1], 12.5],
  [[10, Number.NaN], [3, 1], 10],
  [[Number.NaN], [1], Number.NaN],
])('%j weighted %j is %d on average', (values, weights, expected) => {
  expect(weightedMean(Float64Array.from(values), Float64Array.from(weights))).toBe(expected);
});

test('ranks leave a place for each tie', () => {
  expect([...competitionRanks(Float64Array.of(5, 7, 7, 9, Number.NaN))]).toEqual([4, 2, 2, 1, Number.NaN]);
});
