import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustAt } from '../../../../shared/domain/must.ts';
import {
  type AggregateCells,
  aggregates,
  logarithmFormula,
  type Part,
  roundFormula,
} from '../../../../shared/domain/scoring/engine/aggregates.ts';
import { withMissing } from '../../../../shared/domain/scoring/engine/missing-rule.ts';
import { planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import {
  answerStates,
  gainedFormula,
  literal,
  pointsFormula,
} from '../../../../shared/domain/scoring/engine/question-formulas.ts';
import { exactly, over, toNumber } from '../../../../shared/domain/scoring/rational.ts';
import { defined } from '../../../support/defined.ts';
import { formulaResult } from '../../../support/formula-result.ts';

const places = 4;
const cells: AggregateCells = {
  ...{ weights: 'A1:A4', points: 'B1:B4', most: 'C1:C4', scores: 'D1:D4', logarithms: 'E1:E4' },
  own: { points: 'F1', most: 'F2', score: 'F3' },
};
const weight = fc.constantFrom('1', '2', '0.5', '1/3').map((text) => {
  const [n = '1', d = '1'] = text.split('/');
  return over(exactly(n), exactly(d));
});
/** A part that is there, with points alone where its most is zero; null: it is missing. */
const part = fc.option(
  fc.record({ weight, points: fc.integer({ min: -2, max: 8 }), most: fc.constantFrom(0, 8, 10) }).map((one): Part => {
    const [points, most] = [exactly(String(one.points)), exactly(String(one.most))];
    return { weight: one.weight, score: { points, most, score: one.most === 0 ? null : over(points, most) } };
  }),
);

function writtenIn(parts: readonly (Part | null)[]): Record<string, number | string> {
  const values: Record<string, number | string> = {};
  for (const [at, one] of parts.entries()) {
    const row = at + 1;
    values[`A${row}`] = one === null ? 1 : toNumber(one.weight);
    values[`B${row}`] = one === null ? '' : toNumber(one.score.points);
    values[`C${row}`] = one === null ? '' : toNumber(one.score.most);
    values[`D${row}`] = one?.score.score == null ? '' : toNumber(one.score.score);
    values[`E${row}`] = formulaResult(logarithmFormula(`D${row}`), values);
  }
  return values;
}

describe('a group as formulas comes to what it comes to', () => {
  test.each(['sum', 'mean', 'geomean'] as const)('by %s', (name) => {
    const { formulas, scoreOf } = aggregates[name];
    const rounding = name === 'geomean' ? fc.constantFrom(0, 2, 6) : fc.constantFrom(undefined, 0, 2, 12);
    const four = fc.tuple(...Array.from({ length: places }, () => part));
    fc.assert(
      fc.property(four, rounding, (parts, decimals) => {
        const there = parts.filter((one) => one !== null);
        const expected = there.length === 0 ? null : scoreOf(there, decimals);
        const values = writtenIn(parts);
        // The points and the most of a mean are made of its score, and the score of a sum of them.
        const order = name === 'sum' ? (['points', 'most', 'score'] as const) : (['score', 'points', 'most'] as const);
        for (const of of order) {
          values[cells.own[of]] = formulaResult(formulas[of](cells, decimals), values);
          const exact = expected?.[of] ?? null;
          const value = values[cells.own[of]];
          if (exact === null) expect([of, parts, value]).toEqual([of, parts, '']);
          else expect(Math.abs(Number(value) - toNumber(exact))).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a half that is off by a binary fraction is rounded away from zero', () => {
    expect(formulaResult(roundFormula('A1', 2), { A1: 1.005 })).toBe(1.01);
    expect(formulaResult(roundFormula('A1', 12), { A1: 0.1234567890125 })).toBe(0.123456789013);
    expect(roundFormula('A1', undefined)).toBe('A1');
    // With ten decimals or more there is nothing left to take for a half.
    expect(['9', '10', '12'].map((decimals) => roundFormula('A1', Number(decimals)))).toEqual([
      'ROUND(ROUND(A1,10),9)',
      ...['ROUND(A1,10)', 'ROUND(A1,12)'],
    ]);
  });
});

describe('the points of an answer as a formula', () => {
  const choice = { kind: 'one', place: 'A1', points: 'B1:B3' } as const;
  const several = { kind: 'several', ticked: 'C1:C3', points: 'B1:B3' } as const;
  const points = { B1: 4, B2: 9, B3: -1 };
  const scoring = { most: exactly('6'), points: new Map(), goalposts: null };

  test.each([
    [1, 4],
    [2, 6],
    [3, -1],
  ])('choice %i scores %i, and no more than the most', (place, expected) =>
    expect(formulaResult(gainedFormula(scoring, choice), { ...points, A1: place })).toBe(expected),
  );

  test.each([
    [[1, 0, 1], 3],
    [[1, 1, 0], 6],
    [[0, 0, 0], 0],
  ] as const)('ticks %j score %i', ([C1, C2, C3], expected) =>
    expect(formulaResult(gainedFormula(scoring, several), { ...points, C1, C2, C3 })).toBe(expected),
  );

  test.each([
    ['up', 10, 0],
    ['up', 15, 1.5],
    ['up', 30, 6],
    ['up', 31, 6],
    ['up', 5, 0],
    ['down', 30, 0],
    ['down', 0, 4.5],
    ['down', -20, 6],
  ] as const)('between goalposts that go %s the number %i scores %d', (way, A1, expected) => {
    const goalposts =
      way === 'up' ? { worst: exactly('10'), best: exactly('30') } : { worst: exactly('30'), best: exactly('-10') };
    const formula = gainedFormula({ ...scoring, goalposts }, { kind: 'number', cell: 'A1' });
    expect(formulaResult(formula, { A1 })).toBeCloseTo(expected, 9);
  });

  test('a number without goalposts has none', () =>
    expect(() => gainedFormula(scoring, { kind: 'number', cell: 'A1' })).toThrow('goalposts'));

  type Rules = Pick<Parameters<typeof pointsFormula>[0], 'missing' | 'notRelevant'>;
  const [strict, kind]: Rules[] = [
    { missing: 'zero', notRelevant: 'left_out' },
    { missing: 'left_out', notRelevant: 'full' },
  ];
  const { missing, counts, ...others } = answerStates;
  test.each<[Rules | undefined, asked: number, state: number, expected: number | string]>([
    [strict, 1, counts, 4],
    [strict, 1, missing, 0],
    [strict, 0.5, counts, 0],
    [strict, 0, counts, ''],
    [kind, 1, counts, 4],
    [kind, 1, missing, ''],
    [kind, 0.5, counts, ''],
    [kind, 0, counts, 6],
    ...Object.values(others).map((state): [Rules | undefined, number, number, number] => [kind, 1, state, 0]),
    [{ missing: 'zero', notRelevant: 'zero' }, 0, counts, 0],
  ])('by the rules %j, asked %d, in state %i: %j', (rules, asked, state, expected) => {
    const formula = pointsFormula(rules ?? mustAt([], 0), scoring, { asked: 'A1', state: 'A2', gained: 'A3' });
    expect(formulaResult(formula, { A1: asked, A2: state, A3: 4 })).toBe(expected);
  });

  test.each([
    ['6', '6'],
    ['1.25', '1.25'],
    ['-0.5', '-0.5'],
    ['0.0000001', '1E-7'],
    ['1234567890123456', '1234567890123456'],
    ['123456789.1234', '123456789.1234'],
    // As many digits as a program may round.
    ['1234567890.1234', '(6172839450617/5000)'],
  ])('%s is written %s', (text, written) => expect(literal(exactly(text))).toBe(written));
  test('a fraction without an end is written as one', () =>
    expect(literal(over(exactly('1'), exactly('3')))).toBe('(1/3)'));
});

test('one rule for all that is missing', () => {
  const definition = defined([
    { type: 'group', name: 'g' },
    { type: 'select_one', name: 'q', list: 'yes_no_na', parent: 'g', missing: 'zero' },
    { type: 'note', name: 'n' },
  ]);
  const leftOut = withMissing(definition, 'left_out');
  expect(withMissing(definition, 'left_out')).toBe(leftOut);
  expect(leftOut.index).toEqual({ ...definition.index, missing: 'left_out' });
  expect(leftOut.nodes.map((node) => [node.name, 'missing' in node ? node.missing : null])).toEqual([
    ['g', 'left_out'],
    ['q', 'left_out'],
    ['n', null],
  ]);
  expect(planOf(leftOut).questions.get('q')?.missing).toBe('left_out');
  expect(planOf(withMissing(definition, 'zero')).questions.get('q')?.missing).toBe('zero');
  expect(planOf(definition).questions.get('q')?.missing).toBe('zero');
});
