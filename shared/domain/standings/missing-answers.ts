import { decodeAnswers } from '../answers/answer.ts';
import { decodeFormAnswers } from '../answers/form-codes.ts';
import { type AnyQuestionnaire, isDefinition } from '../questionnaire/any-questionnaire.ts';
import type { Definition } from '../questionnaire/definition/definition.ts';
import { isScored, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { indicatorsOf } from '../questionnaire/questionnaire.ts';
import { scoreFormCodes } from '../scoring/form-score.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import type { AcceptedSubmission } from './standing.ts';

type Codes = Pick<AcceptedSubmission, 'answerCode' | 'evidenceCode' | 'verifiedCode' | 'score'>;

/**
 * Questions that count, are asked, and have no answer that was understood, in the order in which they are asked.
 * `questionnaire`: the one that was answered.
 */
export function missingAnswers(questionnaire: AnyQuestionnaire, codes: Codes, authority: AuthorityFacts): string[] {
  if (isDefinition(questionnaire)) return missingOfForm(questionnaire, codes, authority);
  const ids = indicatorsOf(questionnaire).map(({ id }) => id);
  const values = decodeAnswers(ids, codes.answerCode);
  return ids.filter((id) => values.get(id) === 'unanswered' || values.get(id) === 'unclear');
}

function missingOfForm(definition: Definition, codes: Codes, authority: AuthorityFacts): string[] {
  const given = decodeFormAnswers(definition, codes.answerCode);
  const { asked } = scoreFormCodes(definition, codes, authority).scored;
  return questionsOf(definition)
    .filter((question) => question.required || isScored(definition, question))
    .filter(({ name }) => asked.get(name) !== false)
    .filter(({ name }) => {
      const answer = given.get(name);
      return answer === undefined || 'doesNotCount' in answer;
    })
    .map(({ name }) => name);
}

/** Whether something may be missing, by the codes alone: for whoever has no questionnaire at hand. */
export const maybeMissing = ({ answerCode, score }: Codes): boolean =>
  score.method === 'definition'
    ? answerCode.split('|').some((code) => code === '' || code === '?')
    : /[-?]/.test(answerCode);
