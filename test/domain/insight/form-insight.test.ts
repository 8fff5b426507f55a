import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formInsightOf } from '../../../shared/domain/insight/form-insight.ts';
import { formPeersOf } from '../../../shared/domain/insight/form-peers.ts';
import {
  formDrawsOf,
  formRankInterval,
  readingsOf,
  shownInDraws,
} from '../../../shared/domain/insight/robustness/form-rank-interval.ts';
import { leaveSectionsOut } from '../../../shared/domain/insight/robustness/leave-sections-out.ts';
import { type Definition, indexName } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { planOf } from '../../../shared/domain/scoring/engine/plan.ts';
import { scoreAnswers } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { shownNumber } from '../../../shared/domain/scoring/form-score.ts';
import { toNumber } from '../../../shared/domain/scoring/rational.ts';
import { profileOfForm, publishedForms, reportAmong } from '../../support/compared-forms.ts';
import { defined } from '../../support/defined.ts';
import { type AnsweredForm, anyAnsweredForms, formCodesOf } from '../../support/form-codes.ts';

/** Five authorities or more, of which one may have changed since it was counted. */
const compared = anyAnsweredForms({ minLength: 6, maxLength: 9 }).map(({ definition, authorities }) => {
  const [now, ...counted] = authorities as [AnsweredForm, ...AnsweredForm[]];
  return { definition, now, counted };
});
const rankOf = (percent: number, others: readonly number[]): number => 1 + others.filter((one) => one > percent).length;

test('the rank among all, and in its groups, is as often as another shows more, by what it shows now', () => {
  fc.assert(
    fc.property(compared, ({ definition, now, counted }) => {
      const report = reportAmong(definition, counted, 0, { now });
      const others = counted.slice(1);
      const { rank, peers } = formInsightOf(report);
      expect(rank).toEqual({
        rank: rankOf(
          now.percent,
          others.map(({ percent }) => percent),
        ),
        of: counted.length,
      });
      for (const { group, own, authorities } of peers?.groups ?? []) {
        const [by = '', name] = group.split(':');
        const isIn = (one: AnsweredForm): boolean =>
          group === 'all' ||
          (by === 'kind' ? one.kind === name : by === 'country' ? one.country === name : bandOf(one) === name);
        expect(authorities).toBe(counted.filter(isIn).length);
        const within = others.filter(isIn);
        const of = within.length + 1;
        expect(own).toEqual(
          isIn(now) && of >= 5
            ? {
                rank: rankOf(
                  now.percent,
                  within.map(({ percent }) => percent),
                ),
                of,
              }
            : null,
        );
      }
    }),
    { numRuns: 40 },
  );
});

const bandOf = ({ population }: AnsweredForm): string | null => {
  if (population === null) return null;
  const bound = [0, 50_000, 100_000, 250_000, 500_000, 1_000_000].findLast((one) => population >= one);
  return String(bound);
};

test('without a group each shows, and ranks, as by a questionnaire in which it counts into nothing', () => {
  fc.assert(
    fc.property(compared, ({ definition, now, counted }) => {
      const left = leaveSectionsOut(reportAmong(definition, counted, 0, { now })) ?? [];
      for (const { section, percent, rank, shift } of left) {
        const without: Definition = {
          ...definition,
          nodes: definition.nodes.map((node) =>
            node.name === section && node.type === 'group' ? { ...node, countsInto: 'none' } : node,
          ),
        };
        const shown = ({ given, ...facts }: AnsweredForm) =>
          shownNumber(without, scoreAnswers(without, given, facts)) ?? 0;
        expect(percent).toBe(shown(now));
        expect(rank).toBe(rankOf(percent, counted.slice(1).map(shown)));
        expect(rank - shift).toBe(
          rankOf(
            now.percent,
            counted.slice(1).map((one) => one.percent),
          ),
        );
      }
    }),
    { numRuns: 40 },
  );
});

