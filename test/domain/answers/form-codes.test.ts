import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFormAnswers, encodeFormAnswers } from '../../../shared/domain/answers/form-codes.ts';
import { isDefinition, keyOfAny } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import { questionsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { scoreAnswers } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { scoreFormCodes } from '../../../shared/domain/scoring/form-score.ts';
import { anyAnswers, anyDefinition } from '../../support/any-definition.ts';
import { formCodesOf } from '../../support/form-codes.ts';
import { userCentricity2023 } from '../../support/user-centricity.ts';

const answered = anyDefinition.chain((definition) =>
  fc.record({ definition: fc.constant(definition), given: anyAnswers(definition) }),
);

test('what a standing keeps of any answers scores as they do', () => {
  fc.assert(
    fc.property(answered, ({ definition, given }) => {
      const codes = formCodesOf(definition, given);
      expect(scoreFormCodes(definition, codes).scored).toEqual(scoreAnswers(definition, given));
    }),
    { numRuns: 300 },
  );
});

test('a code of another length, and one that names no choice, are refused', () => {
  const [definition] = fc.sample(
    anyDefinition.filter((one) => questionsOf(one)[0]?.type === 'select_one'),
    1,
  );
  if (definition === undefined) throw new Error('No questionnaire was made');
  const blank = encodeFormAnswers(definition, new Map());
  expect(decodeFormAnswers(definition, blank)).toEqual(new Map());
  expect(() => decodeFormAnswers(definition, `${blank}|`)).toThrow('does not fit');
  expect(() => decodeFormAnswers(definition, `zz${blank}`)).toThrow('names no choice');
  const [first] = questionsOf(definition);
  const unknown = new Map([[first?.name ?? '', { value: '=other', evidence: '' }]]);
  expect(() => encodeFormAnswers(definition, unknown)).toThrow('has no choice other');
});

test('a questionnaire of the product and one of an office are told apart, and named alike', () => {
  const [definition] = fc.sample(anyDefinition, 1);
  if (definition === undefined) throw new Error('No questionnaire was made');
  expect([isDefinition(definition), isDefinition(userCentricity2023)]).toEqual([true, false]);
  expect(keyOfAny(definition)).toBe(`${definition.id}@${definition.version}`);
  expect(keyOfAny(userCentricity2023)).toBe('user-centricity@2023');
});
