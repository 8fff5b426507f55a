import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { mustAt, mustGet } from '../../../../shared/domain/must.ts';
import { definitionSchema } from '../../../../shared/domain/questionnaire/definition/definition-schema.ts';
import { type PlannedGroup, type PlannedQuestion, planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { type KnownOutcome, questionGroup } from '../../../../shared/domain/scoring/engine/question-group.ts';
import { groupOutcome, questionOutcome } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { one } from '../../../../shared/domain/scoring/rational.ts';
import { type SaidNodes, writtenDefinition } from '../../../support/defined.ts';

type Said = Pick<PlannedGroup, 'aggregate'> & { readonly rounding?: number };
const en = (text: string): { en: string } => ({ en: text });
const lists = [
  {
    name: 'own',
    choices: ['100%', '1/2', '-3', '0'].map((points, at) => ({ name: `c${at}`, label: en(`Choice ${at}`), points })),
  },
];

/** A group of these questions alone, and what is planned of them. What the checks of a questionnaire refuse is taken, too. */
function groupOf(nodes: SaidNodes, { aggregate, rounding }: Said) {
  const definition = v.parse(definitionSchema, writtenDefinition(nodes, { lists }));
  const { groups, questions } = planOf(definition);
  const group: PlannedGroup = { ...mustGet(groups, 'index'), aggregate, rounding };
  const planned = group.parts.map(({ name }) => mustGet(questions, name));
  return {
    group,
    planned,
    fast: questionGroup(
      group,
      planned.map((own) => ({ planned: own, nth: 0 })),
    ),
  };
}

const choice = (name: string, weight: string, mostPoints: string) => ({
  ...{ type: 'select_one' as const, name, list: 'own', weight, mostPoints },
});
const ofWeights = (weights: readonly string[], mostPoints = '1'): SaidNodes =>
  weights.map((weight, at) => choice(`q${at}`, weight, mostPoints));

const outcomesOf = (planned: readonly PlannedQuestion[], given: readonly (Given | undefined)[]): KnownOutcome[] =>
  planned.map((own, at) => ({ ...questionOutcome(own.question.name, own, given[at], true), terms: [] }));

describe('a group of questions is added up in whole numbers', () => {
  const sum: Said = { aggregate: 'sum' };
  const mean: Said = { aggregate: 'mean' };
  test.each<[string, Said, SaidNodes, isTaken: boolean]>([
    ['of ordinary weights', sum, ofWeights(['1', '2', '1/2']), true],
    ['of ordinary weights', mean, ofWeights(['1', '2', '1/2']), true],
    ['which a root is not made of', { aggregate: 'geomean', rounding: 4 }, ofWeights(['1', '2']), false],
    ['of one weight of fourteen digits', sum, ofWeights(['99999999999999']), true],
    [
      'but not where so many add up to more than a machine counts',
      sum,
      ofWeights(Array.from({ length: 9 }, () => '99999999999999')),
      false,
    ],
    ['but not where such a mean does', mean, ofWeights(Array.from({ length: 9 }, () => '99999999999999')), false],
    ['but not where their common fraction makes them so large', sum, ofWeights(['99999999999999', '1/7']), false],
    ['of the finest fractions', sum, ofWeights(['1/1000000000007']), true],
    [
      'of the same fraction again and again',
      sum,
      ofWeights(['1/1000003', '1/1000003', '1/1000003', '1/1000003']),
      true,
    ],
    ['but not of fractions that have no common one', sum, ofWeights(['1/999999999989', '1/999999999961']), false],
    ['but not of means of such', mean, ofWeights(['1/999999999989', '1/999999999961']), false],
    // What can reach nothing is no part of a mean, and its weight is one of them all the same.
    ['of weights of what can reach nothing', mean, ofWeights(['1', '2'], '0'), true],
    [
      'but not of so large ones',
      mean,
      ofWeights(['999999999999999', '999999999999999', '999999999999999'], '0'),
      false,
    ],
    [
      'but not of large ones in fine fractions',
      mean,
      [choice('a', '1/1000000000', '0'), choice('b', '9000000', '0')],
      false,
    ],
  ])('%s (%o)', (_, said, nodes, isTaken) => {
    expect(groupOf(nodes, said).fast !== null).toBe(isTaken);
  });
});

const weight = fc.constantFrom(
  ...['1', '2', '0.3', '1/3', '1/7', '12345.678', '1/1000003', '99999999999999', '12345678901234.5', '1/999999999989'],
);
const question = fc.record({
  weight,
  kind: fc.constantFrom('choice', 'choice', 'number'),
  mostPoints: fc.constantFrom('0', '1', '10', '1/3', '2.5'),
  given: fc.option(fc.nat(3), { nil: null }),
});

test('and comes to what its fractions come to, to the last digit', () => {
  let taken = 0;
  const aggregate = fc.constantFrom('sum' as const, 'mean' as const);
  const rounding = fc.constantFrom(undefined, 0, 3);
  const questions = fc.array(question, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(questions, aggregate, rounding, (all, by, decimals) => {
      const nodes = all.map(({ kind, ...own }, at) =>
        kind === 'choice'
          ? choice(`q${at}`, own.weight, own.mostPoints)
          : {
              ...{ type: 'decimal' as const, name: `q${at}`, weight: own.weight, mostPoints: own.mostPoints },
              goalposts: { low: '0', high: '3', better: 'more' },
            },
      );
      const { group, planned, fast } = groupOf(nodes, {
        aggregate: by,
        ...(decimals === undefined ? {} : { rounding: decimals }),
      });
      if (fast === null) return;
      taken += 1;
      const given = all.map(({ kind, given: own }): Given | undefined => {
        if (own === null) return undefined;
        return kind === 'choice' ? { choices: [`c${own}`] } : { number: String(own) };
      });
      const leftOut = planned.map((own): PlannedQuestion => ({ ...own, missing: 'left_out' }));
      const outcomes = outcomesOf(leftOut, given);
      const { score } = groupOutcome(group, outcomes);
      // What was found once is found again.
      expect([fast(outcomes), fast(outcomes)]).toEqual([score, score]);
    }),
    { numRuns: 400 },
  );
  expect(taken).toBeGreaterThan(150);
});

test('a part that is not scored adds nothing', () => {
  const { group, planned } = groupOf(ofWeights(['1', '1']), { aggregate: 'sum' });
  const [first, second] = [mustAt(planned, 0), { ...mustAt(planned, 1), scoring: null }];
  const fast = questionGroup(group, [
    { planned: first, nth: 0 },
    { planned: second, nth: 0 },
  ]);
  const outcomes = outcomesOf([first], [{ choices: ['c0'] }]);
  expect(fast?.([mustAt(outcomes, 0), { score: null, there: null, terms: [] }])).toEqual({
    points: one,
    most: one,
    score: one,
  });
  expect(
    fast?.([
      { score: null, there: null, terms: [] },
      { score: null, there: null, terms: [] },
    ]),
  ).toBe(null);
});
