import { indicatorsOf } from '../../questionnaire/questionnaire.ts';
import { type Problem, problem } from '../problems.ts';
import type { CheckInput } from './check-input.ts';

/** One query for all questions left blank, not one each: forty of them would hide what matters. */
export function checkUnanswered({ questionnaire, answers }: Pick<CheckInput, 'questionnaire' | 'answers'>): Problem[] {
  const blank = indicatorsOf(questionnaire).filter(({ id }) => {
    const answer = answers.get(id);
    return answer?.value === 'unanswered' && answer.cell !== null;
  });
  if (blank.length === 0) return [];
  return [
    problem('questions-unanswered', {
      facts: { count: String(blank.length), list: blank.map(({ id }) => id).join(', ') },
    }),
  ];
}
