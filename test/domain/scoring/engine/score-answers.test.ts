import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustGet } from '../../../../shared/domain/must.ts';
import { planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { askedOf } from '../../../../shared/domain/scoring/engine/relevance.ts';
import {
  answeredFormula,
  answeredIn,
  indexOfParts,
  notAsked,
  outcomesOf,
  questionOutcome,
  scoreAnswers,
  scoreWithParts,
} from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf, shownFormula, shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { exactly, over, written } from '../../../../shared/domain/scoring/rational.ts';
import { defined, type SaidNodes } from '../../../support/defined.ts';
import { formulaResult } from '../../../support/formula-result.ts';

const yes: Given = { choices: ['yes'] };
const one = (name: string, more: object = {}) => ({ type: 'select_one' as const, name, list: 'yes_no_na', ...more });
const answersTo = (names: string): Map<string, Given> => new Map(names.split(' ').map((name) => [name, yes]));

/** How much of group `g` is there, of which these are answered. */
function answered(g: object, nodes: SaidNodes, names: string): string | null {
  const definition = defined([
    { type: 'group', name: 'g', ...g },
    ...nodes.map((node) => ({ ...node, parent: 'g' })),
    one('z'),
  ]);
  const given = answersTo(names);
  const outcomeOf = outcomesOf(definition, given, askedOf(definition, given, {}));
  const there = answeredIn(mustGet(planOf(definition).groups, 'g'), outcomeOf);
  return there === null ? null : written(there);
}

describe('how much of a group is there', () => {
  const [a, b, c] = [one('a', { mostPoints: '6' }), one('b', { mostPoints: '3', weight: '2' }), one('c')];
  test.each<[string, object, SaidNodes, string, string | null]>([
    ['of a sum by points and weights', { missing: 'left_out' }, [a, b], 'a', '1/2'],
    ['of a mean by weights alone', { missing: 'left_out', aggregate: 'mean' }, [a, b], 'a', '1/3'],
    ['all of it', { missing: 'left_out' }, [a, b], 'a b', '1'],
    ['nothing of it', { missing: 'left_out' }, [a, b], 'z', '0'],
    ['what is missing and counts as zero is there', { missing: 'zero' }, [a, b], 'a', '1'],
    ['of what is asked alone', { missing: 'left_out' }, [a, { ...c, relevant: "${z} = 'no'" }], 'a z', '1'],
    ['nothing is asked', { missing: 'left_out' }, [{ ...c, relevant: "${z} = 'no'" }], 'z', null],
    [
      'where nothing can be reached all parts are alike, by their weights',
      { missing: 'left_out' },
      [one('a', { mostPoints: '0' }), one('b', { mostPoints: '0', weight: '3' })],
      'b',
      '3/4',
    ],
  ])('%s', (_, group, nodes, names, expected) => expect(answered(group, nodes, names)).toBe(expected));

  const part = fc.record({
    weight: fc.constantFrom(1, 2, 0.5),
    size: fc.constantFrom(0, 3, 8),
    there: fc.constantFrom('', 0, 0.25, 1),
  });
  test('comes out of cells the same: of what is asked, by size, and by weight where there is none', () => {
    const cells = { weights: 'A1:A3', sizes: 'B1:B3', there: 'C1:C3' };
    fc.assert(
      fc.property(fc.tuple(part, part, part), (parts) => {
        const values = Object.fromEntries(
          parts.flatMap(({ weight, size, there }, at) => [
            ...[[`A${at + 1}`, weight] as const, [`B${at + 1}`, size] as const],
            [`C${at + 1}`, there] as const,
          ]),
        );
        const asked = parts.flatMap((own) => (typeof own.there === 'number' ? [{ ...own, there: own.there }] : []));
        const isSized = asked.some(({ size }) => size > 0);
        let [whole, some] = [0, 0];
        for (const { weight, size, there } of asked) {
          whole += isSized ? size : weight;
          some += there * (isSized ? size : weight);
        }
        const result = formulaResult(answeredFormula(cells), values);
        if (asked.length === 0) expect(result).toBe('');
        else expect(result).toBeCloseTo(some / whole, 12);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a part of which too little is there', () => {
  const strict = { type: 'group' as const, missing: 'left_out', leastShare: '1/2' };
  const nodes: SaidNodes = [
    { ...strict, name: 'g', leastShare: '2/3' },
    one('a', { parent: 'g' }),
    one('b', { parent: 'g' }),
    one('c'),
  ];
  const whole = (names: string): string | null => {
    const definition = defined(nodes, { index: { aggregate: 'mean', missing: 'left_out', leastShare: '2/3' } });
    const index = indexOf(scoreAnswers(definition, answersTo(names)));
    return index === null ? null : written(index.points);
  };

  test('is not there above, whatever of it was answered', () => {
    // Half of g is answered, which is too little: of the index, then, half is there.
    expect(whole('a c')).toBe(null);
    expect(whole('a b c')).toBe('1');
  });

  test('a group of which nothing is asked takes nothing from what is there above', () => {
    const definition = defined(
      [{ ...strict, name: 'g', relevant: "${c} = 'no'" }, one('a', { parent: 'g' }), one('c'), one('d')],
      { index: { aggregate: 'mean', missing: 'left_out', leastShare: '1' } },
    );
    const index = indexOf(scoreAnswers(definition, answersTo('c d')));
    expect(index && written(index.points)).toBe('1');
  });
});

describe('an answer', () => {
  const number = { goalposts: { low: '0', high: '10', better: 'more' } };
  const definition = () => defined([one('q'), { type: 'decimal', name: 'n', ...number }, { type: 'text', name: 't' }]);

  test.each<[string, Given, string]>([
    ['q', { number: '1' }, 'q is of another kind'],
    ['q', { text: 'yes' }, 'q is of another kind'],
    ['n', { choices: ['yes'] }, 'n is of another kind'],
    ['n', { text: '5' }, 'n is of another kind'],
    ['q', { choices: ['maybe'] }, 'maybe'],
  ])('to %s of another kind, %j, is a fault of whoever read it', (name, given, fault) => {
    expect(() => scoreAnswers(definition(), new Map([[name, given]]))).toThrow(fault);
  });

  test('to a question that is not scored has no score to ask for', () => {
    const planned = mustGet(planOf(definition()).questions, 't');
    expect(() => questionOutcome('t', planned, { text: 'Decision 4' }, true)).toThrow('t is not scored');
  });

  test('that does not count scores nothing, and is there', () => {
    const { parts } = scoreWithParts(definition(), new Map([['n', { doesNotCount: 'not-understood' }]]));
    const [, n] = parts;
    expect(n && [n.score && written(n.score.points), n.there && written(n.there)]).toEqual(['0', '1']);
  });
});

test('the index without one of its parts is what the others come to', () => {
  const definition = defined([one('a', { weight: '3' }), one('b'), one('c')], { index: { aggregate: 'mean' } });
  const { parts, scored } = scoreWithParts(definition, answersTo('a b'));
  const without = (left: number): string => {
    const score = indexOfParts(
      definition,
      parts.map((part, at) => (at === left ? notAsked : part)),
    );
    return score === null ? '' : written(score.points);
  };
  expect([indexOf(scored)?.points, without(0), without(1), without(2)]).toEqual([
    over(exactly('4'), exactly('5')),
    ...['1/2', '3/4', '1'],
  ]);
});

test('whether each node is asked is told of all of them', () => {
  const definition = defined([
    one('a'),
    { type: 'note', name: 'read', relevant: "${a} = 'no'" },
    { type: 'text', name: 't', relevant: "${b} = 'yes'" },
    one('b'),
  ]);
  expect([...scoreAnswers(definition, answersTo('a')).asked]).toEqual([
    ['a', true],
    ['read', false],
    ['t', null],
    ['b', true],
  ]);
});

describe('a score as people see it', () => {
  const half = { points: exactly('3'), most: exactly('8'), score: exactly('0.375') };
  test.each([
    ['percent', 0, half, '38', 38],
    ['percent', 1, half, '37.5', 37.5],
    ['points', 0, half, '3', 3],
    ['points', 2, half, '3.00', 3],
    // Points are there where nothing could be reached, and no share of it.
    ['percent', 0, { ...half, score: null }, null, ''],
    ['points', 0, { ...half, score: null }, '3', 3],
    ['percent', 0, null, null, ''],
    ['points', 0, null, null, ''],
  ] as const)('as %s with %i decimals', (as, decimals, node, expected, inCells) => {
    const shown = { shown: { as, decimals } };
    expect(shownOf(shown, node)).toBe(expected);
    const cells = { A1: node === null ? '' : 3, B1: node === null || node.score === null ? '' : 0.375 };
    expect(formulaResult(shownFormula(shown, { points: 'A1', score: 'B1' }), cells)).toBe(inCells);
  });

  test('there is none where nothing was scored', () => {
    expect(indexOf({ nodes: new Map(), asked: new Map() })).toBe(null);
  });
});
