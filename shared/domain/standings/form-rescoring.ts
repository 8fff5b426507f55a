import { unansweredNowhere } from '../answers/answer.ts';
import { answersOfCode, encodeFormAnswers } from '../answers/form-codes.ts';
import { type Definition, definitionKeyOf } from '../questionnaire/definition/definition.ts';
import { questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { carriedAnswers, mapIndicators, type QuestionnaireMapping } from '../questionnaire/mapping.ts';
import type { FormCodes } from '../scoring/form-score.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import { type CountedForm, countForm } from './form-tally.ts';
import type { Judged } from './rescoring.ts';

/** What all authorities of a round of an office's own questionnaire are judged by. */
export interface FormBasis {
  readonly questionnaire: Definition;
  readonly method: 'definition';
}

export interface JudgedForm extends Judged {
  /** What standings count of it: it is scored once. */
  readonly counted: CountedForm;
}

/** Answers as the basis counts them. Where only a review has left too little for a score, 0 is shown. */
export function judgeForm({ questionnaire, method }: FormBasis, codes: FormCodes, facts: AuthorityFacts): JudgedForm {
  const { answerCode, evidenceCode, verifiedCode } = codes;
  const counted = countForm(questionnaire, codes, facts);
  const score = { percent: counted.shown ?? 0, method, questionnaire: definitionKeyOf(questionnaire) };
  return { score, answerCode, evidenceCode, verifiedCode, counted };
}

/** Answers to an earlier version as answers to this one, as the mapping between them says: an answer is never guessed. */
export function carriedForm(
  codes: FormCodes,
  older: Definition,
  newer: Definition,
  mapping: QuestionnaireMapping,
): FormCodes {
  const answers = mapIndicators(
    mapping,
    carriedAnswers(mapping, answersOfCode(older, codes.answerCode)),
    unansweredNowhere,
  );
  const carried = (bits: string): string => {
    const before = new Map(questionsOf(older).map(({ name }, at) => [name, bits.charAt(at) || '0']));
    const now = mapIndicators(mapping, before, '0');
    return questionsOf(newer)
      .map(({ name }) => now.get(name))
      .join('');
  };
  return {
    answerCode: encodeFormAnswers(newer, answers),
    evidenceCode: carried(codes.evidenceCode),
    verifiedCode: codes.verifiedCode === '' ? '' : carried(codes.verifiedCode),
  };
}
