import { decodeAnswers } from '../answers/answer.ts';
import { decodeFormAnswers } from '../answers/form-codes.ts';
import { type AnyQuestionnaire, isDefinition } from '../questionnaire/any-questionnaire.ts';
import { isScored, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { indicatorsOf } from '../questionnaire/questionnaire.ts';
import { scoreFormCodes } from '../scoring/form-score.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import type { AcceptedSubmission } from './standing.ts';

type Codes = Pick<AcceptedSubmission, 'answerCode' | 'evidenceCode' | 'verifiedCode' | 'score'>;

/** Questions that count and are asked of an authority, in their order. `questionnaire`: the one that was answered. */
export function questionsAsked(questionnaire: AnyQuestionnaire, codes: Codes, authority: AuthorityFacts): string[] {
  if (!isDefinition(questionnaire)) return indicatorsOf(questionnaire).map(({ id }) => id);
  const { asked } = scoreFormCodes(questionnaire, codes, authority).scored;
  return questionsOf(questionnaire)
    .filter((question) => question.required || isScored(questionnaire, question))
    .filter(({ name }) => asked.get(name) !== false)
    .map(({ name }) => name);
}

/** Those of {@link questionsAsked} that have no answer that was understood. */
export function missingAnswers(questionnaire: AnyQuestionnaire, codes: Codes, authority: AuthorityFacts): string[] {
  const ids = questionsAsked(questionnaire, codes, authority);
  if (isDefinition(questionnaire)) {
    const given = decodeFormAnswers(questionnaire, codes.answerCode);
    return ids.filter((id) => {
      const answer = given.get(id);
      return answer === undefined || 'doesNotCount' in answer;
    });
  }
  const values = decodeAnswers(ids, codes.answerCode);
  return ids.filter((id) => values.get(id) === 'unanswered' || values.get(id) === 'unclear');
}

/** Whether something may be missing, by the codes alone: for whoever has no questionnaire at hand. */
export const maybeMissing = ({ answerCode, score }: Codes): boolean =>
  score.method === 'definition'
    ? answerCode.split('|').some((code) => code === '' || code === '?')
    : /[-?]/.test(answerCode);
