import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mustGet } from '../../../../shared/domain/must.ts';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { definitionFaults } from '../../../../shared/domain/questionnaire/definition/load-definition.ts';
import { planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { askedOf } from '../../../../shared/domain/scoring/engine/relevance.ts';
import { answeredIn, outcomesOf, scoreWithParts } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { toNumber } from '../../../../shared/domain/scoring/rational.ts';
import type { NodeScore } from '../../../../shared/domain/scoring/scored.ts';
import { anyAnswers, anyDefinition } from '../../../support/any-definition.ts';
import { type PlainScore, plainScores } from '../../../support/plain-scores.ts';

const isTaken = (definition: Definition): boolean =>
  definitionFaults(definition).every(({ code, severity }) => severity === 'notice' || code === 'group-empty');

/** Some nodes count into another group than that in which they stand, or are shown only. */
function withDetours(definition: Definition, detours: readonly (number | null)[]): Definition {
  const groups = ['none', 'index', ...definition.nodes.flatMap(({ name, type }) => (type === 'group' ? [name] : []))];
  let taken = definition;
  for (const [at, { name }] of definition.nodes.entries()) {
    const detour = detours[at] ?? null;
    if (detour === null) continue;
    const countsInto = groups[detour % groups.length];
    const changed = {
      ...taken,
      nodes: taken.nodes.map((node) => (node.name === name && node.type !== 'note' ? { ...node, countsInto } : node)),
    };
    if (isTaken(changed)) taken = changed;
  }
  return taken;
}

const detours = fc.array(fc.option(fc.nat(), { nil: null, freq: 2 }), { minLength: 14, maxLength: 14 });
const answered = fc
  .tuple(anyDefinition, detours)
  .map(([definition, own]) => withDetours(definition, own))
  .chain((definition) => fc.record({ definition: fc.constant(definition), answers: anyAnswers(definition) }));

const isAlike = (exact: NodeScore | null, plain: PlainScore | null): boolean => {
  if (exact === null || plain === null) return exact === plain;
  return (['points', 'most', 'score'] as const).every((of) => {
    const [one, other] = [exact[of], plain[of]];
    return one === null || other === null ? one === other : Math.abs(toNumber(one) - other) < 1e-9;
  });
};

test('any answers to any questionnaire score as the plain reading of its rules says', () => {
  let detoured = 0;
  fc.assert(
    fc.property(answered, ({ definition, answers }) => {
      const { scored, parts } = scoreWithParts(definition, answers);
      const plain = plainScores(definition, answers);
      expect(scored.asked).toEqual(plain.asked);
      expect([...scored.nodes.keys()]).toEqual([...plain.nodes.keys()]);
      for (const [name, node] of scored.nodes) {
        const other = plain.nodes.get(name) ?? null;
        expect([name, node, other, isAlike(node, other)]).toEqual([name, node, other, true]);
      }
      const { groups } = planOf(definition);
      const ofIndex = mustGet(groups, 'index').parts.map(({ name }) => scored.nodes.get(name) ?? null);
      expect(parts.map(({ score }) => score)).toEqual(ofIndex);
      const outcomeOf = outcomesOf(definition, answers, askedOf(definition, answers, {}));
      for (const [name, expected] of plain.answered) {
        const there = answeredIn(mustGet(groups, name), outcomeOf);
        expect([name, there === null]).toEqual([name, expected === null]);
        if (there !== null && expected !== null) expect(toNumber(there)).toBeCloseTo(expected, 9);
      }
      if (definition.nodes.some((node) => 'countsInto' in node && node.countsInto !== undefined)) detoured += 1;
    }),
    { numRuns: 300 },
  );
  expect(detoured).toBeGreaterThan(30);
});
