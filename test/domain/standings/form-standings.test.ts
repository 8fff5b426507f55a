import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../shared/domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  groupsOf,
  isSelect,
  questionsOf,
} from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { askedOf } from '../../../shared/domain/scoring/engine/relevance.ts';
import { scoreAnswers } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { shownNumber } from '../../../shared/domain/scoring/form-score.ts';
import { countShown, meanOfShown, quantileOfShown } from '../../../shared/domain/scoring/shown-counters.ts';
import {
  addFormParts,
  countFormAuthorities,
  formGroupsOf,
  rankAmongShown,
} from '../../../shared/domain/standings/form-standings.ts';
import { limited, ofGroup, ofHoweverFew } from '../../../shared/domain/standings/limited.ts';
import { shardOf } from '../../../shared/domain/standings/standing.ts';
import { defined } from '../../support/defined.ts';
import { anyAnsweredForms } from '../../support/form-codes.ts';

/** The same questionnaire, of which a group counts into nothing. */
const withoutGroup = (definition: Definition, left: string): Definition => ({
  ...definition,
  nodes: definition.nodes.map((node) =>
    node.name === left && node.type === 'group' ? { ...node, countsInto: 'none' } : node,
  ),
});

describe('counting authorities by an office’s own questionnaire', () => {
  test('in shards, in any split and order, adds up to counting them all', () => {
    fc.assert(
      fc.property(anyAnsweredForms(), fc.nat(12), ({ definition, authorities }, at) => {
        const [a, b] = [authorities.slice(0, at), authorities.slice(at)];
        const [one, other] = [countFormAuthorities(definition, a), countFormAuthorities(definition, b)];
        const whole = countFormAuthorities(definition, [...authorities].reverse());
        expect(addFormParts(one, other)).toEqual(whole);
        expect(addFormParts(other, one)).toEqual(whole);
        expect(addFormParts(whole, countFormAuthorities(definition, []))).toEqual(whole);
        // As a round spreads them.
        const named = authorities.map((own, index) => ({ own, shard: (of: number) => shardOf(`a${index}`, of) }));
        for (const shards of [1, 4, 16]) {
          const parts = Array.from({ length: shards }, (_, shard) =>
            countFormAuthorities(
              definition,
              named.filter((each) => each.shard(shards) === shard).map((each) => each.own),
            ),
          );
          expect(parts.reduce(addFormParts)).toEqual(whole);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('agrees with the answers themselves', () => {
    fc.assert(
      fc.property(anyAnsweredForms(), ({ definition, authorities }) => {
        const counted = ofHoweverFew(countFormAuthorities(definition, authorities).all);
        const scored = authorities.map(({ given, ...facts }) => scoreAnswers(definition, given, facts));
        const asked = authorities.map(({ given, ...facts }) => askedOf(definition, given, facts));
        const counts = (is: (at: number) => boolean): number => authorities.filter((_, at) => is(at)).length;
        expect(counted.shown).toEqual(countShown(scored.map((one) => shownNumber(definition, one) ?? 0)));
        for (const { name } of groupsOf(definition)) {
          const percents = scored.flatMap(({ nodes }) => {
            const score = nodes.get(name)?.score ?? null;
            return score === null ? [] : Number((score.n * 1_000_000n) / score.d) / 10_000;
          });
          const found = (counted.sections.get(name) ?? []).flatMap(([percent, of]) => Array(of).fill(percent));
          percents
            .sort((x, y) => x - y)
            .forEach((percent, at) => {
              expect(Math.abs(found[at] - percent)).toBeLessThanOrEqual(0.5001);
            });
          expect(found).toHaveLength(percents.length);
        }
        for (const question of questionsOf(definition)) {
          const own = counted.questions.get(question.name);
          if (own === undefined) throw new Error(`Nothing is counted of ${question.name}`);
          const { answered, blank, unclear, notCounted, notAsked } = own;
          expect(answered + blank + unclear + notCounted + notAsked).toBe(authorities.length);
          expect(notAsked).toBe(counts((at) => asked[at]?.(question.name) === false));
          const choices = isSelect(question) ? choicesOf(definition, question) : [];
          choices.forEach(({ name }, place) => {
            const has = (at: number): boolean => {
              const given = authorities[at]?.given.get(question.name);
              return given !== undefined && 'choices' in given && given.choices.includes(name);
            };
            expect(own.choices[place]).toBe(counts((at) => asked[at]?.(question.name) === true && has(at)));
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says what would be shown without a group as if it did not count', () => {
    fc.assert(
      fc.property(anyAnsweredForms(), ({ definition, authorities }) => {
        const { without } = ofHoweverFew(countFormAuthorities(definition, authorities).all);
        for (const [name, counters] of without) {
          const other = withoutGroup(definition, name);
          const shown = authorities.map(
            ({ given, ...facts }) => shownNumber(other, scoreAnswers(other, given, facts)) ?? 0,
          );
          expect(counters).toEqual(countShown(shown));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('ranks each as often as another shows more, also as it changes', () => {
    fc.assert(
      fc.property(
        anyAnsweredForms({ minLength: 1 }),
        fc.nat(11),
        fc.nat(11),
        ({ definition, authorities }, at, now) => {
          const { all } = countFormAuthorities(definition, authorities);
          const before = authorities[at % authorities.length]?.percent ?? 0;
          const shown = authorities[now % authorities.length]?.percent ?? 0;
          const others = authorities.filter((_, index) => index !== at % authorities.length);
          const place = { rank: 1 + others.filter(({ percent }) => percent > shown).length, of: authorities.length };
          expect(rankAmongShown(all, shown, before)).toEqual(authorities.length < 5 ? null : place);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps what is known of fewer than five to itself', () => {
    const few = limited(4, { shown: countShown([1, 2, 3, 4]) });
    expect(rankAmongShown(few, 3)).toBeNull();
    expect(rankAmongShown(few, 3, null)).toEqual({ rank: 2, of: 5 });
    expect(ofGroup(few)).toBeNull();
    expect(JSON.stringify(few)).toBe('{"authorities":4}');
  });

  test('tells apart what does not count: blank, not understood, without its evidence, not asked', () => {
    const definition = defined([
      { type: 'select_one', name: 'q1', list: 'yes_no_na', evidence: { rule: 'required', choices: ['yes'] } },
      { type: 'select_multiple', name: 'q2', list: 'sources', relevant: "${q1} = 'no'" },
    ]);
    const codes = (answerCode: string, evidenceCode = '00', verifiedCode = '') => ({
      ...{ answerCode, evidenceCode, verifiedCode, percent: 0, country: null, population: null },
    });
    const counted = countFormAuthorities(definition, [
      codes('|'),
      codes('?|0 1'),
      codes('0|0'),
      codes('0|0', '10'),
      codes('0|', '00', '10'),
      codes('1|0 2'),
      codes('1|'),
    ]);
    expect(ofGroup(counted.all)?.questions).toEqual(
      new Map([
        ['q1', { answered: 4, choices: [2, 2, 0], blank: 1, unclear: 1, notCounted: 1, notAsked: 0 }],
        ['q2', { answered: 1, choices: [1, 0, 1, 0], blank: 4, unclear: 0, notCounted: 0, notAsked: 2 }],
      ]),
    );
  });
});

test('what the authorities of a group show is counted for the group as well', () => {
  const definition = defined([{ type: 'select_one', name: 'q1', list: 'yes_no_na' }]);
  const one = (percent: number, country: string | null, kind: string | null) => ({
    ...{ answerCode: '0', evidenceCode: '0', verifiedCode: '', population: null, percent, country, kind },
  });
  const authorities = [one(50, 'FI', 'county'), one(100, 'FI', null), one(50, 'PT', 'county'), one(50, null, 'county')];
  const { groups } = countFormAuthorities(definition, authorities);
  expect(Object.fromEntries(Object.entries(groups).map(([name, of]) => [name, ofHoweverFew(of).shown]))).toEqual({
    'country:FI': [
      [50, 1],
      [100, 1],
    ],
    'country:PT': [[50, 1]],
    'kind:county': [[50, 3]],
  });
  expect(groups['kind:county']?.authorities).toBe(3);
});

describe('each group of the index is left out in turn', () => {
  const leftOut = (groups: number, loose = 0): number => {
    const names = Array.from({ length: groups }, (_, at) => `g${at}`);
    const definition = defined([
      ...Array.from({ length: loose }, (_, at) => ({ type: 'select_one' as const, name: `l${at}`, list: 'yes_no_na' })),
      ...names.flatMap((name) => [
        { type: 'group' as const, name },
        { type: 'select_one' as const, name: `q_${name}`, list: 'yes_no_na', parent: name },
      ]),
    ]);
    return ofHoweverFew(countFormAuthorities(definition, []).all).without.size;
  };

  test.each([
    ['of two groups', 2, 0, 2],
    ['not the only one', 1, 0, 0],
    ['the only group beside a question', 1, 1, 1],
    ['of no questions', 0, 3, 0],
    ['of forty', 40, 0, 40],
    ['not of more', 41, 0, 0],
  ])('%s', (_, groups, loose, count) => expect(leftOut(groups, loose)).toBe(count));
});

test('an authority is compared within its country, its population band and its kind', () => {
  const none = { country: null, population: null };
  expect(formGroupsOf({ country: 'FI', population: 120_000, kind: 'county' })).toEqual([
    ...['country:FI', 'population:100000', 'kind:county'],
  ]);
  expect([formGroupsOf(none), formGroupsOf({ ...none, kind: null }), formGroupsOf({ ...none, kind: '' })]).toEqual([
    ...[[], [], []],
  ]);
});

test('means and quartiles are of whatever is shown, also below zero', () => {
  const counters = countShown([-1.25, 0, 2.5, 2.5, 10]);
  expect(meanOfShown(counters, 2)).toBe(2.75);
  expect(meanOfShown(countShown([-0.01, 0.02]), 2)).toBe(0.005);
  expect(meanOfShown(countShown([-1, -2]), 0)).toBe(-1.5);
  expect([0.25, 0.5, 0.75].map((part) => quantileOfShown(counters, part))).toEqual([0, 2.5, 2.5]);
  expect([meanOfShown([], 0), quantileOfShown([], 0.5)]).toEqual([null, null]);
});
