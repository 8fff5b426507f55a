import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { toNumber } from '../../../../shared/domain/scoring/rational.ts';
import { asem, asemAnswers, asemCountries, asemNode, asemTable, asemText } from '../../../support/asem.ts';

/** By country: the score of each aggregate on 0..100. */
function scoresOf(definition: Definition): Map<string, Map<string, number>> {
  return new Map(
    asemCountries.map((country) => {
      const { nodes } = scoreAnswers(definition, asemAnswers(definition, country));
      const scores = [...nodes].flatMap(([name, node]): [string, number][] =>
        node?.score ? [[name, 100 * toNumber(node.score)]] : [],
      );
      return [asemText(country, 'uCode'), new Map(scores)];
    }),
  );
}

/** Standard competition ranks (1, 2, 2, 4). */
function ranksOf(definition: Definition): Map<string, number> {
  const index = [...scoresOf(definition)].map(([code, scores]): [string, number] => [code, scores.get('index') ?? -1]);
  return new Map(index.map(([code, own]) => [code, 1 + index.filter(([, other]) => other > own).length]));
}

describe("COINr's ASEM example as a definition", () => {
  const ranks = ranksOf(asem());

  test('comes to its 561 scores to 1e-9, and to its 51 ranks', () => {
    const scores = scoresOf(asem());
    const expected = asemTable('asem_minmax_amean_scores');
    expect(expected).toHaveLength(51);
    let compared = 0;
    for (const { uCode = '', Rank, ...columns } of expected) {
      expect([uCode, ranks.get(uCode)]).toEqual([uCode, Number(Rank)]);
      for (const [code, score] of Object.entries(columns)) {
        const off = Math.abs((scores.get(uCode)?.get(asemNode(code)) ?? Number.NaN) - Number(score));
        expect([uCode, code, off < 1e-9]).toEqual([uCode, code, true]);
        compared += 1;
      }
    }
    expect(compared).toBe(561);
  });

  test.each(asemTable('asem_remove_pillar'))('without $Removed ranks shift by $MeanAbsRankShift on average', (row) => {
    const shifted = ranksOf(asem(asemText(row, 'Removed')));
    const shift = [...ranks].reduce((sum, [code, rank]) => sum + Math.abs(rank - (shifted.get(code) ?? 0)), 0);
    expect(shift / ranks.size).toBeCloseTo(Number(row['MeanAbsRankShift']), 9);
  });
});
