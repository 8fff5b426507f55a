import type { Answers } from '../../domain/answers/answer.ts';
import type { Form } from './form.ts';
import type { FoundQuestions } from './question-table.ts';

/** A note that quotes one or two questions is no questionnaire. */
const enoughWorded = 3;
/** Of its ids, where they stand without wordings: tasks, balances and chapters are numbered 1.1.1, too. */
const enoughAnswered = 0.9;

/** Whether so many questions stand there in their words that no other text has them. */
export function isWorded(
  { worded }: Pick<FoundQuestions, 'worded'>,
  { questions }: Pick<Form<string>, 'questions'>,
): boolean {
  return worded.size >= Math.min(enoughWorded, questions.size);
}

/** Whether nearly all of its ids stand there, with an answer that is offered beside each. */
export function isAnsweredById(answers: Answers<string>, { questions }: Pick<Form<string>, 'questions'>): boolean {
  const isOffered = (value: string): boolean => value !== 'unanswered' && value !== 'unclear';
  // Figures and texts are left blank more often, and any number is one.
  const chosen = [...questions.values()].filter(({ words, number }) => words !== null && number === null);
  const counted = chosen.length > 0 ? chosen : [...questions.values()];
  const answered = counted.filter(({ id }) => isOffered(answers.get(id)?.value ?? 'unanswered')).length;
  return answered >= enoughAnswered * counted.length;
}
