import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerValue, answerValues } from '../../../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../../../shared/domain/questionnaire/questionnaire.ts';
import { scoreAnswers } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf, shownOf } from '../../../../shared/domain/scoring/engine/shown.ts';
import type { Given } from '../../../../shared/domain/scoring/given.ts';
import { metOfTotal } from '../../../../shared/domain/scoring/met-of-total.ts';
import { methodIds } from '../../../../shared/domain/scoring/methods/methods.ts';
import { written } from '../../../../shared/domain/scoring/rational.ts';
import { score } from '../../../../shared/domain/scoring/scoring.ts';
import { definitionOfToday } from '../../../support/definition-of-today.ts';
import { userCentricity2023 } from '../../../support/user-centricity.ts';

const ids = indicatorsOf(userCentricity2023).map(({ id }) => id);

const givenOf = (value: AnswerValue): Given | null => {
  if (value === 'unanswered') return null;
  return value === 'unclear' ? { doesNotCount: 'not-understood' } : { choices: [value] };
};

const answerSets = fc.array(fc.constantFrom(...answerValues), { minLength: ids.length, maxLength: ids.length });

describe.each(methodIds)('user-centricity@2023 as a definition, scored by %s', (method) => {
  const definition = definitionOfToday(userCentricity2023, method);

  test('comes to the score, the counts and the percentage of today for any answers', () => {
    fc.assert(
      fc.property(answerSets, (values) => {
        const today = score(userCentricity2023, new Map(ids.map((id, at) => [id, values[at] ?? 'unanswered'])), method);
        const given = ids.flatMap((id, at): [string, Given][] => {
          const one = givenOf(values[at] ?? 'unanswered');
          return one === null ? [] : [[id, one]];
        });
        const scored = scoreAnswers(definition, new Map(given));
        const index = indexOf(scored);
        expect(shownOf(definition, index)).toBe(String(today.percent));
        const { overall, ...counts } = today;
        const told = metOfTotal(definition, new Map(given), scored);
        expect(told).toMatchObject(counts);
        if (method === 'exact') expect(told?.overall).toBeCloseTo(overall, 12);
        else expect(told?.overall).toBe(overall);
        const parts = Object.entries({ ...today.categories, ...today.pillars });
        const points = parts.map(([name]) => {
          const node = scored.nodes.get(name);
          return [name, node && written(node.points), node && written(node.most)];
        });
        expect(points).toEqual(parts.map(([name, { met, total }]) => [name, `${met}`, `${total}`]));
      }),
      { numRuns: 1_000 },
    );
  });
});
