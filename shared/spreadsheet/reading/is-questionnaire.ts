import type { Answers } from '../../domain/answers/answer.ts';
import { indicatorsOf, type Questionnaire } from '../../domain/questionnaire/questionnaire.ts';
import type { FoundQuestions } from './question-table.ts';

/** A note that quotes one or two questions is no questionnaire. */
const enoughWorded = 3;
/** Of its ids, where they stand without wordings: tasks, balances and chapters are numbered 1.1.1, too. */
const enoughAnswered = 0.9;

/** Whether so many questions stand there in their words that no other text has them. */
export function isWorded({ worded }: Pick<FoundQuestions, 'worded'>, questionnaire: Questionnaire): boolean {
  return worded.size >= Math.min(enoughWorded, indicatorsOf(questionnaire).length);
}

/** Whether nearly all of its ids stand there, with an answer that is offered beside each. */
export function isAnsweredById(answers: Answers, questionnaire: Questionnaire): boolean {
  const offered: ReadonlySet<string> = new Set(questionnaire.answers.offered);
  const answered = [...answers.values()].filter(({ value }) => offered.has(value)).length;
  return answered >= enoughAnswered * indicatorsOf(questionnaire).length;
}
