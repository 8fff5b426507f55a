import { describe, expect, test } from 'vitest';
import type { WrittenDefinition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { loadDefinition } from '../../../../shared/domain/questionnaire/definition/load-definition.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf, shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { written } from '../../../../shared/domain/scoring/rational.ts';
import { defined, type SaidNodes, writtenDefinition } from '../../../support/defined.ts';

const en = (text: string): { en: string } => ({ en: text });
const listOf = (name: string, points: readonly (string | undefined)[]) => ({
  name,
  choices: points.map((one, at) => ({
    name: `c${at}`,
    label: en(`Choice ${at}`),
    ...(one === undefined ? {} : { points: one }),
  })),
});
const choice = (name: string): Given => ({ choices: [name] });
const number = (text: string): Given => ({ number: text });

interface Case {
  readonly nodes: SaidNodes;
  readonly more?: Partial<WrittenDefinition>;
  readonly answers: Record<string, Given>;
  /** `points of most = score`; '' where it is missing. */
  readonly expected: Record<string, string>;
  readonly shown?: string | null;
}

const q = (name: string, list: string, more: object = {}) => ({ type: 'select_one' as const, name, list, ...more });
const lists = [
  listOf('taking', ['0', '-1']),
  listOf('steps', ['2', '1.15', '-0.5']),
  listOf('shares', ['100%', '2/3', '0']),
];
const scale = (name: string, more: object = {}) => ({
  ...{ type: 'decimal' as const, name, goalposts: { low: '0', high: '3', better: 'more' } },
  ...more,
});

/** Worked by hand. */
describe('scores', () => {
  test.each<[string, Case]>([
    [
      'what can only take away stands in a sum, and a score may be below zero',
      {
        nodes: [q('a', 'taking'), q('b', 'steps')],
        more: { lists },
        answers: { a: choice('c1'), b: choice('c2') },
        // -1 and -0.5 of 0 and 2.
        expected: { a: '-1 of 0 = ', b: '-1/2 of 2 = -1/4', index: '-3/2 of 2 = -3/4' },
        shown: '-75',
      },
    ],
    [
      'where only that is there, there are points and no score',
      {
        nodes: [q('a', 'taking'), q('b', 'steps', { missing: 'left_out' })],
        more: { lists },
        answers: { a: choice('c1') },
        expected: { a: '-1 of 0 = ', b: '', index: '-1 of 0 = ' },
        shown: null,
      },
    ],
    [
      'points in steps, shown in points',
      {
        nodes: [q('a', 'steps'), q('b', 'steps')],
        more: { lists, shown: { as: 'points', decimals: 2 } },
        answers: { a: choice('c1'), b: choice('c1') },
        expected: { index: '23/10 of 4 = 23/40' },
        shown: '2.30',
      },
    ],
    [
      'one list of shares serves questions of several weights',
      {
        nodes: [q('a', 'shares', { mostPoints: '30' }), q('b', 'shares', { mostPoints: '10' }), q('c', 'shares')],
        more: { lists },
        answers: { a: choice('c1'), b: choice('c0'), c: choice('c1') },
        expected: { a: '20 of 30 = 2/3', b: '10 of 10 = 1', c: '2/3 of 1 = 2/3', index: '92/3 of 41 = 92/123' },
      },
    ],
    [
      'a number is clamped and rounded to 12 decimals',
      {
        nodes: [
          scale('a'),
          scale('b'),
          scale('c', { mostPoints: '6', goalposts: { low: '0', high: '3', better: 'less' } }),
        ],
        answers: { a: number('1'), b: number('7.5'), c: number('-2') },
        expected: {
          a: '333333333333/1000000000000 of 1 = 333333333333/1000000000000',
          b: '1 of 1 = 1',
          c: '6 of 6 = 1',
        },
      },
    ],
    [
      'weights of points in a sum, and of scores in a mean',
      {
        nodes: [
          { type: 'group', name: 's', weight: '3' },
          q('a', 'shares', { parent: 's', mostPoints: '2', weight: '5' }),
          q('b', 'shares', { parent: 's', mostPoints: '4' }),
          { type: 'group', name: 't', aggregate: 'mean', rounding: 2 },
          q('c', 'shares', { parent: 't', weight: '1/2' }),
          q('d', 'shares', { parent: 't' }),
        ],
        more: { lists, index: { aggregate: 'mean' } },
        answers: { a: choice('c0'), b: choice('c2'), c: choice('c2'), d: choice('c1') },
        // 10 of 14; (2/3) / (3/2) = 0.444, rounded 0.44; (3 * 5/7 + 11/25) / 4.
        expected: { s: '10 of 14 = 5/7', t: '11/25 of 1 = 11/25', index: '113/175 of 1 = 113/175' },
        shown: '65',
      },
    ],
    [
      'a half is rounded away from zero',
      {
        nodes: [q('a', 'taking'), q('b', 'steps', { mostPoints: '200' })],
        more: { lists },
        answers: { a: choice('c1'), b: choice('c0') },
        // 1 of 200 is 0.5 %.
        expected: { index: '1 of 200 = 1/200' },
        shown: '1',
      },
    ],
    [
      'and below zero, too',
      {
        nodes: [q('a', 'taking'), q('b', 'shares', { mostPoints: '200' })],
        more: { lists },
        answers: { a: choice('c1'), b: choice('c2') },
        expected: { index: '-1 of 200 = -1/200' },
        shown: '-1',
      },
    ],
    [
      'a geometric mean, by weight; a part at zero makes it zero',
      {
        nodes: [
          { type: 'group', name: 'g', aggregate: 'geomean', rounding: 4 },
          q('a', 'shares', { parent: 'g', weight: '2' }),
          q('b', 'shares', { parent: 'g' }),
          { type: 'group', name: 'h', aggregate: 'geomean', rounding: 4 },
          q('c', 'shares', { parent: 'h' }),
          q('d', 'shares', { parent: 'h' }),
        ],
        more: { lists },
        answers: { a: choice('c1'), b: choice('c0'), c: choice('c2'), d: choice('c0') },
        // The third root of 4/9 is 0.76314
        expected: { g: '7631/10000 of 1 = 7631/10000', h: '0 of 1 = 0' },
      },
    ],
    [
      'a root is rounded, half away from zero',
      {
        nodes: [
          { type: 'group', name: 'g', aggregate: 'geomean', rounding: 5 },
          q('a', 'fractions', { parent: 'g' }),
          q('b', 'fractions', { parent: 'g' }),
          { type: 'group', name: 'h', aggregate: 'geomean', rounding: 0 },
          q('c', 'fractions', { parent: 'h' }),
          q('d', 'fractions', { parent: 'h' }),
        ],
        more: { lists: [listOf('fractions', ['100%', '1/2', '1/3', '25%'])] },
        answers: { a: choice('c1'), b: choice('c2'), c: choice('c0'), d: choice('c3') },
        // The root of 1/6 is 0.408248, and that of 1/4 is a half.
        expected: { g: '1633/4000 of 1 = 1633/4000', h: '1 of 1 = 1' },
      },
    ],
    [
      'without enough of its parts a group is missing, and left out above',
      {
        nodes: [
          { type: 'group', name: 'g', aggregate: 'mean', missing: 'left_out', leastShare: '0.5' },
          q('a', 'shares', { parent: 'g' }),
          q('b', 'shares', { parent: 'g', weight: '2' }),
          q('c', 'shares'),
        ],
        more: { lists, index: { aggregate: 'mean' } },
        answers: { a: choice('c0'), c: choice('c1') },
        expected: { a: '1 of 1 = 1', b: '', g: '', index: '2/3 of 1 = 2/3' },
      },
    ],
    [
      'what is there of parts counts in them',
      {
        nodes: [
          { type: 'group', name: 'g' },
          q('a', 'shares', { parent: 'g' }),
          q('b', 'shares', { parent: 'g' }),
          q('c', 'shares', { parent: 'g' }),
        ],
        more: { lists, index: { aggregate: 'mean', missing: 'left_out', leastShare: '1/2' } },
        answers: { a: choice('c0') },
        // Of g only a third is there.
        expected: { g: '1 of 1 = 1', index: '' },
        shown: null,
      },
    ],
    [
      'what is not asked lacks nothing',
      {
        nodes: [
          q('a', 'shares'),
          q('b', 'shares', { relevant: "${a} = 'c1'" }),
          q('c', 'shares', { relevant: "${a} = 'c1'" }),
        ],
        more: { lists, index: { aggregate: 'mean', missing: 'left_out', leastShare: '1' } },
        answers: { a: choice('c0') },
        expected: { b: '', c: '', index: '1 of 1 = 1' },
      },
    ],
    [
      'a choice without points scores none, and a list without points is not scored',
      {
        nodes: [q('a', 'some'), q('b', 'none')],
        more: { lists: [listOf('some', ['3', undefined]), listOf('none', [undefined, undefined])] },
        answers: { a: choice('c1'), b: choice('c0') },
        expected: { a: '0 of 3 = 0', index: '0 of 3 = 0' },
      },
    ],
  ])('%s', (_, { nodes, more, answers, expected, shown }) => {
    const definition = defined(nodes, more);
    const scored = scoreAnswers(definition, new Map(Object.entries(answers)));
    const texts = [...scored.nodes].map(([name, node]) => [
      name,
      node === null
        ? ''
        : `${written(node.points)} of ${written(node.most)} = ${node.score === null ? '' : written(node.score)}`,
    ]);
    expect(Object.fromEntries(texts)).toMatchObject(expected);
    if (shown !== undefined) expect(shownOf(definition, indexOf(scored))).toBe(shown);
  });

  test('a choice that is not of the list is a fault of whoever read it', () => {
    const definition = defined([q('a', 'yes_no_na')]);
    expect(() => scoreAnswers(definition, new Map([['a', choice('maybe')]]))).toThrow('maybe');
    expect(() => scoreAnswers(definition, new Map([['a', number('1')]]))).toThrow('a is of another kind');
  });
});

describe('a definition that is not checked by any workbook', () => {
  test.each<[string, SaidNodes, Partial<WrittenDefinition> | object, string]>([
    ['a key that is not known', [{ ...q('a', 'yes_no_na'), weigth: '2' }], {}, 'weigth'],
    ['a name twice', [q('a', 'yes_no_na'), q('a', 'yes_no_na')], {}, 'name-twice'],
    [
      'five levels of groups',
      [1, 2, 3, 4, 5].map((level) => ({
        type: 'group' as const,
        name: `g${level}`,
        parent: level === 1 ? 'index' : `g${level - 1}`,
      })),
      {},
      'too-deep',
    ],
    [
      '20,002 steps',
      [q('a', 'big')],
      { shown: { as: 'points', decimals: 0 }, lists: [listOf('big', ['0', '20001'])] },
      'steps 20002',
    ],
  ])('%s is an error', (_, nodes, more, sentence) => {
    expect(() => loadDefinition(writtenDefinition(nodes, more))).toThrow(sentence);
  });

  test('20,001 steps are few enough', () => {
    const more = { shown: { as: 'points' as const, decimals: 0 }, lists: [listOf('big', ['0', '20000'])] };
    expect(defined([q('a', 'big')], more).nodes).toHaveLength(1);
  });
});