describe('over the ways in which a score could as well have been made', () => {
  /** The same definition with the weights of a draw, exactly. */
  function reweighted(definition: Definition, factors: Float64Array): Definition {
    const parts = planOf(definition).groups.get(indexName)?.parts ?? [];
    const weights = new Map(
      parts.map(({ name, weight }, at) => [name, (toNumber(weight) * (factors[at] ?? 0)).toFixed(15)]),
    );
    return {
      ...definition,
      nodes: definition.nodes.map((node) => {
        const weight = weights.get(node.name);
        return weight === undefined || node.type === 'note' ? node : { ...node, weight };
      }),
    };
  }

  test('each draw shows what the questionnaire does with its weights and its rule for what is not answered', () => {
    fc.assert(
      fc.property(anyAnsweredForms({ minLength: 1, maxLength: 1 }), ({ definition, authorities: [one] }) => {
        if (one === undefined) throw new Error('Nobody answered');
        const isWhole = scoreAnswers(definition, one.given, one).nodes.get(indexName) !== null;
        const shares = planOf(definition).groups.get(indexName)?.leastShare;
        // How much is there depends on weights as well: a draw leaves that as it is.
        // Roots of weights with so many digits are too large to be taken exactly.
        if (!isWhole || shares?.n !== 0n || definition.index.aggregate === 'geomean') return;
        const shown = shownInDraws(definition, one, one);
        formDrawsOf(definition)
          .slice(0, 20)
          .forEach(({ factors, reading }, draw) => {
            const drawn = reweighted(readingsOf(definition)[reading] ?? definition, factors);
            const exact = shownNumber(drawn, scoreAnswers(drawn, one.given, one)) ?? 0;
            expect(shown[draw]).toBe(Math.round(exact * 10));
          });
      }),
      { numRuns: 60 },
    );
  });

  test('points stay out of as many as by its own weights', () => {
    const points = defined(
      [
        { type: 'group', name: 'A', weight: '3' },
        { type: 'select_one', name: 'q1', parent: 'A', list: 'yes_no_na' },
        { type: 'group', name: 'B' },
        { type: 'select_multiple', name: 'q2', parent: 'B', list: 'sources' },
      ],
      { shown: { as: 'points', decimals: 2 } },
    );
    const all = { answerCode: '0|0 1', evidenceCode: '00', verifiedCode: '' };
    expect(new Set(shownInDraws(points, all, {}))).toEqual(new Set([700]));
    const some = [...shownInDraws(points, { ...all, answerCode: '0|' }, {})];
    const mean = some.reduce((sum, one) => sum + one, 0) / some.length;
    expect(mean).toBeGreaterThan(280);
    expect(mean).toBeLessThan(320);
    expect(new Set(some).size).toBeGreaterThan(50);
  });

  test('a geometric mean stays what all parts are, is 0 by one that is 0, and between them otherwise', () => {
    const geometric = defined(
      ['q1', 'q2', 'q3'].map((name) => ({
        ...({ type: 'decimal', name, goalposts: { low: '0', high: '10', better: 'more' } } as const),
      })),
      { index: { aggregate: 'geomean', rounding: 4 } },
    );
    const shown = (answerCode: string) =>
      shownInDraws(geometric, { answerCode, evidenceCode: '000', verifiedCode: '' }, {});
    expect([...new Set([...shown('5|5|5')]), ...new Set([...shown('0|5|9')])]).toEqual([50, 0]);
    const some = [...shown('2|5|9')].sort((a, b) => a - b);
    // Of equal weights the cube root of 90 is 4.48.
    expect(some[500]).toBeGreaterThanOrEqual(44);
    expect(some[500]).toBeLessThanOrEqual(46);
    expect([(some[0] ?? 0) > 20, (some.at(-1) ?? 0) < 90, (some[0] ?? 0) < 43]).toEqual([true, true, true]);
  });

  test('the interval leaves a twentieth of the draws at each end, of ranks counted plainly', () => {
    fc.assert(
      fc.property(compared, ({ definition, now, counted }) => {
        const interval = formRankInterval(reportAmong(definition, counted, 0, { now }));
        const own = shownInDraws(definition, now, now);
        const others = counted.slice(1).map((one) => shownInDraws(definition, one, one));
        const ranks = [...own]
          .map((shown, draw) => 1 + others.filter((other) => (other[draw] ?? 0) > shown).length)
          .sort((a, b) => a - b);
        expect(interval).toEqual({
          ...{ best: ranks[49], median: ranks[499], worst: ranks[949] },
          ...{ of: counted.length, draws: 1000, compared: others.length },
        });
      }),
      { numRuns: 12 },
    );
  });
});

