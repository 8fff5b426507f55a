import { describe, expect, test } from 'vitest';
import type { WrittenDefinition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { rangesOf } from '../../../../shared/domain/scoring/engine/ranges.ts';
import { toNumber } from '../../../../shared/domain/scoring/rational.ts';
import { defined, type SaidNodes } from '../../../support/defined.ts';

const list = (name: string, points: Readonly<Record<string, string>>) => ({
  name,
  choices: Object.entries(points).map(([choice, own]) => ({ name: choice, label: { en: choice }, points: own })),
});
const lists = [
  list('yn', { yes: '10', no: '0' }),
  list('harm', { good: '4', none: '0', bad: '-2', worse: '-6' }),
  list('share', { all: '100%', half: '1/2', none: '0' }),
];

/** What a node of these questions can come to: points from and to, the most, the least score, the least most, and whether it is empty. */
function rangeOf(nodes: SaidNodes, name: string, index: WrittenDefinition['index'] = { aggregate: 'sum' }) {
  const { leastPoints, mostPoints, most, leastScore, leastMost, isEmpty } = rangesOf(defined(nodes, { lists, index }))(
    name,
  );
  return [...[leastPoints, mostPoints, most, leastScore, leastMost].map(toNumber), ...(isEmpty ? ['empty'] : [])];
}

const yes = { type: 'select_one', name: 'yes', list: 'yn', mostPoints: '10' } as const;
const harm = { type: 'select_one', name: 'harm', list: 'harm', mostPoints: '4' } as const;
const harms = { type: 'select_multiple', name: 'harms', list: 'harm', mostPoints: '4' } as const;
const share = { type: 'select_one', name: 'share', list: 'share', mostPoints: '6' } as const;
const amount = {
  type: 'decimal',
  name: 'amount',
  mostPoints: '5',
  goalposts: { low: '0', high: '1', better: 'more' },
} as const;
const leftOut = { ...yes, name: 'left', missing: 'left_out' } as const;

describe('what a question can come to', () => {
  test.each([
    ['its choices', yes, [0, 10, 10, 0, 10]],
    ['a choice that takes points away', harm, [-6, 4, 4, -1.5, 4]],
    ['several that do', harms, [-8, 4, 4, -2, 4]],
    ['shares of the most', share, [0, 6, 6, 0, 6]],
    ['a number between its goalposts', amount, [0, 5, 5, 0, 5]],
    // Nothing reaches the most points.
    ['less than its most', { ...yes, mostPoints: '20' }, [0, 10, 20, 0, 20]],
    ['no more than its most', { ...yes, mostPoints: '7' }, [0, 7, 7, 0, 7]],
    ['all of them where it may not be asked', { ...yes, mostPoints: '20', notRelevant: 'full' }, [0, 20, 20, 0, 20]],
  ] as const)('%s', (_, question, range) => {
    expect(rangeOf([question], question.name)).toEqual(range);
  });
});

describe('what a group can come to', () => {
  const group = { type: 'group', name: 'g', parent: 'index', label: { en: 'G' } } as const;
  const inGroup = <Node extends object>(node: Node) => ({ ...node, parent: 'g' });

  test('all of it together', () => {
    expect(rangeOf([yes, harm], 'index')).toEqual([-6, 14, 14, -6 / 14, 4]);
  });

  test('by the weights of its parts', () => {
    expect(
      rangeOf(
        [
          { ...yes, weight: '2' },
          { ...harm, weight: '1/2' },
        ],
        'index',
      ),
    ).toEqual([-3, 22, 22, -3 / 22, 2]);
  });

  test('where parts may be left out, those that take points away may be all that is left', () => {
    expect(rangeOf([leftOut, harm], 'index')).toEqual([-6, 14, 14, -1.5, 4]);
    expect(rangeOf([yes, { ...harm, relevant: "${yes} = 'yes'" }], 'index')).toEqual([-6, 14, 14, -1.5, 4]);
    expect(rangeOf([yes, harm], 'index', { aggregate: 'sum', missing: 'left_out' })).toEqual([-6, 14, 14, -1.5, 4]);
  });

  test('a mean is a score of one, by weight, and no less than the worst of its parts', () => {
    const mean = { aggregate: 'mean' } as const;
    expect(rangeOf([yes, harm], 'index', mean)).toEqual([-0.75, 1, 1, -0.75, 1]);
    expect(rangeOf([{ ...yes, weight: '3' }, harm], 'index', mean)).toEqual([-0.375, 1, 1, -0.375, 1]);
    expect(rangeOf([leftOut, harm], 'index', mean)).toEqual([-1.5, 1, 1, -1.5, 1]);
    expect(
      rangeOf(
        [
          { ...yes, weight: '3' },
          { ...harm, weight: '4' },
        ],
        'index',
        { ...mean, rounding: 1 },
      ),
    ).toEqual([...[-0.9, 1, 1, -0.9, 1]]);
  });

  test('a sum whose score is rounded', () => {
    expect(rangeOf([yes, harm], 'index', { aggregate: 'sum', rounding: 1 })).toEqual([-6, 14, 14, -0.4, 4]);
  });

  test('a group in which nothing is scored is empty and weighs nothing', () => {
    const texts = [group, inGroup({ type: 'text', name: 't' } as const)];
    expect(rangeOf([...texts, yes], 'g')).toEqual([0, 0, 0, 0, 0, 'empty']);
    expect(rangeOf([...texts, harm], 'index', { aggregate: 'mean' })).toEqual([-1.5, 1, 1, -1.5, 1]);
  });

  test('what can reach nothing is not the least that can be reached', () => {
    const harmOnly = { ...harm, name: 'only', mostPoints: '0' } as const;
    expect(rangeOf([harm, harmOnly, yes], 'index')).toEqual([-12, 14, 14, -12 / 14, 4]);
    expect(rangeOf([leftOut, harmOnly], 'index')).toEqual([-6, 10, 10, -0.6, 10]);
  });

  test('groups in groups', () => {
    expect(rangeOf([group, inGroup(harm), inGroup(share), yes], 'index')).toEqual([-6, 20, 20, -0.3, 4]);
    expect(rangeOf([group, inGroup(harm), inGroup(share), yes], 'g')).toEqual([-6, 10, 10, -0.6, 4]);
  });
});

test('a name that is none is a fault', () => {
  expect(() => rangesOf(defined([yes], { lists }))('nobody')).toThrow();
});
