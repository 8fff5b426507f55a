import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { loadDefinition } from '../../../../shared/domain/questionnaire/definition/load-definition.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { toNumber } from '../../../../shared/domain/scoring/rational.ts';
import { rowsOfCsv } from '../../../support/authored.ts';

/** COINr's ASEM example: 49 numbers of 51 countries, up a tree of weighted means; `Index` is the root. */
const table = (name: string) => rowsOfCsv(`test/fixtures/coinr-asem/${name}.csv`);
const countries = table('asem_iData');
const meta = table('asem_iMeta').filter(({ Type = '' }) => ['Indicator', 'Aggregate'].includes(Type));
const text = (row: Readonly<Record<string, string>>, column: string): string => row[column] ?? '';
const nodeOf = (code: string): string => (code === 'Index' ? 'index' : code);

/** COINr normalises by the sample's least and most: here they are goalposts. */
function asem(without: string | null = null): Definition {
  const rows = meta.filter((row) => text(row, 'iCode') !== 'Index');
  const stays = (code: string): boolean => {
    if (code === without) return false;
    const parent = rows.find((row) => text(row, 'iCode') === code)?.['Parent'];
    return parent === undefined || stays(parent);
  };
  const byLevel = [...rows].sort((a, b) => Number(b['Level']) - Number(a['Level']));
  return loadDefinition({
    ...{ id: 'asem', version: '2018', title: { en: 'ASEM' }, languages: ['en'], defaultLanguage: 'en' },
    ...{ shown: { as: 'percent', decimals: 2 }, lists: [], index: { aggregate: 'mean', missing: 'left_out' } },
    nodes: byLevel
      .filter((row) => stays(text(row, 'iCode')))
      .map((row) => {
        const name = text(row, 'iCode');
        const base = {
          ...{ name, parent: nodeOf(text(row, 'Parent')), label: { en: text(row, 'iName') } },
          weight: text(row, 'Weight'),
        };
        if (row['Type'] === 'Aggregate') return { type: 'group', aggregate: 'mean', ...base };
        const values = countries
          .map((country) => text(country, name))
          .filter((value) => value !== 'NA' && value !== '');
        const sorted = values.sort((a, b) => Number(a) - Number(b));
        const better = row['Direction'] === '-1' ? 'less' : 'more';
        return { type: 'decimal', ...base, goalposts: { low: sorted[0], high: sorted.at(-1), better } };
      }),
  });
}

/** By country: the score of each aggregate on 0..100. */
function scoresOf(definition: Definition): Map<string, Map<string, number>> {
  return new Map(
    countries.map((country) => {
      const given = definition.nodes.flatMap(({ name, type }): [string, Given][] => {
        const number = text(country, name);
        return type === 'group' || number === 'NA' || number === '' ? [] : [[name, { number }]];
      });
      const { nodes } = scoreAnswers(definition, new Map(given));
      const scores = [...nodes].flatMap(([name, node]): [string, number][] =>
        node?.score ? [[name, 100 * toNumber(node.score)]] : [],
      );
      return [text(country, 'uCode'), new Map(scores)];
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
    const expected = table('asem_minmax_amean_scores');
    expect(expected).toHaveLength(51);
    let compared = 0;
    for (const { uCode = '', Rank, ...columns } of expected) {
      expect([uCode, ranks.get(uCode)]).toEqual([uCode, Number(Rank)]);
      for (const [code, score] of Object.entries(columns)) {
        const off = Math.abs((scores.get(uCode)?.get(nodeOf(code)) ?? Number.NaN) - Number(score));
        expect([uCode, code, off < 1e-9]).toEqual([uCode, code, true]);
        compared += 1;
      }
    }
    expect(compared).toBe(561);
  });

  test.each(table('asem_remove_pillar'))('without $Removed ranks shift by $MeanAbsRankShift on average', (row) => {
    const shifted = ranksOf(asem(text(row, 'Removed')));
    const shift = [...ranks].reduce((sum, [code, rank]) => sum + Math.abs(rank - (shifted.get(code) ?? 0)), 0);
    expect(shift / ranks.size).toBeCloseTo(Number(row['MeanAbsRankShift']), 9);
  });
});