describe('beside the others', () => {
  const definition = defined([
    { type: 'group', name: 'A' },
    { type: 'select_one', name: 'q1', parent: 'A', list: 'yes_no_na' },
    { type: 'decimal', name: 'q2', parent: 'A', goalposts: { low: '0', high: '10', better: 'more' } },
    { type: 'group', name: 'B', countsInto: 'none' },
    { type: 'integer', name: 'q3', parent: 'B' },
  ]);
  const answered = (q1: string, q2: string, q3: string, country = 'FI'): AnsweredForm => {
    const given = new Map([
      ['q1', { choices: [q1] }],
      ...(q2 === '' ? [] : [['q2', { number: q2 }] as const]),
      ...(q3 === '' ? [] : [['q3', { number: q3 }] as const]),
    ]);
    const codes = formCodesOf(definition, given, 'Decision 4');
    const percent = shownNumber(definition, scoreAnswers(definition, given)) ?? 0;
    return { ...codes, given, country, population: null, percent };
  };
  const eight = [
    answered('yes', '10', '1'),
    answered('yes', '8', '5'),
    answered('yes', '6', '7', 'PT'),
    answered('no', '4', '9'),
    answered('no', '2', '11'),
    answered('no', '', '', 'PT'),
    answered('na', '', ''),
    answered('no', '', ''),
  ];

  test('averages, quartiles and the best quarter of the groups of the questionnaire are told, and of numbers', () => {
    const peers = formPeersOf(reportAmong(definition, eight, 3));
    // 100, 90, 80, 20, 10 and three times 0.
    expect(peers?.groups).toEqual([
      {
        group: 'all',
        authorities: 8,
        average: 37.5,
        quartiles: { lower: 0, median: 10, upper: 80 },
        own: { rank: 4, of: 8 },
      },
      {
        group: 'country:FI',
        authorities: 6,
        average: 36.7,
        quartiles: { lower: 0, median: 10, upper: 90 },
        own: { rank: 3, of: 6 },
      },
    ]);
    expect(peers?.bestQuarter).toEqual({ authorities: 5, fromPercent: 10 });
    expect(peers?.sections).toEqual([
      {
        ...{ name: 'A', own: 20, authorities: 8, average: 37.5 },
        ...{ quartiles: { lower: 0, median: 10, upper: 80 }, bestQuarter: 60 },
      },
      { name: 'B', own: null, authorities: 0, average: null, quartiles: null, bestQuarter: null },
    ]);
    expect(peers?.questions.get('q1')).toMatchObject({ answered: 8, choices: [3, 4, 1] });
    expect(peers?.numbers).toEqual(
      new Map([
        ['q2', { authorities: 5, quartiles: { lower: 4, median: 6, upper: 8 } }],
        ['q3', { authorities: 5, quartiles: { lower: 5, median: 7, upper: 9 } }],
      ]),
    );
  });

  test('nothing is told of fewer than five, nor of another questionnaire', () => {
    const few = eight.slice(0, 4);
    const { rank, interval, peers, without, steps } = formInsightOf(reportAmong(definition, few, 0));
    expect([rank, interval, peers, without]).toEqual([null, null, null, null]);
    expect(steps.every((step) => step.rank === null && step.givenBy === null)).toBe(true);
    const other = { ...definition, version: '2' };
    expect(formPeersOf(reportAmong(other, eight, 0, { published: publishedForms(definition, eight) }))).toBeNull();
    // A fifth learns its rank with its first file.
    const fifth = reportAmong(definition, few, 9, { now: answered('yes', '9', '') });
    expect(formInsightOf(fifth).rank).toEqual({ rank: 2, of: 5 });
  });

  test('an authority that is counted and not in the sample is known by its history', () => {
    const sample = eight.map(profileOfForm).filter(({ authority }) => authority !== 'a0');
    const published = publishedForms(definition, eight, sample);
    const now = answered('no', '', '');
    const [first] = eight;
    const entry = {
      ...{ round: '2026', authority: 'a0', submission: 's', order: '2026-11-01T00:00:00.000Z', method: 'definition' },
      ...{ questionnaire: 'made@1', answerCode: first?.answerCode, evidenceCode: first?.evidenceCode },
      ...{ verifiedCode: '', percent: 100 },
    };
    const report = reportAmong(definition, eight, 0, { now, published, history: [entry as never] });
    expect(formInsightOf(report).rank).toEqual({ rank: 5, of: 8 });
    expect(formInsightOf({ ...report, history: [] }).rank).toEqual({ rank: 6, of: 9 });
  });

  test('five of all are needed for what groups of the questionnaire, and numbers, come to', () => {
    const blank = eight.map((one, at) => (at < 4 ? one : answered('na', '', '')));
    const leftOut: Definition = { ...definition, index: { ...definition.index, missing: 'left_out' } };
    const peers = formPeersOf(reportAmong(leftOut, blank, 0));
    expect(peers?.sections[0]).toMatchObject({ authorities: 4, average: null, quartiles: null, bestQuarter: null });
    expect(peers?.numbers.size).toBe(0);
  });
});
