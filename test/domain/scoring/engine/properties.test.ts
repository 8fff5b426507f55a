import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import {
  choicesOf,
  isSelect,
  questionsOf,
} from '../../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { parseExpression, questionsIn } from '../../../../shared/domain/questionnaire/definition/expression.ts';
import { rangesOf } from '../../../../shared/domain/scoring/engine/ranges.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { compared, exactly, isZero, one, written } from '../../../../shared/domain/scoring/rational.ts';
import type { NodeScore, Scored } from '../../../../shared/domain/scoring/scored.ts';
import { anyAnswers, anyDefinition } from '../../../support/any-definition.ts';
import { defined } from '../../../support/defined.ts';

const answered = anyDefinition.chain((definition) =>
  fc.record({ definition: fc.constant(definition), answers: anyAnswers(definition) }),
);

const textOf = (node: NodeScore | null): string =>
  node === null ? '' : `${written(node.points)} of ${written(node.most)} = ${node.score && written(node.score)}`;
const resultOf = ({ nodes }: Scored): Record<string, string> =>
  Object.fromEntries([...nodes].map(([name, node]) => [name, textOf(node)]).sort());

/** The same nodes in another order: groups still come before what stands in them. */
function shuffled(definition: Definition, keys: readonly number[]): Definition {
  const order = new Map(definition.nodes.map((node, at) => [node.name, keys[at] ?? at]));
  const under = (parent: string): Definition['nodes'] =>
    definition.nodes
      .filter((node) => node.parent === parent)
      .sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
      .flatMap((node) => [node, ...under(node.name)]);
  const lists = definition.lists.map(({ name, choices }) => ({ name, choices: [...choices].reverse() })).reverse();
  return { ...definition, lists, nodes: under('index') };
}

const conditionsOf = ({ nodes }: Definition): Set<string> =>
  new Set(
    nodes.flatMap(({ relevant }) => {
      const expression = relevant === undefined ? null : parseExpression(relevant);
      return expression === null || 'reason' in expression ? [] : questionsIn(expression);
    }),
  );

describe('of any questionnaire and any answers', () => {
  test('the order of answers, questions, groups and choices never matters', () => {
    fc.assert(
      fc.property(answered, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), ({ definition, answers }, keys) => {
        const other = shuffled(definition, keys);
        const reversed = new Map([...answers].reverse());
        expect(resultOf(scoreAnswers(other, reversed))).toEqual(resultOf(scoreAnswers(definition, answers)));
      }),
      { numRuns: 400 },
    );
  });

  test('an answer to a question that is not asked changes nothing', () => {
    let changed = 0;
    fc.assert(
      fc.property(
        answered.chain((before) => fc.record({ before: fc.constant(before), other: anyAnswers(before.definition) })),
        ({ before: { definition, answers }, other }) => {
          const scored = scoreAnswers(definition, answers);
          const unasked = [...scored.asked].filter(([, asked]) => asked === false).map(([name]) => name);
          const otherwise = new Map(answers);
          for (const name of unasked) {
            otherwise.delete(name);
            const given = other.get(name);
            if (given !== undefined) otherwise.set(name, given);
            changed += 1;
          }
          expect(resultOf(scoreAnswers(definition, otherwise))).toEqual(resultOf(scored));
        },
      ),
      { numRuns: 600 },
    );
    expect(changed).toBeGreaterThan(100);
  });

  test('a choice of more points, on which no condition rests, never lowers a score', () => {
    let raised = 0;
    fc.assert(
      fc.property(answered, fc.nat(), fc.nat(), ({ definition, answers }, which, better) => {
        const restedOn = conditionsOf(definition);
        const questions = questionsOf(definition).filter(
          (question) => question.type === 'select_one' && !restedOn.has(question.name),
        );
        const question = questions[which % Math.max(1, questions.length)];
        if (question === undefined || !isSelect(question)) return;
        const choices = choicesOf(definition, question).filter(({ missing }) => !missing);
        const low = choices[0];
        const high = choices[1 + (better % (choices.length - 1))];
        if (low === undefined || high === undefined) return;
        const scoredWith = (choice: string) =>
          scoreAnswers(definition, new Map<string, Given>([...answers, [question.name, { choices: [choice] }]])).nodes;
        const [one, other] = [scoredWith(low.name), scoredWith(high.name)];
        const own = [one.get(question.name), other.get(question.name)];
        const isBetter = own[0] && own[1] ? compared(own[1].points, own[0].points) >= 0 : true;
        const [less, more] = isBetter ? [one, other] : [other, one];
        for (const [name, node] of more) {
          const before = less.get(name) ?? null;
          expect([name, node === null]).toEqual([name, before === null]);
          if (node === null || before === null) continue;
          expect([name, compared(node.points, before.points) >= 0]).toEqual([name, true]);
          expect([name, compared(node.most, before.most)]).toEqual([name, 0]);
          if (node.score !== null && before.score !== null) {
            expect([name, compared(node.score, before.score) >= 0]).toEqual([name, true]);
          }
        }
        raised += 1;
      }),
      { numRuns: 600 },
    );
    expect(raised).toBeGreaterThan(100);
  });

  test('a section in which nothing is scored does not raise the lowest mean', () => {
    const coal = { type: 'select_multiple', list: 'sources', mostPoints: '2' } as const;
    const definition = defined(
      [
        { type: 'group', name: 'profile' },
        { type: 'text', name: 'unit', parent: 'profile' },
        { ...coal, name: 'own' },
      ],
      { index: { aggregate: 'mean' } },
    );
    expect(written(rangesOf(definition)('index').leastScore)).toBe('-1/2');
  });

  test('no score is outside what the definition says that it can be', () => {
    fc.assert(
      fc.property(answered, ({ definition, answers }) => {
        const ranges = rangesOf(definition);
        for (const [name, node] of scoreAnswers(definition, answers).nodes) {
          if (node === null) continue;
          const { leastPoints, mostPoints, leastScore } = ranges(name);
          const { points, most, score } = node;
          expect([name, 'points', compared(points, leastPoints) >= 0 && compared(points, mostPoints) <= 0]).toEqual([
            name,
            'points',
            true,
          ]);
          expect([name, 'most', compared(most, exactly('0')) >= 0]).toEqual([name, 'most', true]);
          expect([
            name,
            'score',
            score === null || (compared(score, leastScore) >= 0 && compared(score, one) <= 0),
          ]).toEqual([name, 'score', true]);
          expect([name, 'none', (score === null) === isZero(most)]).toEqual([name, 'none', true]);
        }
      }),
      { numRuns: 600 },
    );
  });
});
