import fc from 'fast-check';
import type { AnswerCode, Unread } from '../../shared/domain/answers/answer.ts';
import { codeOfChoices } from '../../shared/domain/answers/choice-codes.ts';
import { encodeFormAnswers, encodeFormEvidence, type FormAnswer } from '../../shared/domain/answers/form-codes.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { type FormCodes, scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import type { Given, GivenAnswers } from '../../shared/domain/scoring/given.ts';
import type { FormCounted } from '../../shared/domain/standings/form-standings.ts';
import { anyAnswers, anyDefinition } from './any-definition.ts';

/** What was given, as the reader has it. */
export function readValueOf(given: Given): AnswerCode | Unread {
  if ('doesNotCount' in given) return 'unclear';
  if ('text' in given) return given.text.trim() === '' ? 'unanswered' : `=${given.text}`;
  if ('number' in given) return `=${given.number}`;
  return given.choices.length === 0 ? 'unanswered' : codeOfChoices(given.choices);
}

/** A text stands in the column of evidence. */
const answerOf = (given: Given, evidence: string): FormAnswer =>
  'text' in given ? { value: 'unanswered', evidence: given.text } : { value: readValueOf(given), evidence };

/** What a standing keeps of answers; `evidence`: what stands beside each of them. */
export function formCodesOf(definition: Definition, given: GivenAnswers, evidence = ''): FormCodes {
  const answers = new Map([...given].map(([name, one]) => [name, answerOf(one, evidence)]));
  return {
    answerCode: encodeFormAnswers(definition, answers),
    evidenceCode: encodeFormEvidence(definition, answers),
    verifiedCode: '',
  };
}

/** An authority as standings count it, with the answers it is made from. */
export type AnsweredForm = FormCounted & { readonly given: GivenAnswers };

const facts = fc.record({
  country: fc.constantFrom('FI', 'PT', null),
  population: fc.option(fc.integer({ min: 1, max: 4_000_000 }), { nil: null }),
  kind: fc.constantFrom('city', 'county', null, undefined),
});

/** Any questionnaire, and authorities that have answered it. */
export const anyAnsweredForms = ({ maxLength = 12, minLength = 0 } = {}) =>
  anyDefinition.chain((definition) =>
    fc.record({
      definition: fc.constant(definition),
      authorities: fc.array(
        fc.record({ given: anyAnswers(definition), facts }).map(({ given, facts }): AnsweredForm => {
          const codes = formCodesOf(definition, given);
          return { ...codes, ...facts, given, percent: scoreFormCodes(definition, codes, facts).shown ?? 0 };
        }),
        { minLength, maxLength },
      ),
    }),
  );
