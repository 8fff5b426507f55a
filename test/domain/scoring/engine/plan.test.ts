import { describe, expect, test } from 'vitest';
import { mustGet } from '../../../../shared/domain/must.ts';
import type { Definition, WrittenDefinition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { nodesByName } from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { conditionsOf, hasScores, mostPointsOf, planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { written } from '../../../../shared/domain/scoring/rational.ts';
import { defined, type SaidNodes } from '../../../support/defined.ts';

const listOf = (name: string, points: readonly (string | undefined)[]) => ({
  name,
  choices: points.map((one, at) => ({
    ...{ name: `c${at}`, label: { en: `Choice ${at}` } },
    ...(one === undefined ? {} : { points: one }),
  })),
});
const group = (name: string, more: object = {}) => ({ type: 'group' as const, name, ...more });
const one = (name: string, more: object = {}) => ({ type: 'select_one' as const, name, list: 'yes_no_na', ...more });

describe('the most points of a question that does not say them', () => {
  test.each<[string, readonly (string | undefined)[], one: string, several: string]>([
    ['the best of its choices, of several all that gain', ['2', '3', '-1', undefined], '3', '5'],
    ['not the last or the first, but the best', ['1', '4', '2'], '4', '7'],
    ['shares, which are shares of 1', ['100%', '1/2', '0', undefined], '1', '1'],
    ['choices that gain nothing', ['0', '0'], '0', '0'],
    ['choices that only take away', ['0', '-2'], '0', '0'],
    ['no points at all', [undefined, undefined], '0', '0'],
  ])('%s', (_, points, best, all) => {
    const definition = defined(
      [one('q', { list: 'own' }), { type: 'select_multiple', name: 'm', list: 'own' }, one('other', { list: 'any' })],
      { lists: [listOf('own', points), listOf('any', ['1', '0'])] },
    );
    const mostOf = (name: string): string => written(mostPointsOf(definition, mustGet(nodesByName(definition), name)));
    expect([mostOf('q'), mostOf('m')]).toEqual([best, all]);
  });

  test('of a number 1, of what is read or written nothing; and what it says goes first', () => {
    const definition = defined([
      group('g'),
      { type: 'note', name: 'read', parent: 'g' },
      { type: 'text', name: 'why', parent: 'g' },
      { type: 'decimal', name: 'n', parent: 'g' },
      one('said', { parent: 'g', mostPoints: '7/2' }),
    ]);
    const most = definition.nodes.map((node) => [node.name, written(mostPointsOf(definition, node))]);
    expect(Object.fromEntries(most)).toEqual({ g: '0', read: '0', why: '0', n: '1', said: '7/2' });
  });
});

/** Made by each test: what is worked out while this file loads is no test of it. */
const nestedOf = (): Definition =>
  defined([
    group('outer', { relevant: "${authority.kind} = 'city'" }),
    group('inner', { parent: 'outer' }),
    one('first', { parent: 'inner' }),
    one('second', { parent: 'inner', relevant: "${first} = 'yes'" }),
    group('said', {}),
    { type: 'text', name: 'why', parent: 'said' },
    { type: 'note', name: 'read', parent: 'said' },
    group('around', {}),
    group('empty', { parent: 'around' }),
    { type: 'text', name: 'more', parent: 'empty' },
    one('alone', { parent: 'around', countsInto: 'none' }),
  ]);

describe('conditions', () => {
  test.each([
    ['second', ["selected or compared with 'yes'", 'kind of the authority']],
    ['first', ['kind of the authority']],
    ['outer', ['kind of the authority']],
    ['why', []],
    ['nobody', []],
  ])('of %s are its own, then those around it', (name, expected) => {
    const told = conditionsOf(nestedOf(), name).map((condition) => {
      const side = condition.kind === 'compare' ? condition.left : null;
      return side?.kind === 'authority' ? 'kind of the authority' : "selected or compared with 'yes'";
    });
    expect(told).toEqual(expected);
  });

  test('a node in no group stands in none', () => {
    const { conditions } = planOf(nestedOf());
    expect(conditions.get('said')).toEqual({ own: null, parent: null });
    expect(conditions.get('why')).toEqual({ own: null, parent: 'said' });
  });

  test('one that nobody has checked is a fault of ours, and says which', () => {
    const nested = nestedOf();
    const unchecked: Definition = { ...nested, nodes: nested.nodes.map((node) => ({ ...node, relevant: 'if(' })) };
    expect(() => planOf(unchecked)).toThrow('if(');
  });
});

describe('what has scores', () => {
  test.each([
    ['index', true],
    ['outer', true],
    ['inner', true],
    ['first', true],
    // A text is never scored, and what stands in a group may count elsewhere.
    ['said', false],
    ['empty', false],
    ['around', false],
  ])('%s: %j', (name, expected) => expect(hasScores(nestedOf(), name)).toBe(expected));

  test('a group has them where one of its parts has', () => {
    const definition = defined([
      ...[group('g'), group('empty', { parent: 'g' }), { type: 'text' as const, name: 't', parent: 'empty' }],
      one('q', { parent: 'g' }),
    ]);
    expect(hasScores(definition, 'g')).toBe(true);
  });
});

describe('a plan', () => {
  test('is made once for a definition', () => {
    const definition = defined([one('q')]);
    expect(planOf(definition)).toBe(planOf(definition));
    expect(planOf({ ...definition })).not.toBe(planOf(definition));
  });

  test('has questions only among its questions, and what is scored in the order of the questionnaire', () => {
    const { questions, scored, groups } = planOf(nestedOf());
    expect([...questions.keys()]).toEqual(['first', 'second', 'why', 'more', 'alone']);
    expect(scored).toEqual(['index', 'outer', 'inner', 'first', 'second', 'said', 'around', 'empty', 'alone']);
    expect([...groups.keys()]).toEqual(['index', 'outer', 'inner', 'said', 'around', 'empty']);
  });

  test('knows the choices that stand alone and those that count as not answered', () => {
    const definition = defined([
      one('q'),
      { type: 'select_multiple', name: 'm', list: 'sources' },
      { type: 'text', name: 't' },
    ]);
    const sets = [...planOf(definition).questions].map(([name, { missingChoices, exclusiveChoices }]) => [
      name,
      [...missingChoices],
      [...exclusiveChoices],
    ]);
    expect(sets).toEqual([
      ['q', ['na'], []],
      ['m', [], ['none']],
      ['t', [], []],
    ]);
  });

  test('scores nothing of what makes no points', () => {
    const definition = defined(
      [one('plain', { list: 'words' }), { type: 'decimal', name: 'n' }, { type: 'text', name: 't' }, one('q')],
      { lists: [listOf('words', [undefined, undefined]), ...defined([one('q')]).lists] },
    );
    const { questions, scored } = planOf(definition);
    expect([...questions].map(([name, { scoring }]) => [name, scoring === null])).toEqual([
      ['plain', true],
      ['n', true],
      ['t', true],
      ['q', false],
    ]);
    expect(scored).toEqual(['index', 'q']);
  });

  test.each<[string, object, object, { missing: string; notRelevant: string }]>([
    ['what is said nowhere', {}, {}, { missing: 'zero', notRelevant: 'left_out' }],
    [
      'what the index says',
      {},
      { missing: 'left_out', notRelevant: 'full' },
      { missing: 'left_out', notRelevant: 'full' },
    ],
    [
      'what the group says first',
      { missing: 'zero' },
      { missing: 'left_out', notRelevant: 'zero' },
      { missing: 'zero', notRelevant: 'zero' },
    ],
  ])('takes rules from around it: %s', (_, ofGroup, index, expected) => {
    const definition = defined([group('g', ofGroup), one('q', { parent: 'g' })], { index });
    expect(planOf(definition).questions.get('q')).toMatchObject(expected);
  });
});

/** By group: its parts, `name x weight = most`. */
function partsOf(nodes: SaidNodes, index: WrittenDefinition['index'] = {}): Record<string, string[]> {
  const { groups } = planOf(defined(nodes, { index }));
  return Object.fromEntries(
    [...groups].map(([name, { parts }]) => [
      name,
      parts.map((part) => `${part.name} x ${written(part.weight)} = ${written(part.most)}`),
    ]),
  );
}

describe('what counts into what, and what it comes to at most', () => {
  test('a sum comes to its parts by their weights, a mean to one', () => {
    const inside = [
      one('a', { parent: 'g', weight: '3', mostPoints: '5' }),
      one('b', { parent: 'g', mostPoints: '2' }),
    ];
    expect(partsOf([group('g', { weight: '1/2' }), ...inside])).toEqual({
      index: ['g x 1/2 = 17'],
      g: ['a x 3 = 5', 'b x 1 = 2'],
    });
    expect(partsOf([group('g', { aggregate: 'mean' }), ...inside], { aggregate: 'mean' })).toEqual({
      index: ['g x 1 = 1'],
      g: ['a x 3 = 5', 'b x 1 = 2'],
    });
  });

  test('a group without parts comes to nothing', () => {
    expect(partsOf([group('g'), { type: 'text', name: 't', parent: 'g' }, one('q')])).toEqual({
      index: ['g x 1 = 0', 'q x 1 = 1'],
      g: [],
    });
  });

  test('what counts elsewhere counts there alone', () => {
    expect(
      partsOf([
        group('g'),
        group('h'),
        { type: 'text', name: 't', parent: 'h' },
        one('a', { parent: 'g', countsInto: 'h' }),
        one('b', { parent: 'g' }),
      ]),
    ).toEqual({
      index: ['g x 1 = 1', 'h x 1 = 1'],
      g: ['b x 1 = 1'],
      h: ['a x 1 = 1'],
    });
  });

  test('what stands in a group that is shown only counts in it as well', () => {
    expect(
      partsOf([
        group('theme', { countsInto: 'none' }),
        one('a', { parent: 'theme', countsInto: 'index' }),
        one('b', { parent: 'theme' }),
        one('c', { parent: 'theme', countsInto: 'none' }),
      ]),
    ).toEqual({ index: ['a x 1 = 1'], theme: ['a x 1 = 1', 'b x 1 = 1', 'c x 1 = 1'] });
  });
});
